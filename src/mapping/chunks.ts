import type { JsonObject } from '../core/json.ts'
import { objectAt } from './json-object.ts'

/** The text of one entry, as it is told apart from the next. */
export interface Chunk {
  readonly text: string
  /** Where it starts in the input, in characters from 0. */
  readonly at: number
  /** There where a JSON object, with nothing directly after it, follows the path: what makes an entry a write. */
  readonly write: { readonly path: string; readonly body: JsonObject; readonly rest: string } | undefined
}

/** The text without the lines that start with `#`; they become blanks, so that positions stay. */
export function withoutComments(text: string): string {
  // a blank that ends a line, as ^ and $ see it, is left out: from each of many the rest would be read
  return text.replace(/^[^\S\r\n\u2028\u2029]*#.*$/gm, (comment) => ' '.repeat(comment.length))
}

/**
 * Tells entries apart. An entry ends at `;`, but for a JSON object after its path, to which whatever is inside belongs.
 * @param text without comments
 */
export function chunksOf(text: string): readonly Chunk[] {
  const chunks: Chunk[] = []
  const read = new Set<number>()
  for (let at = skip(/[\s;]*/y, text, 0); at < text.length; at = skip(/[\s;]*/y, text, at)) {
    const pathEnd = skip(/[^\s;]*/y, text, at)
    const objectStart = skip(/\s*/y, text, pathEnd)
    const object = objectStart > pathEnd && text[objectStart] === '{' ? objectAt(text, objectStart, read) : undefined
    const found = object && /^[\s;|]?$/.test(text.charAt(object.end)) ? object : undefined
    const semicolon = text.indexOf(';', found?.end ?? at)
    const end = semicolon < 0 ? text.length : semicolon
    const write = found && { path: text.slice(at, pathEnd), body: found.object, rest: text.slice(found.end, end).trimEnd() }
    chunks.push({ text: text.slice(at, end).trimEnd(), at, write })
    at = end
  }
  return chunks
}

/** A line and a column of a text, from 1. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** Finds positions in a text by their place in it, in characters from 0; each must not be before the last. */
export function positionsIn(text: string): (at: number) => Position {
  let line = 1
  let lineStart = 0
  let next = text.indexOf('\n')
  return (at) => {
    for (; next >= 0 && next < at; next = text.indexOf('\n', lineStart)) {
      line++
      lineStart = next + 1
    }
    return { line, column: at - lineStart + 1 }
  }
}

function skip(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at
  pattern.test(text)
  return pattern.lastIndex || at
}
