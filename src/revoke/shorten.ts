import { asFailure, type Failure } from '../core/failure.ts'
import { leaseExpiry, type Revocable } from '../state/revocable.ts'
import type { Session } from '../state/session.ts'
import type { TokenVault } from '../vault/client.ts'
import { after, now } from '../core/clock.ts'
import type { Lease } from '../vault/leases.ts'
import { renewLease, renewToken } from '../vault/renewals.ts'
import { idempotent, revocation } from '../vault/retry.ts'

/** A token or lease that stays valid longer than `maxTtl` if the post step never runs. */
export interface TooLong {
  /** The lease; undefined for the token itself. */
  readonly lease: Lease | undefined
  /** In milliseconds since 1970. */
  readonly expires: number
  /** Why it could not be shortened; undefined if Vault has no way to do it. */
  readonly failure: Failure | undefined
}

/** The result of shortening. */
export interface Shortening {
  /** Paths of shortened leases, and 'the token' if it was shortened. */
  readonly shortened: readonly string[]
  readonly tooLong: readonly TooLong[]
}

/** Milliseconds by which an expiry may exceed `maxTtl`, because of clocks and rounding. */
const slackMs = 5_000

/**
 * Shortens the action's own token to `maxTtl` seconds. Does not change a supplied token. Throws ERR_STATE if the new expiry
 * cannot be saved.
 */
export async function shortenToken(session: Session, vault: TokenVault, maxTtl: number): Promise<Shortening> {
  const revocable = session.revocable()
  if (!revocable || revocable.token.kind === 'supplied' || !isLong(revocable.token.expires, maxTtl)) return nothing
  const { token } = revocable
  // a renewal would take one of the limited uses
  if (!token.renewable || token.uses > 0) return tooLong(undefined, token.expires)
  try {
    const { seconds } = await renewToken(vault, maxTtl, { repeatable: idempotent })
    const expires = after(now(), seconds)
    session.updateToken({ expires })
    // Vault renews a periodic token by its whole period
    return isLong(expires, maxTtl) ? tooLong(undefined, expires) : { shortened: ['the token'], tooLong: [] }
  } catch (error) {
    const failure = asFailure(error)
    if (failure.code === 'ERR_STATE') throw failure
    return tooLong(undefined, token.expires, failure)
  }
}

/**
 * Shortens the leases that would outlive both `maxTtl` seconds and the action's own token. Throws ERR_STATE after all of them, if a new
 * expiry cannot be saved.
 */
export async function shortenLeases(session: Session, vault: TokenVault, maxTtl: number): Promise<Shortening> {
  const revocable = session.revocable()
  if (!revocable) return nothing
  // STS credentials cannot be shortened; the log says so where they are read
  const long = revocable.leases.filter((lease) => !lease.sts && isLong(leaseExpiry(lease, revocable), maxTtl))
  const results = await Promise.allSettled(long.map((lease) => shortenLease(lease, revocable, session, vault, maxTtl)))
  const done = results.map((result) => {
    if (result.status === 'rejected') throw result.reason
    return result.value
  })
  return { shortened: done.flatMap(({ shortened }) => shortened), tooLong: done.flatMap((one) => one.tooLong) }
}

async function shortenLease(lease: Lease, { token }: Revocable, session: Session, vault: TokenVault, maxTtl: number): Promise<Shortening> {
  if (!lease.renewable || token.uses > 0) return tooLong(lease, lease.expires)
  try {
    const { seconds } = await renewLease(vault, lease, maxTtl, { repeatable: revocation })
    const expires = after(now(), seconds)
    session.updateLease(lease, { expires })
    return isLong(expires, maxTtl) ? tooLong(lease, expires) : { shortened: [lease.path], tooLong: [] }
  } catch (error) {
    const failure = asFailure(error)
    if (failure.code === 'ERR_STATE') throw failure
    return tooLong(lease, lease.expires, failure)
  }
}

const nothing: Shortening = { shortened: [], tooLong: [] }

const tooLong = (lease: Lease | undefined, expires: number, failure?: Failure): Shortening => ({
  shortened: [],
  tooLong: [{ lease, expires, failure }],
})

const isLong = (expires: number, maxTtl: number): boolean => maxTtl > 0 && expires > now() + maxTtl * 1_000 + slackMs
