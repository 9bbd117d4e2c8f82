import fc from 'fast-check'
import { incrementFor, isCapped, renewalTime, replyTimeout, retryWait } from '../../../src/renew/schedule.ts'

const start = 1_800_000_000_000
const second = 1_000
const fraction = fc.double({ min: 0, max: 1, noNaN: true })
const ttl = fc.integer({ min: 1, max: 40 * 86_400 })

describe('a renewal', () => {
  it('comes after two thirds of the remaining time or up to a tenth earlier, never later', () => {
    fc.assert(
      fc.property(ttl, fraction, (seconds, random) => {
        const after = (renewalTime(start, start + seconds * second, random) - start) / second
        expect(after).toBeLessThanOrEqual((seconds * 2) / 3 + 1e-3)
        expect(after).toBeGreaterThanOrEqual(((seconds * 2) / 3) * 0.9 - 1e-3)
      }),
    )
    expect(renewalTime(start, start - 5, 0.5)).toBe(start)
  })

  it('asks for the TTL at issue, unless the limit is nearer; never for less than what is left', () => {
    fc.assert(
      fc.property(ttl, fc.double({ min: 0.5, max: 1, noNaN: true }), ttl, (seconds, done, limit) => {
        const now = start + done * seconds * second
        const expires = start + seconds * second
        const asked = incrementFor(seconds, expires, start + limit * second, now)
        if (asked === undefined) expect(start + limit * second).toBeLessThanOrEqual(Math.max(expires, now) + 2 * second)
        else {
          expect(asked).toBeLessThanOrEqual(seconds)
          expect(now + asked * second).toBeGreaterThan(expires)
          expect(now + asked * second).toBeLessThanOrEqual(start + limit * second)
        }
      }),
    )
    expect(incrementFor(60, start + 20 * second, Number.MAX_SAFE_INTEGER, start)).toBe(60)
    expect(incrementFor(1, start + 400, Number.MAX_SAFE_INTEGER, start)).toBe(1)
  })

  test.each<[granted: number, requested: number, capped: boolean]>([
    [5, 5, false],
    [4, 5, true],
    [1, 2, true],
    [3_599, 3_600, false],
    [3_598, 3_600, true],
    [100, 60, false],
    [0, 1, true],
  ])('that grants %d of %d seconds is capped: %s', (granted, requested, capped) => {
    expect(isCapped(granted, requested)).toBe(capped)
  })

  test.each([
    [1_700, 1_000],
    [6_000, 3_000],
    [600_000, 15_000],
    [-3, 1_000],
  ])('with %d ms left has a timeout of %d ms', (left, expected) => {
    expect(replyTimeout(start, start + left)).toBe(expected)
  })

  it('that fails is tried several times before the end, with growing delays', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_200 }), fraction, (seconds, random) => {
        let left = seconds * second
        let attempts = 1
        for (; left > 0 && attempts < 1_000; attempts++) left -= retryWait(attempts, left, 0, random)
        expect(attempts).toBeGreaterThanOrEqual(4)
        expect(attempts).toBeLessThan(80)
      }),
    )
    expect([1, 2, 3, 20].map((attempt) => retryWait(attempt, 1e9, 0, 1))).toEqual([500, 1_000, 2_000, 60_000])
  })

  it('waits as long as the server asks, unless the credential ends before', () => {
    expect(retryWait(1, 60_000, 20, 0)).toBe(20_000)
    expect(retryWait(1, 10_000, 20, 1)).toBe(500)
  })
})
