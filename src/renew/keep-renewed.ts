import { after, now } from '../core/clock.ts'
import type { ConcurrencyLimit } from '../core/concurrency.ts'
import { pause } from '../core/deadlines.ts'
import { asFailure } from '../core/failure.ts'
import type { Revocable } from '../state/revocable.ts'
import type { TokenVault } from '../vault/client.ts'
import { mayHaveActed, noRetry } from '../vault/retry.ts'
import { isTokenInvalid } from '../vault/token.ts'
import type { Credential } from './credential.ts'
import type { CurrentToken } from './current-token.ts'
import type { RenewalRecord } from './record.ts'
import { capOf, knownObstacle, refusedObstacle, type Obstacle } from './obstacles.ts'
import { incrementFor, isCapped, renewalTime, replyTimeout, retryWait } from './schedule.ts'

/** The context that all renewals share. */
export interface RenewalContext {
  readonly state: () => Revocable
  readonly token: CurrentToken
  /** No renewal ends after this time, in milliseconds since 1970. */
  readonly limit: number
  readonly slots: ConcurrencyLimit
  /** Aborted when no request may start any more. */
  readonly stopRequested: AbortSignal
  /** Returns a number from 0 to 1. */
  readonly random: () => number
  readonly record: RenewalRecord
}

/** The longest timer, in milliseconds: setTimeout takes at most 24 days. */
const longestTimerMs = 24 * 3_600_000

/**
 * Renews a credential again and again, until that is not possible or it ends. Throws the reason of the stop; a request in flight is
 * finished first.
 */
export async function keepRenewed(credential: Credential, context: RenewalContext): Promise<void> {
  const { token, record, random, stopRequested, state } = context
  for (;;) {
    await pauseUntil(renewalTime(now(), credential.expires(), random()), stopRequested)
    if (!credential.isInUse() || token.isLost()) return
    const obstacle = knownObstacle(credential.lease, state()) ?? (await renewInTime(credential, context))
    if (obstacle) {
      record.ends(credential, obstacle)
      return
    }
  }
}

/**
 * Renews a credential once, with as many attempts as there is time for. The failure is reported when half of that time is over: a shorter
 * outage does no harm.
 * @returns why there is no next renewal; undefined if there is one, or if the token is lost
 */
async function renewInTime(credential: Credential, context: RenewalContext): Promise<Obstacle | undefined> {
  const { slots, record, random, stopRequested } = context
  const time = credential.expires() - now()
  for (let failures = 1; ; failures++) {
    const result = await slots(() => attempt(credential, context), stopRequested)
    if (result?.kind !== 'failed') return result
    const left = credential.expires() - now()
    if (left <= 0) return result
    if (left <= time / 2) record.ends(credential, result)
    await pause(retryWait(failures, left, result.failure.retryAfter ?? 0, random()), stopRequested)
  }
}

/** Sends one request, or another one if the token was replaced meanwhile. Throws the reason of the stop. */
async function attempt(credential: Credential, context: RenewalContext): Promise<Obstacle | undefined> {
  const { state, token, limit, stopRequested, record } = context
  if (token.isLost()) return undefined
  const seconds = incrementFor(credential.seconds, credential.expires(), limit, now())
  if (seconds === undefined) return { kind: 'maxTtl' }
  const vault = token.vault()
  try {
    return await renewFor(seconds, credential, vault, context)
  } catch (error) {
    if (stopRequested.aborted) throw error
    const failure = asFailure(error)
    if (mayHaveActed(failure)) {
      record.save(() => {
        credential.saveLatestExpiry(after(now(), seconds))
      })
    }
    const verdict = isTokenInvalid(failure) ? await token.rejected(vault, failure).catch(() => 'unknown') : 'valid'
    if (verdict === 'lost' || !credential.isInUse()) return undefined
    if (verdict === 'replaced') return attempt(credential, context)
    const obstacle = verdict === 'valid' ? refusedObstacle(failure, credential.lease, state()) : undefined
    return obstacle ?? { kind: 'failed', failure }
  }
}

async function renewFor(
  seconds: number,
  credential: Credential,
  vault: TokenVault,
  { state, token, record }: RenewalContext,
): Promise<Obstacle | undefined> {
  const sent = now()
  const limits = { repeatable: noRetry, replyMs: replyTimeout(sent, credential.expires()) }
  const granted = await credential.renew(vault, seconds, limits)
  token.accepted(vault)
  // Vault's time began while the request was on its way
  const expires = after(sent, granted.seconds)
  record.renewed(credential, expires)
  return isCapped(granted.seconds, seconds) ? capOf(credential.lease, expires, granted.warnings, state()) : undefined
}

async function pauseUntil(time: number, signal: AbortSignal): Promise<void> {
  for (let left = time - now(); left > 0; left = time - now()) await pause(Math.min(left, longestTimerMs), signal)
}
