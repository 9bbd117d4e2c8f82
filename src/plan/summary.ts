import type { Inventory } from '../workflows/inventory.ts'
import type { Usage } from '../workflows/usage.ts'
import { jobTexts, loginText, placeText, requestTexts, type AnyFinding } from './usage-text.ts'

/** The most bytes of the tables: the runner drops a summary above 1 MiB. */
const maxBytes = 700 * 1024
const maxDriftBytes = 200 * 1024

/** Returns the inventory as Markdown for the job summary. Rows that would exceed the runner's limit are counted, not shown. */
export function summaryOf({ usages, findings, repositories }: Inventory): string {
  const hasSeveral = repositories.length > 1
  const budget = { bytes: maxBytes }
  return [
    '## Vault in workflows',
    '',
    ...table(
      ['step', 'job', 'Vault', 'login', 'requests'],
      usages.map((usage) => usageRow(usage, hasSeveral)),
      budget,
    ),
    '### Findings',
    '',
    ...table(
      ['where', 'finding', 'what to do'],
      findings.map((one) => findingRow(one, hasSeveral)),
      budget,
    ),
  ].join('\n')
}

/** Returns the findings of a comparison as Markdown for the job summary. */
export const driftSummary = (findings: readonly AnyFinding[], hasSeveral: boolean): string =>
  [
    '### Drift',
    '',
    ...table(
      ['where', 'finding', 'what to do'],
      findings.map((one) => findingRow(one, hasSeveral)),
      { bytes: maxDriftBytes },
    ),
  ].join('\n')

type Row = readonly (readonly string[])[]

function usageRow(usage: Usage, hasSeveral: boolean): Row {
  const { place, calls, uses, job, url, namespace } = usage
  return [
    [placeText(place, hasSeveral), uses, ...calls.map((call) => `through ${placeText(call, hasSeveral)}`)],
    job ? jobTexts(job) : ['no job here uses this action'],
    [url, namespace === '' ? '' : `namespace ${namespace}`],
    loginText(usage).split(', '),
    requestTexts(usage),
  ]
}

function findingRow({ place, level, code, text, action }: AnyFinding, hasSeveral: boolean): Row {
  return [[placeText(place, hasSeveral)], [`${level} ${code}`, text], [action]]
}

function table(header: readonly string[], rows: readonly Row[], budget: { bytes: number }): readonly string[] {
  if (rows.length === 0) return ['None.', '']
  const lines = [`| ${header.join(' | ')} |`, `|${' --- |'.repeat(header.length)}`]
  for (const [index, row] of rows.entries()) {
    const line = `| ${row.map(cell).join(' | ')} |`
    budget.bytes -= Buffer.byteLength(line) + 1
    if (budget.bytes < 0) return [...lines, '', `${rows.length - index} more rows are in the file of the output \`inventoryFile\`.`, '']
    lines.push(line)
  }
  return [...lines, '']
}

const cell = (lines: readonly string[]): string => lines.filter(Boolean).map(escaped).join('<br>')

/** Escapes all punctuation: workflow texts must not become Markdown, HTML, links or mentions. */
function escaped(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[^\p{L}\p{N} /.,]/gu, (character) => `&#${character.codePointAt(0) ?? 0};`)
}
