/** The longest text that expressions can make, in characters. Longer ones stay open, so that texts cannot multiply. */
export const maxTextLength = 100_000

/** Replaces every match of a pattern. Returns undefined as soon as the result is longer than `maxTextLength`. */
export function replaceBounded(text: string, pattern: RegExp, replacement: (match: RegExpExecArray) => string): string | undefined {
  let replaced = ''
  let at = 0
  for (const match of text.matchAll(pattern)) {
    replaced += text.slice(at, match.index) + replacement(match)
    at = match.index + match[0].length
    if (replaced.length > maxTextLength) return undefined
  }
  replaced += text.slice(at)
  return replaced.length > maxTextLength ? undefined : replaced
}
