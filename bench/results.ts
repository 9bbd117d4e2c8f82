import type { Contender, Cost, Row } from './measure.ts'
import { summarize, type Summary } from './statistics.ts'

/** A row and its measured times. */
export interface RowResult {
  readonly row: Row
  /** Milliseconds of main and post together, by contender. */
  readonly times: ReadonlyMap<Contender, Summary>
}

/** A row and the cost of its job. */
export interface CostResult {
  readonly row: Row
  /** Cost by contender. */
  readonly costs: ReadonlyMap<Contender, Cost>
}

/** Summarizes the times of one row. */
export const rowResult = (row: Row, times: ReadonlyMap<Contender, readonly number[]>): RowResult => ({
  row,
  times: new Map([...times].map(([contender, values]) => [contender, summarize(values)])),
})

const ways: Readonly<Record<Row['way'], string>> = { http: 'http', https: 'TLS, HTTP/2', 'https-http1': 'TLS, HTTP/1.1' }

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

const reads = ({ paths, leases, run }: Row): string => `${paths}${leases ? ' + 2 leases' : ''}${run ? ', run' : ''}`
const time = ({ median, low, high }: Summary): string => `${median.toFixed(0)} (${low.toFixed(0)}–${high.toFixed(0)})`

/** Returns a contender's median time divided by another's, main and post together; by the floor's, the first of each row, if not given. */
export function ratioOf({ times }: RowResult, contender: Contender, base?: Contender): number {
  const [floor] = times.keys()
  const median = (one = floor) => (one && times.get(one)?.median) ?? NaN
  return median(contender) / median(base)
}

/** Limit for the ratio to the floor. The ratios in docs/benchmarks.md are lower; the difference allows for a busy machine. */
const maxRatio = 1.6

/** Returns a line for each row in which a contender exceeds the limit or was not measured. */
export function tooSlow(results: readonly RowResult[], contender: Contender): string[] {
  return results.flatMap((result) => {
    const ratio = ratioOf(result, contender)
    if (ratio <= maxRatio) return []
    const { row } = result
    return [
      `${contender.name}: ${ratio.toFixed(2)} × floor, limit ${maxRatio}: ${ways[row.way]}, ${row.roundTripMs} ms, paths: ${reads(row)}`,
    ]
  })
}

const placeOf = ({ row }: RowResult): readonly string[] => [ways[row.way], `${row.roundTripMs} ms`, reads(row)]

/** Returns the times of rows with a command as a Markdown table, with the ratio to the floor, whose child is a bare one, and to outputs. */
export function commandTimesTable(results: readonly RowResult[], ours: Contender, exporting: Contender): string {
  const head = ['way', 'round trip', 'paths', 'floor', ours.name, '× floor', exporting.name, '× without run']
  const rows = results.map((result) => {
    const [floor = '', command = '', outputs = ''] = [...result.times.values()].map(time)
    return [...placeOf(result), floor, command, ratioOf(result, ours).toFixed(2), outputs, ratioOf(result, ours, exporting).toFixed(2)]
  })
  return table(head, rows)
}

/**
 * Returns the times as a Markdown table: milliseconds of main plus post (median and quartiles), and the ratio to the floor. If another
 * action was measured, the last column is the ratio of the first action to it.
 */
export function timesTable(results: readonly RowResult[]): string {
  const [first] = results
  const [, action, other] = first?.times.keys() ?? []
  const names = [...(first?.times.keys() ?? [])].map(({ name }) => name)
  const comparison = action && other ? [`${action.name} × ${other.name}`] : []
  const head = ['way', 'round trip', 'paths', ...names.flatMap((name, index) => (index === 0 ? [name] : [name, '× floor'])), ...comparison]
  const rows = results.map((result) => [
    ...placeOf(result),
    ...[...result.times].flatMap(([contender, summary], index) =>
      index === 0 ? [time(summary)] : [time(summary), ratioOf(result, contender).toFixed(2)],
    ),
    ...(action && other ? [ratioOf(result, action, other).toFixed(2)] : []),
  ])
  return table(head, rows)
}

/** Returns the costs as a Markdown table. */
export function costsTable(results: readonly CostResult[]): string {
  const head = ['way', 'paths', '', 'requests', 'connections', 'TLS handshakes', 'peak memory', 'loaded by main', 'by post']
  const kilobytes = (bytes: number | undefined) => (bytes === undefined ? '–' : `${(bytes / 1_000).toFixed(1)} KB`)
  const rows = results.flatMap(({ row, costs }) =>
    [...costs].map(([contender, cost]) => [
      ways[row.way],
      reads(row),
      contender.name,
      String(cost.requests),
      String(cost.connections),
      String(cost.handshakes),
      `${(Math.max(cost.main.peakKiB, cost.post?.peakKiB ?? 0) / 1_024).toFixed(0)} MiB`,
      kilobytes(cost.main.bytes),
      kilobytes(cost.post?.bytes),
    ]),
  )
  return table(head, rows)
}
