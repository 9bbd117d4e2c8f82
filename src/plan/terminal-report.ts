import { formatSeconds, oneLine, plural } from '../core/wording.ts'
import { driftLine } from './drift-text.ts'
import type { PlanReport } from './report.ts'
import { findingLine, usageLines } from './usage-text.ts'

/** Where a command prints. */
export interface Terminal {
  readonly out: (text: string) => void
  readonly err: (text: string) => void
}

/** Creates the report of a command: text, or JSON alone on the standard output. */
export function createTerminalReport({ out, err }: Terminal, asJson: boolean): PlanReport {
  const print = (lines: readonly string[]) => {
    out(`${lines.map(oneLine).join('\n')}\n`)
  }
  return {
    waitsForLimit(seconds) {
      err(`GitHub's rate limit is reached: waiting ${formatSeconds(Math.round(seconds))}\n`)
    },
    inventory(inventory) {
      if (asJson) {
        out(`${JSON.stringify(inventory, null, 2)}\n`)
        return
      }
      const hasSeveral = inventory.repositories.length > 1
      for (const usage of inventory.usages) print(usageLines(usage, hasSeveral))
      if (inventory.findings.length > 0) print(['', ...inventory.findings.map((finding) => findingLine(finding, hasSeveral))])
      print(['', `${plural(inventory.usages.length, 'usage')}, ${plural(inventory.findings.length, 'finding')}`])
    },
    drift(drift, hasSeveral) {
      if (asJson) out(`${JSON.stringify(drift.findings, null, 2)}\n`)
      else print(['', ...drift.findings.map((finding) => findingLine(finding, hasSeveral)), driftLine(drift)])
    },
    say(text) {
      err(`${oneLine(text)}\n`)
    },
    failed({ message, hint, code }) {
      const lines = [...message.split('\n'), ...(hint?.split('\n') ?? []), `${code}, see docs/errors.md#${code.toLowerCase()}`]
      err(`${lines.map(oneLine).join('\n')}\n`)
    },
  }
}
