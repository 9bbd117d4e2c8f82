/** The longest text that expressions can make, in characters. Longer ones stay open, so that texts cannot multiply. */
export const maxTextLength = 100_000

/** A part of a text that is replaced. */
interface Part {
  readonly index: number
  readonly written: string
}

/** Replaces parts of a text, in their order. Returns undefined as soon as the result is longer than `maxTextLength`. */
export function replaceBounded<P extends Part>(text: string, parts: Iterable<P>, replacement: (part: P) => string): string | undefined {
  let replaced = ''
  let at = 0
  for (const part of parts) {
    replaced += text.slice(at, part.index) + replacement(part)
    at = part.index + part.written.length
    if (replaced.length > maxTextLength) return undefined
  }
  replaced += text.slice(at)
  return replaced.length > maxTextLength ? undefined : replaced
}
