import type { Failure } from '../failure.ts'

/** Whether a request may be repeated, by what its first sending may have done. */
export interface Repeatable {
  /** Also when it is unknown whether the server acted: the connection was lost, or no reply came in time. */
  readonly afterLoss: boolean
  /** How often at most after 500, 502 and 504. */
  readonly afterBreakdown: number
  /** Attempts at most, the first included. */
  readonly attempts: number
  /** Attempts at most where the server says that it did not act and may soon: the better part of a minute, in which a cluster finds a new leader. */
  readonly patience: number
  /** The same where a quota turned the request away. The waits are shorter there. */
  readonly atQuota: number
  /** Also after a whole reply that is not Vault's: a page, or JSON that is cut. */
  readonly afterGarbage?: true
}

/** Logins and questions: acting twice does no harm. */
export const harmless: Repeatable = { afterLoss: true, afterBreakdown: 3, attempts: 4, patience: 16, atQuota: 64 }
/** What ends something: what could be ended must not be left alive for one reply that says nothing. */
export const ending: Repeatable = { ...harmless, patience: 32, atQuota: 128, afterGarbage: true }
/** A read with our own service token: a lease whose reply was lost hangs on that token and goes with it. */
export const ownRead: Repeatable = { afterLoss: true, afterBreakdown: 2, attempts: 4, patience: 16, atQuota: 64 }
/** A read with a batch token or one that the user supplied: a lost lease would live on. */
export const foreignRead: Repeatable = { afterLoss: false, afterBreakdown: 2, attempts: 4, patience: 16, atQuota: 64 }

/** A write: what its first sending did is not known, so it is sent again only if the server cannot have acted. */
export const write: Repeatable = { afterLoss: false, afterBreakdown: 0, attempts: 4, patience: 16, atQuota: 64 }
/** Not worth waiting for. */
export const never: Repeatable = { afterLoss: false, afterBreakdown: 0, attempts: 1, patience: 1, atQuota: 1 }

const firstWaitMs = 250
const longestWaitMs = 4_000
/** A server that asks to wait longer than this is answered with the failure instead. */
const maxRetryAfterSeconds = 30

/**
 * Milliseconds until a failed request is sent again, or undefined where it has to stay failed.
 * @param attempt how many attempts have failed, from 1
 * @param random a number from 0 to 1, which halves the wait at most and so spreads the retries of many jobs
 */
export function retryDelay(failure: Failure, repeatable: Repeatable, attempt: number, random: number): number | undefined {
  if (attempt >= attemptsFor(failure, repeatable) || !mayRepeat(failure, repeatable, attempt)) return undefined
  if (failure.retryAfter !== undefined) return failure.retryAfter > maxRetryAfterSeconds ? undefined : failure.retryAfter * 1_000
  const wait = isQuota(failure) ? longestWaitMs / Math.sqrt(attempt) : Math.min(firstWaitMs * 4 ** (attempt - 1), longestWaitMs)
  return wait * (0.5 + random / 2)
}

/**
 * Whether a quota turned the request away, unread. It lets in so many requests a second, of all jobs together: who has waited longest
 * asks most often, so that nobody is turned away for good.
 */
export function isQuota(failure: Failure): boolean {
  // without words a standby says that it lags behind
  return failure.status === 429 && failure.words !== ''
}

/** Whether another node of the same cluster may be in service where this one is not. */
export function isOutOfService(failure: Failure): boolean {
  if (failure.code === 'ERR_CONNECT' || failure.code === 'ERR_TIMEOUT') return true
  // a quota counts for the whole cluster
  return failure.code === 'ERR_UNAVAILABLE' && !isQuota(failure)
}

/** What somebody has to end, as with a sealed server, is not waited for. */
function attemptsFor(failure: Failure, repeatable: Repeatable): number {
  if (isQuota(failure)) return repeatable.atQuota
  const passes = failure.code === 'ERR_UNAVAILABLE' && isBusy(failure) && !/sealed|not initialized/.test(failure.words)
  return passes ? repeatable.patience : repeatable.attempts
}

function mayRepeat(failure: Failure, repeatable: Repeatable, attempt: number): boolean {
  if (failure.code === 'ERR_CONNECT') return !failure.sent || repeatable.afterLoss
  if (failure.code === 'ERR_TIMEOUT') return repeatable.afterLoss
  if (failure.code === 'ERR_REPLY') return failure.status === undefined && repeatable.afterGarbage === true
  // a standby sent it on to a leader that cannot be reached: nobody knows whether that one acted
  if (failure.code === 'ERR_UNAVAILABLE' && failure.status === undefined) return repeatable.afterLoss
  if (failure.code === 'ERR_UNAVAILABLE') return isBusy(failure) || attempt <= repeatable.afterBreakdown
  return failure.status === 400 && failure.words.includes('fetching keys')
}

/** 412 missing state, 429 quota or a standby that lags, 503 sealed, a standby without a leader: soon over, or so one may hope. */
const isBusy = (failure: Failure): boolean =>
  [undefined, 412, 429, 503].includes(failure.status) || failure.words.includes('active cluster node not found')
