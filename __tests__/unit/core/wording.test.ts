import { after, noExpiry, now } from '../../../src/core/clock.ts'
import { formatExpiry } from '../../../src/core/wording.ts'

test.each([
  [Date.UTC(2026, 6, 1, 12, 0, 59), 'expires by 2026-07-01 12:00 UTC'],
  [0, 'expires by 1970-01-01 00:00 UTC'],
  [noExpiry, 'does not expire'],
  [8.64e15 + 1, 'does not expire'],
  [Number.POSITIVE_INFINITY, 'does not expire'],
  [Number.NaN, 'does not expire'],
])('the expiry %d is printed as: %s', (moment, text) => {
  expect(formatExpiry(moment)).toBe(text)
})

test.each([60, 1e13, 1e300, Number.MAX_VALUE])('an expiry in %d s can be printed and saved', (seconds) => {
  const end = after(now(), seconds)
  expect(JSON.parse(JSON.stringify(end))).toBe(end)
  expect(formatExpiry(end)).toMatch(seconds === 60 ? / UTC$/ : /^does not expire$/)
})

test('now() returns the time of the wall clock in whole milliseconds', () => {
  expect(Math.abs(now() - Date.now())).toBeLessThan(1_000)
  expect(Number.isInteger(now())).toBe(true)
})
