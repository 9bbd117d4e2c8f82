/**
 * Entry: tests every request of a job with every fault, signals main at every point, and checks what is left on the servers.
 * Prints tables of the results. The exit code is 1 if a row did not end as expected, or if no row has the given texts.
 * Arguments: texts that a row's name must all contain; without arguments, all rows are run.
 */
import type { StackInfo } from '../stack/info.ts'
import { startStack } from '../stack/stack.ts'
import { commandDisturbances } from './command-disturbances.ts'
import { commandJob } from './command-job.ts'
import { disturbances, type Disturbance } from './disturbances.ts'
import { runDisturbance } from './disturbance-run.ts'
import { expected } from './expected.ts'
import { runFault, type RowResult } from './fault-run.ts'
import { tokenExpected, tokenMatrix } from './github-token/expected.ts'
import { runTokenFault } from './github-token/fault-run.ts'
import { tokenKillPoints } from './github-token/kill-points.ts'
import { runTokenKill } from './github-token/kill-run.ts'
import { killPoints } from './kill-points.ts'
import { runKill } from './kill-run.ts'
import { Ledger } from './ledger.ts'
import { matrix, omissions } from './matrix.ts'
import { inPool } from './pool.ts'
import { durationOfMain, exportingJob, runMoment, sweep, type SweepRow, type SweptJob } from './sweep.ts'
import { tally } from './tally.ts'

/** Rows of one kind, their places in the table, and how to run them. */
interface Series<R> {
  readonly title: string
  readonly rows: readonly R[]
  readonly place: (row: R) => { readonly row: string; readonly column: string; readonly detail: string }
  /** Jobs in parallel: many if they mostly wait for timeouts, few if timing matters. */
  readonly atOnce: number
  readonly run: (row: R) => Promise<RowResult>
  /** Lines to print after the table. */
  readonly notes?: () => readonly string[]
}

const texts = process.argv.slice(2)

/** How many rows were run, and how many of them did not end as expected. */
interface Count {
  readonly rows: number
  readonly failed: number
}

/** Runs a series, prints the problems and the table. */
async function runSeries<R>({ title, rows, place, atOnce, run, notes }: Series<R>): Promise<Count> {
  const nameOf = (row: R) => `${title}: ${place(row).column}: ${place(row).row}, ${place(row).detail}`
  const chosen = rows.filter((row) => texts.every((text) => nameOf(row).includes(text)))
  if (chosen.length === 0) return { rows: 0, failed: 0 }
  const begin = Date.now()
  const tried = await inPool(chosen, atOnce, async (row) => {
    const { problems, log } = await run(row).catch((error: unknown) => ({ problems: [String(error)], log: [] }))
    if (problems.length > 0) console.log([`\n✗ ${nameOf(row)}`, ...problems, ...log.map((line) => `    | ${line}`)].join('\n'))
    return { ...place(row), passed: problems.length === 0 }
  })
  console.log(tally(title, tried))
  for (const note of notes?.() ?? []) console.log(`  ${note}`)
  console.log(`  ${Math.round((Date.now() - begin) / 1_000)} s`)
  return { rows: tried.length, failed: tried.filter(({ passed }) => !passed).length }
}

/** Creates the series that signals main of a job at any time. */
async function signalsAtAnyTime(title: string, job: SweptJob, stack: StackInfo, ledger: Ledger): Promise<Series<SweepRow>> {
  let unrevoked = 0
  const duration = await durationOfMain(job, stack)
  return {
    title,
    rows: sweep,
    place: ({ moment, signal }) => ({
      row: `${Math.floor(moment * 10) * 10} % of main's duration`,
      column: signal,
      detail: String(moment),
    }),
    atOnce: 4,
    run: async (row) => {
      const result = await runMoment(row, job, duration, stack, ledger)
      if (result.leavesToken) unrevoked += 1
      return result
    },
    notes: () => [
      `main takes ${Math.round(duration)} ms`,
      `killed while the login response was in flight (the token expires by TTL): ${unrevoked}`,
    ],
  }
}

