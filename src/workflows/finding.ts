import type { Place } from '../policy/need.ts'

/** The code of a finding. Codes are stable: docs/plan.md has a row for each. */
export type FindingCode =
  | 'PLAN_FILE' // a file cannot be read, so its steps are not in the inventory
  | 'PLAN_NOT_READ' // a called file is not among the files, so its steps are not in the inventory
  | 'PLAN_INPUT' // the step would fail with ERR_INPUT
  | 'PLAN_ID_TOKEN' // the job cannot request an OIDC token
  | 'PLAN_LITERAL_SECRET' // a credential is written in the file
  | 'PLAN_PULL_REQUEST_TARGET' // pull requests of forks run with the job's identity
  | 'PLAN_TLS_SKIP_VERIFY' // the server's certificate is not verified
  | 'PLAN_EXPORT_ENV' // every later step can read the values
  | 'PLAN_UNPINNED' // the action is not pinned to a commit
  | 'PLAN_DEPRECATED' // a path that `deprecated` names
  | 'PLAN_ENGINE' // a stored secret that `engines` names
  | 'PLAN_STORED_SECRET' // another step uses a secret of GitHub that the mapping could read

/** `error`: the job fails, or the inventory is incomplete; `warning`: a risk; `notice`: perhaps incomplete. */
export type FindingLevel = 'error' | 'warning' | 'notice'

/** A finding of the inventory at a line, and what to do. */
export interface Finding {
  readonly code: FindingCode
  readonly level: FindingLevel
  readonly place: Place
  /** What is wrong: a sentence without its full stop. */
  readonly text: string
  /** What to do: a sentence without its full stop. */
  readonly action: string
}

/** The level of each code. */
const levels: Readonly<Record<FindingCode, FindingLevel>> = {
  PLAN_FILE: 'error',
  PLAN_NOT_READ: 'notice',
  PLAN_INPUT: 'error',
  PLAN_ID_TOKEN: 'error',
  PLAN_LITERAL_SECRET: 'error',
  PLAN_PULL_REQUEST_TARGET: 'warning',
  PLAN_TLS_SKIP_VERIFY: 'warning',
  PLAN_EXPORT_ENV: 'warning',
  PLAN_UNPINNED: 'warning',
  PLAN_DEPRECATED: 'warning',
  PLAN_ENGINE: 'warning',
  PLAN_STORED_SECRET: 'warning',
}

/** Creates a finding with the level of its code. */
export function finding(code: FindingCode, place: Place, text: string, action: string): Finding {
  return { code, level: levels[code], place, text, action }
}
