import type { Chunk } from '../mapping/chunks.ts'
import type { InputEdit } from './finding.ts'

/** Appends parts to an entry: a name, flags. Writes a space on both sides of each `|`, because the form with flags needs them. */
export function appendParts({ at, text }: Chunk, parts: readonly string[], change: string): readonly InputEdit[] {
  const common = { kind: 'replace', input: 'secrets', at, text: change } as const
  const end = at + text.length
  const appended = { ...common, start: end, end, value: parts.map((part) => ` | ${part}`).join('') }
  const bar = text.lastIndexOf('|')
  if (bar < 0) return [appended]
  const start = text.slice(0, bar).trimEnd().length
  const after = text.length - text.slice(bar + 1).trimStart().length
  const isSpaced = text.slice(start, after) === ' | '
  return isSpaced ? [appended] : [{ ...common, start: at + start, end: at + after, value: ' | ' }, appended]
}

/**
 * Moves the comment after the name of an entry to the line above. Returns undefined if the entry does not start its line, or if there is no
 * comment.
 * @param mapping the text that contains the entry
 */
export function moveComment({ at, text }: Chunk, mapping: string): readonly InputEdit[] | undefined {
  const comment = /\s+#.*$/.exec(text)
  const startsLine = mapping.slice(mapping.lastIndexOf('\n', at) + 1, at).trim() === ''
  if (!comment || !startsLine || text.startsWith('#') || text.includes('\n')) return undefined
  const [start, end] = [at + comment.index, at + text.length]
  const common = { kind: 'replace', input: 'secrets', at, text: 'the comment moved to a line of its own' } as const
  return [
    { ...common, start: at, end: at, value: `${mapping.slice(start, end).trim()}\n` },
    { ...common, start, end, value: '' },
  ]
}
