/**
 * Entry: breaks every request of a job in every way, stops main at every moment, and asks the servers afterwards what is left.
 * Prints what was tried and how much of it ended as it has to; the exit code is 1 where anything did not.
 * Arguments: texts, all of which a row's name has to contain; without any, every row is run.
 */
import type { StackInfo } from '../stack/info.ts'
import { startStack } from '../stack/stack.ts'
import { disturbances } from './disturbances.ts'
import { runDisturbance } from './disturbance-run.ts'
import { expected } from './expected.ts'
import { runFault, type RowResult } from './fault-run.ts'
import { killPoints } from './kill-points.ts'
import { runKill } from './kill-run.ts'
import { Ledger } from './ledger.ts'
import { matrix, omissions } from './matrix.ts'
import { inPool } from './pool.ts'
import { lifeOfMain, runMoment, sweep } from './sweep.ts'
import { tally } from './tally.ts'

/** Rows of one kind: where each stands in the table, and how it is run. */
interface Series<R> {
  readonly title: string
  readonly rows: readonly R[]
  readonly place: (row: R) => { readonly row: string; readonly column: string; readonly detail: string }
  /** Jobs at once: many where they wait for time limits, few where a moment counts. */
  readonly atOnce: number
  readonly run: (row: R) => Promise<RowResult>
  /** What the table alone does not say. */
  readonly notes?: () => readonly string[]
}

const texts = process.argv.slice(2)

/** Runs a series, prints what went wrong and the table of all. Gives the number of rows that went wrong. */
async function runSeries<R>({ title, rows, place, atOnce, run, notes }: Series<R>): Promise<number> {
  const nameOf = (row: R) => `${title}: ${place(row).column}: ${place(row).row}, ${place(row).detail}`
  const chosen = rows.filter((row) => texts.every((text) => nameOf(row).includes(text)))
  if (chosen.length === 0) return 0
  const begin = Date.now()
  const tried = await inPool(chosen, atOnce, async (row) => {
    const { problems, log } = await run(row).catch((error: unknown) => ({ problems: [String(error)], log: [] }))
    if (problems.length > 0) console.log([`\n✗ ${nameOf(row)}`, ...problems, ...log.map((line) => `    | ${line}`)].join('\n'))
    return { ...place(row), passed: problems.length === 0 }
  })
  console.log(tally(title, tried))
  for (const note of notes?.() ?? []) console.log(`  ${note}`)
  console.log(`  ${Math.round((Date.now() - begin) / 1_000)} s`)
  return tried.filter(({ passed }) => !passed).length
}

async function runAll(stack: StackInfo): Promise<number> {
  const ledger = new Ledger(stack)
  let failed = await runSeries({
    title: 'Fault matrix',
    // the longest first, so that none is waited for alone
    rows: matrix.toSorted((a, b) => expected(b).seconds.main - expected(a).seconds.main),
    place: ({ target, fault, times }) => ({ row: fault.name, column: target.name, detail: times }),
    atOnce: 40,
    run: (row) => runFault(row, stack, ledger),
  })
  for (const { requests, faults, reason } of omissions)
    console.log(`  left out: ${requests.join(' and ')} × ${faults.join(', ')}: ${reason}`)

  failed += await runSeries({
    title: 'Kill points',
    rows: killPoints,
    place: ({ target, token, point, signal }) => ({ row: `${target.name}, ${token} token`, column: `${signal} ${point}`, detail: token }),
    atOnce: 12,
    run: (row) => runKill(row, stack, ledger),
    notes: () =>
      killPoints
        .filter(({ unsaved }) => unsaved !== 'nothing')
        .map(
          ({ target, token, point, signal, unsaved }) =>
            `no client can save: ${signal} ${point} Vault acted on the ${target.name} (${token} token): the ${unsaved} lives until the token's time`,
        ),
  })

  let unsaved = 0
  const life = await lifeOfMain(stack)
  failed += await runSeries({
    title: 'A signal at any time',
    rows: sweep,
    place: ({ moment, signal }) => ({ row: `${Math.floor(moment * 10) * 10} % of main's life`, column: signal, detail: String(moment) }),
    atOnce: 4,
    run: async (row) => {
      const result = await runMoment(row, life, stack, ledger)
      if (result.wasUnsaved) unsaved += 1
      return result
    },
    notes: () => [`killed while the login's reply was in flight, which leaves a token for its time: ${unsaved}`],
  })

  failed += await runSeries({
    title: 'Disturbances of main',
    rows: disturbances,
    place: ({ name }) => ({ row: name, column: 'clean, and nothing handed over', detail: '' }),
    atOnce: 8,
    run: (row) => runDisturbance(row, stack, ledger),
  })
  return failed
}

const stack = await startStack({
  report: (line) => {
    console.log(line)
  },
})
try {
  const failed = await runAll(stack.info)
  if (failed > 0) console.log(`\n${failed} rows did not end as they have to`)
  process.exitCode = failed > 0 ? 1 : 0
} finally {
  await stack.stop()
}
