import { isObject, type Json } from '../core/json.ts'
import { chunksOf, positionsIn, withoutComments, type Position } from './chunks.ts'
import { cleanPath, parseChunk, type EntryRequest } from './entry.ts'
import type { EntryProblem } from './entry-problem.ts'
import { derivedNames } from './names.ts'
import type { Entry, InputName, Options, Plan, PlannedRequest } from './plan.ts'

/** Options of every entry, from the inputs beside the mapping; flags replace them. */
export type Defaults = Pick<Options, 'optional' | 'toEnvironment' | 'encoding'>

/** A problem in the mapping, its position, and what to write instead. */
export interface MappingProblem extends Position {
  readonly text: string
  readonly instead: string
}

/** The plan of a mapping's valid entries, and the problems of the others. */
export interface Parsed {
  readonly plan: Plan
  readonly problems: readonly MappingProblem[]
}

/** Parses a mapping, by default that of the input `secrets`, by the grammar in docs/grammar.md. Never throws. Runs in linear time. */
export function parseMapping(text: string, defaults: Defaults, input: InputName = 'secrets'): Parsed {
  return parseChunks(input, text, defaults, parseChunk)
}

/**
 * Parses the input `pki`: `path {json};` entries, each a write that issues a certificate. The output names are vault-action's:
 * the role (the last segment of the path) with _cert, _key, _ca and _ca_chain. Never throws.
 */
export function parsePki(text: string, defaults: Defaults): Parsed {
  return parseChunks('pki', text, defaults, ({ write, text: written }, options) => {
    if (write?.rest.trim() !== '')
      return { problem: 'is not a path followed by a valid JSON object', instead: `${written.split(/\s/)[0] ?? ''} {"common_name": "…"};` }
    const path = cleanPath(write.path)
    if (typeof path !== 'string') return path
    const role = path.split('/').at(-1) ?? ''
    return certificateParts.map(([suffix, selector, maybeAbsent], index) => {
      const entry: Entry = {
        kind: 'key',
        selector,
        joinsLines: true,
        maybeAbsent,
        ...derivedNames(`${role}_${suffix}`),
        ...options,
        order: options.order + index,
      }
      return { path, body: write.body, entry }
    })
  })
}

/** Vault returns no chain for a self-signed root, and no key if it signs a request (API page "pki", sign). */
const certificateParts = [
  ['cert', 'certificate', false],
  ['key', 'private_key', true],
  ['ca', 'issuing_ca', true],
  ['ca_chain', 'ca_chain', true],
] as const

/** Limits the length of the error: a text with so many problems is not a mapping. */
const maxProblems = 100

type NumberedRequest = EntryRequest & { readonly line: number }
type ParseChunk = (chunk: ReturnType<typeof chunksOf>[number], options: Options) => readonly EntryRequest[] | EntryProblem

function parseChunks(input: InputName, text: string, defaults: Defaults, parseOne: ParseChunk): Parsed {
  const problems: MappingProblem[] = []
  const requests: NumberedRequest[] = []
  const positionOf = positionsIn(text)
  for (const chunk of chunksOf(withoutComments(text))) {
    if (problems.length === maxProblems) break
    const position = positionOf(chunk.at)
    const options = {
      order: requests.length,
      input,
      line: position.line,
      fallback: undefined,
      masking: 'usual',
      file: undefined,
      ...defaults,
    } as const
    const found = chunk.text.startsWith('#') ? misplacedComment : parseOne(chunk, options)
    if ('problem' in found) {
      const text = `"${shortened(chunk.text, 80)}" ${shortened(found.problem, 160)}`
      problems.push({ ...position, text, instead: shortened(found.instead, 160) })
    } else for (const request of found) requests.push({ ...request, line: request.entry?.line ?? position.line })
  }
  return { plan: planOf(input, requests), problems }
}

/** A # after a `;` would start a path, but Vault has no such paths: a comment is meant. */
const misplacedComment: EntryProblem = {
  problem: 'starts with a # that is not the first character of its line',
  instead: 'each comment on its own line',
}

/** Joins the entries of equal requests: same method, path with query, and body; the order of the body's keys does not count. */
function planOf(input: InputName, found: readonly NumberedRequest[]): Plan {
  const requests = new Map<string, PlannedRequest & { readonly entries: Entry[] }>()
  for (const { path, body, entry, line } of found) {
    const folder = !body && entry?.kind === 'wildcard' && isFolder(path)
    const key = JSON.stringify([path, folder || (body && sorted(body))])
    const request = requests.get(key) ?? {
      method: body ? 'POST' : 'GET',
      path,
      ...(folder && { folder }),
      ...(body && { body }),
      entries: [],
      input,
      line,
    }
    if (entry) request.entries.push(entry)
    requests.set(key, request)
  }
  return [...requests.values()]
}

function sorted(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(sorted)
  if (!isObject(value)) return value
  const names = Object.keys(value).sort()
  return Object.fromEntries(names.map((name) => [name, sorted(value[name] ?? null)]))
}

/** Returns the text on one line, cut to at most `length` characters. */
function shortened(text: string, length: number): string {
  const line = text.replace(/\s+/g, ' ')
  return line.length > length ? `${line.slice(0, length - 1)}…` : line
}

/**
 * Checks if a wildcard on this path reads all secrets of a folder. No KV engine stores a secret at a path that ends with `/`.
 * Some paths below `sys` that end with `/` can be read, so they are not folders.
 */
export function isFolder(path: string): boolean {
  return path.endsWith('/') && !path.includes('?') && !path.split('/').includes('sys')
}
