import { CaseInsensitiveMap } from './case-insensitive-map.ts'
import { readAction } from './action.ts'
import type { Variables } from './environment.ts'
import { runnerCancelLimits, type CancelLimits } from './node-process.ts'
import type { PlacedFiles } from './file-commands.ts'
import { startStage, type JobState, type RunningStage, type StageResult, type StepState } from './stage.ts'
import { actionReference } from './uses.ts'

/** A `uses:` step. */
export interface StepOptions {
  /** The directory of the action. */
  readonly action: string
  readonly id?: string
  /** What the workflow calls it: `./` or `owner/repo@ref`; `./` if not given. */
  readonly uses?: string
  readonly with?: Variables
  /**
   * The inputs at post time; those of main if not given. The runner evaluates `with` anew for post, and in nested composite
   * actions it does so in the wrong context, so that post may get other values or none.
   */
  readonly postWith?: Variables
  readonly env?: Variables
  /** The directory of the composite action that the step stands in. */
  readonly composite?: string
  /** Main's command files where they lie elsewhere: where nothing can be written, say. The runner reads regular files alone. */
  readonly mainFiles?: PlacedFiles
}

/** A step under way or done. */
export class Step {
  /** Resolves when main has ended, however it ended; never rejects. */
  readonly main: Promise<StageResult>
  readonly #job: JobState
  readonly #step: StepState
  readonly #postWith: Variables
  #current: RunningStage
  #post: Promise<StageResult> | undefined

  /** Starts main; `name` is its GITHUB_ACTION. Throws where the directory is no action for this harness. */
  constructor(job: JobState, name: string, options: StepOptions) {
    const uses = options.uses ?? './'
    const { repository, ref } = actionReference(uses)
    const action = readAction(options.action)
    this.#job = job
    this.#postWith = options.postWith ?? options.with ?? {}
    this.#step = {
      name,
      action,
      uses,
      github: {
        action: name,
        action_repository: repository,
        action_ref: ref,
        ...(options.composite !== undefined && { action_path: options.composite }),
      },
      env: options.env ?? {},
      state: new CaseInsensitiveMap(),
      outputs: options.id === undefined ? undefined : new CaseInsensitiveMap(),
    }
    this.#current = startStage('main', action.main, options.with ?? {}, job, this.#step, options.mainFiles)
    this.main = this.#current.result
  }

  /** What `steps.<id>.outputs` holds; empty where the step has no id. */
  get outputs(): Record<string, string> {
    return this.#step.outputs?.toObject() ?? {}
  }

  /** What the step saved for its post. */
  get state(): Record<string, string> {
    return this.#step.state.toObject()
  }

  /** Runs post, if the action has one, when main has ended. Registered before main starts, it runs however main ended (ActionRunner.cs). */
  async runPost(): Promise<StageResult | undefined> {
    await this.main
    const script = this.#step.action.post
    if (script === undefined) return undefined
    if (!this.#post) {
      this.#current = startStage('post', script, this.#postWith, this.#job, this.#step)
      this.#post = this.#current.result
    }
    return this.#post
  }

  /** Sends a signal to the stage under way; false where its process is gone. */
  signal(name: NodeJS.Signals): boolean {
    return this.#current.process?.signal(name) ?? false
  }

  /** Cancels the stage under way as the runner does: SIGINT, SIGTERM, SIGKILL. Resolves when it has ended. */
  async cancel(limits: CancelLimits = runnerCancelLimits): Promise<void> {
    await this.#current.process?.cancel(limits)
  }

  /** Kills the stage under way, if there is one, and waits for its end. */
  async kill(): Promise<void> {
    this.signal('SIGKILL')
    await this.#current.result
  }
}
