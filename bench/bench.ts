/**
 * Entry: measures how long a job takes, main and post together, compared with the floor (bare node that does the same exchange without
 * checks), at several round trips and numbers of paths. Arguments of `npm run bench`: `quick` for fewer rows, `runs=N` for the number of
 * jobs per row, `other=DIR` to measure another action too. A full run without `other` writes docs/benchmarks.md. The exit code is 1 if
 * a job takes longer than the limit (results.ts).
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { format } from 'prettier'
import { spawnStack } from '../testing/stack/spawn.ts'
import type { StackInfo } from '../testing/stack/info.ts'
import { exporting, floorOn, ours } from './contenders.ts'
import { createBench, type Contender, type Cost, type Row } from './measure.ts'
import { createNetwork } from './network.ts'
import { fullPlan, quickPlan, roundTripsOf, type BenchPlan } from './plan.ts'
import { plot } from './plot.ts'
import { commandTimesTable, costsTable, rowResult, timesTable, tooSlow, type CostResult, type RowResult } from './results.ts'
import { store } from './workload.ts'

const docs = join(import.meta.dirname, '../docs')

interface Options {
  readonly plan: BenchPlan
  readonly isFull: boolean
  readonly other: Contender | undefined
}

function readOptions(args: readonly string[]): Options {
  const values = new Map(args.map((arg) => [arg.replace(/=.*/s, ''), arg.replace(/^[^=]*=?/, '')]))
  for (const name of values.keys())
    if (!['quick', 'runs', 'other'].includes(name)) throw new Error(`unknown argument ${name}. Use: quick, runs=N, other=DIR`)
  const plan = values.has('quick') ? quickPlan : fullPlan
  const runs = Number(values.get('runs') ?? plan.runs)
  if (!Number.isInteger(runs) || runs < 1) throw new Error('runs must be a whole number, 1 or more')
  const directory = values.get('other')
  const other = directory === undefined ? undefined : { name: basename(resolve(directory)), action: resolve(directory) }
  return { plan: { ...plan, runs }, isFull: plan === fullPlan && !other, other }
}

async function measure(info: StackInfo, { plan, other }: Options): Promise<{ times: RowResult[]; costs: CostResult[] }> {
  await store(info)
  const network = await createNetwork(info, [...new Set([0, ...roundTripsOf(plan)])])
  try {
    const bench = createBench(info, network)
    const contendersOf = (row: Row) => [floorOn(row.way), ours, ...(row.run ? [exporting] : other ? [other] : [])]
    const costs: CostResult[] = []
    // the counts do not depend on the round trip; counting also warms up every contender
    for (const row of ignoringRoundTrips(plan.rows)) {
      const counted: [Contender, Cost][] = []
      for (const contender of contendersOf(row)) counted.push([contender, await bench.count(row, contender)])
      costs.push({ row, costs: new Map(counted) })
    }
    const times: RowResult[] = []
    for (const row of plan.rows) {
      times.push(rowResult(row, await bench.time(row, contendersOf(row), plan.runs)))
      console.error(tablesOf(times.slice(-1)).at(-1)?.split('\n').at(-1))
    }
    return { times, costs }
  } finally {
    await network.close()
  }
}

/** Returns the first row of each kind; rows that differ only in the round trip are of one kind. */
function ignoringRoundTrips(rows: readonly Row[]): Row[] {
  const kinds = new Map(rows.toReversed().map((row) => [[row.way, row.paths, row.leases, row.run].join(), row]))
  return [...kinds.values()].toReversed()
}

/** Returns a table of the jobs with outputs and one of those with a command, if there are any. */
function tablesOf(times: readonly RowResult[]): string[] {
  const [commands, exports] = [true, undefined].map((run) => times.filter(({ row }) => row.run === run))
  return [...(exports?.length ? [timesTable(exports)] : []), ...(commands?.length ? [commandTimesTable(commands, ours, exporting)] : [])]
}

/** Writes the tables between the marks in docs/benchmarks.md, and the plot. */
function publish(tables: string, svg: string): void {
  const file = join(docs, 'benchmarks.md')
  const marks = /(<!-- measured -->\n)[^]*(<!-- end of measured -->)/
  writeFileSync(
    file,
    readFileSync(file, 'utf8').replace(marks, (_, begin: string, end: string) => `${begin}\n${tables}\n${end}`),
  )
  writeFileSync(join(docs, 'benchmarks.svg'), svg)
}

const options = readOptions(process.argv.slice(2))
const stack = await spawnStack()
try {
  const { times, costs } = await measure(stack.info, options)
  const { product, version } = stack.info.server
  const where = `${product} ${version}, node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model ?? 'CPU'}, ${options.plan.runs} jobs a row`
  const tables = await format([`Measured with ${where}.`, ...tablesOf(times), costsTable(costs)].join('\n\n'), { parser: 'markdown' })
  console.log(tables)
  if (options.isFull) publish(tables, plot(times))
  const slow = tooSlow(times, ours)
  for (const line of slow) console.error(line)
  if (slow.length > 0) process.exitCode = 1
} finally {
  await stack.stop()
}
// at a natural exit, node 24 can wait forever for a handle that never closes
process.exit()
