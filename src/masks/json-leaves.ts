import { isObject, parseJson, toText, type Json } from '../core/json.ts'
import { isPlace } from './addresses.ts'
import { leastLeaf, leastNamed } from './lengths.ts'
import { isPublicName, isSecretName, isSettingName } from './secret-names.ts'

/** What a line of indented JSON may consist of without telling anything. */
const structure: ReadonlySet<string> = new Set(['{', '}', '[', ']', '{}', '[]', 'true', 'false', 'null'])

/** Reads the object or array of a JSON text; undefined for everything else, and for nesting too deep to be followed. */
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

/** What the name of a leaf, or of a list or an object around it, says of it. */
type Sound = 'public' | 'secret' | 'neither'

/**
 * Finds the leaves of JSON that are secrets by themselves; keys never are. Texts that are JSON again (a service account's key
 * within an object) are looked into, one level deep. A loop, because nesting may be deeper than the stack.
 */
export function leavesOf(json: Json, every: boolean): Leaves {
  const secret = new Set<string>()
  const open = new Set(structure)
  const pending: { readonly at: Json; readonly sound: Sound; readonly nested: boolean }[] = [{ at: json, sound: 'neither', nested: false }]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { at, sound, nested } = next
    if (typeof at === 'string') {
      const inner = nested ? undefined : objectOrList(at)
      if (inner !== undefined) pending.push({ at: inner, sound: 'neither', nested: true })
      const isOpen = !every && sound === 'public' && inner === undefined && isPlace(at)
      if (isOpen) open.add(JSON.stringify(at))
      else if (every || at.length >= least(sound)) secret.add(at)
    } else if (isList(at)) {
      for (const item of at) pending.push({ at: item, sound, nested })
    } else if (isObject(at)) {
      for (const [key, item] of Object.entries(at)) pending.push({ at: item, sound: soundOf(key, sound), nested })
    } else if ((every || sound === 'secret') && toText(at).replace(/\D/g, '').length >= leastNamed) {
      secret.add(toText(at))
    }
  }
  return { secret: [...secret], open }
}

const least = (sound: Sound): number => (sound === 'secret' ? leastNamed : leastLeaf)

/** What stands in an object under a name that sounds secret is secret too, except what is plainly public or a setting. */
function soundOf(key: string, around: Sound): Sound {
  if (isPublicName(key)) return 'public'
  return isSecretName(key) || (around === 'secret' && !isSettingName(key)) ? 'secret' : 'neither'
}

/** Array.isArray does not know of lists that are read only. */
const isList = (value: Json): value is readonly Json[] => Array.isArray(value)
