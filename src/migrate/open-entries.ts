import type { Remark } from './finding.ts'
import { isOneExpression } from './expressions.ts'

/** A mapping without the lines that are one expression, whose entries only a run knows. Indexes stay the same. */
export interface KnownEntries {
  readonly text: string
  readonly remarks: readonly Remark[]
}

/** Replaces lines that are one expression by spaces, with a remark for each. */
export function knownEntries(text: string, input: string): KnownEntries {
  const remarks: Remark[] = []
  let at = 0
  const lines = text.split('\n').map((line) => {
    const start = at
    at += line.length + 1
    if (!isOneExpression(line)) return line
    const expression = line.trim().replace(/\s*;$/, '')
    remarks.push({
      kind: 'left',
      input,
      at: start,
      text: `${expression} contains the entries`,
      action: 'Compare them with docs/migrating.md',
    })
    return ' '.repeat(line.length)
  })
  return { text: lines.join('\n'), remarks }
}
