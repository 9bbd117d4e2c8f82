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

/** Converts changes of inputs to edits of the file. Returns undefined if a text cannot be edited. */
export function editInputs(block: WithBlock, changes: readonly InputEdit[]): readonly TextEdit[] | undefined {
  const removed = changes.flatMap((change) => (change.kind === 'remove' ? (pairOf(block.map, change.input) ?? []) : []))
  const edits = changes.map((change) => {
    const pair = pairOf(block.map, change.input)
    if (change.kind === 'replace') return replaceText(block, change, pair)
    if (change.kind === 'remove') return pair && removePair(block, pair)
    return pair ? replaceValue(block, pair, change.value) : addPair(block, `${change.input}: ${change.value}`, removed)
  })
  return edits.every((edit) => edit !== undefined) ? edits : undefined
}

/** Returns the pair of an input. Names of inputs are compared without case. */
export const pairOf = (map: MapNode, input: string): PairNode | undefined =>
  map.items.find((pair) => nameOf(pair).toLowerCase() === input.toLowerCase())

function replaceText({ text, sourceOf }: WithBlock, change: TextChange, pair: PairNode | undefined): TextEdit | undefined {
  // other places can use the text of an anchor
  const scalar = isScalar(pair?.value) && pair.value.anchor === undefined ? pair.value : undefined
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

/** Replaces the value of a pair; the comment after it stays. */
function replaceValue({ text }: WithBlock, { key, value }: PairNode, written: string): TextEdit {
  const [start, end] = value?.range ?? [0, 0]
  if (start === end) {
    const afterColon = text.indexOf(':', key.range[1]) + 1
    return { start: afterColon, end: afterColon, value: ` ${written}` }
  }
  return { start, end, value: text[end - 1] === '\n' ? `${written}${lineBreakOf(text)}` : written }
}

/** Adds a pair: in a block after the inputs of one line that come first, so that no text and no comment is between; in `{ }` at the end. */
function addPair({ text, map }: WithBlock, written: string, removed: readonly PairNode[]): TextEdit {
  const at = map.items.at(-1)?.value?.range[1] ?? map.range[1] - 1
  if (map.flow) return { start: at, end: at, value: `${map.items.length > 0 ? ', ' : ''}${written}` }
  const several = map.items.findIndex(({ key, value }) => text.slice(key.range[0], value?.range[1]).includes('\n'))
  const previous = (several < 0 ? map.items : map.items.slice(0, several)).findLast((pair) => !removed.includes(pair))
  if (previous) {
    const end = lineEnd(text, previous.value?.range[1] ?? previous.key.range[1])
    return { start: end, end, value: `${lineBreakOf(text)}${indentationAt(text, previous.key.range[0])}${written}` }
  }
  const start = lineStart(text, map.range[0])
  return { start, end: start, value: `${indentationAt(text, map.range[0])}${written}${lineBreakOf(text)}` }
}

function removePair({ text, map }: WithBlock, pair: PairNode): TextEdit {
  const index = map.items.indexOf(pair)
  const end = pair.value?.range[1] ?? pair.key.range[1]
  if (map.flow) {
    const [previous, next] = [map.items[index - 1], map.items[index + 1]]
    if (previous) return { start: previous.value?.range[1] ?? previous.key.range[1], end, value: '' }
    return { start: pair.key.range[0], end: next?.key.range[0] ?? end, value: '' }
  }
  const next = text[end - 1] === '\n' ? end : lineEnd(text, end) + lineBreakOf(text).length
  return { start: lineStart(text, pair.key.range[0]), end: Math.min(next, text.length), value: '' }
}

/** Returns the line break that a file uses. */
export const lineBreakOf = (text: string): string => /\r?\n/.exec(text)?.[0] ?? '\n'

/** Returns the index of the first character of a line. */
const lineStart = (text: string, at: number): number => text.lastIndexOf('\n', at - 1) + 1

/** Returns the index of the line break that ends a line. */
const lineEnd = (text: string, at: number): number => at + (/[^\r\n]*/.exec(text.slice(at))?.[0].length ?? 0)

/** Returns the spaces before the first character of a line. */
const indentationAt = (text: string, at: number): string => /^[ \t]*/.exec(text.slice(lineStart(text, at)))?.[0] ?? ''
