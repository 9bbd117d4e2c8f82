import type { JsonObject } from '../core/json.ts'

/** Returns the at most three keys of a secret that are most similar to a selector, for an error message. */
export function nearestKeys(values: JsonObject, selector: string): readonly string[] {
  // keys can be very long, so only their start is compared
  const head = (text: string) => text.slice(0, 64).toLowerCase()
  return Object.keys(values)
    .map((key) => ({ key, distance: editDistance(head(key), head(selector)) }))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ key }) => key)
}

/** Returns the Levenshtein distance. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
