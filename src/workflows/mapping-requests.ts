import { parseMapping, parsePki, type Defaults, type MappingProblem, type Parsed } from '../mapping/parse.ts'
import type { Entry, PlannedRequest } from '../mapping/plan.ts'
import type { OpenText, Place } from '../policy/need.ts'
import { expressionPattern } from './interpolate.ts'
import type { RequestOfUsage } from './usage.ts'
import { openTextOf, placeOfLine, type Value } from './value.ts'

/** The requests of a mapping, and what of it cannot be known. */
export interface MappingRequests {
  readonly requests: readonly RequestOfUsage[]
  /** Expressions that stand for whole entries. */
  readonly openEntries: readonly OpenText[]
  readonly problems: readonly (Pick<MappingProblem, 'text' | 'instead'> & { readonly place: Place })[]
}

/**
 * Parses the input `secrets` or `pki` with the parser of the action. Expressions in it stay as written. A line that is only an expression
 * stands for entries.
 * @param fallback the place of a mapping without an origin
 */
export function mappingRequests(input: 'secrets' | 'pki', mapping: Value | undefined, fallback: Place): MappingRequests {
  const text = mapping ? openTextOf(mapping) : ''
  const openEntries: OpenText[] = []
  const withoutOpenLines = text.replace(
    /^[^\S\n]*(\$\{\{(?:'[^']*'|[^'}\n]|\}(?!\}))*\}\})[^\S\n]*;?[^\S\n]*$/gm,
    (_, expression: string) => {
      openEntries.push(expression)
      return ''
    },
  )
  const holes = createHoles(withoutOpenLines)
  const { plan, problems } = parsers[input](holes.filled, defaults)
  const placeOf = placesIn(mapping, fallback)
  return {
    requests: plan.map((request) => requestOf(request, holes.restore, placeOf)),
    openEntries,
    problems: problems.map(({ line, text: problem, instead }) => ({
      text: `${input}: ${holes.restore(problem)}`,
      instead: holes.restore(instead),
      place: placeOf(line),
    })),
  }
}

const parsers: Readonly<Record<'secrets' | 'pki', (text: string, defaults: Defaults) => Parsed>> = {
  secrets: parseMapping,
  pki: parsePki,
}

/** Of no effect on requests. */
const defaults: Defaults = { optional: false, toEnvironment: false, encoding: 'utf8' }

/**
 * Replaces expressions by digits, because their spaces and `|` would end a path or a key. Digits are valid in paths, keys and names, and
 * also as JSON, inside a text and outside.
 */
function createHoles(text: string): { readonly filled: string; readonly restore: (text: string) => string } {
  const longest = (text.match(/831047*/g) ?? []).reduce((length, run) => Math.max(length, run.length), 0)
  // a mark that the text does not contain, and that cannot overlap itself
  const mark = '83104'.padEnd(Math.max(longest + 1, 12), '7')
  const expressions: string[] = []
  const filled = text.replace(expressionPattern, (expression) => {
    expressions.push(expression)
    return `${mark}${String(expressions.length - 1).padStart(6, '0')}`
  })
  const hole = new RegExp(`${mark}(\\d{6})`, 'g')
  return { filled, restore: (part) => part.replace(hole, (_, index: string) => expressions[Number(index)] ?? '') }
}

/** Returns a function from a line of the mapping, from 1, to its place. */
function placesIn(mapping: Value | undefined, fallback: Place): (line: number) => Place {
  const origin = mapping?.origin
  if (!origin) return () => fallback
  return (line) => placeOfLine(origin, line)
}

function requestOf(
  { method, path, folder, entries, line }: PlannedRequest,
  restore: (text: string) => string,
  placeOf: (line: number) => Place,
): RequestOfUsage {
  const lines = new Set(entries.length === 0 ? [line] : entries.map((entry) => entry.line))
  return {
    method,
    path: restore(path),
    ...(folder && { folder: entries.some(readsAllLevels) ? 'all levels' : 'one level' }),
    keys: [...new Set(entries.map((entry) => restore(keyOf(entry))))],
    places: uniquePlaces([...lines].map(placeOf)),
  }
}

const readsAllLevels = (entry: Entry): boolean => entry.kind === 'wildcard' && !entry.upperCase

const uniquePlaces = (places: readonly Place[]): readonly Place[] => [
  ...new Map(places.map((place) => [JSON.stringify(place), place])).values(),
]

function keyOf(entry: Entry): string {
  if (entry.kind === 'key') return entry.selector
  return entry.upperCase ? '*' : '**'
}
