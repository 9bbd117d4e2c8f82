/** A path of a policy: a path, or a pattern with `+` for any one segment and `*` at its end for any rest. */
export interface PathPattern {
  readonly text: string
  readonly segments: readonly Segment[]
  /** True with `*` at the end: the last segment is then the beginning of one, and more can follow. */
  readonly isPrefix: boolean
  /** True if it contains `{{ … }}` of Vault or `${{ … }}` of GitHub, so that it is not known which paths it matches. */
  readonly isOpen: boolean
}

/** A segment between slashes; undefined is any one segment. */
type Segment = string | undefined

/** A template of a policy or an expression of a workflow. */
const template = /\$?\{\{.*?\}\}/s

/**
 * Parses a path of a policy. A `+` counts only as a whole segment, and a `*` only at the end.
 * Source: vault/policy.go, `parsePaths`, and vault/acl.go, `CheckAllowedFromNonExactPaths`; OpenBao has the same.
 */
export function parsePattern(text: string): PathPattern {
  const isPrefix = text.endsWith('*')
  const segments = (isPrefix ? text.slice(0, -1) : text).split('/').map((segment) => (segment === '+' ? undefined : segment))
  return { text, segments, isPrefix, isOpen: template.test(text) }
}

/** Returns whether a path matches a pattern. Templates match only themselves. */
export function matches({ segments, isPrefix }: PathPattern, path: string): boolean {
  const parts = path.split('/')
  if (isPrefix ? parts.length < segments.length : parts.length !== segments.length) return false
  return segments.every((segment, index) => {
    const part = parts[index] ?? ''
    return segment === undefined || (isPrefix && index === segments.length - 1 ? part.startsWith(segment) : part === segment)
  })
}

/** Returns whether the first pattern matches every path that the second one can match. */
export function covers(pattern: PathPattern, other: PathPattern): boolean {
  if (pattern.text === other.text) return true
  const { segments, isPrefix } = pattern
  if (pattern.isOpen) return false
  const wide = other.isOpen ? widened(other) : other
  if (wide.isPrefix && !isPrefix) return false
  if (isPrefix ? wide.segments.length < segments.length : wide.segments.length !== segments.length) return false
  return segments.every((segment, index) => {
    if (segment === undefined) return true
    const one = wide.segments[index]
    if (!isPrefix || index < segments.length - 1) return one === segment && !(wide.isPrefix && index === wide.segments.length - 1)
    return one === undefined ? segment === '' : one.startsWith(segment)
  })
}

/** Returns a pattern without templates that matches at least the same paths. */
export function widened(pattern: PathPattern): PathPattern {
  if (!pattern.isOpen) return pattern
  const start = template.exec(pattern.text)?.index ?? 0
  return parsePattern(`${pattern.text.slice(0, start)}*`)
}

/** A name that no path of a workflow or a policy contains; it stands for any name. */
const anyName = '\u0000'

/**
 * Returns paths that match both patterns, at least one of each kind that rules can tell apart; none if no path matches both. Templates
 * match only themselves.
 */
export function commonPaths(one: PathPattern, other: PathPattern): readonly string[] {
  const common: string[] = []
  const length = Math.max(one.segments.length, other.segments.length)
  for (let index = 0; index < length; index++) {
    const both = commonSegment(segmentAt(one, index), segmentAt(other, index))
    if (both === undefined) return []
    common.push(both)
  }
  const path = common.join('/')
  return one.isPrefix && other.isPrefix ? [path, `${path}/${anyName}`] : [path]
}

/** Returns example paths of a pattern. */
export const examplesOf = (pattern: PathPattern): readonly string[] => commonPaths(pattern, pattern)

/** A segment as a test: all names with this beginning, or this name alone. Undefined where the path must have ended. */
type NameTest = { readonly start: string; readonly isWhole: boolean } | undefined

function segmentAt({ segments, isPrefix }: PathPattern, index: number): NameTest {
  const isLast = index === segments.length - 1
  if (index >= segments.length) return isPrefix ? { start: '', isWhole: false } : undefined
  const segment = segments[index]
  return segment === undefined ? { start: '', isWhole: false } : { start: segment, isWhole: !(isPrefix && isLast) }
}

function commonSegment(one: NameTest, other: NameTest): string | undefined {
  if (!one || !other) return undefined
  const [longer, shorter] = one.start.length >= other.start.length ? [one, other] : [other, one]
  if (!longer.start.startsWith(shorter.start) || (shorter.isWhole && longer.start !== shorter.start)) return undefined
  return longer.isWhole || shorter.isWhole ? longer.start : `${longer.start}${anyName}`
}

/**
 * Sorts patterns that match the same path, the one that decides first: Vault prefers the later first wildcard, then a pattern without
 * `*`, then fewer `+`, then the longer one. Source: vault/acl.go, `CheckAllowedFromNonExactPaths`, `less`.
 */
export function bySpecificity(one: PathPattern, other: PathPattern): number {
  const [first, second] = [one, other].map(rankOf)
  for (let index = 0; index < 4; index++) {
    const difference = (second?.[index] ?? 0) - (first?.[index] ?? 0)
    if (difference !== 0) return difference
  }
  return one.text < other.text ? 1 : -1
}

function rankOf({ text, segments, isPrefix }: PathPattern): readonly number[] {
  const plus = segments.indexOf(undefined)
  const known = isPrefix ? text.slice(0, -1) : text
  const firstWildcard = plus >= 0 ? segments.slice(0, plus).join('/').length + (plus > 0 ? 1 : 0) : known.length
  return [firstWildcard, isPrefix ? 0 : 1, -segments.filter((segment) => segment === undefined).length, known.length]
}
