import { positionsIn, withoutComments, type Position } from '../mapping/chunks.ts'

/** A word of the input `files`, and where it is. */
export interface Word extends Position {
  readonly text: string
}

/** One entry of the input `files`: `PATH | FORMAT NAMES` or `PATH | template FILE`. */
export interface FileEntry extends Position {
  readonly path: string
  readonly format: string
  /** The words after the format. */
  readonly words: readonly Word[]
  /** The same as one text: a path can contain spaces. */
  readonly rest: string
}

/** A text that is not an entry: the end of a sentence that starts with the text. */
export interface NoEntry extends Word {
  readonly problem: string
}

/** Splits the input `files` into its entries, by the grammar in docs/files.md. */
export function fileEntries(text: string): readonly (FileEntry | NoEntry)[] {
  const positionOf = positionsIn(text)
  return chunksIn(withoutComments(text)).map(({ text: written, at }) => {
    const position = positionOf(at)
    const none = (problem: string): NoEntry => ({ ...position, text: written, problem })
    const [path = '', content = '', ...more] = written.split('|')
    const [, before = '', format = '', rest = ''] = /^(\s*)(\S*)([^]*)$/.exec(content) ?? []
    if (path.trim() === '') return none('has no path')
    if (format === '') return none('has no format')
    if (more.length > 0) return none('has more than one |')
    if (path.trim().includes('\n')) return none('spans several lines')
    const restAt = at + path.length + 1 + before.length + format.length
    const words = [...rest.matchAll(/\S+/g)].map((word): Word => ({ text: word[0], ...positionOf(restAt + word.index) }))
    return { ...position, path: path.trim(), format, words, rest: rest.trim() }
  })
}

/** Splits the input at each `;`, and before a line that starts another entry: no path, format or name contains `|`. */
function chunksIn(text: string): readonly { readonly text: string; readonly at: number }[] {
  const chunks: { text: string; at: number }[] = []
  let [start, hasBar] = [0, false]
  const endAt = (end: number): void => {
    const chunk = text.slice(start, end)
    if (chunk.trim() !== '') chunks.push({ text: chunk.trim(), at: start + chunk.length - chunk.trimStart().length })
    start = end
    hasBar = false
  }
  for (const { 0: piece, index } of text.matchAll(/[^\n;]+|;/g)) {
    if (piece === ';') {
      endAt(index)
      start = index + 1
    } else if (piece.includes('|')) {
      if (hasBar) endAt(index)
      hasBar = true
    }
  }
  endAt(text.length)
  return chunks
}
