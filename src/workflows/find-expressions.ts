/** An expression in a text, with its braces and without. */
export interface FoundExpression {
  readonly index: number
  readonly written: string
  readonly inner: string
}

/** Matches a text in quotes, the end of an expression, or everything up to one of these. */
const part = /'[^']*'|\}\}|[^'}]+|\}/gy

/**
 * Finds the expressions `${{ … }}` of a text in linear time. `}}` inside a text in quotes does not end one. Stops at an expression that does
 * not end.
 */
export function findExpressions(text: string): readonly FoundExpression[] {
  const found: FoundExpression[] = []
  for (let index = text.indexOf('${{'); index >= 0; index = text.indexOf('${{', part.lastIndex)) {
    part.lastIndex = index + 3
    let piece = part.exec(text)
    while (piece && piece[0] !== '}}') piece = part.exec(text)
    if (!piece) return found
    found.push({ index, written: text.slice(index, part.lastIndex), inner: text.slice(index + 3, part.lastIndex - 2) })
  }
  return found
}
