import { toText, type Json } from '../core/json.ts'
import { clean } from '../core/clean.ts'
import type { Place } from '../policy/need.ts'
import { changedFields, keyOf } from './baseline.ts'
import { drift, type FoundDrift } from './finding.ts'
import type { ApprovedObject } from './snapshot.ts'

/** An object as the server has it now, and the line of a workflow that uses it. */
export interface CurrentObject {
  readonly object: ApprovedObject
  readonly place: Place
}

const approve = 'If this is intended, run plan with `approve: true` and commit the baseline'

/**
 * Returns a finding for each field that differs from the baseline, and for each object that is new or gone.
 * @param unread keys of objects that the token may not read
 * @param baselinePlace the place for objects that no workflow uses any more
 */
export function changesSince(
  baseline: readonly ApprovedObject[],
  current: readonly CurrentObject[],
  unread: ReadonlySet<string>,
  baselinePlace: Place,
): readonly FoundDrift[] {
  const before = new Map(baseline.map((object) => [keyOf(object), object]))
  const after = new Map(current.map((one) => [keyOf(one.object), one]))
  const changed = [...after].flatMap(([key, { object, place }]) => {
    const approved = before.get(key)
    if (!approved) return [drift('changed', place, `${key} is not in the baseline`, approve)]
    return changedFields(approved.fields, object.fields).map(({ field, before: was, after: is }) =>
      drift('changed', place, `${key}: ${field} was ${shown(was)} when it was approved, and is now ${shown(is)}`, approve),
    )
  })
  const gone = baseline
    .filter((object) => !after.has(keyOf(object)) && !unread.has(keyOf(object)) && isRoleOrPolicy(object.path))
    .map((object) => drift('changed', baselinePlace, `${keyOf(object)} is in the baseline, and no longer on the server`, approve))
  return [...changed, ...gone]
}

/**
 * Returns whether a path of the API is that of a role or a policy. Only those of a baseline are read without a workflow that uses them:
 * the path of a transit key can be that of a secret in another engine.
 */
export const isRoleOrPolicy = (path: string): boolean => /^(?:auth\/.+\/role\/[^/]+|sys\/policies\/acl\/[^/]+)$/.test(path)

const shown = (value: Json | undefined): string => (value === undefined ? 'not set' : clean(toText(value) === '' ? '""' : toText(value)))
