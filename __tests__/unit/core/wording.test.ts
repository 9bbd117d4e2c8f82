import { after, noExpiry, now } from '../../../src/core/clock.ts'
import { formatTime } from '../../../src/core/wording.ts'

test.each([
  [Date.UTC(2026, 6, 1, 12, 0, 59), '2026-07-01 12:00 UTC'],
  [0, '1970-01-01 00:00 UTC'],
  [noExpiry, 'no set time'],
  [8.64e15 + 1, 'no set time'],
  [Number.POSITIVE_INFINITY, 'no set time'],
  [Number.NaN, 'no set time'],
])('the moment %d reads %s', (moment, text) => {
  expect(formatTime(moment)).toBe(text)
})

test.each([60, 1e13, 1e300, Number.MAX_VALUE])('an end %d s away can be told, and written down', (seconds) => {
  const end = after(now(), seconds)
  expect(JSON.parse(JSON.stringify(end))).toBe(end)
  expect(formatTime(end)).toMatch(seconds === 60 ? / UTC$/ : /^no set time$/)
})

test('now is the time of the wall clock, in whole milliseconds', () => {
  expect(Math.abs(now() - Date.now())).toBeLessThan(1_000)
  expect(Number.isInteger(now())).toBe(true)
})
