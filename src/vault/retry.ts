import type { Failure } from '../core/failure.ts'

/**
 * How failed attempts are counted: `quota` if a quota rejected the request unread, `busy` if the server did not act and may be ready
 * soon, `other` for anything else. Each kind has its own counter, so that a long wait for one does not use up the attempts for another.
 */
export type FailureKind = 'quota' | 'busy' | 'other'

/** Rules for the retries of a request, by what its first attempt may have done. */
export interface Repeatable {
  /** Retries even if the server may have acted: after a lost connection or a timeout. */
  readonly afterLoss: boolean
  /** Maximum number of retries after 500, 502 and 504. */
  readonly afterServerError: number
  /** Maximum number of failed attempts of each kind. `busy` and `quota` last most of a minute, long enough to elect a new leader. */
  readonly attempts: Readonly<Record<FailureKind, number>>
  /** Retries after a complete response that is not from Vault: a web page, or truncated JSON. */
  readonly afterInvalidReply?: true
}

const attempts = { other: 4, busy: 16, quota: 64 }

/** For logins and queries, which are safe to repeat. */
export const idempotent: Repeatable = { afterLoss: true, afterServerError: 3, attempts }
/** For revocations, which use more attempts, so that no lease or token stays valid because of one invalid response. */
export const revocation: Repeatable = { ...idempotent, attempts: { other: 4, busy: 32, quota: 128 }, afterInvalidReply: true }
/** For a read with our own service token: Vault revokes a lease whose response was lost together with that token. */
export const ownRead: Repeatable = { afterLoss: true, afterServerError: 2, attempts }
/** For a read with a batch token or a token of the user: a lease whose response was lost would stay valid. */
export const otherTokenRead: Repeatable = { afterLoss: false, afterServerError: 2, attempts }
/** For a write, which is repeated only if the server cannot have acted. */
export const write: Repeatable = { afterLoss: false, afterServerError: 0, attempts }
/** For a query that is not worth a wait, and for a renewal that the renewer repeats itself: no retries. */
export const noRetry: Repeatable = { afterLoss: false, afterServerError: 0, attempts: { other: 1, busy: 1, quota: 1 } }

/** Delays after failures of the kinds `busy` and `other`. */
const firstWaitMs = 250
const longestWaitMs = 4_000
/** Quotas are usually per second. */
const firstQuotaWaitMs = 1_000
/** If the server asks for a longer wait, the request fails at once. */
const maxRetryAfterSeconds = 30

/**
 * Returns the delay before the next attempt in milliseconds, or undefined if the request must not be retried.
 * @param attempt how many attempts have failed with this kind, from 1
 * @param random a number from 0 to 1 that spreads the retries of many jobs: it shortens the delay by up to half; a delay that the server
 *   asks for becomes up to a quarter longer
 */
export function retryDelay(failure: Failure, repeatable: Repeatable, attempt: number, random: number): number | undefined {
  const kind = kindOf(failure)
  if (attempt >= repeatable.attempts[kind] || !mayRepeat(failure, repeatable, attempt)) return undefined
  const { retryAfter = 0 } = failure
  if (retryAfter > maxRetryAfterSeconds) return undefined
  // Vault rounds down: at a quota per second it sends `Retry-After: 0`
  return Math.max(retryAfter * 1_000 * (1 + random / 4), backoff(kind, attempt) * (0.5 + random / 2))
}

/** At a shared quota, delays shrink with each attempt, so that no job starves. */
function backoff(kind: FailureKind, attempt: number): number {
  if (kind !== 'quota') return Math.min(firstWaitMs * 4 ** (attempt - 1), longestWaitMs)
  return attempt === 1 ? firstQuotaWaitMs : longestWaitMs / Math.sqrt(attempt - 1)
}

/** Returns the kind of a failure, which selects the counter of attempts. */
export function kindOf(failure: Failure): FailureKind {
  if (failure.code !== 'ERR_UNAVAILABLE') return 'other'
  // a 429 without a text comes from a standby that lags behind
  if (failure.status === 429 && failure.words !== '') return 'quota'
  // a sealed server needs an operator, so a long wait does not help
  return isBusy(failure) && !/sealed|not initialized/.test(failure.words) ? 'busy' : 'other'
}

/**
 * Checks whether a rate-limit quota rejected the request, which consumes no use of a token. A lease-count quota is checked after the use.
 * Source: http/util.go, `rateLimitQuotaWrapping`, and vault/request_handling.go, `handleRequest`.
 */
export const isRateLimited = ({ status, words }: Failure): boolean => status === 429 && words.includes('rate limit quota exceeded')

/** Checks whether another node of the same cluster may be in service although this one is not. */
export function isOutOfService(failure: Failure): boolean {
  if (failure.code === 'ERR_CONNECT' || failure.code === 'ERR_TIMEOUT') return true
  // a quota applies to the whole cluster
  return failure.code === 'ERR_UNAVAILABLE' && kindOf(failure) !== 'quota'
}

/** Checks whether the server may have acted without a response of its own: unknown after 502 and 504, which a gateway sends. */
export const mayHaveActed = ({ sent, status, code }: Failure): boolean =>
  sent && [undefined, 502, 504].includes(status) && ['ERR_CONNECT', 'ERR_TIMEOUT', 'ERR_REPLY', 'ERR_UNAVAILABLE'].includes(code)

function mayRepeat(failure: Failure, repeatable: Repeatable, attempt: number): boolean {
  if (mayHaveActed(failure) && !repeatable.afterLoss) return false
  if (failure.code === 'ERR_CONNECT' || failure.code === 'ERR_TIMEOUT') return true
  if (failure.code === 'ERR_REPLY') return failure.status === undefined && repeatable.afterInvalidReply === true
  // ERR_UNAVAILABLE without a status: a standby redirected to a leader that cannot be reached
  if (failure.code === 'ERR_UNAVAILABLE') return isBusy(failure) || attempt <= repeatable.afterServerError
  return failure.status === 400 && failure.words.includes('fetching keys')
}

/** Usually transient: 412 missing state, 429 quota or a standby that lags, 503 sealed, a standby without a leader. */
const isBusy = (failure: Failure): boolean =>
  [undefined, 412, 429, 503].includes(failure.status) || failure.words.includes('active cluster node not found')
