import { positionsIn } from '../mapping/chunks.ts'

/** A replacement of the characters from `start` to `end`; indexes from 0. */
export interface TextEdit {
  readonly start: number
  readonly end: number
  readonly value: string
}

/** Applies edits that do not overlap. Several at one index are applied in their order; equal ones once. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const parts: string[] = []
  let at = 0
  for (const { start, end, value } of ordered(edits)) {
    parts.push(text.slice(at, start), value)
    at = Math.max(at, end)
  }
  return [...parts, text.slice(at)].join('')
}

/**
 * Returns a function that converts an index of the text to its line, from 1, before and after the edits. The indexes must not decrease
 * between calls.
 */
export function linesIn(text: string, edits: readonly TextEdit[]): (at: number) => { readonly line: number; readonly lineAfter: number } {
  const positionOf = positionsIn(text)
  const left = ordered(edits).toReversed()
  let shift = 0
  return (at) => {
    for (let next = left.at(-1); next && next.start < at && next.end <= at; next = left.at(-1)) {
      shift += breaksIn(next.value) - breaksIn(text.slice(next.start, next.end))
      left.pop()
    }
    const { line } = positionOf(at)
    return { line, lineAfter: line + shift }
  }
}

const breaksIn = (text: string): number => text.split('\n').length - 1

function ordered(edits: readonly TextEdit[]): readonly TextEdit[] {
  const distinct = [...new Map(edits.map((edit) => [JSON.stringify(edit), edit])).values()]
  return distinct.sort((one, other) => one.start - other.start || one.end - other.end)
}
