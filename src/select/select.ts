import { wildcardNames, type Names } from '../mapping/names.ts'
import type { Entry, KeyEntry } from '../mapping/plan.ts'
import { isObject, own, toText, type Json, type JsonObject } from '../vault/json.ts'

/** A value on its way out, under the names it gets. */
export interface Selected extends Names {
  readonly value: string
  readonly entry: Entry
}

/** What an entry selects from a secret's values; undefined where its key is not there. A wildcard selects any number. */
export function select(values: JsonObject, entry: Entry): readonly Selected[] | undefined {
  if (entry.kind === 'key') {
    const value = find(values, entry.selector)
    return value === undefined || value === null ? undefined : [{ ...namesOf(entry), value: toText(value), entry }]
  }
  return Object.entries(values).flatMap(([key, value]) =>
    value === null ? [] : [{ ...wildcardNames(key, entry.prefix, entry.upperCase), value: toText(value), entry }],
  )
}

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

const namesOf = ({ output, variable }: KeyEntry): Names => ({ output, variable })

/** The literal key first, then a dotted path through nested objects; own properties only. */
function find(values: JsonObject, selector: string): Json | undefined {
  const literal = own(values, selector)
  if (literal !== undefined) return literal
  let at: Json | undefined = values
  for (const key of selector.split('.')) at = isObject(at) ? own(at, key) : undefined
  return at
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
