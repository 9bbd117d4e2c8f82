import { isObject, own, type Json, type JsonObject } from '../core/json.ts'
import { PolicySyntaxError } from './hcl.ts'
import { parsePolicy } from './server-policy.ts'

/** A role, a policy or a transit key, as it can be approved. */
export interface ApprovedObject {
  readonly namespace: string
  /** Its path in the API, for example `auth/jwt/role/deploy`. */
  readonly path: string
  readonly fields: JsonObject
}

/** Fields of a transit key that change with each rotation, not with its policy. */
const rotating = ['keys', 'latest_version', 'name']
/** Fields of the response about a policy that belong to its rules. */
const policyFlags = ['allow_slashes_in_identity_templates', 'allow_wildcards_in_identity_templates', 'expiration']

/** Returns a role, with lists of texts sorted, because their order has no meaning. */
export const approvedRole = (data: JsonObject): JsonObject => sortedObject(data)

/** Returns the policy of a transit key, without the key itself. */
export const approvedKey = (data: JsonObject): JsonObject =>
  sortedObject(Object.fromEntries(Object.entries(data).filter(([name]) => !rotating.includes(name))))

/**
 * Returns a policy by path, so that its layout and comments have no effect. A policy that this action cannot parse is one text.
 */
export function approvedPolicy(data: JsonObject): JsonObject {
  const text = own(data, 'policy')
  const flags = Object.entries(data).filter(([name]) => policyFlags.includes(name))
  const rules = typeof text === 'string' ? rulesOf(text) : {}
  return sortedObject({ ...Object.fromEntries(flags), ...rules })
}

function rulesOf(text: string): JsonObject {
  const byPath = new Map<string, JsonObject[]>()
  try {
    for (const { path, capabilities, limits } of parsePolicy(text)) {
      byPath.set(path, [...(byPath.get(path) ?? []), { capabilities: capabilities.length === 0 ? 'none' : capabilities, ...limits }])
    }
  } catch (error) {
    if (error instanceof PolicySyntaxError) return { policy: text }
    throw error
  }
  return Object.fromEntries([...byPath].map(([path, rules]) => [`path "${path}"`, rules.length === 1 ? (rules[0] ?? {}) : rules]))
}

const sortedObject = (object: JsonObject): JsonObject => sorted(object) as JsonObject

/** Sorts the keys of objects and the lists of texts. */
function sorted(value: Json): Json {
  if (Array.isArray(value)) {
    const list = (value as readonly Json[]).map(sorted)
    return list.every((one) => typeof one === 'string') ? list.sort() : list
  }
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, one]) => [key, sorted(one)]),
  )
}
