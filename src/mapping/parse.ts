import { derivedNames } from './names.ts'
import type { Entry, Options, Plan, PlannedRead } from './plan.ts'

/** What the inputs beside the mapping say for every entry. */
export interface Defaults {
  readonly optional: boolean
  readonly toEnvironment: boolean
}

/** Something wrong in the mapping: where, what, and what to write instead. */
export interface MappingProblem {
  /** Line of the input, from 1. */
  readonly line: number
  readonly text: string
  readonly instead: string
}

/** The plan of a mapping, and everything that is wrong with it; the plan holds only what is right. */
export interface Parsed {
  readonly plan: Plan
  readonly problems: readonly MappingProblem[]
}

/** Parses the input `secrets`: entries end at `;`, lines that start with `#` are comments. Never throws. */
export function parseMapping(text: string, defaults: Defaults): Parsed {
  const problems: MappingProblem[] = []
  const reads = new Map<string, Entry[]>()
  for (const [order, chunk] of chunksOf(text).entries()) {
    const result = parseEntry(chunk, { order, line: chunk.line, ...defaults })
    if ('instead' in result) problems.push(result)
    else reads.set(result.path, [...(reads.get(result.path) ?? []), result.entry])
  }
  const plan = [...reads].map(([path, entries]): PlannedRead => ({ method: 'GET', path, entries }))
  return { plan, problems }
}

interface Chunk {
  readonly text: string
  readonly line: number
}

/** The text between semicolons, trimmed, each with the line it starts in. */
function chunksOf(text: string): readonly Chunk[] {
  const source = text.replace(/^[^\S\n]*#.*$/gm, '')
  const chunks: Chunk[] = []
  let line = 1
  for (const part of source.split(';')) {
    const before = /^\s*/.exec(part)?.[0] ?? ''
    if (part.trim() !== '') chunks.push({ text: part.trim(), line: line + countLines(before) })
    line += countLines(part)
  }
  return chunks
}

/** vault-action's rule: the name follows the last `|`; what is left is a path and a selector without blanks. */
function parseEntry(chunk: Chunk, options: Options): { path: string; entry: Entry } | MappingProblem {
  const bar = chunk.text.lastIndexOf('|')
  const source = bar < 0 ? chunk.text : chunk.text.slice(0, bar)
  const name = bar < 0 ? undefined : chunk.text.slice(bar + 1).trim()
  const [written = '', quoted = '', ...more] = source.trim().split(/\s+/)
  const problem = (text: string, instead: string): MappingProblem => ({ line: chunk.line, text, instead })

  if (name === '') return problem(`"${chunk.text}" has no name after the |`, `${source.trim()} | NAME`)
  if (quoted === '') return problem(`"${chunk.text}" has no key`, `${written || 'PATH'} KEY${name === undefined ? '' : ` | ${name}`}`)
  if (more.length > 0) {
    return chunk.text.includes('\n')
      ? problem('an entry goes over several lines', 'one entry a line, each with a ; at its end')
      : problem(`"${chunk.text}" is more than a path and a key`, `${written} ${quoted} | NAME`)
  }
  const path = written.replace(/^\/+/, '')
  const wrong = wrongWithPath(path)
  if (wrong) return problem(`the path "${written}" ${wrong}`, 'the path as Vault knows it, for example secret/data/app')

  const selector = quoted.replaceAll('"', '')
  if (selector === '*' || selector === '**') {
    return { path, entry: { kind: 'wildcard', upperCase: selector === '*', prefix: name ?? '', ...options } }
  }
  const names = name === undefined ? derivedNames(selector) : { output: name, variable: name }
  return { path, entry: { kind: 'key', selector, ...names, ...options } }
}

/** Segments that a server or a proxy would resolve to another path than the one a reader sees. */
function wrongWithPath(path: string): string | undefined {
  if (path === '') return 'is empty'
  if (/\p{Cc}/u.test(path)) return 'contains a control character'
  // %2e is a dot to whoever resolves the address, our own URL parser first
  return path.split(/[/?]/).some((segment) => /^(\.|%2e){1,2}$/i.test(segment)) ? 'contains . or .. as a segment' : undefined
}

const countLines = (text: string): number => text.split('\n').length - 1
