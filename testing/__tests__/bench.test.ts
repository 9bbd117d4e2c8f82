import type { Contender, Row } from '../../bench/measure.ts'
import { commandTimesTable, rowResult, timesTable, tooSlow } from '../../bench/results.ts'

const [floor, action, other] = ['floor', 'action', 'other'].map((name): Contender => ({ name, action: '' })) as [
  Contender,
  Contender,
  Contender,
]
const row: Row = { way: 'https', paths: 10, leases: true, roundTripMs: 20 }
const took = (...times: [Contender, number[]][]) => [rowResult(row, new Map(times))]

it('lists the rows in which the median duration of a job exceeds the limit', () => {
  expect(tooSlow(took([floor, [100, 100, 1]], [action, [161, 161, 1]]), action)).toEqual([
    'action: 1.61 × floor, limit 1.6: TLS, HTTP/2, 20 ms, paths: 10 + 2 leases',
  ])
  expect(tooSlow(took([floor, [100, 100, 100]], [action, [160, 160, 900]]), action)).toEqual([])
})

it('lists rows that were not measured', () => {
  expect(tooSlow(took([floor, [100]], [other, [100]]), action)).toHaveLength(1)
  expect(tooSlow(took([floor, []], [action, []]), action)).toHaveLength(1)
})

it('compares an action with the floor, and with another action if there is one', () => {
  const times: [Contender, number[]][] = [
    [floor, [100]],
    [action, [150]],
  ]
  expect(timesTable(took(...times)).split('\n')).toEqual([
    '| way | round trip | paths | floor | action | × floor |',
    '| --- | --- | --- | --- | --- | --- |',
    '| TLS, HTTP/2 | 20 ms | 10 + 2 leases | 100 (100–100) | 150 (150–150) | 1.50 |',
  ])
  expect(timesTable(took(...times, [other, [200]])).split('\n')).toEqual([
    '| way | round trip | paths | floor | action | × floor | other | × floor | action × other |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    '| TLS, HTTP/2 | 20 ms | 10 + 2 leases | 100 (100–100) | 150 (150–150) | 1.50 | 200 (200–200) | 2.00 | 0.75 |',
  ])
})

it('compares a job with a command with the floor, and with the same job without a command', () => {
  const command = rowResult(
    { ...row, run: true },
    new Map([
      [floor, [100]],
      [action, [150]],
      [other, [200]],
    ]),
  )
  expect(commandTimesTable([command], action, other).split('\n')).toEqual([
    '| way | round trip | paths | floor | action | × floor | other | × without run |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
    '| TLS, HTTP/2 | 20 ms | 10 + 2 leases, run | 100 (100–100) | 150 (150–150) | 1.50 | 200 (200–200) | 0.75 |',
  ])
})
