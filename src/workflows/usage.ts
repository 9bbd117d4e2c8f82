import type { OpenEntries, OpenText, Place, ReusableWorkflow, Trigger } from '../policy/need.ts'
import type { VaultAction } from './uses.ts'

/**
 * A step that reads Vault, as one job runs it. A step of a composite action or a reusable workflow has one usage for each job that
 * reaches it, and a step that a matrix changes has one for each result. docs/plan.md documents it as the schema of the inventory.
 */
export interface Usage {
  readonly action: VaultAction
  /** The `uses:` as written. */
  readonly uses: string
  /** True if `uses:` names a commit. */
  readonly pinned: boolean
  /** The line of `uses:`. */
  readonly place: Place
  /** The calls that lead to the step, from the workflow that starts: of reusable workflows and of composite actions. */
  readonly calls: readonly Place[]
  /** The job; undefined for a composite action that no job uses. */
  readonly job: JobOfUsage | undefined
  /** Address of Vault; '' if the step sets none. */
  readonly url: OpenText
  /** '' is the root namespace. */
  readonly namespace: OpenText
  /** The namespace of the login. */
  readonly authNamespace: OpenText
  /** The login method: `jwt`, `approle`, …. */
  readonly method: OpenText
  /** True if the credential is the job's OIDC token. */
  readonly oidc: boolean
  /** The mount of the auth method, without slashes at its ends. */
  readonly mount: OpenText
  /** '' if the step sets none. */
  readonly role: OpenText
  /** The audience of the OIDC token; undefined with another credential. */
  readonly audience: OpenText | undefined
  readonly requests: readonly RequestOfUsage[]
  /** Expressions that stand for whole entries, so that more can be read than `requests` says. */
  readonly openEntries: readonly OpenEntries[]
  readonly exportEnv: OpenText
  readonly exportsToken: boolean
  /** `true`, `required` or `false`; `false` for vault-action, which revokes nothing. */
  readonly revoke: OpenText
  readonly tlsSkipVerify: OpenText
}

/** The job of a usage. */
export interface JobOfUsage {
  /** The repository whose workflow starts. */
  readonly repository: string
  readonly repositoryId: string | undefined
  readonly defaultBranch: string | undefined
  /** The workflow that starts: its file, and its name if it has one. */
  readonly workflow: string
  readonly workflowName: string | undefined
  /** Its id; for jobs of reusable workflows after the ids of the calling jobs: `deploy / run`. */
  readonly id: string
  /** The line of the id that contains the step. */
  readonly place: Place
  readonly triggers: readonly Trigger[]
  readonly environment: OpenText | undefined
  /** The permissions of the token, sorted, as text. */
  readonly permissions: string
  /** Whether the job can request an OIDC token; `unknown` if an unknown caller decides. */
  readonly idToken: 'yes' | 'no' | 'unknown'
  /** Where the permission is missing, or would be written. */
  readonly permissionsPlace: Place
  /** The reusable workflow that contains the job. */
  readonly reusable: ReusableWorkflow | undefined
  readonly timeoutMinutes: OpenText | undefined
}

/** A request of a usage. */
export interface RequestOfUsage {
  readonly method: 'GET' | 'POST'
  /** As in the mapping, with its query; a folder ends with `/`. */
  readonly path: OpenText
  readonly folder?: 'one level' | 'all levels'
  /** The keys that are read; empty for a write whose response is not read. */
  readonly keys: readonly OpenText[]
  /** The lines of its entries. */
  readonly places: readonly Place[]
}
