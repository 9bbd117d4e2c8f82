import { isScalar } from 'yaml'
import type { InputEdit, Remark } from './finding.ts'
import { indentationAt, lineBreakOf } from './lines.ts'
import { nameOf, type MapNode, type PairNode } from './nodes.ts'
import { addPair, removePair, replaceValue, type Block } from './pair-edits.ts'
import type { ScalarSource } from './scalar-source.ts'
import type { TextEdit } from './text-edit.ts'

/** The inputs of a step in a file. */
export interface WithBlock extends Block {
  /** Returns where the characters of a value are; undefined if they cannot be found. */
  readonly sourceOf: (pair: PairNode) => ScalarSource | undefined
}

/** Converts changes of inputs to edits of the file. Returns a refusal if the text of an input cannot be edited. */
export function editInputs(block: WithBlock, changes: readonly InputEdit[]): readonly TextEdit[] | Remark {
  const removed = changes.flatMap((change) => (change.kind === 'remove' ? (pairOf(block.map, change.input) ?? []) : []))
  const edits: TextEdit[] = []
  for (const change of inPlaceFirst(block, changes)) {
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
