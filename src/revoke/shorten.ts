import { asFailure, Failure } from '../core/failure.ts'
import { leaseExpiry, type Revocable, type Session } from '../state/session.ts'
import type { TokenVault } from '../vault/client.ts'
import { after, now } from '../core/clock.ts'
import { isObject } from '../core/json.ts'
import { durationOf, renewLease, type Lease } from '../vault/leases.ts'
import { harmless } from '../vault/retry.ts'

/** Something that lives longer than it should even if this runner is lost, and why it could not be shortened. */
export interface TooLong {
  /** The lease; undefined for the token itself. */
  readonly lease: Lease | undefined
  /** In milliseconds since 1970. */
  readonly expires: number
  /** Undefined where Vault has no way to shorten it. */
  readonly failure: Failure | undefined
}

/** What was done about long lives. */
export interface Shortening {
  /** The paths of leases that end sooner now, and 'the token' where it does. */
  readonly shortened: readonly string[]
  readonly tooLong: readonly TooLong[]
}

/** Milliseconds that an end may be later than `maxTtl` from now without being too long: clocks and rounding. */
const slackMs = 5_000

/**
 * Shortens our own token to `maxTtl` seconds with renew-self, for whose increment Vault takes any number (API page
 * "auth/token"); one that the user supplied keeps its time. Throws ERR_STATE where the new end cannot be written down.
 */
export async function shortenToken(session: Session, vault: TokenVault, maxTtl: number): Promise<Shortening> {
  const revocable = session.revocable()
  if (!revocable || revocable.token.kind === 'supplied' || !isLong(revocable.token.expires, maxTtl)) return nothing
  const { token } = revocable
  // every request with a token of limited use counts
  if (!token.renewable || token.uses > 0) return tooLong(undefined, token.expires)
  const call = { method: 'POST', path: 'auth/token/renew-self', namespace: vault.tokenNamespace, repeatable: harmless } as const
  try {
    const { reply } = await vault.call({ ...call, body: { increment: maxTtl } })
    const seconds = durationOf(isObject(reply['auth']) ? reply['auth'] : {})
    if (seconds === undefined) return tooLong(undefined, token.expires, withoutEnd('POST auth/token/renew-self'))
    const expires = after(now(), seconds)
    session.updateToken({ expires })
    // a periodic token takes its whole period again
    return isLong(expires, maxTtl) ? tooLong(undefined, expires) : { shortened: ['the token'], tooLong: [] }
  } catch (error) {
    const failure = asFailure(error)
    if (failure.code === 'ERR_STATE') throw failure
    return tooLong(undefined, token.expires, failure)
  }
}

/**
 * Shortens the leases that would outlive both `maxTtl` seconds and our token. Throws ERR_STATE where a new end cannot be written
 * down, once all of them are done.
 */
export async function shortenLeases(session: Session, vault: TokenVault, maxTtl: number): Promise<Shortening> {
  const revocable = session.revocable()
  if (!revocable) return nothing
  // nothing ends STS credentials before their time, which is said elsewhere
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
    const seconds = await renewLease(vault, lease, maxTtl)
    if (seconds === undefined) return tooLong(lease, lease.expires, withoutEnd('PUT sys/leases/renew'))
    const expires = after(now(), seconds)
    session.updateLease(lease, { expires })
    return isLong(expires, maxTtl) ? tooLong(lease, expires) : { shortened: [lease.path], tooLong: [] }
  } catch (error) {
    const failure = asFailure(error)
    if (failure.code === 'ERR_STATE') throw failure
    return tooLong(lease, lease.expires, failure)
  }
}

const withoutEnd = (asked: string): Failure => new Failure('ERR_REPLY', `${asked}: the reply does not say how long it lives`)

const nothing: Shortening = { shortened: [], tooLong: [] }

const tooLong = (lease: Lease | undefined, expires: number, failure?: Failure): Shortening => ({
  shortened: [],
  tooLong: [{ lease, expires, failure }],
})

const isLong = (expires: number, maxTtl: number): boolean => maxTtl > 0 && expires > now() + maxTtl * 1_000 + slackMs
