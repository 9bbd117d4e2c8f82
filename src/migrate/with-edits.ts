import { isScalar } from 'yaml'
import type { InputEdit, Remark } from './finding.ts'
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

/** Converts changes of inputs to edits of the file. Returns a refusal if the text of an input cannot be edited. */
export function editInputs(block: WithBlock, changes: readonly InputEdit[]): readonly TextEdit[] | Remark {
  const removed = changes.flatMap((change) => (change.kind === 'remove' ? (pairOf(block.map, change.input) ?? []) : []))
  const edits: TextEdit[] = []
  for (const change of inPlaceFirst(changes)) {
    const pair = pairOf(block.map, change.input)
    const edit = editInput(block, change, pair, removed)
    if (!edit || (pair && isShared(pair))) return refuseInput(change.input)
    edits.push(edit)
  }
  return edits
}

function refuseInput(input: string): Remark {
  const form = input === 'secrets' ? 'the mapping below `secrets: |`, one entry per line,' : `${input} in one line, without an anchor,`
  const action = `Write ${form} and convert the step again`
  return { kind: 'refusal', input, text: `the text of ${input} cannot be edited in place`, action }
}

/** Edits at one place are applied in their order: the text of an input can end where another input is added. */
const inPlaceFirst = (changes: readonly InputEdit[]): readonly InputEdit[] => [
  ...changes.filter(({ kind }) => kind === 'replace'),
  ...changes.filter(({ kind }) => kind !== 'replace'),
]

/** Other places can use the text of an anchor. */
const isShared = ({ value }: PairNode): boolean => isScalar(value) && value.anchor !== undefined

function editInput(block: WithBlock, change: InputEdit, pair: PairNode | undefined, removed: readonly PairNode[]): TextEdit | undefined {
  if (change.kind === 'replace') return replaceText(block, change, pair)
  if (change.kind === 'remove') return pair && removePair(block, pair)
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
  const comment = /^[|>]\S*([ \t]+#[^\r\n]*)/.exec(source)?.[1] ?? ''
  return { start, end, value: `${written}${comment}${source.endsWith('\n') ? lineBreakOf(text) : ''}` }
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
function removePair(block: WithBlock, pair: PairNode): TextEdit {
  const { text, map } = block
  if (map.flow) return removeFromFlow(block, pair)
  const [start, end] = [lineStart(text, pair.key.range[0]), endOf(pair)]
  const next = text[end - 1] === '\n' ? end : lineEnd(text, end) + lineBreakOf(text).length
  const comment = /#[^\r\n]*/.exec(text.slice(end, next))?.[0]
  const kept = comment === undefined ? '' : `${indentationAt(text, pair.key.range[0])}${comment}${lineBreakOf(text)}`
  return { start, end: Math.min(next, text.length), value: kept }
}

/** Removes a pair of `{ }` with one comma, and with the space before it if that has no comment. */
function removeFromFlow({ text, map }: WithBlock, pair: PairNode): TextEdit {
  const index = map.items.indexOf(pair)
  const [previous, next] = [map.items[index - 1], map.items[index + 1]]
  const end = endOf(pair)
  const start = pair.key.range[0]
  if (next) {
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
