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

/** A job of a workflow. */
export interface JobOptions {
  /** The workflow's and the job's `env`. */
  readonly env?: Variables
  /** Values of the github context that differ from a push to the default branch; see pushContext. */
  readonly github?: GithubContext
  /** The event that started the workflow, as it lies under GITHUB_EVENT_PATH. */
  readonly event?: unknown
  /** Given where the job has `permissions: id-token: write`. */
  readonly idToken?: IdTokenSource
  /** Values of workflow secrets, which are masked from the start. */
  readonly secrets?: readonly string[]
  /** RUNNER_TEMP; a new directory if not given. */
  readonly temp?: string
  /** GITHUB_WORKSPACE; a new, empty directory if not given. */
  readonly workspace?: string
  /** As with ACTIONS_STEP_DEBUG. */
  readonly debug?: boolean
}

/** The outputs of a job as `jobs.<id>.outputs` hands them on. */
export interface JobOutputs {
  readonly values: Readonly<Record<string, string>>
  /** One for each output that was dropped because a masked text is in it. */
  readonly warnings: readonly string[]
}

const runnerOs: Readonly<Record<string, string>> = { linux: 'Linux', darwin: 'macOS' }

/** A step's name with a number from the second of its kind on. */
function numbered(base: string, taken: readonly string[]): string {
  let name = base
  for (let count = 2; taken.includes(name); count += 1) name = `${base}_${count}`
  return name
}

/** One job on one runner: steps share its environment, its masks and its temporary directory, and nothing with other jobs. */
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
      // no more of this machine than a process needs, so that jobs run the same everywhere
      machine: { PATH: process.env['PATH'] ?? '', HOME: this.#root, LANG: 'C.UTF-8' },
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
      debugging: options.debug ?? false,
    }
    for (const secret of options.secrets ?? []) this.#state.masker.add(secret)
    if (options.idToken) this.#state.masker.add(options.idToken.token)
  }

  /** GITHUB_WORKSPACE. */
  get workspace(): string {
    return this.#state.workspace
  }

  /** The job's `env` with what steps wrote to GITHUB_ENV. */
  get env(): Readonly<Record<string, string>> {
    return { ...this.#state.env }
  }

  /** What steps wrote to GITHUB_PATH; the last one comes first on a later step's PATH. */
  get path(): readonly string[] {
    return [...this.#state.path]
  }

  /** Every masked value, without its encoded shapes. */
  get masks(): readonly string[] {
    return this.#state.masker.values
  }

  /** The text as it would stand in the log now. */
  mask(text: string): string {
    return this.#state.masker.mask(text)
  }

  /** Starts a step's main. Await `step.main` before starting the next, as a job does. */
  start(options: StepOptions): Step {
    const name = options.id ?? numbered(actionReference(options.uses ?? './').generatedName, this.#names)
    const step = new Step(this.#state, name, options)
    this.#names.push(name)
    this.#steps.push(step)
    this.#postsDue.push(step)
    return step
  }

  /** Runs the posts that are due, the last step's first, and gives their results in that order. */
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

  /** The job's outputs as another job would see them: empty ones and those with a masked text are dropped (JobExtension.cs). */
  outputs(values: Readonly<Record<string, string>>): JobOutputs {
    const given = Object.entries(values).filter(([, value]) => value !== '')
    const [kept, dropped] = [true, false].map((clean) => given.filter(([, value]) => (this.mask(value) === value) === clean))
    return {
      values: Object.fromEntries(kept ?? []),
      warnings: (dropped ?? []).map(([name]) => `Skip output '${name}' since it may contain secret.`),
    }
  }

  /** The text of every file command file by name: the runner leaves them in clear on its disk until the job ends. */
  files(): Record<string, string> {
    const { fileCommands } = this.#state
    return Object.fromEntries(readdirSync(fileCommands).map((name) => [name, readFileSync(join(fileCommands, name), 'utf8')]))
  }

  /** Kills what still runs and removes the directories made for the job. Posts are not run: call complete() before. */
  async end(): Promise<void> {
    await Promise.all(this.#steps.map((step) => step.kill()))
    rmSync(this.#root, { recursive: true, force: true })
  }
}

/** Begins a job. */
export function createJob(options: JobOptions = {}): Job {
  return new Job(options)
}
