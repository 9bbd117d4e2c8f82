import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { arch, platform, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { IdTokenSource, Variables } from './environment.ts'
import { pushContext, type GithubContext } from './github-context.ts'
import { SecretMasker } from './secret-masker.ts'
import type { JobState, StageResult } from './stage.ts'
import { Step, type StepOptions } from './step.ts'
import { actionReference } from './uses.ts'

export type { StageResult } from './stage.ts'
export type { Step, StepOptions } from './step.ts'

/** Options of a job. */
export interface JobOptions {
  /** The workflow's and the job's `env`. */
  readonly env?: Variables
  /** The runner's own environment, beside PATH, HOME and LANG. A variable that is undefined is not set. */
  readonly machine?: Readonly<Record<string, string | undefined>>
  /** Values of the github context that differ from a push to the default branch; see pushContext. */
  readonly github?: GithubContext
  /** The event that started the workflow: the content of the file at GITHUB_EVENT_PATH. */
  readonly event?: unknown
  /** Set if the job has `permissions: id-token: write`. */
  readonly idToken?: IdTokenSource
  /** Values of workflow secrets; they are masked from the start. */
  readonly secrets?: readonly string[]
  /** RUNNER_TEMP; a new directory if not given. */
  readonly temp?: string
  /** GITHUB_WORKSPACE; a new, empty directory if not given. */
  readonly workspace?: string
  /** A command that starts node, as `docker exec` does for a job container; node itself if not given. */
  readonly launcher?: readonly string[]
  /** Enables debug logging, as ACTIONS_STEP_DEBUG does. */
  readonly debug?: boolean
}

/** The outputs of a job as `jobs.<id>.outputs` passes them to other jobs. */
export interface JobOutputs {
  readonly values: Readonly<Record<string, string>>
  /** One warning for each output that was dropped because it contains a masked text. */
  readonly warnings: readonly string[]
}

const runnerOs: Readonly<Record<string, string>> = { linux: 'Linux', darwin: 'macOS', win32: 'Windows' }

/** Variables without which Windows finds no programs, and node no network. */
const ofWindows = ['SystemRoot', 'ComSpec', 'PATHEXT', 'TEMP', 'TMP']

/** Returns only what a process needs, so that jobs behave the same on every machine. */
function machineVariables(home: string, more: JobOptions['machine'] = {}): Variables {
  const system =
    platform() === 'win32' ? { USERPROFILE: home, ...Object.fromEntries(ofWindows.map((name) => [name, process.env[name]])) } : {}
  const all = { PATH: process.env['PATH'], HOME: home, LANG: 'C.UTF-8', ...system, ...more }
  return Object.fromEntries(Object.entries(all).filter((variable): variable is [string, string] => variable[1] !== undefined))
}

/** Returns the base name, with a number appended if the name is taken. */
function numbered(base: string, taken: readonly string[]): string {
  let name = base
  for (let count = 2; taken.includes(name); count += 1) name = `${base}_${count}`
  return name
}

/** One job on one runner. Its steps share environment, masks and temporary directory; jobs share nothing. */
export class Job {
  readonly #root = mkdtempSync(join(tmpdir(), 'runner-'))
  readonly #state: JobState
  readonly #steps: Step[] = []
  readonly #names: string[] = []
  #postsDue: Step[] = []

  constructor(options: JobOptions) {
    const temp = options.temp ?? join(this.#root, '_temp')
    const workspace = options.workspace ?? join(this.#root, 'workspace')
    const eventPath = join(this.#root, 'event.json')
    const fileCommands = join(temp, '_runner_file_commands')
    for (const directory of [fileCommands, workspace]) mkdirSync(directory, { recursive: true })
    writeFileSync(eventPath, JSON.stringify(options.event ?? {}))
    this.#state = {
      masker: new SecretMasker(),
      machine: machineVariables(this.#root, options.machine),
      env: { ...options.env },
      path: [],
      github: { ...pushContext, event_path: eventPath, ...options.github, workspace },
      runner: {
        arch: arch().toUpperCase(),
        environment: 'github-hosted',
        name: 'test',
        os: runnerOs[platform()] ?? platform(),
        temp,
        tool_cache: join(this.#root, 'tools'),
        workspace: this.#root,
        ...(options.debug && { debug: '1' }),
      },
      idToken: options.idToken,
      fileCommands,
      workspace,
      launcher: options.launcher ?? [],
      debugging: options.debug ?? false,
    }
    for (const secret of options.secrets ?? []) this.#state.masker.add(secret)
    if (options.idToken) this.#state.masker.add(options.idToken.token)
  }

  /** Returns GITHUB_WORKSPACE. */
  get workspace(): string {
    return this.#state.workspace
  }

  /** Returns RUNNER_TEMP. */
  get temp(): string {
    return this.#state.runner['temp'] ?? ''
  }

  /** Returns the job's `env`, including the variables that steps wrote to GITHUB_ENV. */
  get env(): Readonly<Record<string, string>> {
    return { ...this.#state.env }
  }

  /** Returns the directories that steps wrote to GITHUB_PATH; the last one comes first in a later step's PATH. */
  get path(): readonly string[] {
    return [...this.#state.path]
  }

  /** Returns every masked value, without its encoded forms. */
  get masks(): readonly string[] {
    return this.#state.masker.values
  }

  /** Returns the text as the log would show it now. */
  mask(text: string): string {
    return this.#state.masker.mask(text)
  }

  /** Starts a step's main. Await `step.main` before you start the next step, as the runner does. */
  start(options: StepOptions): Step {
    const name = options.id ?? numbered(actionReference(options.uses ?? './').generatedName, this.#names)
    const step = new Step(this.#state, name, options)
    this.#names.push(name)
    this.#steps.push(step)
    this.#postsDue.push(step)
    return step
  }

  /** Runs the pending post steps, the last step's first, and returns their results in that order. */
  async complete(): Promise<readonly StageResult[]> {
    const due = this.#postsDue.toReversed()
    this.#postsDue = []
    const results: StageResult[] = []
    for (const step of due) {
      const result = await step.runPost()
      if (result) results.push(result)
    }
    return results
  }

  /** Returns the job's outputs as another job sees them: outputs that are empty or contain a masked text are dropped (JobExtension.cs). */
  outputs(values: Readonly<Record<string, string>>): JobOutputs {
    const given = Object.entries(values).filter(([, value]) => value !== '')
    const [kept, dropped] = [true, false].map((clean) => given.filter(([, value]) => (this.mask(value) === value) === clean))
    return {
      values: Object.fromEntries(kept ?? []),
      warnings: (dropped ?? []).map(([name]) => `Skip output '${name}' since it may contain secret.`),
    }
  }

  /** Returns the text of every command file by name. The runner keeps these files unencrypted on disk until the job ends. */
  files(): Record<string, string> {
    const { fileCommands } = this.#state
    return Object.fromEntries(readdirSync(fileCommands).map((name) => [name, readFileSync(join(fileCommands, name), 'utf8')]))
  }

  /** Kills running stages and removes the job's directories. Does not run post steps: call complete() first. */
  async end(): Promise<void> {
    await Promise.all(this.#steps.map((step) => step.kill()))
    // processes that a killed stage has left may still create files
    rmSync(this.#root, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** Creates a job. */
export function createJob(options: JobOptions = {}): Job {
  return new Job(options)
}
