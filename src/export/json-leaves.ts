import { isObject, parseJson, toText, type Json } from '../vault/json.ts'

/** A leaf of JSON shorter than this, in characters, is a word more often than a secret. */
export const leastLeaf = 8

/** A number with fewer digits is no secret by itself, even where every leaf is one. */
const leastDigits = 4

/** What a line of indented JSON may consist of without telling anything. */
const structure: ReadonlySet<string> = new Set(['{', '}', '[', ']', '{}', '[]', 'true', 'false', 'null'])

/** A JSON text's object or array; undefined for everything else, and for nesting too deep to be followed. */
export function objectOrList(text: string): Json | undefined {
  // also a cheap look: most values are no JSON; \s has the byte order mark that JSON.parse refuses
  if (!/^\s*[[{]/.test(text)) return undefined
  try {
    return parseJson(text.trim())
  } catch {
    return undefined
  }
}

/** What the leaves of a JSON value are for the masks. */
export interface Leaves {
  readonly secret: readonly string[]
  /** Lines that may stand in the log. */
  readonly open: ReadonlySet<string>
}

/**
 * The leaves of JSON that are secrets by themselves; keys never are. Texts that are JSON again (a service account's key within
 * an object) are looked into, one level deep. A loop, since nesting may be deeper than the stack.
 */
export function leavesOf(json: Json, every: boolean): Leaves {
  const secret = new Set<string>()
  const open = new Set(structure)
  const pending: { readonly at: Json; readonly named: boolean; readonly nested: boolean }[] = [{ at: json, named: false, nested: false }]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { at, named, nested } = next
    if (typeof at === 'string') {
      const inner = nested ? undefined : objectOrList(at)
      if (inner !== undefined) pending.push({ at: inner, named: false, nested: true })
      const isOpen = !every && named && inner === undefined && !tellsMore(at)
      if (isOpen) open.add(JSON.stringify(at))
      else if (every || at.length >= leastLeaf) secret.add(at)
    } else if (isList(at)) {
      for (const item of at) pending.push({ at: item, named, nested })
    } else if (isObject(at)) {
      for (const [key, item] of Object.entries(at)) pending.push({ at: item, named: isPublic(key), nested })
    } else if (every && toText(at).replace(/\D/g, '').length >= leastDigits) {
      secret.add(toText(at))
    }
  }
  return { secret: [...secret], open }
}

/** Array.isArray does not know of lists that are read only. */
const isList = (value: Json): value is readonly Json[] => Array.isArray(value)

/** Last words of keys whose values say what and where something is: they stand in URLs, logs and job outputs everywhere. */
const publicWord =
  /(?:^|_)(?:type|kind|region|zone|location|id|email|uri|url|domain|host|hostname|endpoint|port|username|user|name|project|environment|env|stage)$/

/** What ends like them and is a credential by itself: AppRole's secret_id, a session's id, the address of a webhook. */
const credentialWords = /(?:^|_)(?:(?:secret|session|token)_id|(?:web)?hook_ur[il])$/

/** Whether a key, in snake_case, kebab-case or camelCase, names something plainly public. */
function isPublic(key: string): boolean {
  const words = key
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toLowerCase()
  return publicWord.test(words) && !credentialWords.test(words)
}

/** Several lines, or an address with more than a place in it: a user's password, a signature, further settings. */
function tellsMore(text: string): boolean {
  return /[\r\n]/.test(text) || (text.includes(':') && /[@?#;=]/.test(text))
}
