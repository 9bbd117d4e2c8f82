import type { Place } from '../policy/need.ts'
import type { Library, Repository } from './repository.ts'
import type { VaultStep } from './vault-step.ts'
import type { Job } from './workflow.ts'

/** Receives the results of a walk. */
export interface Visitor {
  readonly vaultStep: (step: VaultStep) => void
  /** A job that runs a step of one of the actions. */
  readonly vaultJob: (job: Job, place: Place) => void
  /** A call whose file is not there, or that is nested too deeply. */
  readonly unread: (call: Place, uses: string, why: string) => void
  /** A file or a repository that cannot be read. */
  readonly unreadable: (place: Place, what: string) => void
}

/** The context that all walks share. */
export interface WalkContext {
  readonly library: Library
  /** The values of the context `vars`. */
  readonly vars: ReadonlyMap<string, string>
  /** For example `https://github.com`. */
  readonly serverUrl: string
  readonly visitor: Visitor
  /** Called for each called file, before it is visited. */
  readonly reached: (repository: Repository, path: string) => void
}

/** The most levels of calls: of reusable workflows, and of composite actions (docs.github.com, "Reusing workflow configurations"). */
export const maxLevels = 10
