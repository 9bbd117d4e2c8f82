import type { Env } from './core/env.ts'
import { asFailure } from './core/failure.ts'
import { mask } from './masks/register.ts'
import { parseCommand } from './plan/command-line.ts'
import { runPlan } from './plan/run.ts'
import { createRunnerReport } from './plan/runner-report.ts'
import { createTerminalReport, type Terminal } from './plan/terminal-report.ts'

const args = process.argv.slice(2)

void (
  isStep(process.env) ? runPlan({ env: process.env, report: createRunnerReport(process.env), mask, host: process }) : runCommand()
).then((exitCode) => {
  process.exitCode = exitCode
})

/** Returns whether a runner started this as a step: it sets the variable of every declared input, and passes no arguments. */
function isStep(env: Env): boolean {
  return args.length === 0 && 'INPUT_DIRECTORY' in env
}

async function runCommand(): Promise<0 | 1 | 130> {
  const terminal: Terminal = { out: (text) => process.stdout.write(text), err: (text) => process.stderr.write(text) }
  try {
    const { env, asJson } = parseCommand(args, process.env)
    // a terminal has no masks
    return await runPlan({ env, report: createTerminalReport(terminal, asJson), mask: () => undefined, host: process })
  } catch (thrown) {
    createTerminalReport(terminal, false).failed(asFailure(thrown))
    return 1
  }
}
