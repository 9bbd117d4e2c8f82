import type { Failure } from '../core/failure.ts'

/**
 * What a failure says of the next attempt: a `quota` turned the request away, unread; the server is `busy`, did not act and may
 * soon; anything `other`. Each is counted apart, so that a long wait for one leaves all attempts for another.
 */
export type FailureKind = 'quota' | 'busy' | 'other'

/** Whether a request may be repeated, by what its first sending may have done. */
export interface Repeatable {
  /** Also when it is unknown whether the server acted: the connection was lost, or no reply came in time. */
  readonly afterLoss: boolean
  /** How often at most after 500, 502 and 504. */
  readonly afterBreakdown: number
  /** Attempts at most that fail in one way. Busy and quota are waited out for the better part of a minute, in which a cluster finds a new leader. */
  readonly attempts: Readonly<Record<FailureKind, number>>
  /** Also after a whole reply that is not Vault's: a page, or JSON that is cut. */
  readonly afterGarbage?: true
}

const attempts = { other: 4, busy: 16, quota: 64 }

/** Logins and questions: acting twice does no harm. */
export const harmless: Repeatable = { afterLoss: true, afterBreakdown: 3, attempts }
/** What ends something: what could be ended must not be left alive for one reply that says nothing. */
export const ending: Repeatable = { ...harmless, attempts: { other: 4, busy: 32, quota: 128 }, afterGarbage: true }
/** A read with our own service token: a lease whose reply was lost hangs on that token and goes with it. */
export const ownRead: Repeatable = { afterLoss: true, afterBreakdown: 2, attempts }
/** A read with a batch token or one that the user supplied: a lost lease would live on. */
export const foreignRead: Repeatable = { afterLoss: false, afterBreakdown: 2, attempts }
/** A write: what its first sending did is not known, so it is sent again only if the server cannot have acted. */
export const write: Repeatable = { afterLoss: false, afterBreakdown: 0, attempts }
/** Not worth waiting for. */
export const never: Repeatable = { afterLoss: false, afterBreakdown: 0, attempts: { other: 1, busy: 1, quota: 1 } }

const firstWaitMs = 250
const longestWaitMs = 4_000
/** A quota lets others in within the second, mostly. */
const firstWaitAtQuotaMs = 1_000
/** A server that asks to wait longer than this is answered with the failure instead. */
const maxRetryAfterSeconds = 30

/**
 * Milliseconds until a failed request is sent again, or undefined where it has to stay failed.
 * @param attempt how many attempts have failed in this way, from 1
 * @param random a number from 0 to 1, which spreads the retries of many jobs: it halves the wait at most, and one that the server
 *   asks for becomes a quarter longer at most
 */
export function retryDelay(failure: Failure, repeatable: Repeatable, attempt: number, random: number): number | undefined {
  const kind = kindOf(failure)
  if (attempt >= repeatable.attempts[kind] || !mayRepeat(failure, repeatable, attempt)) return undefined
  const { retryAfter = 0 } = failure
  if (retryAfter > maxRetryAfterSeconds) return undefined
  // Vault rounds down: at a quota of requests a second it asks to wait 0 s
  return Math.max(retryAfter * 1_000 * (1 + random / 4), stepOf(kind, attempt) * (0.5 + random / 2))
}

/** At a quota of all jobs together, who has waited longest asks most often, so that nobody is turned away for good. */
function stepOf(kind: FailureKind, attempt: number): number {
  if (kind !== 'quota') return Math.min(firstWaitMs * 4 ** (attempt - 1), longestWaitMs)
  return attempt === 1 ? firstWaitAtQuotaMs : longestWaitMs / Math.sqrt(attempt - 1)
}

/** How the attempts after a failure are counted. */
export function kindOf(failure: Failure): FailureKind {
  if (failure.code !== 'ERR_UNAVAILABLE') return 'other'
  // without words a standby says that it lags behind
  if (failure.status === 429 && failure.words !== '') return 'quota'
  // what somebody has to end, as with a sealed server, is not waited for
  return isBusy(failure) && !/sealed|not initialized/.test(failure.words) ? 'busy' : 'other'
}

/** Whether another node of the same cluster may be in service where this one is not. */
export function isOutOfService(failure: Failure): boolean {
  if (failure.code === 'ERR_CONNECT' || failure.code === 'ERR_TIMEOUT') return true
  // a quota counts for the whole cluster
  return failure.code === 'ERR_UNAVAILABLE' && kindOf(failure) !== 'quota'
}

/** Whether the server may have acted although no reply of its own came: a gateway that gives up (502, 504) does not say. */
export const mayHaveActed = ({ sent, status, code }: Failure): boolean =>
  sent && [undefined, 502, 504].includes(status) && ['ERR_CONNECT', 'ERR_TIMEOUT', 'ERR_REPLY', 'ERR_UNAVAILABLE'].includes(code)

function mayRepeat(failure: Failure, repeatable: Repeatable, attempt: number): boolean {
  if (mayHaveActed(failure) && !repeatable.afterLoss) return false
  if (failure.code === 'ERR_CONNECT' || failure.code === 'ERR_TIMEOUT') return true
  if (failure.code === 'ERR_REPLY') return failure.status === undefined && repeatable.afterGarbage === true
  // without a status, a standby sent it on to a leader that cannot be reached
  if (failure.code === 'ERR_UNAVAILABLE') return isBusy(failure) || attempt <= repeatable.afterBreakdown
  return failure.status === 400 && failure.words.includes('fetching keys')
}

/** 412 missing state, 429 quota or a standby that lags, 503 sealed, a standby without a leader: soon over, or so one may hope. */
const isBusy = (failure: Failure): boolean =>
  [undefined, 412, 429, 503].includes(failure.status) || failure.words.includes('active cluster node not found')
