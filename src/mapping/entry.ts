import type { JsonObject } from '../core/json.ts'
import { chunksOf, positionsIn, type Chunk } from './chunks.ts'
import { trailingComment, type EntryProblem } from './entry-problem.ts'
import { parseFlags } from './flags.ts'
import { jsonString } from './json-object.ts'
import { derivedNames } from './names.ts'
import { isPattern } from './pattern.ts'
import type { Entry, Options } from './plan.ts'

/** One request of a mapping, and the entry that reads its response; no entry for a write without a key. */
export interface EntryRequest {
  readonly path: string
  readonly body: JsonObject | undefined
  readonly entry: Entry | undefined
}

/**
 * Parses a chunk with the first rule that matches: a write; vault-action's rule; the long form with flags and quotes; or one
 * entry per line, if a `;` is missing.
 */
export function parseChunk(chunk: Chunk, options: Options): readonly EntryRequest[] | EntryProblem {
  const plain = chunk.write && /^(\s+[^|\s]|$)/.test(chunk.write.rest) ? undefined : plainEntry(chunk.text)
  if (plain) return requestFor(plain.path, undefined, plain, plain.name, options)
  const long = chunk.write ? longWrite(chunk.write, options) : longEntry(chunk.text, options)
  // a JSON object may span lines, even an invalid one, so its line breaks do not show a missing ;
  const flat = chunk.write?.rest ?? (startsObject.test(chunk.text) ? '' : chunk.text)
  if (!('problem' in long) || !flat.includes('\n')) return long
  return lineByLine(chunk, options) ?? { problem: 'spans several lines', instead: 'one entry per line, each ending with ;' }
}

/** Returns the path as it is sent, or a problem: a server or a proxy would resolve `.` and `..` to another path. */
export function cleanPath(written: string): string | EntryProblem {
  const path = written.replace(/^\/+/, '')
  const instead = 'the full path in Vault, for example secret/data/app'
  if (path === '') return { problem: 'has an empty path', instead }
  if (/\p{Cc}/u.test(path)) return { problem: 'has a control character in its path', instead }
  // URL parsers, ours included, treat %2e as a dot
  const hasDots = path.split(/[/?]/).some((segment) => /^(\.|%2e){1,2}$/i.test(segment))
  return hasDots ? { problem: 'has . or .. as a path segment', instead } : path
}

/** An entry that follows vault-action's rule. */
interface PlainEntry {
  readonly path: string
  readonly selector: string
  readonly isQuoted: boolean
  readonly name: string | undefined
}

/** A key as written, without its quotes. */
type Selector = Pick<PlainEntry, 'selector' | 'isQuoted'>

