import { Failure } from '../core/failure.ts'
import { isObject, own, parseJson, type Json, type JsonObject } from '../core/json.ts'
import type { ApprovedObject } from './snapshot.ts'

/** The version of the format of a baseline. */
const version = 1

/** Returns the text of a baseline. The same objects give the same bytes. */
export function baselineText(objects: readonly ApprovedObject[]): string {
  const sorted = [...objects].sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1))
  return `${JSON.stringify({ version, objects: sorted }, undefined, 2)}\n`
}

/** Parses a baseline. Throws ERR_INPUT, which names the input `baseline`. */
export function parseBaseline(text: string): readonly ApprovedObject[] {
  const invalid = (what: string) =>
    new Failure('ERR_INPUT', `baseline: ${what}. Write: the path of a file that plan wrote with \`approve: true\``)
  let json: Json
  try {
    json = parseJson(text)
  } catch {
    throw invalid('the file is not valid JSON')
  }
  const objects = isObject(json) ? own(json, 'objects') : undefined
  if (!isObject(json) || !Array.isArray(objects)) throw invalid('the file has no list "objects"')
  if (own(json, 'version') !== version) throw invalid(`the file has another version than ${version}`)
  return (objects as readonly Json[]).map((object, index) => {
    const parsed = approvedObject(object)
    if (!parsed) throw invalid(`object ${index + 1} is not a role, a policy or a key with its fields`)
    return parsed
  })
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
