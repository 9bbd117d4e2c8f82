import type { Row } from './measure.ts'
import { maxPaths } from './workload.ts'

/** The rows that a run of the bench measures. */
export interface BenchPlan {
  readonly rows: readonly Row[]
  /** Number of jobs per contender and row. */
  readonly runs: number
}

const allPaths = [1, 10, 50, maxPaths] as const
const distances = [0, 20, 100] as const

const kv = (way: Row['way'], roundTrips: readonly number[], paths: readonly number[]): Row[] =>
  roundTrips.flatMap((roundTripMs) => paths.map((count) => ({ way, roundTripMs, paths: count, leases: false })))
const withLeases = (way: Row['way'], roundTrips: readonly number[]): Row[] =>
  roundTrips.map((roundTripMs) => ({ way, roundTripMs, paths: 10, leases: true }))

const withCommand = (way: Row['way'], roundTrips: readonly number[]): Row[] =>
  [false, true].flatMap((leases) => roundTrips.map((roundTripMs) => ({ way, roundTripMs, paths: 10, leases, run: true })))

/** The plan with every row of docs/benchmarks.md. Takes seven or eight minutes. */
export const fullPlan: BenchPlan = {
  rows: [
    ...kv('http', distances, allPaths),
    ...kv('https', distances, allPaths),
    ...kv('https-http1', [20], allPaths),
    ...withLeases('http', distances),
    ...withLeases('https', distances),
    ...withCommand('http', [0, 20]),
    ...withCommand('https', [0, 20]),
  ],
  runs: 9,
}

/** The plan for `quick`. Takes less than a minute. */
export const quickPlan: BenchPlan = {
  rows: [...kv('http', [0, 20], [1, 50]), ...kv('https', [0, 20], [1, 50]), ...withLeases('https', [20]), ...withCommand('https', [20])],
  runs: 5,
}

/** Returns all round trips (ms) of a plan. */
export const roundTripsOf = ({ rows }: BenchPlan): readonly number[] => [...new Set(rows.map((row) => row.roundTripMs))]
