import type { JsonObject } from '../core/json.ts'
import { objectAt } from './json-object.ts'

/** The text of one entry, before it is parsed. */
export interface Chunk {
  readonly text: string
  /** Index of its first character in the input, from 0. */
  readonly at: number
  /** Set if a JSON object follows the path, with a space, `;`, `|` or the end after it: then the entry is a write. */
  readonly write: { readonly path: string; readonly body: JsonObject; readonly rest: string } | undefined
}

/** Replaces each line that starts with `#` by spaces, so that positions do not change. */
export function withoutComments(text: string): string {
  // \s with line breaks would match across lines, and take quadratic time on many empty ones
  return text.replace(/^[^\S\r\n\u2028\u2029]*#.*$/gm, (comment) => ' '.repeat(comment.length))
}

/**
 * Splits the text into entries. An entry ends at `;`, except inside a JSON object after its path.
 * @param text without comments
 */
export function chunksOf(text: string): readonly Chunk[] {
  const chunks: Chunk[] = []
  const tried = new Set<number>()
  for (let at = skip(/[\s;]*/y, text, 0); at < text.length; at = skip(/[\s;]*/y, text, at)) {
    const pathEnd = skip(/[^\s;]*/y, text, at)
    const objectStart = skip(/\s*/y, text, pathEnd)
    const object = objectStart > pathEnd && text[objectStart] === '{' ? objectAt(text, objectStart, tried) : undefined
    const body = object && /^[\s;|]?$/.test(text.charAt(object.end)) ? object : undefined
    const semicolon = text.indexOf(';', body?.end ?? at)
    const end = semicolon < 0 ? text.length : semicolon
    const write = body && { path: text.slice(at, pathEnd), body: body.object, rest: text.slice(body.end, end).trimEnd() }
    chunks.push({ text: text.slice(at, end).trimEnd(), at, write })
    at = end
  }
  return chunks
}

/** A line and a column, both from 1. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** Returns a function that converts an index, from 0, to a position. The indexes must not decrease between calls. */
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
