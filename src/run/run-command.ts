import { childEnvironment } from '../child/environment.ts'
import { passLines, type LinePass } from '../child/output.ts'
import { startChild, type ChildEnd } from '../child/process.ts'
import { forwardSignals } from '../child/signals.ts'
import { createStoppedCommands } from '../child/stopped-commands.ts'
import { Failure } from '../core/failure.ts'
import { namedValues, type Exports } from '../export/export.ts'
import { tokenVariables } from '../export/token.ts'
import { createFiles, type Files } from '../export/files.ts'
import type { PlannedFiles } from '../export/planned-files.ts'
import type { CommandSettings } from '../inputs/command.ts'
import type { Settings } from '../inputs/settings.ts'
import { reportLeftBehind, reportStart } from '../report/command.ts'
import { removeFiles } from '../revoke/remove-files.ts'
import { jobDirectories } from '../runner/job-directories.ts'
import type { Revocable } from '../state/revocable.ts'
import type { Vault } from '../vault/client.ts'
import type { Auth } from '../vault/reply.ts'
import { afterSuccess, revokeAndReport, type MainRuntime } from './revoke-and-report.ts'

/** How the command of the input `run` ended. */
export interface CommandEnd {
  readonly exitCode: number
  /** Set if the exit code is not 0. */
  readonly failure: Failure | undefined
}

/** The values for the command, whose masks are registered. */
export interface CommandValues {
  readonly exports: Exports
  /** Undefined without the input `files`. */
  readonly planned: PlannedFiles | undefined
}

/** The token that the values were read with. */
export interface Access {
  readonly auth: Auth
  readonly client: Vault
  /** True if the values or VAULT_TOKEN depend on the token. */
  readonly needsToken: boolean
}

/**
 * Runs the command of the input `run` with the values in its environment. In a chunk of its own. Throws ERR_FILE or ERR_RUN if it cannot
 * be started, and the reason of the stop if the runner cancels the step.
 */
export async function runCommand(
  command: CommandSettings,
  values: CommandValues,
  access: Access,
  settings: Settings,
  run: MainRuntime,
): Promise<CommandEnd> {
  const { env, session, report, stop } = run
  const revocable = session.revocable()
  // from here on, the step takes as long as the command
  stop.removeLimit()
  if (!access.needsToken && settings.revoke !== 'false') await revokeAndReport(run, afterSuccess)
  const files = createFiles(jobDirectories(env), session)
  const { variables, written } = variablesOf(values, files, access, settings, run)
  const script = files.write(`run${command.shell.extension}`, undefined, command.shell.content(command.script))
  report.exported({ outputs: [], variables: [], files: written })
  reportStart([...variables.keys()])
  const renews = revocable && (access.needsToken || revocable.leases.length > 0)
  const meanwhile = renews ? await renewal(revocable, settings, run) : undefined
  try {
    stop.stopRequested.throwIfAborted()
    const end = await runChild(command, script, variables, run, meanwhile)
    stop.stopRequested.throwIfAborted()
    return { exitCode: end.exitCode, failure: failureOf(end) }
  } finally {
    removeFiles([script], jobDirectories(env))
    session.dropFile(script)
  }
}

function variablesOf(
  { exports, planned }: CommandValues,
  files: Files,
  { auth, client }: Access,
  { exportToken }: Settings,
  { env }: MainRuntime,
) {
  const { variables, written } = namedValues(exports, files, planned)
  return { variables: new Map([...variables, ...(exportToken ? tokenVariables(auth.token, client.connection(), env) : [])]), written }
}

/** Starts what runs beside the child, and prints only in `between`. Returns the function that ends it. */
type Meanwhile = (between: LinePass['between']) => () => Promise<void>

async function renewal(revocable: Revocable, settings: Settings, run: MainRuntime): Promise<Meanwhile> {
  const { renewMeanwhile } = await import('./renew-meanwhile.ts')
  return (between) => renewMeanwhile(revocable, settings, run, between)
}

/** Starts the child, passes its output on and signals to it, until it has ended. */
async function runChild(
  { shell, directory }: CommandSettings,
  script: string,
  variables: ReadonlyMap<string, string>,
  { env, stop, host }: MainRuntime,
  meanwhile: Meanwhile | undefined,
): Promise<ChildEnd> {
  const args = shell.args.map((arg) => arg.replaceAll('{0}', () => script))
  const environment = childEnvironment(env, variables, host.platform)
  const child = await startChild({ ...shell, args, directory, env: environment }, host.platform)
  const stopForwarding = forwardSignals(child, host, stop.stopRequested)
  const stoppedCommands = createStoppedCommands()
  const output = passLines([child.stdout, child.stderr], host.stdout, stoppedCommands)
  const endMeanwhile = meanwhile?.((write) => {
    output.between(write)
  })
  const end = await child.ended
  stopForwarding()
  // a cancelled command is not allowed to leave processes behind
  if (stop.stopRequested.aborted) child.signal('SIGKILL')
  output.end()
  host.stdout.write(stoppedCommands.resume(), 'latin1')
  await endMeanwhile?.()
  if (!stop.stopRequested.aborted) reportLeftBehind(end.leftBehind)
  return end
}

function failureOf({ exitCode, signal }: ChildEnd): Failure | undefined {
  if (exitCode === 0) return undefined
  return new Failure('ERR_RUN', `the command of \`run\` ${signal ? `was ended by ${signal}` : `failed with exit code ${exitCode}`}`)
}
