import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { exceptOn } from '../support/platform.ts'
import { finishRun, nothing, startRun, steady, withoutReceipt, type Finished, type Run } from '../support/scenario.ts'

const database = `
  database/creds/app username | PGUSER ;
  database/creds/app password | PGPASSWORD ;
`
const app = 'secret/data/ci/app password | APP_PASSWORD ;'

/** Runs a job whose step has no id and runs a command. */
const runCommand = (run: string, more: Parameters<typeof finishRun>[0] = {}): Promise<Finished> =>
  finishRun({ id: null, secrets: app, ...more, with: { run, ...more.with } })

/** Returns the log without the lines of the action itself. */
const commandLog = ({ main }: Finished): readonly string[] => {
  const from = main.log.findIndex((line) => line.startsWith('Running the command'))
  const to = main.log.findLastIndex((line) => /revoked|^##\[error\]|^##\[notice\]/.test(line))
  return main.log.slice(from + 1, to > from ? to : undefined)
}

describe('a command', () => {
  it('gets the values in its environment, and nothing else does', async () => {
    const workspace = mkdtempSync(join(tmpdir(), 'workspace-'))
    const script = 'printf "%s %s" "$PGUSER" "$PGPASSWORD" > values; echo "as $PGPASSWORD"'
    const run = await runCommand(script, { secrets: database, workspace })
    const [user = '', password = ''] = readFileSync(join(workspace, 'values'), 'utf8').split(' ')
    expect(user).toMatch(/^v-/)
    expect(password.length).toBeGreaterThan(10)
    expect(steady(run, run.main.log)).toEqual([
      'Logged in to VAULT as role deploy (jwt); token TTL 15 min, policies default, read-dynamic, read-kv, revoke-by-path',
      'Read 1 path in N ms',
      '  database/creds/app – revoked when the command ends',
      'Running the command with 2 environment variables of its own: PGUSER, PGPASSWORD',
      'as ***',
      '1 lease revoked, token revoked',
    ])
    expect(run.main).toMatchObject({ exitCode: 0, outcome: 'success' })
    expect(run.post.log).toEqual([])
    expect(run.step.outputs).toEqual({})
    expect(run.job.env).toEqual({})
    expect(await run.left()).toEqual(nothing)
  })

  it('leaves nothing of the values and the token on the disk', async () => {
    const workspace = mkdtempSync(join(tmpdir(), 'workspace-'))
    const script = 'echo "$PGPASSWORD" > "$GITHUB_WORKSPACE/value"; ls -l "$RUNNER_TEMP"/vault-exchange-*/ "$PGFILE"'
    const secrets = `${database} database/creds/app password | PGFILE | file ;`
    const run = await runCommand(script, { secrets, workspace })
    const value = readFileSync(join(workspace, 'value'), 'utf8').trim()
    expect(commandLog(run).filter((line) => /^-rw------- /.test(line))).toHaveLength(3)
    const found = Object.entries(run.main).flatMap(([name, text]) => (String(text).includes(value) && name !== 'raw' ? [name] : []))
    expect(found).toEqual([])
    expect(run.main.log.at(-1)).toBe('1 file removed, 1 lease revoked, token revoked')
  })

  it('removes script and files when it ends, and empties the state', async () => {
    let left: readonly string[] = []
    let files = ''
    const temp = 'echo "temp $RUNNER_TEMP" > "$GITHUB_WORKSPACE/temp"'
    const workspace = mkdtempSync(join(tmpdir(), 'workspace-'))
    await finishRun(
      { id: null, secrets: 'database/creds/app password | PGFILE | file=db/password', workspace, with: { run: temp, summary: 'false' } },
      ({ job, step }) => {
        left = readdirSync(readFileSync(join(workspace, 'temp'), 'utf8').trim().replace('temp ', ''))
        files = Object.values(job.files()).join('')
        expect(step.state).toEqual({})
      },
    )
    expect(left.filter((name) => name.startsWith('vault-exchange-'))).toEqual([])
    expect(existsSync(join(workspace, 'db/password'))).toBe(false)
    expect(files).toBe('')
  })

  it('is the step: its exit code, outputs, environment, path, summary and workflow commands', async () => {
    const run = await finishRun({
      secrets: app,
      with: {
        run: [
          'echo "colour=green" >> "$GITHUB_OUTPUT"',
          'printf "size=large" >> "$GITHUB_OUTPUT"',
          'echo "LATER=yes" >> "$GITHUB_ENV"',
          'echo /opt/later >> "$GITHUB_PATH"',
          'echo "# Done" >> "$GITHUB_STEP_SUMMARY"',
          'echo "::warning::careful"',
          'echo "::add-mask::plum" >&2',
          'sleep 0.2; echo "a plum"',
          'exit 3',
        ].join('\n'),
      },
    })
    expect(run.main).toMatchObject({ exitCode: 3, outcome: 'failure', summary: '# Done\n' })
    expect(run.step.outputs).toEqual({ colour: 'green', size: 'large', errorMessage: 'the command of `run` failed with exit code 3' })
    expect(run.job.env).toEqual({ LATER: 'yes' })
    expect(run.job.path).toEqual(['/opt/later'])
    expect(run.main.annotations.map(({ level, message }) => `${level} ${message}`)).toEqual([
      'warning careful',
      expect.stringMatching(/^error the command of `run` failed with exit code 3\nERR_RUN, see docs\/errors\.md#err_run$/),
    ])
    expect(run.main.log).toContain('a ***')
    expect(await run.left()).toEqual(nothing)
  })

  it('gets what a run step gets, without inputs, state and credentials of actions', async () => {
    const env = { ACTIONS_RUNTIME_TOKEN: 'rt', ACTIONS_CACHE_URL: 'https://cache', FROM_JOB: 'yes', INPUT_PLANTED: 'x', STATE_PLANTED: 'x' }
    const run = await runCommand('env -0 | cut -z -d= -f1 | tr "\\0" "\\n" | sort; read line || echo "stdin is closed"', { env })
    const names = commandLog(run)
    expect(names).toEqual(
      expect.arrayContaining(['APP_PASSWORD', 'FROM_JOB', 'GITHUB_OUTPUT', 'ACTIONS_ID_TOKEN_REQUEST_URL', 'stdin is closed']),
    )
    expect(names.filter((name) => /^(INPUT_|STATE_|GITHUB_STATE|ACTIONS_(RUNTIME|CACHE))/.test(name))).toEqual([])
  })

  it('loses the token before it starts if it needs none: static secrets', async () => {
    const run = await runCommand('echo "started"')
    expect(steady(run, run.main.log).slice(1)).toEqual([
      'Read 1 path in N ms',
      'token revoked',
      'Running the command with 1 environment variable of its own: APP_PASSWORD',
      'started',
    ])
    // so that the post step loads nothing
    expect(run.step.state).toEqual({})
  })

  it('gets the token with exportToken, until it ends', async () => {
    const lookup = 'curl -s -o /dev/null -w "%{http_code}\\n" -H "X-Vault-Token: $VAULT_TOKEN" "$VAULT_ADDR/v1/auth/token/lookup-self"'
    const run = await runCommand(lookup, { with: { exportToken: 'true' } })
    expect(run.main.log.slice(-3)).toEqual([
      'Running the command with 3 environment variables of its own: APP_PASSWORD, VAULT_TOKEN, VAULT_ADDR',
      '200',
      'token revoked',
    ])
    expect(run.job.env).toEqual({})
  })

  it('keeps leases and token after success with `revoke: false`, and after a failure revokes them', async () => {
    const kept = await runCommand('true', { secrets: database, with: { revoke: 'false' } })
    expect((await kept.left()).leases).toHaveLength(1)
    expect(kept.main.log.at(-1)).toMatch(/^Not revoked, because `revoke` is false: token/)
    const failed = await runCommand('false', { secrets: database, with: { revoke: 'false' } })
    expect(failed.main.exitCode).toBe(1)
    expect(await failed.left()).toEqual(nothing)
  })

  const saysHowMany = async (script: string, text: string) => {
    const started = Date.now()
    const run = await runCommand(`${script}\necho $!`, { secrets: database })
    expect(run.main.annotations.map(({ level, message }) => `${level} ${message}`)).toEqual([expect.stringContaining(`notice ${text}`)])
    expect(await run.left()).toEqual(nothing)
    expect(Date.now() - started).toBeLessThan(20_000)
  }

  it('says that a process is still running', async () => {
    await saysHowMany('sleep 30 &', '1 process of the command is still running.')
  })

  exceptOn('darwin', 'its ps shows no sessions', () => {
    it('says how many processes are still running, also in a group of their own', async () => {
      const script = 'set -m; sleep 30 > /dev/null 2>&1 & sleep 30 > /dev/null 2>&1 &'
      await saysHowMany(script, '2 processes of the command are still running.')
    })
  })
})

describe('the shell', () => {
  it.each([
    ['bash with -e', undefined, 'false\necho "not reached"', 1, []],
    ['bash with pipefail', undefined, 'false | true\necho "not reached"', 1, []],
    [
      'bash without startup files',
      undefined,
      'shopt -q login_shell || echo "no login"; echo "options $-" | tr -d hB',
      0,
      ['no login', 'options e'],
    ],
    ['sh', 'sh', 'echo "$0" | sed "s|.*/||"; false; echo "not reached"', 1, ['run.sh']],
    ['Python, as a template', 'python3 {0}', 'import os\nprint("python", len(os.environ["APP_PASSWORD"]) > 3)', 0, ['python True']],
    ['a template', 'bash -u {0}', 'false\necho "reached"\necho "$UNSET_VARIABLE"', 1, ['reached']],
    ['a template with quotes', 'bash -c "echo \\"in quotes\\"; . {0}"', 'echo "script"', 0, ['in quotes', 'script']],
  ])('is %s', async (_, shell, script, exitCode, lines) => {
    const run = await runCommand(script, { ...(shell !== undefined && { with: { shell } }) })
    expect(run.main.exitCode).toBe(exitCode)
    expect(run.main.log.join('\n')).not.toContain('not reached')
    for (const line of lines) expect(run.main.log).toContain(line)
  })

  it('starts in workingDirectory, relative to the workspace', async () => {
    const workspace = mkdtempSync(join(tmpdir(), 'workspace-'))
    const run = await runCommand('pwd | sed "s|.*/||"', { workspace, with: { workingDirectory: '.' } })
    expect(run.main.log).toContain(workspace.replace(/.*\//, ''))
  })
})

describe('output', () => {
  it('streams line by line, and a line without end too', async () => {
    const run = startRun({ id: null, secrets: app, with: { run: 'printf "one\\ntw"; sleep 0.3; printf "o\\nthree"; exit 4' } })
    const main = await run.step.main
    expect(main.log.slice(-5)).toEqual([
      'one',
      'two',
      'three',
      '##[error]the command of `run` failed with exit code 4',
      'ERR_RUN, see docs/errors.md#err_run',
    ])
  })

  it('on stderr is masked from the first line on', async () => {
    // without a round trip between masks and command, in which the runner could register them
    const run = await runCommand('echo "is $PGPASSWORD" >&2', { secrets: database, with: { shell: 'sh {0}' } })
    expect(commandLog(run)).toEqual(['is ***'])
  })

  it('of 100 MB arrives whole', async () => {
    const line = 'x'.repeat(999)
    const run = await runCommand(`yes ${line} | head -n 100000 || true`)
    expect(run.main.exitCode).toBe(0)
    expect(run.main.log.filter((one) => one === line)).toHaveLength(100_000)
  }, 60_000)

  it('that is closed ends nothing', async () => {
    const run = await runCommand('exec >&- 2>&-; sleep 1; exit 7', { secrets: database })
    expect(run.main.exitCode).toBe(7)
    expect(await run.left()).toEqual(nothing)
  })

  it.each(['pause-1', 'pause%25'])('may stop workflow commands (%s): those of the action work nevertheless', async (token) => {
    const run = await runCommand(`echo "::stop-commands::${token}"; echo "::warning::no command"; exit 5`)
    expect(run.main.log).toContain('::warning::no command')
    expect(run.main.annotations.map(({ level }) => level)).toEqual(['error'])
  })
})

async function appears(file: string): Promise<void> {
  while (!existsSync(file)) await new Promise((resolve) => setTimeout(resolve, 20))
}

/** Starts a command, and waits until it has written the file `started` in its workspace. */
async function startCommand(script: string): Promise<Run & { readonly workspace: string }> {
  const workspace = mkdtempSync(join(tmpdir(), 'workspace-'))
  const run = startRun({ id: null, secrets: database, workspace, with: { run: script } })
  await appears(join(workspace, 'started'))
  return { ...run, workspace }
}

/** Returns whether a process is running. A zombie is not. */
const isRunning = (id: number): boolean =>
  process.platform === 'linux'
    ? existsSync(`/proc/${id}/stat`) && !/\) [ZX] /.test(readFileSync(`/proc/${id}/stat`, 'utf8'))
    : /^[^ZX]/.test(spawnSync('ps', ['-o', 'stat=', '-p', String(id)], { encoding: 'utf8' }).stdout)

describe('a cancelled step', () => {
  it.each([
    ['ends by the signal', ': > started; sleep 60', 3_000],
    ['ends by its own handler', 'trap "echo cleaned > cleaned; exit 0" INT TERM; : > started; while true; do sleep 0.1; done', 3_000],
    ['ignores all signals', 'trap "" INT TERM; : > started; while true; do sleep 0.1; done', 9_000],
    ['has forked', '(trap "" INT TERM; while true; do sleep 0.1; done) & : > started; wait', 9_000],
    ['has closed its output', 'exec >&- 2>&-; : > started; sleep 60', 3_000],
    ['prints without end', ': > started; yes "$PGPASSWORD"', 5_000],
    ['has just ended', ': > started', 5_000],
  ])('whose command %s: everything is revoked within the time of the runner', async (_, script, limit) => {
    const run = await startCommand(script)
    const begin = performance.now()
    await run.step.cancel()
    const main = await run.step.main
    const took = performance.now() - begin
    const [post] = await run.job.complete()
    expect(main.signal).toBeUndefined()
    expect([130, 0].includes(main.exitCode ?? -1) ? '' : main.raw.slice(-1500)).toBe('')
    expect(took).toBeLessThan(limit)
    expect(post?.exitCode).toBe(0)
    expect(await run.left()).toEqual(nothing)
  })

  it('sends its signal to all processes of the command', async () => {
    const run = await startCommand('bash -c \'trap "echo got > signal; exit" INT; : > started; while true; do sleep 0.1; done\'; true')
    await run.step.cancel()
    expect(readFileSync(join(run.workspace, 'signal'), 'utf8')).toBe('got\n')
    expect((await run.step.main).exitCode).toBe(130)
  })

  exceptOn('darwin', 'the action finds such groups only in /proc', () => {
    it('ends processes in a group of their own too, as `timeout` creates one', async () => {
      const run = await startCommand(`timeout 60 bash -c 'trap "" INT TERM; echo $$ > pid; : > started; while true; do sleep 0.1; done'`)
      await run.step.cancel()
      const id = Number(readFileSync(join(run.workspace, 'pid'), 'utf8'))
      const running = isRunning(id)
      if (running) process.kill(id, 'SIGKILL')
      expect(running).toBe(false)
      expect((await run.step.main).exitCode).toBe(130)
    })

    it('passes the signal on to such a group at once', async () => {
      const run = await startCommand(`timeout 60 bash -c 'trap "exit 0" INT; : > started; while true; do sleep 0.1; done'`)
      const begin = performance.now()
      await run.step.cancel()
      expect(performance.now() - begin).toBeLessThan(3_000)
    })
  })

  it('has time to revoke even if a daemon goes on printing', async () => {
    const body = `echo $$ > pid; : > started; for i in $(seq 150); do echo noise; sleep 0.1; done`
    // macOS has no setsid
    const daemon = `BODY='${body}' python3 -c 'import os; os.setsid(); os.execlp("bash", "bash", "-c", os.environ["BODY"])'`
    const run = await startCommand(`trap "" INT TERM; ${daemon} & while true; do sleep 0.1; done`)
    const begin = performance.now()
    await run.step.cancel()
    const took = performance.now() - begin
    process.kill(Number(readFileSync(join(run.workspace, 'pid'), 'utf8')), 'SIGKILL')
    // the runner kills the action after 10 s, and revocation can take 4.5 s
    expect(took).toBeLessThan(6_500)
    expect((await run.step.main).log).toContain('1 lease revoked, token revoked')
  })

  it('leaves all to post if it is killed', async () => {
    const run = await startCommand(': > started; echo "$RUNNER_TEMP" > temp; touch ready; sleep 5')
    await appears(join(run.workspace, 'ready'))
    await run.step.kill()
    const [post] = await run.job.complete()
    expect(withoutReceipt(post!).log).toEqual(['1 file removed, 1 lease revoked, token revoked'])
    expect(await run.left()).toEqual(nothing)
  })
})

it.each([
  ['prints', 'while true; do echo line; sleep 0.1; done'],
  ['prints and ignores signals', 'trap "" INT TERM; while true; do echo line; sleep 0.1; done'],
])('a command that %s is ended, and everything revoked, if the runner itself has ended', async (_, script) => {
  const run = await startCommand(`echo $$ > pid; : > started; ${script}`)
  const id = Number(readFileSync(join(run.workspace, 'pid'), 'utf8'))
  run.step.closeOutput()
  // no post step follows
  expect((await run.step.main).exitCode).toBe(130)
  expect(isRunning(id)).toBe(false)
  expect(await run.left()).toEqual(nothing)
})

describe('inputs', () => {
  it('name every problem before anything is sent', async () => {
    const run = await runCommand('true', {
      secrets: 'secret/data/ci/app password | P | noenv ;',
      with: { exportEnv: 'true', outputToken: 'true', shell: 'fish -c', workingDirectory: 'nowhere' },
    })
    expect(run.main.log.join('\n')).toMatch(/problems in the inputs/)
    for (const part of ['exportEnv: excludes `run`', 'outputToken: excludes `run`', 'shell: "fish -c" does not contain {0}']) {
      expect(run.main.log.join('\n')).toContain(part)
    }
    expect(run.requests()).toEqual([])
  })

  it('refuse shell and workingDirectory without run', async () => {
    const run = await finishRun({ secrets: app, with: { shell: 'bash' } })
    expect(run.main.log.join('\n')).toContain('shell: is used only with `run`')
  })

  it('name a command that cannot be started', async () => {
    const workspace = mkdtempSync(join(tmpdir(), 'workspace-'))
    writeFileSync(join(workspace, 'broken'), '#!/nowhere\n', { mode: 0o755 })
    const run = await runCommand('true', { workspace, secrets: database, with: { shell: `${join(workspace, 'broken')} {0}` } })
    expect(run.main.log.join('\n')).toMatch(/the command of `run` could not be started: spawn .* ENOENT/)
    expect(await run.left()).toEqual(nothing)
    expect(statSync(workspace).isDirectory()).toBe(true)
  })
})
