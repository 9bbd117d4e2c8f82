import { findExpressions } from '../workflows/find-expressions.ts'

/**
 * Replaces each expression by as many digits, so that indexes stay the same: its spaces and `|` would end a path or a key. Digits are
 * valid in paths, keys and names, and also as JSON.
 */
export function withoutExpressions(text: string): string {
  let filled = ''
  for (const { index, written } of findExpressions(text)) {
    filled += text.slice(filled.length, index) + '8'.repeat(written.length)
  }
  return filled + text.slice(filled.length)
}

/** Returns whether a part of a text, from `start` to `end`, contains an expression or a part of one. */
export function hasExpression(text: string, start: number, end: number): boolean {
  return findExpressions(text).some(({ index, written }) => index < end && index + written.length > start)
}

/** Returns whether a text is one expression, except for a `;`. */
export function isOneExpression(text: string): boolean {
  const trimmed = text.trim().replace(/\s*;$/, '')
  const [only] = trimmed.startsWith('${{') ? findExpressions(trimmed) : []
  return only?.written === trimmed
}
