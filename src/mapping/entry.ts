import type { JsonObject } from '../core/json.ts'
import { chunksOf, positionsIn, type Chunk } from './chunks.ts'
import { parseFlags } from './flags.ts'
import { jsonString } from './json-object.ts'
import { derivedNames } from './names.ts'
import type { Entry, Options } from './plan.ts'

/** What an entry asks for: a request, and what is taken from its reply; nothing for a write whose answer does not matter. */
export interface Wish {
  readonly path: string
  readonly body: JsonObject | undefined
  readonly entry: Entry | undefined
}

/** What is wrong with an entry, and what to write instead. */
export interface Wrong {
  readonly wrong: string
  readonly instead: string
}

/**
 * What a chunk of the mapping asks for, by the first rule that takes it: a write; vault-action's own rule; the longer form
 * with flags and quotes; or one entry a line, where a `;` was forgotten.
 */
export function parseChunk(chunk: Chunk, options: Options): readonly Wish[] | Wrong {
  const plain = chunk.write && /^(\s+[^|\s]|$)/.test(chunk.write.rest) ? undefined : plainEntry(chunk.text)
  if (plain) return wishFor(plain.path, undefined, plain.selector, plain.name, options)
  const long = chunk.write ? longWrite(chunk.write, options) : longEntry(chunk.text, options)
  // an object may go over several lines, one that is no strict JSON too: there they say nothing of what is wrong
  const flat = chunk.write?.rest ?? (startsObject.test(chunk.text) ? '' : chunk.text)
  if (!('wrong' in long) || !flat.includes('\n')) return long
  return lineByLine(chunk, options) ?? { wrong: 'spans several lines', instead: 'one entry per line, each ending with ;' }
}

/** A path as it is sent, or what is wrong with it: segments that a server or a proxy would resolve to another path. */
export function cleanPath(written: string): string | Wrong {
  const path = written.replace(/^\/+/, '')
  const instead = 'the full path in Vault, for example secret/data/app'
  if (path === '') return { wrong: 'has an empty path', instead }
  if (/\p{Cc}/u.test(path)) return { wrong: 'has a control character in its path', instead }
  // %2e is a dot to whoever resolves the address, our own URL parser first
  const steps = path.split(/[/?]/).some((segment) => /^(\.|%2e){1,2}$/i.test(segment))
  return steps ? { wrong: 'has . or .. as a path segment', instead } : path
}

interface Plain {
  readonly path: string
  readonly selector: string
  readonly name: string | undefined
}

