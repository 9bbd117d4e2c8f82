import { isScalar } from 'yaml'
import type { InputEdit } from './finding.ts'
import { nameOf, type MapNode, type PairNode } from './nodes.ts'
import type { ScalarSource } from './scalar-source.ts'
import type { TextEdit } from './text-edit.ts'

/** The inputs of a step in a file. */
export interface WithBlock {
  readonly text: string
  readonly map: MapNode
  /** Returns where the characters of a value are; undefined if they cannot be found. */
  readonly sourceOf: (pair: PairNode) => ScalarSource | undefined
}

/** An input that cannot be edited in place. */
export interface Uneditable {
  readonly input: string
}

/** Converts changes of inputs to edits of the file, or returns the first input that cannot be edited. */
export function editInputs(block: WithBlock, changes: readonly InputEdit[]): readonly TextEdit[] | Uneditable {
  const removed = changes.flatMap((change) => (change.kind === 'remove' ? (pairOf(block.map, change.input) ?? []) : []))
  const edits: TextEdit[] = []
  for (const change of inPlaceFirst(block, changes)) {
    const pair = pairOf(block.map, change.input)
    const edit = editInput(block, change, pair, removed)
    if (!edit || (pair && isShared(pair))) return { input: change.input }
    edits.push(edit)
  }
  return edits
}

/** Edits at one place are applied in their order: the text of an input, then its value, then inputs that are added after it. */
function inPlaceFirst({ map }: WithBlock, changes: readonly InputEdit[]): readonly InputEdit[] {
  const rankOf = (change: InputEdit) => (change.kind === 'replace' ? 0 : pairOf(map, change.input) ? 1 : 2)
  return changes.toSorted((one, other) => rankOf(one) - rankOf(other))
}

/** Other places can use the text of an anchor. */
const isShared = ({ value }: PairNode): boolean => isScalar(value) && value.anchor !== undefined

function editInput(block: WithBlock, change: InputEdit, pair: PairNode | undefined, removed: readonly PairNode[]): TextEdit | undefined {
  if (change.kind === 'replace') return replaceText(block, change, pair)
  if (change.kind === 'remove') return pair && removePair(block, pair, removed)
  return pair ? replaceValue(block, pair, change.value) : addPair(block, `${change.input}: ${change.value}`, removed)
}

/** Returns the pair of an input. Names of inputs are compared without case. */
export const pairOf = (map: MapNode, input: string): PairNode | undefined =>
  map.items.find((pair) => nameOf(pair).toLowerCase() === input.toLowerCase())

function replaceText({ text, sourceOf }: WithBlock, change: TextChange, pair: PairNode | undefined): TextEdit | undefined {
  const scalar = isScalar(pair?.value) ? pair.value : undefined
  const source = scalar && pair && sourceOf(pair)
  if (!source) return undefined
  if (change.value.endsWith('\n')) {
    // only in a literal block, a line of the value is a line of the file
    if (scalar.type !== 'BLOCK_LITERAL') return undefined
    const at = source.startOf(change.start)
    return { start: at, end: at, value: `${change.value.trimEnd()}${lineBreakOf(text)}${indentationAt(text, at)}` }
  }
  const start = source.endOf(change.start)
  if (change.start === change.end) return { start, end: start, value: change.value }
  // a removal keeps the space after it
  return { start, end: change.value === '' ? source.endOf(change.end) : source.startOf(change.end), value: change.value }
}

type TextChange = InputEdit & { readonly kind: 'replace' }

/** Replaces the value of a pair. The comment after it stays, also that of a block. Returns undefined for a key without `:` in a block. */
function replaceValue({ text, map }: WithBlock, { key, value }: PairNode, written: string): TextEdit | undefined {
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

/** Adds a pair: in a block after the inputs of one line that come first, so that no text and no comment is between; in `{ }` at the end. */
function addPair({ text, map }: WithBlock, written: string, removed: readonly PairNode[]): TextEdit {
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
export function addToFlow(map: MapNode, written: string): TextEdit {
  const last = map.items.at(-1)
  const at = last ? endOf(last) : map.range[1] - 1
  return { start: at, end: at, value: last ? `, ${written}` : ` ${written} ` }
}

/** Removes a pair. Its comment stays, and so do those around it. */
function removePair(block: WithBlock, pair: PairNode, removed: readonly PairNode[]): TextEdit {
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
function removeFromFlow({ text, map }: WithBlock, pair: PairNode, removed: readonly PairNode[]): TextEdit {
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

/** Returns the line break that a file uses. */
export const lineBreakOf = (text: string): string => /\r?\n/.exec(text)?.[0] ?? '\n'

/** Returns the index of the first character of a line. */
const lineStart = (text: string, at: number): number => text.lastIndexOf('\n', at - 1) + 1

/** Returns the index of the line break that ends a line. */
export const lineEnd = (text: string, at: number): number => at + (/[^\r\n]*/.exec(text.slice(at))?.[0].length ?? 0)

/** Returns the spaces before the first character of a line. */
export const indentationAt = (text: string, at: number): string => /^[ \t]*/.exec(text.slice(lineStart(text, at)))?.[0] ?? ''