/** Matches a path that is followed by `{`. */
const startsObject = /^\S*\s+\{/

/**
 * Parses by vault-action's exact rule: the name follows the last `|`; before it are a path and a selector without spaces, from
 * which `"` are deleted. Leaves to the other rules: names with a line break, and selectors in braces without a name.
 */
function plainEntry(text: string): PlainEntry | undefined {
  const bar = text.lastIndexOf('|')
  const name = bar < 0 ? undefined : text.slice(bar + 1).trim()
  const [path = '', selector = '', ...more] = (bar < 0 ? text : text.slice(0, bar)).trim().split(/\s+/)
  if (selector === '' || more.length > 0 || name === '' || name?.includes('\n')) return undefined
  if (name === undefined && /^\{.*\}$/.test(selector)) return undefined
  return { path, selector: selector.replaceAll('"', ''), isQuoted: selector.includes('"'), name }
}

/** Parses `path selector | name | flags`: the selector may be quoted; name and flags are optional. */
function longEntry(text: string, options: Options): readonly EntryRequest[] | EntryProblem {
  const [, path = '', rest = ''] = /^([^\s|]*)\s*(.*)$/s.exec(text) ?? []
  const parts = partsOf(rest)
  if (!parts) return unclosedQuote
  const [selector = '', ...tail] = parts
  if (selector === '') return { problem: 'has no key', instead: joined(`${path || 'PATH'} KEY`, tail) }
  if (selector.startsWith('{') || /\{["']/.test(path)) {
    const instead = joined(`${path.replace(/\{.*/, '')} {"name": "value"} KEY`, tail)
    return { problem: 'is invalid: { must start a valid JSON object, followed by a space', instead }
  }
  return longRequest({ path, body: undefined, source: path, selector, tail }, options)
}

/** Parses `path {json} selector | name | flags`: everything after the object is optional. */
function longWrite({ path, body, rest }: NonNullable<Chunk['write']>, options: Options): readonly EntryRequest[] | EntryProblem {
  const source = `${path} {…}`
  const parts = partsOf(rest)
  if (!parts) return unclosedQuote
  const [selector = '', ...tail] = parts
  if (selector !== '') return longRequest({ path, body, source, selector, tail }, options)
  if (tail.length === 0) return requestFor(path, body, undefined, undefined, options)
  return { problem: 'has an output name but no key', instead: joined(`${source} KEY`, tail) }
}

/** The parts of a long entry or of a write with a selector. */
interface LongEntry {
  readonly path: string
  readonly body: JsonObject | undefined
  /** Path and body as messages show them. */
  readonly source: string
  readonly selector: string
  /** The parts after the selector: name and flags. */
  readonly tail: readonly string[]
}

function longRequest({ path, body, source, selector, tail }: LongEntry, options: Options): readonly EntryRequest[] | EntryProblem {
  const [name = '', flagged = '', ...more] = tail
  const key = unquoted(selector)
  if (key === undefined) return selectorProblem(source, selector, tail)
  if (more.length > 0) return { problem: 'has more than three parts', instead: `${source} ${selector} | NAME | FLAGS` }
  if (name.includes('\n')) return { problem: 'has a name that spans several lines', instead: 'one entry per line, each ending with ;' }
  if (tail.length === 1 && name === '') return { problem: 'has no name after the |', instead: `${source} ${selector} | NAME` }
  const flags = parseFlags(flagged)
  if ('problem' in flags) return flags
  const isQuoted = /["`]/.test(selector)
  return requestFor(path, body, { selector: key, isQuoted }, name === '' ? undefined : name, { ...options, ...flags })
}

/** Builds the request of an entry; the key is undefined for a write whose response is not read. */
function requestFor(
  writtenPath: string,
  body: JsonObject | undefined,
  written: Selector | undefined,
  name: string | undefined,
  options: Options,
): readonly EntryRequest[] | EntryProblem {
  const path = cleanPath(writtenPath)
  if (typeof path !== 'string') return path
  if (written === undefined) return [{ path, body, entry: undefined }]
  if (/\s#|^#\s/.test(name ?? '')) return trailingComment
  const { selector, isQuoted } = written
  const names = name === undefined ? derivedNames(selector) : { output: name, variable: name }
  const isAll = selector === '*' || selector === '**'
  if (isAll || (!isQuoted && isPattern(selector))) {
    if (options.file?.path !== undefined)
      return { problem: 'would write every key to the same file', instead: 'the flag file without a path' }
    const asKey = isAll ? undefined : names
    const wildcard = { kind: 'wildcard', pattern: selector, upperCase: !selector.includes('**'), prefix: name ?? '', asKey } as const
    return [{ path, body, entry: { ...wildcard, ...options } }]
  }
  return [{ path, body, entry: { kind: 'key', selector, joinsLines: false, maybeAbsent: false, ...names, ...options } }]
}

/** Parses each line of a chunk as an entry; undefined if a line is not one, because then more than a `;` is missing. */
function lineByLine({ text, write }: Chunk, options: Options): readonly EntryRequest[] | undefined {
  const requests: EntryRequest[] = []
  const positionOf = positionsIn(text)
  // the lines of a leading JSON object belong together
  let end = text.indexOf('\n', write ? text.length - write.rest.length : 0)
  for (let at = 0; at < text.length; at = end + 1, end = text.indexOf('\n', at)) {
    if (end < 0) end = text.length
    for (const chunk of chunksOf(text.slice(at, end))) {
      if (!chunk.write && partOfObject.test(chunk.text)) return undefined
      const line = options.line + positionOf(at).line - 1
      const found = parseChunk(chunk, { ...options, line, order: options.order + requests.length })
      if ('problem' in found) return undefined
      requests.push(...found)
    }
  }
  return requests
}

/** Matches lines of a JSON object that look like entries: `"a": 1`, `} key | name`. */
const partOfObject = /^\S*["{}[\]]|^\S+\s+\{/

/** Splits at each `|` outside quotes and backticks; undefined if one of these is not closed. */
function partsOf(text: string): readonly string[] | undefined {
  const parts = ['']
  for (const [piece, quote, backtick] of text.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*(?:"|(\\?$))|`[^`]*(?:`|($))|\||[^|"`]+/gs)) {
    if ((quote ?? backtick) !== undefined) return undefined
    if (piece === '|') parts.push('')
    else parts.push(`${parts.pop() ?? ''}${piece}`)
  }
  return parts.map((part) => part.trim())
}

const unclosedQuote: EntryProblem = { problem: 'has an unclosed quote', instead: 'the same quote character at the end of the quoted text' }

/** Returns the selector without its quotes: a JSON string, text in backticks, or text without spaces; else undefined. */
function unquoted(written: string): string | undefined {
  if (/^`[^`]+`$/.test(written)) return written.slice(1, -1)
  if (/^"[^"\\]*(?:\\.[^"\\]*)*"$/s.test(written)) return jsonString(written)
  return /\s/.test(written) ? undefined : written.replaceAll('"', '')
}

/** Returns the problem with a text that is not a selector. */
function selectorProblem(source: string, written: string, tail: readonly string[]): EntryProblem {
  const [key = '', name = '', ...more] = written.split(/\s+/)
  const asOneSelector = (text: string) => joined(`${source} ${JSON.stringify(text)}`, tail)
  if (/\s#/.test(written)) return trailingComment
  if (/^"[^"]*"$/.test(written))
    return { problem: 'has a quoted key that is not a valid JSON string', instead: asOneSelector(written.slice(1, -1)) }
  const named = tail.length === 0 && more.length === 0 ? `${source} ${key} | ${name}, or ` : ''
  return { problem: 'has more than a path and a key', instead: `${named}${asOneSelector(written)}` }
}

function joined(source: string, tail: readonly string[]): string {
  return (tail.join('') === '' ? [source] : [source, ...tail]).join(' | ')
}