/** A path, and a `{` after it. */
const startsObject = /^\S*\s+\{/

/**
 * vault-action's rule, exactly: the name is what follows the last `|`; what is left is a path and a selector without blanks,
 * from which `"` are deleted. Left to the other rules is what no step could read, a name with a line break, and what it
 * wants a name for: a selector in braces.
 */
function plainEntry(text: string): Plain | undefined {
  const bar = text.lastIndexOf('|')
  const name = bar < 0 ? undefined : text.slice(bar + 1).trim()
  const [path = '', selector = '', ...more] = (bar < 0 ? text : text.slice(0, bar)).trim().split(/\s+/)
  if (selector === '' || more.length > 0 || name === '' || name?.includes('\n')) return undefined
  if (name === undefined && /^\{.*\}$/.test(selector)) return undefined
  return { path, selector: selector.replaceAll('"', ''), name }
}

/** `path selector | name | flags`, where the selector may be quoted, and the name and the flags may be left out. */
function longEntry(text: string, options: Options): readonly Wish[] | Wrong {
  const [, path = '', rest = ''] = /^([^\s|]*)\s*(.*)$/s.exec(text) ?? []
  const parts = partsOf(rest)
  if (!parts) return endlessQuote
  const [selector = '', ...tail] = parts
  if (selector === '') return { wrong: 'has no key', instead: joined(`${path || 'PATH'} KEY`, tail) }
  if (selector.startsWith('{') || /\{["']/.test(path)) {
    const instead = joined(`${path.replace(/\{.*/, '')} {"name": "value"} KEY`, tail)
    return { wrong: 'is invalid: { must start a valid JSON object, followed by a space', instead }
  }
  return longWish({ path, body: undefined, source: path, selector, tail }, options)
}

/** `path {json} selector | name | flags`, where all after the object may be left out. */
function longWrite({ path, body, rest }: NonNullable<Chunk['write']>, options: Options): readonly Wish[] | Wrong {
  const source = `${path} {…}`
  const parts = partsOf(rest)
  if (!parts) return endlessQuote
  const [selector = '', ...tail] = parts
  if (selector !== '') return longWish({ path, body, source, selector, tail }, options)
  if (tail.length === 0) return wishFor(path, body, undefined, undefined, options)
  return { wrong: 'has an output name but no key', instead: joined(`${source} KEY`, tail) }
}

interface Long {
  readonly path: string
  readonly body: JsonObject | undefined
  /** Path and body as a message shows them. */
  readonly source: string
  readonly selector: string
  /** What follows the selector, each after a `|`. */
  readonly tail: readonly string[]
}

function longWish({ path, body, source, selector, tail }: Long, options: Options): readonly Wish[] | Wrong {
  const [name = '', flagged = '', ...more] = tail
  const meant = unquoted(selector)
  if (meant === undefined) return wrongSelector(source, selector, tail)
  if (more.length > 0) return { wrong: 'has more than three parts', instead: `${source} ${selector} | NAME | FLAGS` }
  if (name.includes('\n')) return { wrong: 'has a name that spans several lines', instead: 'one entry per line, each ending with ;' }
  if (tail.length === 1 && name === '') return { wrong: 'has no name after the |', instead: `${source} ${selector} | NAME` }
  const flags = parseFlags(flagged)
  if ('wrong' in flags) return flags
  return wishFor(path, body, meant, name === '' ? undefined : name, { ...options, ...flags })
}

/** What a request, and what is selected of its reply, come to; the selector is undefined where the answer does not matter. */
function wishFor(
  written: string,
  body: JsonObject | undefined,
  selector: string | undefined,
  name: string | undefined,
  options: Options,
): readonly Wish[] | Wrong {
  const path = cleanPath(written)
  if (typeof path !== 'string') return path
  if (selector === undefined) return [{ path, body, entry: undefined }]
  if (selector === '*' || selector === '**') {
    if (options.file?.path !== undefined)
      return { wrong: 'would write every key to the same file', instead: 'the flag file without a path' }
    return [{ path, body, entry: { kind: 'wildcard', upperCase: selector === '*', prefix: name ?? '', ...options } }]
  }
  const names = name === undefined ? derivedNames(selector) : { output: name, variable: name }
  return [{ path, body, entry: { kind: 'key', selector, lines: false, maybeAbsent: false, ...names, ...options } }]
}

/** The entries of a chunk whose every line is one, so that only a `;` was forgotten. */
function lineByLine({ text, write }: Chunk, options: Options): readonly Wish[] | undefined {
  const wishes: Wish[] = []
  const positionOf = positionsIn(text)
  // the lines of an object that comes first belong together
  let end = text.indexOf('\n', write ? text.length - write.rest.length : 0)
  for (let at = 0; at < text.length; at = end + 1, end = text.indexOf('\n', at)) {
    if (end < 0) end = text.length
    for (const chunk of chunksOf(text.slice(at, end))) {
      if (!chunk.write && partOfObject.test(chunk.text)) return undefined
      const line = options.line + positionOf(at).line - 1
      const found = parseChunk(chunk, { ...options, line, order: options.order + wishes.length })
      if ('wrong' in found) return undefined
      wishes.push(...found)
    }
  }
  return wishes
}

/** A line of a JSON object may look like an entry: `"a": 1`, `} key | name`. */
const partOfObject = /^\S*["{}[\]]|^\S+\s+\{/

/** The parts between `|` outside quotes and backticks; undefined where one of these does not end. */
function partsOf(text: string): readonly string[] | undefined {
  const parts = ['']
  for (const [piece, quote, backtick] of text.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*(?:"|(\\?$))|`[^`]*(?:`|($))|\||[^|"`]+/gs)) {
    if ((quote ?? backtick) !== undefined) return undefined
    if (piece === '|') parts.push('')
    else parts.push(`${parts.pop() ?? ''}${piece}`)
  }
  return parts.map((part) => part.trim())
}

const endlessQuote: Wrong = { wrong: 'has an unclosed quote', instead: 'the same quote character at the end of the quoted text' }

/** A selector as it is meant: a JSON string, a text in backticks, or a run without blanks. Undefined for anything else. */
function unquoted(written: string): string | undefined {
  if (/^`[^`]+`$/.test(written)) return written.slice(1, -1)
  if (/^"[^"\\]*(?:\\.[^"\\]*)*"$/s.test(written)) return jsonString(written)
  return /\s/.test(written) ? undefined : written.replaceAll('"', '')
}

/** Why a text is no selector. */
function wrongSelector(source: string, written: string, tail: readonly string[]): Wrong {
  const [key = '', name = '', ...more] = written.split(/\s+/)
  const asWhole = (text: string) => joined(`${source} ${JSON.stringify(text)}`, tail)
  if (/\s#/.test(written)) return { wrong: 'has a # that does not start a comment', instead: 'each comment on its own line' }
  if (/^"[^"]*"$/.test(written))
    return { wrong: 'has a quoted key that is not a valid JSON string', instead: asWhole(written.slice(1, -1)) }
  const named = tail.length === 0 && more.length === 0 ? `${source} ${key} | ${name}, or ` : ''
  return { wrong: 'has more than a path and a key', instead: `${named}${asWhole(written)}` }
}

function joined(source: string, tail: readonly string[]): string {
  return (tail.join('') === '' ? [source] : [source, ...tail]).join(' | ')
}
