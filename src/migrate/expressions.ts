import { findExpressions } from '../workflows/find-expressions.ts'

/** The expressions of a text, whose values only a run knows. */
export interface Expressions {
  /**
   * The text with as many digits in place of each expression, so that indexes stay the same: its spaces and `|` would end a path or a key.
   * Digits are valid in paths, keys and names, and also as JSON.
   */
  readonly filled: string
  /** Returns whether a part of the text contains an expression or a part of one. */
  readonly isIn: (start: number, end: number) => boolean
}

/** Finds the expressions of a text. */
export function findExpressionsIn(text: string): Expressions {
  const parts: string[] = []
  const isOpen = new Uint8Array(text.length)
  let at = 0
  for (const { index, written } of findExpressions(text)) {
    parts.push(text.slice(at, index), '8'.repeat(written.length))
    at = index + written.length
    isOpen.fill(1, index, at)
  }
  return { filled: [...parts, text.slice(at)].join(''), isIn: (start, end) => isOpen.subarray(start, end).includes(1) }
}

/** Returns whether a text is one expression, except for a `;`. */
export function isOneExpression(text: string): boolean {
  const trimmed = text.trim().replace(/;$/, '').trimEnd()
  const [only] = trimmed.startsWith('${{') ? findExpressions(trimmed) : []
  return only?.written === trimmed
}
