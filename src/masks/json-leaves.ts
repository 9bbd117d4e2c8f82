import { isObject, objectOrList, toText, type Json } from '../core/json.ts'
import { isLocation } from './url-secrets.ts'
import { minLeafLength, minNamedLength } from './lengths.ts'
import { isPublicName, isSecretName, isSettingName } from './secret-names.ts'

/** Lines of indented JSON that contain no value. */
const structure: ReadonlySet<string> = new Set(['{', '}', '[', ']', '{}', '[]', 'true', 'false', 'null'])

/** The leaves of a JSON value, by whether they are masked. */
export interface Leaves {
  readonly secret: readonly string[]
  /** Lines that are not masked. */
  readonly open: ReadonlySet<string>
}

/** What the name of a leaf, or of a list or an object around it, says about it. */
type NameKind = 'public' | 'secret' | 'neither'

/**
 * Finds the leaves of JSON that are secrets; keys never are. JSON within a text (a service account's key in an object) is examined
 * too, one level deep. Iterative, because nesting can be deeper than the stack.
 * @param every treats every leaf as a secret, except numbers of fewer than 4 digits, `true`, `false` and `null`
 */
export function leavesOf(json: Json, every: boolean): Leaves {
  const secret = new Set<string>()
  const open = new Set(structure)
  const pending: { readonly at: Json; readonly kind: NameKind; readonly nested: boolean }[] = [{ at: json, kind: 'neither', nested: false }]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { at, kind, nested } = next
    if (typeof at === 'string') {
      const inner = nested ? undefined : objectOrList(at)
      if (inner !== undefined) pending.push({ at: inner, kind: 'neither', nested: true })
      const isOpen = !every && kind === 'public' && inner === undefined && isLocation(at)
      if (isOpen) open.add(JSON.stringify(at))
      else if (every || at.length >= minLengthFor(kind)) secret.add(at)
    } else if (isList(at)) {
      for (const item of at) pending.push({ at: item, kind, nested })
    } else if (isObject(at)) {
      for (const [key, item] of Object.entries(at)) pending.push({ at: item, kind: kindOfKey(key, kind), nested })
    } else if ((every || kind === 'secret') && toText(at).replace(/\D/g, '').length >= minNamedLength) {
      secret.add(toText(at))
    }
  }
  return { secret: [...secret], open }
}

const minLengthFor = (kind: NameKind): number => (kind === 'secret' ? minNamedLength : minLeafLength)

/** Everything in an object under a name that indicates a secret is secret too, except public values and settings. */
function kindOfKey(key: string, around: NameKind): NameKind {
  if (isPublicName(key)) return 'public'
  return isSecretName(key) || (around === 'secret' && !isSettingName(key)) ? 'secret' : 'neither'
}

/** Array.isArray does not narrow read-only arrays. */
const isList = (value: Json): value is readonly Json[] => Array.isArray(value)
