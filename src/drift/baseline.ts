import { isObject, own, parseJson, type Json, type JsonObject } from '../core/json.ts'
import type { ApprovedObject } from './snapshot.ts'

/** The version of the format of a baseline. */
const version = 1

/** Returns the text of a baseline. The same objects give the same bytes. */
export function baselineText(objects: readonly ApprovedObject[]): string {
  const sorted = [...objects].sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1))
  return `${JSON.stringify({ version, objects: sorted }, undefined, 2)}\n`
}

/** Parses a baseline. Returns the problem of a text that is not a baseline. */
export function parseBaseline(text: string): readonly ApprovedObject[] | { readonly problem: string } {
  let json: Json
  try {
    json = parseJson(text)
  } catch {
    return { problem: 'is not valid JSON' }
  }
  const objects = isObject(json) ? own(json, 'objects') : undefined
  if (!isObject(json) || !Array.isArray(objects)) return { problem: 'has no list "objects"' }
  if (own(json, 'version') !== version) return { problem: `has another version than ${version}` }
  const parsed = (objects as readonly Json[]).map(approvedObject)
  const invalid = parsed.indexOf(undefined)
  if (invalid >= 0) return { problem: `object ${invalid + 1} is not a role, a policy or a key with its fields` }
  return parsed.filter((object) => object !== undefined)
}

/** Parses an object of a baseline; undefined if it is invalid. */
function approvedObject(json: Json): ApprovedObject | undefined {
  if (!isObject(json)) return undefined
  const [namespace, path, fields] = ['namespace', 'path', 'fields'].map((key) => own(json, key))
  if (typeof namespace !== 'string' || typeof path !== 'string' || !isObject(fields) || /(?:^|\/)\.{0,2}(?:\/|$)|\p{Cc}/u.test(path))
    return undefined
  return { namespace, path, fields }
}

/** Returns what identifies an object. */
export const keyOf = ({ namespace, path }: Pick<ApprovedObject, 'namespace' | 'path'>): string =>
  [namespace, path].filter(Boolean).join('/')

/** A field that differs from the baseline; undefined where it is not set. */
export interface FieldChange {
  readonly field: string
  readonly before: Json | undefined
  readonly after: Json | undefined
}

/**
 * Returns the fields that differ, by name; those of objects within one after a dot. At the top, a field that is not set equals its empty
 * value, because a new version of the server adds fields.
 */
export function changedFields(before: JsonObject, after: JsonObject, prefix = ''): readonly FieldChange[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()
  return names.flatMap((name) => {
    const [was, is] = [own(before, name), own(after, name)]
    const field = `${prefix}${name}`
    if (isObject(was ?? {}) && isObject(is ?? {}) && (was !== undefined || is !== undefined))
      return changedFields(isObject(was) ? was : {}, isObject(is) ? is : {}, `${field}.`)
    return JSON.stringify(was) === JSON.stringify(is) || (prefix === '' && isEmpty(was) && isEmpty(is))
      ? []
      : [{ field, before: was, after: is }]
  })
}

const isEmpty = (value: Json | undefined): boolean =>
  value === undefined || value === null || value === '' || value === 0 || value === false || (Array.isArray(value) && value.length === 0)
