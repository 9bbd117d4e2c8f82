/**
 * A text from a workflow. An expression whose value only a run knows stays in it as written: `secret/data/${{ inputs.app }}/db`. All
 * others are resolved before.
 */
export type OpenText = string

/**
 * Everything that the jobs with one role need from Vault. There is one for each combination of address, namespace of the login, mount
 * and role, so that a policy and a role can be made from it.
 */
export interface RoleNeed {
  /** Address of Vault. */
  readonly url: OpenText
  /** Namespace of the login and of the policy; '' is the root namespace. */
  readonly namespace: OpenText
  /** Login method of the jobs: `jwt`, `approle`, …. */
  readonly method: string
  /** True if the runner's OIDC token is the credential. Only then its claims are known, and a JWT role is generated. */
  readonly oidc: boolean
  /** Mount of the auth method, without slashes at its ends. */
  readonly mount: OpenText
  /** The role; '' for the default role of the mount, or if the method has no roles. */
  readonly role: OpenText
  /** Audiences of the OIDC tokens; the owner's URL if a step sets none. */
  readonly audiences: readonly OpenText[]
  /** One for each distinct request. */
  readonly requests: readonly RequestNeed[]
  /** Expressions of mappings that stand for whole entries, whose requests only a run knows. */
  readonly openEntries: readonly OpenEntries[]
  /** The jobs that log in. Empty if only an action logs in, and no job that calls it is known. */
  readonly jobs: readonly JobNeed[]
}

/** Entries of a mapping that only a run knows. */
export interface OpenEntries {
  readonly expression: OpenText
  readonly place: Place
}

/** A request of the mappings. */
export interface RequestNeed {
  readonly method: 'GET' | 'POST'
  /** As in the mapping, with its query; a folder ends with `/`. */
  readonly path: OpenText
  /** Which secrets of a folder are read: those directly in it (`*`), or also those of its subfolders (`**`). */
  readonly folder?: 'one level' | 'all levels'
  /** Namespace of the request; '' is the root namespace. */
  readonly namespace: OpenText
  /** The selectors that read the response. Empty for a write whose response is not read. */
  readonly keys: readonly OpenText[]
  /** True if the step revokes the lease of the response, so that the policy must allow it: not with `revoke: false`. */
  readonly revokes: boolean
  /** Every entry that needs the request. */
  readonly places: readonly Place[]
}

/** A job that logs in, with the facts that its OIDC token will contain. */
export interface JobNeed {
  /** `OWNER/NAME` of the repository whose workflow runs. For a reusable workflow, of its caller. */
  readonly repository: OpenText
  /** The repository's numeric id; undefined if it is not known. */
  readonly repositoryId: string | undefined
  /** The branch of events without a ref of their own, such as `schedule`; undefined if it is not known. */
  readonly defaultBranch: string | undefined
  /** The events that start the workflow. For a reusable workflow, those of its caller. */
  readonly triggers: readonly Trigger[]
  /** The environment of the job; undefined if it has none. */
  readonly environment: OpenText | undefined
  /** The reusable workflow that contains the job; undefined for a job of the workflow that was started. */
  readonly reusable: ReusableWorkflow | undefined
  /** `timeout-minutes` of the job; undefined if it has none, which means 360. */
  readonly timeoutMinutes: number | OpenText | undefined
  /** True if later steps can use the token (`exportToken`, `outputToken`), for requests that no mapping shows. */
  readonly exportsToken: boolean
  /** The step that logs in. */
  readonly place: Place
  /** The job in its workflow, which differs from the file of the step if that is in an action. */
  readonly jobPlace: Place
}

/** An event that starts a workflow, with its filters as written: patterns of GitHub, possibly with `!`. */
export interface Trigger {
  /** For example `push`. */
  readonly event: string
  /** Activity types, such as `closed`. */
  readonly types?: readonly string[]
  readonly branches?: readonly OpenText[]
  readonly branchesIgnore?: readonly OpenText[]
  readonly tags?: readonly OpenText[]
  readonly tagsIgnore?: readonly OpenText[]
}

/** A reusable workflow as its caller names it. */
export interface ReusableWorkflow {
  /** `OWNER/NAME/.github/workflows/FILE`. */
  readonly workflow: OpenText
  /** The text after the `@`; undefined for a workflow in the caller's repository (`./`), which has the ref of its caller. */
  readonly ref: OpenText | undefined
}

/** A line of a file. */
export interface Place {
  /** `OWNER/NAME`; '' if only one repository is read. */
  readonly repository: string
  /** Path in the repository. */
  readonly file: string
  /** From 1. */
  readonly line: number
}
