import type { Place } from '../policy/need.ts'

/**
 * A kind of difference between the server and the needs of the workflows: a right that a job lacks, a right that no job uses, a role
 * that others can use too, a change since the approval.
 */
export type DriftKind = 'missing' | 'excess' | 'weak' | 'changed'

/** All kinds, in the order of reports. */
export const driftKinds: readonly DriftKind[] = ['missing', 'excess', 'weak', 'changed']

/** The code of a finding. Codes are stable: docs/drift.md has a row for each. */
export type DriftCode =
  | 'DRIFT_MISSING' // a job fails
  | 'DRIFT_EXCESS' // the server grants more than the jobs use
  | 'DRIFT_WEAK' // the role accepts logins of other jobs too, or its tokens live too long
  | 'DRIFT_CHANGED' // the server differs from the baseline
  | 'DRIFT_UNCHECKED' // something could not be compared at all
  | 'DRIFT_PARTIAL' // something could be compared only in part

/** `error` if `failOn` names the kind, else as serious as the code. */
export type DriftLevel = 'error' | 'warning' | 'notice'

/** A difference between the server and the workflows, or a comparison that was not possible. */
export interface DriftFinding {
  readonly code: DriftCode
  /** What is affected; several for a comparison that was not possible. */
  readonly kinds: readonly DriftKind[]
  readonly level: DriftLevel
  /** The line of a workflow that it concerns. */
  readonly place: Place
  /** What is wrong: a sentence without its full stop. */
  readonly text: string
  /** What to do: a sentence without its full stop. */
  readonly action: string
}

/** A finding before `failOn` decides about its level. */
export type FoundDrift = Omit<DriftFinding, 'level'>

const codes: Readonly<Record<DriftKind, DriftCode>> = {
  missing: 'DRIFT_MISSING',
  excess: 'DRIFT_EXCESS',
  weak: 'DRIFT_WEAK',
  changed: 'DRIFT_CHANGED',
}

/** Creates a finding of one kind. */
export const drift = (kind: DriftKind, place: Place, text: string, action: string): FoundDrift => ({
  code: codes[kind],
  kinds: [kind],
  place,
  text,
  action,
})

/** Creates a finding for a comparison that was not possible. It fails a step whose `failOn` names one of the kinds. */
export const unchecked = (kinds: readonly DriftKind[], place: Place, text: string, action: string): FoundDrift => ({
  code: 'DRIFT_UNCHECKED',
  kinds,
  place,
  text,
  action,
})

/** Creates a finding for a comparison that was possible only in part. It never fails a step. */
export const partial = (kinds: readonly DriftKind[], place: Place, text: string, action: string): FoundDrift => ({
  code: 'DRIFT_PARTIAL',
  kinds,
  place,
  text,
  action,
})

/** Short descriptions of the codes. */
export const driftRules: Readonly<Record<DriftCode, string>> = {
  DRIFT_MISSING: 'A job needs a right or a login that the server does not grant',
  DRIFT_EXCESS: 'The server grants more than the jobs use',
  DRIFT_WEAK: 'A role accepts logins of other jobs too, or its tokens live too long',
  DRIFT_CHANGED: 'The server differs from the approved baseline',
  DRIFT_UNCHECKED: 'Something could not be compared',
  DRIFT_PARTIAL: 'Something could be compared only in part',
}

const levels: Readonly<Record<DriftCode, DriftLevel>> = {
  DRIFT_MISSING: 'error',
  DRIFT_EXCESS: 'warning',
  DRIFT_WEAK: 'warning',
  DRIFT_CHANGED: 'warning',
  DRIFT_UNCHECKED: 'warning',
  DRIFT_PARTIAL: 'notice',
}

/** Gives findings their levels, sorts them by place and drops repetitions. */
export function finished(findings: readonly FoundDrift[], failOn: readonly DriftKind[]): readonly DriftFinding[] {
  const byKey = new Map(findings.map((one) => [keyOf(one), { ...one, level: fails(one, failOn) ? 'error' : levels[one.code] } as const]))
  return [...byKey].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, one]) => one)
}

/** Returns whether a finding fails a step with this `failOn`. */
export const fails = ({ code, kinds }: FoundDrift, failOn: readonly DriftKind[]): boolean =>
  code !== 'DRIFT_PARTIAL' && kinds.some((kind) => failOn.includes(kind))

const keyOf = ({ place, code, text }: FoundDrift): string =>
  [place.repository, place.file, String(place.line).padStart(9, '0'), code, text].join('\u0000')
