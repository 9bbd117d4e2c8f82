/**
 * Entry: how long a job takes, main and post together, beside the least that it can take (bare node doing the same exchange with no
 * checks), at several distances and numbers of paths. `npm run bench`, with `quick` for fewer rows, `runs=N` for other than the usual
 * number of jobs a row, `other=DIR` for another action directory beside. A full run without another one writes docs/benchmarks.md. Exits with 1 if a job takes
 * longer than its limit (results.ts).
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { format } from 'prettier'
import { spawnStack } from '../testing/stack/spawn.ts'
import type { StackInfo } from '../testing/stack/info.ts'
import { floorOn, ours } from './contenders.ts'
import { createBench, type Contender, type Cost, type Row } from './measure.ts'
import { createNetwork } from './network.ts'
import { fullPlan, quickPlan, roundTripsOf, type BenchPlan } from './plan.ts'
import { plot } from './plot.ts'
import { costsTable, rowResult, timesTable, tooSlow, type CostResult, type RowResult } from './results.ts'
import { store } from './workload.ts'

const docs = join(import.meta.dirname, '../docs')

interface Options {
  readonly plan: BenchPlan
  readonly isFull: boolean
  readonly other: Contender | undefined
}

function readOptions(args: readonly string[]): Options {
  const values = new Map(args.map((arg) => [arg.replace(/=.*/s, ''), arg.replace(/^[^=]*=?/, '')]))
  for (const name of values.keys()) if (!['quick', 'runs', 'other'].includes(name)) throw new Error(`unknown: ${name}`)
  const plan = values.has('quick') ? quickPlan : fullPlan
  const runs = Number(values.get('runs') ?? plan.runs)
  if (!Number.isInteger(runs) || runs < 1) throw new Error('runs is a whole number from 1')
  const directory = values.get('other')
  const other = directory === undefined ? undefined : { name: basename(resolve(directory)), action: resolve(directory) }
  return { plan: { ...plan, runs }, isFull: plan === fullPlan && !other, other }
}

async function measure(info: StackInfo, { plan, other }: Options): Promise<{ times: RowResult[]; costs: CostResult[] }> {
  await store(info)
  const network = await createNetwork(info, [...new Set([0, ...roundTripsOf(plan)])])
  try {
    const bench = createBench(info, network)
    const contendersOf = (row: Row) => [floorOn(row.way), ours, ...(other ? [other] : [])]
    const costs: CostResult[] = []
    // what is counted does not depend on the distance; and it warms up every contender
    for (const row of withoutDistance(plan.rows)) {
      const counted: [Contender, Cost][] = []
      for (const contender of contendersOf(row)) counted.push([contender, await bench.count(row, contender)])
      costs.push({ row, costs: new Map(counted) })
    }
    const times: RowResult[] = []
    for (const row of plan.rows) {
      times.push(rowResult(row, await bench.time(row, contendersOf(row), plan.runs)))
      console.error(timesTable(times.slice(-1)).split('\n').at(-1))
    }
    return { times, costs }
  } finally {
    await network.close()
  }
}

/** The first row of each kind, whatever its distance. */
function withoutDistance(rows: readonly Row[]): Row[] {
  const kinds = new Map(rows.toReversed().map((row) => [[row.way, row.paths, row.leases].join(), row]))
  return [...kinds.values()].toReversed()
}

/** Puts tables between the marks in docs/benchmarks.md. */
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
  const tables = await format([`Measured with ${where}.`, timesTable(times), costsTable(costs)].join('\n\n'), { parser: 'markdown' })
  console.log(tables)
  if (options.isFull) publish(tables, plot(times))
  const slow = tooSlow(times, ours)
  for (const line of slow) console.error(line)
  if (slow.length > 0) process.exitCode = 1
} finally {
  await stack.stop()
}
