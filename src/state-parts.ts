/** The longest state value in characters: an environment string of 128 KiB would keep the post step from starting, as would 32 KiB on Windows. */
const maxLength = 30 * 1024

/** A key of the state, and its value. */
export type StateEntry = readonly [key: string, value: string]

/**
 * JSON of one line as the entries that hold it: one if it fits, else its parts, and last, under the key itself, how many
 * there are, so that a key is there only if all of its value is.
 */
export function split(key: string, json: string): readonly StateEntry[] {
  if (json.length <= maxLength) return [[key, json]]
  const parts: string[] = []
  for (let at = 0; at < json.length; at += parts.at(-1)?.length ?? 0) {
    const part = json.slice(at, at + maxLength)
    // half of a surrogate pair would not survive UTF-8
    parts.push(/[\uD800-\uDBFF]$/.test(part) && at + maxLength < json.length ? part.slice(0, -1) : part)
  }
  return [...parts.map((part, index): StateEntry => [`${key}_part_${index + 1}`, part]), [key, JSON.stringify({ parts: parts.length })]]
}

/** The whole JSON of a key; undefined where a part is not there. */
export function join(key: string, state: (key: string) => string | undefined): string | undefined {
  const head = state(key)
  const count = /^\{"parts":(\d{1,2})\}$/.exec(head ?? '')?.[1]
  if (count === undefined) return head
  const parts = Array.from({ length: Number(count) }, (_, index) => state(`${key}_part_${index + 1}`))
  return parts.includes(undefined) ? undefined : parts.join('')
}
