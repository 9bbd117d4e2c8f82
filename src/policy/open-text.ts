import type { OpenText } from './need.ts'

/** The source of a pattern for an expression, whose texts can contain `}}`. */
export const expressionSource = String.raw`\$\{\{(?:'[^']*'|[^'}]|\}(?!\}))*\}\}`

const expression = new RegExp(expressionSource, 'g')

/** Returns the expressions of a text whose values only a run knows, each once. */
export const expressionsIn = (text: OpenText): readonly string[] => [...new Set(text.match(expression) ?? [])]

/** Returns whether only a run knows the whole text. */
export const isOpen = (text: OpenText): boolean => expressionsIn(text).length > 0

/** Applies a function to the known parts of a text, and leaves its expressions as they are. */
export function mapKnown(text: OpenText, change: (part: string) => string): OpenText {
  const expressions = [...text.matchAll(expression)]
  const ends = [...expressions.map(({ index }) => index), text.length]
  const starts = [0, ...expressions.map(({ index, 0: { length } }) => index + length)]
  return ends.map((end, number) => `${change(text.slice(starts[number], end))}${expressions[number]?.[0] ?? ''}`).join('')
}
