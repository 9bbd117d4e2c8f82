import { parseMapping, parsePki, type Defaults, type MappingProblem, type Parsed } from '../mapping/parse.ts'
import type { Entry, PlannedRequest } from '../mapping/plan.ts'
import type { OpenEntries, OpenText, Place } from '../policy/need.ts'
import { findExpressions } from './find-expressions.ts'
import type { RequestOfUsage } from './usage.ts'
import { openTextOf, placeOfLine, type Value } from './value.ts'

/** The requests of a mapping, and the parts of it that cannot be known. */
export interface MappingRequests {
  readonly requests: readonly RequestOfUsage[]
  readonly openEntries: readonly OpenEntries[]
  readonly problems: readonly (Pick<MappingProblem, 'text' | 'instead'> & { readonly place: Place })[]
}

/** Reads the mapping of an input: `mappingRequests`, or the same with a memory. */
export type MappingReader = typeof mappingRequests

/** The most characters of mappings that are remembered. */
const maxRemembered = 2_000_000

/** Creates a reader that parses equal mappings once: a matrix has the same mapping for each job. */
export function createMappingReader(): MappingReader {
  let known = new Map<string, MappingRequests>()
  let characters = 0
  return (input, mapping, fallback) => {
    if (!mapping) return mappingRequests(input, mapping, fallback)
    const key = JSON.stringify([input, mapping, fallback])
    const requests = known.get(key) ?? mappingRequests(input, mapping, fallback)
    if (!known.has(key)) characters += key.length
    if (characters > maxRemembered) {
      known = new Map()
      characters = 0
    }
    known.set(key, requests)
    return requests
  }
}

/**
 * Parses the input `secrets` or `pki` with the parser of the action. Expressions in it stay as written. A line that is only an expression
 * stands for entries.
 * @param fallback the place of a mapping without an origin
 */
export function mappingRequests(input: 'secrets' | 'pki', mapping: Value | undefined, fallback: Place): MappingRequests {
  const text = mapping ? openTextOf(mapping) : ''
  const openEntries: OpenEntries[] = []
  const placeOf = placesIn(mapping, fallback)
  const withoutOpenLines = text
    .split('\n')
    .map((line, index) => {
      const expression = onlyExpression(line)
      if (expression === undefined) return line
      openEntries.push({ expression, place: placeOf(index + 1) })
      return ''
    })
    .join('\n')
  const holes = createHoles(withoutOpenLines)
  const { plan, problems } = parsers[input](holes.filled, defaults)
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

/** Returns the expression of a line that contains nothing else, except a `;`. */
function onlyExpression(line: string): OpenText | undefined {
  const trimmed = line.trim()
  const text = trimmed.endsWith(';') ? trimmed.slice(0, -1).trimEnd() : trimmed
  const [only] = text.startsWith('${{') ? findExpressions(text) : []
  return only?.written === text ? text : undefined
}

/** Of no effect on requests. */
const defaults: Defaults = { optional: false, toEnvironment: false, encoding: 'utf8' }

/**
 * Replaces expressions by digits, because their spaces and `|` would end a path or a key. Digits are valid in paths, keys and names, and
 * also as JSON, inside a text and outside.
 */
function createHoles(text: string): { readonly filled: string; readonly restore: (text: string) => string } {
  const mark = unusedMark(text)
  const expressions = findExpressions(text)
  const filled: string[] = []
  let at = 0
  for (const [number, { index, written }] of expressions.entries()) {
    filled.push(text.slice(at, index), mark, String(number).padStart(6, '0'))
    at = index + written.length
  }
  const hole = new RegExp(`${mark}(\\d{6})`, 'g')
  return {
    filled: [...filled, text.slice(at)].join(''),
    restore: (part) => part.replace(hole, (_, number: string) => expressions[Number(number)]?.written ?? ''),
  }
}

/** Returns digits that the text does not contain. They cannot overlap themselves, because only the first one is an 8. */
function unusedMark(text: string): string {
  const used = new Set(text.match(/8310[0-7]{8}/g))
  for (let number = 0; ; number++) {
    const mark = `8310${number.toString(8).padStart(8, '0')}`
    if (!used.has(mark)) return mark
  }
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
