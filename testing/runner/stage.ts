import type { Action } from './action.ts'
import type { CaseInsensitiveMap } from './case-insensitive-map.ts'
import { CommandProcessor } from './command-processor.ts'
import { stageEnvironment, type IdTokenSource, type Variables } from './environment.ts'
import { FileCommands, type PlacedFiles } from './file-commands.ts'
import type { GithubContext } from './github-context.ts'
import { mainHeader, postHeader } from './header.ts'
import { stageInputs } from './inputs.ts'
import { startNode, type NodeProcess } from './node-process.ts'
import type { SecretMasker } from './secret-masker.ts'
import { requireName, type StageEffects } from './stage-effects.ts'
import { StageLog, type Annotation } from './stage-log.ts'

/** State that all stages of a job share. */
export interface JobState {
  readonly masker: SecretMasker
  readonly machine: Variables
  /** Changed by GITHUB_ENV. */
  readonly env: Record<string, string>
  /** Changed by GITHUB_PATH. */
  readonly path: string[]
  readonly github: GithubContext
  readonly runner: Variables
  readonly idToken: IdTokenSource | undefined
  /** The directory of the command files. */
  readonly fileCommands: string
  readonly workspace: string
  /** A command that starts node; empty for the runner itself. */
  readonly launcher: readonly string[]
  readonly debugging: boolean
}

/** State that the two stages of a step share. */
export interface StepState {
  /** GITHUB_ACTION: the step's id, or the name that the service generates for a step without an id. */
  readonly name: string
  readonly action: Action
  /** The step's `uses`: `./` or `owner/repo@ref`. */
  readonly uses: string
  readonly github: GithubContext
  readonly env: Variables
  readonly state: CaseInsensitiveMap
  /** Undefined if the step has no id; its outputs are then lost (ExecutionContext.SetOutput). */
  readonly outputs: CaseInsensitiveMap | undefined
}

/** The result of a step's main or post. */
export interface StageResult {
  /** The step's GITHUB_ACTION. */
  readonly step: string
  readonly stage: 'main' | 'post'
  /** Undefined if the process could not be started; 128 + the signal number if a signal ended it. */
  readonly exitCode: number | undefined
  readonly signal: NodeJS.Signals | undefined
  /** Also `failure` if the exit code is 0 but the runner refused a command or a command file. */
  readonly outcome: 'success' | 'failure' | 'cancelled'
  /** The masked log, without the header. */
  readonly log: readonly string[]
  /** The masked lines that the runner prints first: `Run …` with inputs and environment, or `Post job cleanup.`. */
  readonly header: readonly string[]
  /** The unmasked output of the process. */
  readonly raw: string
  readonly annotations: readonly Annotation[]
  /** The masked step summary, '' if there is none. */
  readonly summary: string
  /** Time from just before the start of the process to its end. */
  readonly milliseconds: number
}

/** A running stage. */
export interface RunningStage {
  readonly result: Promise<StageResult>
  /** Undefined if the process could not be started. */
  readonly process: NodeProcess | undefined
}

function effectsOn(job: JobState, step: StepState, stage: 'main' | 'post'): StageEffects {
  return {
    addPath: (directory) => {
      const known = job.path.indexOf(directory)
      if (known >= 0) job.path.splice(known, 1)
      job.path.push(directory)
    },
    setVariable: (name, value) => {
      requireName(name)
      job.env[name] = value
    },
    // the runner accepts an empty name here
    saveState: (name, value) => {
      step.state.set(name, value)
    },
    setOutput: (name, value) => {
      requireName(name)
      // a post step has its own context, to which no expression can refer
      if (stage === 'main') step.outputs?.set(name, value)
    },
  }
}

function outcome(cancelled: boolean, successful: boolean): StageResult['outcome'] {
  if (cancelled) return 'cancelled'
  return successful ? 'success' : 'failure'
}

function environmentOf(job: JobState, step: StepState, env: Variables, inputs: Variables, files: FileCommands): Record<string, string> {
  return stageEnvironment({
    machine: job.machine,
    env,
    state: step.state.toObject(),
    inputs,
    path: job.path,
    github: { ...job.github, ...step.github, ...files.paths },
    runner: job.runner,
    idToken: job.idToken,
  })
}

/** Starts a step's main or post with the current state of the job. When `result` resolves, its effects are applied; it never rejects. */
export function startStage(
  stage: 'main' | 'post',
  script: string,
  given: Variables,
  job: JobState,
  step: StepState,
  placed?: PlacedFiles,
): RunningStage {
  const log = new StageLog(job.masker, job.debugging)
  const files = new FileCommands(job.fileCommands, placed)
  const effects = effectsOn(job, step, stage)
  const commands = new CommandProcessor(log, job.masker, effects, job.debugging)
  const inputs = stageInputs(step.action, given)
  const env = { ...job.env, ...step.env }
  const header = stage === 'post' ? postHeader : mainHeader(step.uses, inputs.values, env, job.masker)
  for (const warning of inputs.warnings) log.annotate('warning', warning)

  const environment = environmentOf(job, step, env, inputs.values, files)
  const begin = performance.now()
  const reportFailedStart = (error: unknown): void => {
    const reason = error instanceof Error ? error.message : String(error)
    const where = `process '${process.execPath}' with working directory '${job.workspace}'`
    log.annotate('error', `An error occurred trying to start ${where}. ${reason}`)
  }
  const start = (): NodeProcess | undefined => {
    try {
      const onLine = (line: string): void => {
        commands.process(line)
      }
      return startNode(script, job.workspace, environment, onLine, job.launcher)
    } catch (error) {
      reportFailedStart(error)
      return undefined
    }
  }
  const running = start()
  const finish = async (): Promise<StageResult> => {
    const end = await running?.ended.catch(reportFailedStart)
    const milliseconds = performance.now() - begin
    const { summary, failed } = files.process(effects, log, job.masker)
    const successful = end?.exitCode === 0 && !commands.failed && !failed
    return {
      step: step.name,
      stage,
      exitCode: end?.exitCode,
      signal: end?.signal,
      outcome: outcome(end?.cancelled === true, successful),
      log: log.lines,
      header,
      raw: end?.raw ?? '',
      annotations: log.annotations,
      summary,
      milliseconds,
    }
  }
  return { result: finish(), process: running }
}
