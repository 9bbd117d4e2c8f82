import { isObject, type Json } from '../core/json.ts'
import { chunksOf, positionsIn, withoutComments, type Position } from './chunks.ts'
import { cleanPath, parseChunk, type Wish, type Wrong } from './entry.ts'
import { derivedNames } from './names.ts'
import type { Entry, InputName, Options, Plan, PlannedRequest } from './plan.ts'

/** What the inputs beside the mapping say for every entry. */
export type Defaults = Pick<Options, 'optional' | 'toEnvironment' | 'encoding'>

/** Something wrong in the mapping: where, what, and what to write instead. */
export interface MappingProblem extends Position {
  readonly text: string
  readonly instead: string
}

/** The plan of a mapping, and everything that is wrong with it; the plan holds only what is right. */
export interface Parsed {
  readonly plan: Plan
  readonly problems: readonly MappingProblem[]
}

/** Parses the input `secrets`; docs/grammar.md is its grammar. Never throws. Takes time in proportion to the text. */
export function parseMapping(text: string, defaults: Defaults): Parsed {
  return parseChunks('secrets', text, defaults, parseChunk)
}

/**
 * Parses the input `pki`: `path {json};` entries, each a write that issues a certificate. Its names are vault-action's:
 * the role, which is the last part of the path, with _cert, _key, _ca and _ca_chain.
 */
export function parsePki(text: string, defaults: Defaults): Parsed {
  return parseChunks('pki', text, defaults, ({ write, text: written }, options) => {
    if (write?.rest.trim() !== '')
      return { wrong: 'is not a path followed by a valid JSON object', instead: `${written.split(/\s/)[0] ?? ''} {"common_name": "…"};` }
    const path = cleanPath(write.path)
    if (typeof path !== 'string') return path
    const role = path.split('/').at(-1) ?? ''
    return certificateParts.map(([suffix, selector, maybeAbsent], index) => {
      const entry: Entry = {
        kind: 'key',
        selector,
        lines: true,
        maybeAbsent,
        ...derivedNames(`${role}_${suffix}`),
        ...options,
        order: options.order + index,
      }
      return { path, body: write.body, entry }
    })
  })
}

/** Vault sends no chain for a self-signed root, and no key where it signs a request (API page "pki", sign). */
const certificateParts = [
  ['cert', 'certificate', false],
  ['key', 'private_key', true],
  ['ca', 'issuing_ca', true],
  ['ca_chain', 'ca_chain', true],
] as const

/** With so many problems the text is no mapping; more of them nobody reads. */
const maxProblems = 100

type ParseChunk = (chunk: ReturnType<typeof chunksOf>[number], options: Options) => readonly Wish[] | Wrong

function parseChunks(input: InputName, text: string, defaults: Defaults, parseOne: ParseChunk): Parsed {
  const problems: MappingProblem[] = []
  const wishes: (Wish & { readonly line: number })[] = []
  const positionOf = positionsIn(text)
  for (const chunk of chunksOf(withoutComments(text))) {
    if (problems.length === maxProblems) break
    const position = positionOf(chunk.at)
    const options = {
      order: wishes.length,
      input,
      line: position.line,
      fallback: undefined,
      masking: 'usual',
      file: undefined,
      ...defaults,
    } as const
    const found = chunk.text.startsWith('#') ? lateComment : parseOne(chunk, options)
    if ('wrong' in found) {
      const text = `"${shortened(chunk.text, 80)}" ${shortened(found.wrong, 160)}`
      problems.push({ ...position, text, instead: shortened(found.instead, 160) })
    } else for (const wish of found) wishes.push({ ...wish, line: wish.entry?.line ?? position.line })
  }
  return { plan: planOf(input, wishes), problems }
}

/** After a `;` a # starts a path, but none that Vault could have: what was meant is a comment. */
const lateComment: Wrong = { wrong: 'starts with a # that is not the first character of its line', instead: 'each comment on its own line' }

/** Each distinct request once: same method, path with query, and body, however its keys are ordered. */
function planOf(input: InputName, wishes: readonly (Wish & { readonly line: number })[]): Plan {
  const requests = new Map<string, PlannedRequest & { readonly entries: Entry[] }>()
  for (const { path, body, entry, line } of wishes) {
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

/** A text on one line of at most so many characters, for a message. */
function shortened(text: string, length: number): string {
  const line = text.replace(/\s+/g, ' ')
  return line.length > length ? `${line.slice(0, length - 1)}…` : line
}

/**
 * Whether a path under a wildcard is a folder, whose secrets are all read. No KV engine stores anything at a path that ends
 * with `/`, so nothing else can be meant; below `sys` some such paths can be read, and there it is a path like any other.
 */
export function isFolder(path: string): boolean {
  return path.endsWith('/') && !path.includes('?') && !path.split('/').includes('sys')
}
