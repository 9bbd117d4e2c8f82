interface Line {
  readonly text: string
  /** Index of its end, without the line break. */
  readonly end: number
  /** Index of the next line's start. */
  readonly next: number
  readonly endsWithNewline: boolean
}

function lineAt(text: string, start: number, platform: NodeJS.Platform): Line | undefined {
  if (start >= text.length) return undefined
  const lf = text.indexOf('\n', start)
  if (lf < 0) return { text: text.slice(start), end: text.length, next: text.length, endsWithNewline: false }
  const end = platform === 'win32' && lf > start && text[lf - 1] === '\r' ? lf - 1 : lf
  return { text: text.slice(start, end), end, next: lf + 1, endsWithNewline: true }
}

/**
 * Yields the pairs of a GITHUB_ENV, GITHUB_OUTPUT or GITHUB_STATE file: `NAME=VALUE` if a `=` comes before any `<<`, otherwise
 * `NAME<<DELIMITER`, the value's lines, `DELIMITER`. LF ends a line, on Windows also CR LF; any other CR belongs to the value
 * (FileCommandManager.cs, ReadLine).
 * Throws the runner's message at the first line that the runner refuses. Pairs before that line have been yielded and still apply.
 */
export function* keyValuePairs(text: string, platform: NodeJS.Platform = process.platform): Generator<[name: string, value: string]> {
  let line = lineAt(text, 0, platform)
  while (line) {
    const head: Line = line
    let next = head.next
    const equals = head.text.indexOf('=')
    const heredoc = head.text.indexOf('<<')
    if (head.text === '') {
      // empty lines between pairs are ignored
    } else if (equals >= 0 && (heredoc < 0 || equals < heredoc)) {
      yield [head.text.slice(0, equals), head.text.slice(equals + 1)]
    } else if (heredoc >= 0) {
      const name = head.text.slice(0, heredoc)
      const delimiter = head.text.slice(heredoc + 2)
      if (name === '' || delimiter === '') {
        throw new Error(`Invalid format '${head.text}'. Name must not be empty and delimiter must not be empty`)
      }
      let valueEnd = next
      let inner = lineAt(text, next, platform)
      while (inner?.text !== delimiter) {
        if (!inner) throw new Error(`Invalid value. Matching delimiter not found '${delimiter}'`)
        if (!inner.endsWithNewline) throw new Error('Invalid value. EOF marker missing new line.')
        valueEnd = inner.end
        inner = lineAt(text, inner.next, platform)
      }
      yield [name, text.slice(head.next, valueEnd)]
      next = inner.next
    } else {
      throw new Error(`Invalid format '${head.text}'`)
    }
    line = lineAt(text, next, platform)
  }
}
