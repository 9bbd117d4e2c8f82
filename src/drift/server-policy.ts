import { isObject, type Json } from '../core/json.ts'
import { parseHcl, PolicySyntaxError, type HclItem, type HclObject, type HclValue } from './hcl.ts'

/** A `path` block of a policy of the server. */
export interface PolicyRule {
  /** As written, without its leading `/`. */
  readonly path: string
  /** Sorted. Empty, or with `deny` alone, if it denies. */
  readonly capabilities: readonly string[]
  /** All attributes that restrict requests further, by name, for example `allowed_parameters`. */
  readonly limits: Readonly<Record<string, Json>>
}

/** The capabilities of Vault and OpenBao (docs "Policies"). */
const capabilities = ['create', 'delete', 'deny', 'list', 'patch', 'read', 'recover', 'scan', 'subscribe', 'sudo', 'update']

/** The values of the attribute `policy`, which old policies have in place of `capabilities`. Source: vault/policy.go, `parsePaths`. */
const oldPolicies: Readonly<Record<string, readonly string[]>> = {
  deny: ['deny'],
  read: ['list', 'read'],
  write: ['create', 'delete', 'list', 'read', 'update'],
  sudo: ['create', 'delete', 'list', 'read', 'sudo', 'update'],
}

/** The attributes that restrict requests. Source: vault/policy.go and OpenBao's internal/vault/policy/policy.go, `parsePath`. */
const limits = [
  ...['allowed_parameters', 'denied_parameters', 'required_parameters', 'min_wrapping_ttl', 'max_wrapping_ttl', 'mfa_methods'],
  ...['control_group', 'expiration', 'list_scan_response_keys_filter_path', 'pagination_limit', 'subscribe_event_types'],
]

/**
 * Parses a policy as the server returns it, in HCL or JSON. Throws PolicySyntaxError for everything that it does not know, because a
 * wrong reading would call a right missing or excess.
 */
export function parsePolicy(text: string): readonly PolicyRule[] {
  const isJson = text.trimStart().startsWith('{')
  const { items } = isJson ? fromJson(text) : parseHcl(text)
  const paths = isJson ? items.flatMap(flattened) : items
  return paths.flatMap((item) => {
    const [kind = '', path, ...more] = item.keys
    if (kind === 'name' && path === undefined) return []
    if (kind !== 'path') throw at(item, `${kind} is not known in a policy`)
    if (path === undefined || more.length > 0 || !isBlock(item.value)) throw at(item, 'a path block needs one path')
    return [ruleOf(path, item.value)]
  })
}

function ruleOf(written: string, { items }: HclObject): PolicyRule {
  const path = written.replace(/^\//, '')
  if (path.includes('+*')) throw new PolicySyntaxError(`path "${path}": +* is invalid`)
  const attributes = new Map<string, HclItem>()
  for (const item of items) {
    const [name = '', ...more] = item.keys
    if (attributes.has(name)) throw at(item, `path "${path}": ${name} is set twice`)
    const isKnown = limits.includes(name) || ['capabilities', 'policy', 'comment'].includes(name)
    if (!isKnown || more.length > 0) throw at(item, `path "${path}": ${item.keys.join(' ')} is not known`)
    attributes.set(name, item)
  }
  const granted = new Set(capabilitiesOf(attributes.get('capabilities'), path))
  for (const one of oldCapabilities(attributes.get('policy'), path)) granted.add(one)
  return {
    path,
    capabilities: granted.has('deny') ? ['deny'] : [...granted].sort(),
    limits: Object.fromEntries(limits.flatMap((name) => (attributes.has(name) ? [[name, toJson(attributes.get(name)?.value ?? '')]] : []))),
  }
}

function capabilitiesOf(item: HclItem | undefined, path: string): readonly string[] {
  if (!item) return []
  const { value } = item
  if (!Array.isArray(value)) throw at(item, `path "${path}": capabilities is not a list`)
  return (value as readonly HclValue[]).map((one) => {
    if (typeof one !== 'string' || !capabilities.includes(one))
      throw at(item, `path "${path}": the capability ${JSON.stringify(one)} is not known`)
    return one
  })
}

function oldCapabilities(item: HclItem | undefined, path: string): readonly string[] {
  if (!item) return []
  const granted = typeof item.value === 'string' && Object.hasOwn(oldPolicies, item.value) ? oldPolicies[item.value] : undefined
  if (!granted) throw at(item, `path "${path}": the policy ${JSON.stringify(item.value)} is not known`)
  return granted
}

/** JSON nests the path in the object of `path`, or in a list of such objects. */
function flattened({ keys, value, line }: HclItem): readonly HclItem[] {
  if (keys[0] !== 'path') return [{ keys, value, line }]
  const objects = Array.isArray(value) ? (value as readonly HclValue[]) : [value]
  return objects.flatMap((one) => {
    if (!isBlock(one)) throw new PolicySyntaxError('path is not an object')
    return one.items.map((item) => ({ ...item, keys: [...keys, ...item.keys] }))
  })
}

function fromJson(text: string): HclObject {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw new PolicySyntaxError('it begins with { and is not valid JSON')
  }
  // the server joins keys that are written twice, and JSON.parse drops the first
  const written = [...text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g)].filter(([, colon]) => colon !== undefined)
  if (written.length !== countKeys(json as Json)) throw new PolicySyntaxError('a key is written twice in an object')
  return blockOf(json as Json) as HclObject
}

function countKeys(json: Json): number {
  if (Array.isArray(json)) return (json as readonly Json[]).reduce<number>((sum, one) => sum + countKeys(one), 0)
  return isObject(json) ? Object.values(json).reduce<number>((sum, one) => sum + 1 + countKeys(one), 0) : 0
}

function blockOf(json: Json): HclValue {
  if (json === null) throw new PolicySyntaxError('null is not known in a policy')
  if (Array.isArray(json)) return (json as readonly Json[]).map(blockOf)
  if (isObject(json)) return { items: Object.entries(json).map(([key, value]) => ({ keys: [key], value: blockOf(value), line: 0 })) }
  return json as string | number | boolean
}

function toJson(value: HclValue): Json {
  if (isBlock(value)) {
    const entries = value.items.map(({ keys, value: one }) => [keys.join(' '), toJson(one)] as const)
    const names = new Set(entries.map(([name]) => name))
    if (names.size !== entries.length) throw new PolicySyntaxError(`a name is written twice in ${[...names].join(', ')}`)
    return Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)))
  }
  return Array.isArray(value) ? (value as readonly HclValue[]).map(toJson) : (value as string | number | boolean)
}

const isBlock = (value: HclValue): value is HclObject => typeof value === 'object' && !Array.isArray(value)

const at = ({ line }: HclItem, text: string): PolicySyntaxError => new PolicySyntaxError(line === 0 ? text : `line ${line}: ${text}`)
