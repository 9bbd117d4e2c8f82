/**
 * Maximum length of a saved value in characters. The post step cannot start with an environment variable of 128 KiB on Linux, or
 * 32 KiB on Windows.
 */
const maxLength = 30 * 1024

/** A key of the saved state with its value. */
export type StateEntry = readonly [key: string, value: string]

/**
 * Splits JSON of one line into entries: one entry if it is short enough, else its parts, then the number of parts under the key
 * itself. The number is last, so that a key exists only if its whole value does.
 */
export function split(key: string, json: string): readonly StateEntry[] {
  if (json.length <= maxLength) return [[key, json]]
  const parts: string[] = []
  for (let at = 0; at < json.length; at += parts.at(-1)?.length ?? 0) {
    const part = json.slice(at, at + maxLength)
    // half of a surrogate pair has no form in UTF-8
    parts.push(/[\uD800-\uDBFF]$/.test(part) && at + maxLength < json.length ? part.slice(0, -1) : part)
  }
  return [...parts.map((part, index): StateEntry => [`${key}_part_${index + 1}`, part]), [key, JSON.stringify({ parts: parts.length })]]
}

/** Joins the parts of a key to the whole JSON. Returns undefined if a part is missing. */
export function join(key: string, state: (key: string) => string | undefined): string | undefined {
  const head = state(key)
  const count = /^\{"parts":(\d{1,2})\}$/.exec(head ?? '')?.[1]
  if (count === undefined) return head
  const parts = Array.from({ length: Number(count) }, (_, index) => state(`${key}_part_${index + 1}`))
  return parts.includes(undefined) ? undefined : parts.join('')
}
