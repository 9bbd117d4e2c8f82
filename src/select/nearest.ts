import type { JsonObject } from '../core/json.ts'

/** The keys of a secret that are closest to one that is not there, three at most, for the error; never a value. */
export function nearestKeys(values: JsonObject, selector: string): readonly string[] {
  // a key may be as long as a secret: what is compared is bounded
  const head = (text: string) => text.slice(0, 64).toLowerCase()
  return Object.keys(values)
    .map((key) => ({ key, distance: editDistance(head(key), head(selector)) }))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ key }) => key)
}

/** Levenshtein's distance, one row at a time; names are short. */
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
