import { indentationAt, lineBreakOf, lineEnd, lineStart } from './lines.ts'
import type { MapNode, PairNode } from './nodes.ts'
import type { TextEdit } from './text-edit.ts'

/** A mapping of YAML, and the text of its file. */
export interface Block {
  readonly text: string
  readonly map: MapNode
}

/** Replaces the value of a pair. The comment after it stays, also that of a block. Returns undefined for a key without `:` in a block. */
export function replaceValue({ text, map }: Block, { key, value }: PairNode, written: string): TextEdit | undefined {
  const [start, end] = value?.range ?? [0, 0]
  if (start === end) {
    const colon = /^\s*:/.exec(text.slice(key.range[1]))?.[0]
    if (colon === undefined && !map.flow) return undefined
    const at = key.range[1] + (colon ?? '').length
    return { start: at, end: at, value: `${colon === undefined ? ':' : ''} ${written}` }
  }
  const source = text.slice(start, end)
  return { start, end, value: `${written}${blockComment(source)}${source.endsWith('\n') ? lineBreakOf(text) : ''}` }
}

/**
 * Adds a pair: in a block after the pairs of one line that come first, so that no text and no comment is between; in `{ }` at the end.
 * @param removed pairs that other edits remove
 */
export function addPair({ text, map }: Block, written: string, removed: readonly PairNode[] = []): TextEdit {
  if (map.flow) return addToFlow(map, written)
  const several = map.items.findIndex(({ key, value }) => text.slice(key.range[0], value?.range[1]).includes('\n'))
  const previous = (several < 0 ? map.items : map.items.slice(0, several)).findLast((pair) => !removed.includes(pair))
  if (previous) {
    const end = lineEnd(text, endOf(previous))
    return { start: end, end, value: `${lineBreakOf(text)}${indentationAt(text, previous.key.range[0])}${written}` }
  }
  const start = lineStart(text, map.range[0])
  return { start, end: start, value: `${indentationAt(text, map.range[0])}${written}${lineBreakOf(text)}` }
}

/** Adds a pair at the end of `{ }`. */
function addToFlow(map: MapNode, written: string): TextEdit {
  const last = map.items.at(-1)
  const at = last ? endOf(last) : map.range[1] - 1
  return { start: at, end: at, value: last ? `, ${written}` : ` ${written} ` }
}

/**
 * Removes a pair. Its comment stays, and so do those around it.
 * @param removed this pair, and those that other edits remove
 */
export function removePair(block: Block, pair: PairNode, removed: readonly PairNode[]): TextEdit {
  const { text, map } = block
  if (map.flow) return removeFromFlow(block, pair, removed)
  const [start, end] = [lineStart(text, pair.key.range[0]), endOf(pair)]
  const next = text[end - 1] === '\n' ? end : lineEnd(text, end) + lineBreakOf(text).length
  const kept = commentsOf(text, pair, next).map((comment) => `${indentationAt(text, start)}${comment}${lineBreakOf(text)}`)
  return { start, end: Math.min(next, text.length), value: kept.join('') }
}

/** Returns the comments of a pair: before its value, in the header of a block, and up to the index `next`. */
function commentsOf(text: string, { key, value }: PairNode, next: number): readonly string[] {
  const [start, end] = value?.range ?? [key.range[1], key.range[1]]
  const parts = [text.slice(key.range[1], start), blockComment(text.slice(start, end)), text.slice(end, next)]
  return parts.flatMap((part) => /#[^\r\n]*/.exec(part)?.[0] ?? [])
}

/** Returns the comment in the header of a block scalar, with the space before it; '' if there is none. */
const blockComment = (source: string): string => /^[|>]\S*([ \t]+#[^\r\n]*)/.exec(source)?.[1] ?? ''

/** Removes a pair of `{ }` with one comma, and with the space before it if that has no comment. */
function removeFromFlow({ text, map }: Block, pair: PairNode, removed: readonly PairNode[]): TextEdit {
  const index = map.items.indexOf(pair)
  const [previous, next] = [map.items[index - 1], map.items[index + 1]]
  const end = endOf(pair)
  const start = pair.key.range[0]
  // the comma after it goes, unless the next pairs go too, up to the last
  if (next && map.items.slice(index + 1).some((other) => !removed.includes(other))) {
    const after = text.slice(end, next.key.range[0])
    return { start, end: after.includes('#') ? end + after.indexOf(',') + 1 : next.key.range[0], value: '' }
  }
  if (!previous) return { start, end, value: '' }
  const before = text.slice(endOf(previous), start)
  return { start: endOf(previous), end, value: before.includes('#') ? before.replace(',', '') : '' }
}

/** Returns the end of a pair. The parser places a value that is not written behind the next comma. */
const endOf = ({ key, value }: PairNode): number => value?.range[1] ?? key.range[1]
