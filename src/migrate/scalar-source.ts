import type { Scalar } from 'yaml'

/** Converts indexes of a scalar's value to indexes of the file. */
export interface ScalarSource {
  /** Returns where the character is, or the next one that is not a space. */
  readonly startOf: (index: number) => number
  /** Returns the end of the text before the index, without the spaces after it. */
  readonly endOf: (index: number) => number
}

/**
 * Finds a scalar's characters in the file. Returns undefined if the source has escapes, because then its characters differ from those
 * of the value. White space can differ: a folded or quoted scalar joins lines.
 */
export function scalarSource(text: string, { range, type }: Scalar.Parsed, value: string): ScalarSource | undefined {
  const isBlock = type === 'BLOCK_LITERAL' || type === 'BLOCK_FOLDED'
  const isQuoted = type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE'
  let at = isBlock ? text.indexOf('\n', range[0]) + 1 : range[0] + (isQuoted ? 1 : 0)
  const limit = range[1] - (isQuoted ? 1 : 0)
  const begin = at
  const places: number[] = []
  for (const character of value.split('')) {
    if (/\s/.test(character)) {
      places.push(-1)
      continue
    }
    while (at < limit && /\s/.test(text.charAt(at))) at++
    if (at >= limit || text[at] !== character) return undefined
    places.push(at++)
  }
  return {
    startOf(index) {
      while (places[index] === -1) index++
      return places[index] ?? at
    },
    endOf(index) {
      while (places[index - 1] === -1) index--
      return (places[index - 1] ?? begin - 1) + 1
    },
  }
}
