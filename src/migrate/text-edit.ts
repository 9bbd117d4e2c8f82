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

/** Returns a function that converts an index of the text to the line, from 1, where it is after the edits. */
export function linesAfter(text: string, edits: readonly TextEdit[]): (at: number) => number {
  const inOrder = ordered(edits)
  return (at) => {
    const before = inOrder.filter(({ start }) => start < at)
    const shift = before.reduce((sum, { start, end, value }) => sum + breaksIn(value) - breaksIn(text.slice(start, Math.min(end, at))), 0)
    return lineAt(text, at) + shift
  }
}

/** Returns the line of an index, from 1. */
export const lineAt = (text: string, at: number): number => breaksIn(text.slice(0, at)) + 1

const breaksIn = (text: string): number => text.split('\n').length - 1

function ordered(edits: readonly TextEdit[]): readonly TextEdit[] {
  const distinct = [...new Map(edits.map((edit) => [JSON.stringify(edit), edit])).values()]
  return distinct.sort((one, other) => one.start - other.start || one.end - other.end)
}
