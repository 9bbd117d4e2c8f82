import { after } from '../core/clock.ts'

/** The part of the remaining time after which a credential is renewed. */
const renewalPart = 2 / 3
/** The part of that time by which a renewal can be earlier, so that many jobs do not renew at the same moment. */
const jitterPart = 0.1
/** A request needs time, but a short-lived credential has little of it. */
const shortestReplyMs = 1_000
const longestReplyMs = 15_000
/** Delays between the attempts of a renewal that fails. */
const firstWaitMs = 500
const longestWaitMs = 60_000
const shortestWaitMs = 100
/** TTLs are whole seconds. */
const roundingMs = 1_000

/**
 * Returns when to renew a credential: after two thirds of its remaining time, or a little earlier. All times here are in milliseconds since
 * 1970.
 * @param random a number from 0 to 1
 */
export const renewalTime = (now: number, expires: number, random: number): number =>
  now + Math.max(0, expires - now) * renewalPart * (1 - jitterPart * random)

/**
 * Returns the TTL to request: the one at issue, but none that ends after `limit`. Returns undefined if that would not extend the
 * credential.
 * @param issued TTL at issue, in seconds
 */
export function incrementFor(issued: number, expires: number, limit: number, now: number): number | undefined {
  const seconds = Math.min(issued, Math.floor((limit - now) / 1_000))
  return after(now, seconds) > expires + (seconds < issued ? roundingMs : 0) ? seconds : undefined
}

/**
 * Checks whether Vault granted clearly less than requested: it caps the TTL at the end of a maximum, so that no later renewal extends the
 * credential. Both TTLs are in seconds.
 */
export const isCapped = (granted: number, requested: number): boolean => requested - granted > Math.min(1, requested / 10)

/** Returns the timeout of a renewal in milliseconds: half of the remaining time, so that another attempt is possible. */
export const replyTimeout = (now: number, expires: number): number =>
  Math.round(Math.min(Math.max((expires - now) / 2, shortestReplyMs), longestReplyMs))

/**
 * Returns the delay in milliseconds before the next attempt of a renewal that failed. It grows with each attempt, but leaves time for
 * several more before the end.
 * @param attempt how many attempts have failed, from 1
 * @param left milliseconds until the credential expires
 * @param retryAfter seconds that the server asked to wait; heeded if the credential lives longer
 * @param random a number from 0 to 1, which shortens the delay by up to half
 */
export function retryWait(attempt: number, left: number, retryAfter: number, random: number): number {
  const backoff = Math.min(firstWaitMs * 2 ** (attempt - 1), longestWaitMs, left / 3) * (0.5 + random / 2)
  const asked = retryAfter * 1_000 < left ? retryAfter * 1_000 : 0
  return Math.max(backoff, asked, shortestWaitMs)
}
