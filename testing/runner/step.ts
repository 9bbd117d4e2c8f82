import { CaseInsensitiveMap } from './case-insensitive-map.ts'
import { readAction } from './action.ts'
import type { Variables } from './environment.ts'
import { runnerCancelLimits, type CancelLimits } from './node-process.ts'
import type { PlacedFiles } from './file-commands.ts'
import { startStage, type JobState, type RunningStage, type StageResult, type StepState } from './stage.ts'
import { actionReference } from './uses.ts'

/** Options of a `uses:` step. */
export interface StepOptions {
  /** The directory of the action. */
  readonly action: string
  readonly id?: string
  /** The value of `uses`: `./` or `owner/repo@ref`; `./` if not given. */
  readonly uses?: string
  readonly with?: Variables
  /**
   * The inputs of post; those of main if not given. The runner evaluates `with` again for post. In nested composite actions it uses
   * the wrong context, so post may get other values or none.
   */
  readonly postWith?: Variables
  readonly env?: Variables
  /** The directory of the composite action that contains the step. */
  readonly composite?: string
  /** Other paths for main's command files, for example unwritable ones. The runner reads only regular files. */
  readonly mainFiles?: PlacedFiles
}

/** A running or finished step. */
export class Step {
  /** Resolves when main has ended, with success or failure; never rejects. */
  readonly main: Promise<StageResult>
  readonly #job: JobState
  readonly #step: StepState
  readonly #postWith: Variables
  #current: RunningStage
  #post: Promise<StageResult> | undefined

  /** Starts main; `name` is its GITHUB_ACTION. Throws if the directory has no action that this harness supports. */
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

  /** Returns `steps.<id>.outputs`; empty if the step has no id. */
  get outputs(): Record<string, string> {
    return this.#step.outputs?.toObject() ?? {}
  }

  /** Returns the state that the step saved for its post. */
  get state(): Record<string, string> {
    return this.#step.state.toObject()
  }

  /** Runs post, if the action has one, after main has ended. Post runs even if main failed or was killed (ActionRunner.cs). */
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

  /** Sends a signal to the running stage. Returns false if its process has ended. */
  signal(name: NodeJS.Signals): boolean {
    return this.#current.process?.signal(name) ?? false
  }

  /** Stops reading the output of the running stage, as the end of the runner itself does. */
  closeOutput(): void {
    this.#current.process?.closeOutput()
  }

  /** Cancels the running stage as the runner does: SIGINT, SIGTERM, SIGKILL. Resolves when it has ended. */
  async cancel(limits: CancelLimits = runnerCancelLimits): Promise<void> {
    await this.#current.process?.cancel(limits)
  }

  /** Kills the running stage, if there is one, and waits until it has ended. */
  async kill(): Promise<void> {
    this.signal('SIGKILL')
    await this.#current.result
  }
}
