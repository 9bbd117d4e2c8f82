// The command of the input `run` as a bare child: the shell and script file of the action, without any checks.
const { spawn } = require('node:child_process')
const { rmSync, writeFileSync } = require('node:fs')
const { join } = require('node:path')
const { env } = process

module.exports = function runChild(values) {
  const script = join(env.RUNNER_TEMP, 'run.sh')
  writeFileSync(script, env.INPUT_RUN, { mode: 0o600 })
  const args = ['--noprofile', '--norc', '-e', '-o', 'pipefail', script]
  const child = spawn('bash', args, { env: { ...env, ...values }, stdio: ['ignore', 'inherit', 'inherit'] })
  return new Promise((resolve, reject) => {
    child.on('error', reject).on('exit', (code) => {
      process.exitCode = code ?? 1
      rmSync(script)
      resolve()
    })
  })
}