/** Creates a series of disturbances. */
const disturbed = (title: string, rows: readonly Disturbance[], stack: StackInfo, ledger: Ledger): Series<Disturbance> => ({
  title,
  rows,
  place: ({ name }) => ({ row: name, column: 'nothing left, nothing exported', detail: '' }),
  atOnce: 8,
  run: (row) => runDisturbance(row, stack, ledger),
})

async function runAll(stack: StackInfo): Promise<Count> {
  const ledger = new Ledger(stack)
  const counts: Count[] = []
  counts.push(
    await runSeries({
      title: 'Fault matrix',
      // the longest rows first, so that they run in parallel with others
      rows: matrix.toSorted((a, b) => expected(b).seconds.main - expected(a).seconds.main),
      place: ({ target, fault, times }) => ({ row: fault.name, column: target.name, detail: times }),
      atOnce: 40,
      run: (row) => runFault(row, stack, ledger),
      notes: () => omissions.map(({ requests, faults, reason }) => `left out: ${requests.join(' and ')} × ${faults.join(', ')}: ${reason}`),
    }),
  )

  counts.push(
    await runSeries({
      title: 'Kill points',
      rows: killPoints,
      place: ({ target, token, point, signal }) => ({ row: `${target.name}, ${token} token`, column: `${signal} ${point}`, detail: token }),
      atOnce: 12,
      run: (row) => runKill(row, stack, ledger),
      notes: () =>
        killPoints
          .filter(({ unrevoked }) => unrevoked !== 'nothing')
          .map(
            ({ target, token, point, signal, unrevoked }) =>
              `cannot be revoked: ${signal} ${point} the ${target.name} (${token} token): the ${unrevoked} expires with the token's TTL`,
          ),
    }),
  )

  counts.push(await runSeries(await signalsAtAnyTime('A signal at any time', exportingJob, stack, ledger)))
  counts.push(await runSeries(await signalsAtAnyTime('A signal at any time, with a command', commandJob, stack, ledger)))
  counts.push(await runSeries(disturbed('Disturbances of main', disturbances, stack, ledger)))
  counts.push(await runSeries(disturbed('Disturbances of a command', commandDisturbances, stack, ledger)))

  counts.push(
    await runSeries({
      title: 'github-token: faults',
      rows: tokenMatrix.toSorted((a, b) => tokenExpected(b).seconds - tokenExpected(a).seconds),
      place: ({ target, fault, times }) => ({ row: fault.name, column: target.name, detail: times }),
      atOnce: 40,
      run: (row) => runTokenFault(row, stack, ledger),
      notes: () => ['left out: token revocation × slow drip, cut JSON, cut connection: the response is 204 without a body'],
    }),
  )

  counts.push(
    await runSeries({
      title: 'github-token: kill points',
      rows: tokenKillPoints,
      place: ({ target, point, signal }) => ({ row: target.name, column: `${signal} ${point}`, detail: '' }),
      atOnce: 12,
      run: (row) => runTokenKill(row, stack, ledger),
      notes: () =>
        tokenKillPoints
          .filter(({ unrevoked }) => unrevoked !== 'nothing')
          .map(
            ({ target, point, signal, unrevoked }) => `cannot be revoked: ${signal} ${point} the ${target.name}: the ${unrevoked} expires`,
          ),
    }),
  )
  const sumOf = (part: keyof Count) => counts.reduce((sum, count) => sum + count[part], 0)
  return { rows: sumOf('rows'), failed: sumOf('failed') }
}

const stack = await startStack({
  report: (line) => {
    console.log(line)
  },
})
try {
  const { rows, failed } = await runAll(stack.info)
  if (rows === 0) console.log(`No row has all of these texts: ${texts.join(', ')}`)
  if (failed > 0) console.log(`\n${failed} rows did not end as expected`)
  process.exitCode = rows === 0 || failed > 0 ? 1 : 0
} finally {
  await stack.stop()
}
// at a natural exit, node 24 can wait forever for a handle that never closes
process.exit()
