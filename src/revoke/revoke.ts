import { revokeByFirstWay, waysFor, type Asked, type LeaseOutcome } from './revoke-lease.ts'
import { asFailure, Failure } from '../core/failure.ts'
import { leaseExpiry, isRevokedWithToken, hasRunOut, type Revocable } from '../state/session.ts'
import { createLimit } from '../core/deadlines.ts'
import { createVault, withToken, type TokenVault } from '../vault/client.ts'
import { tokenNamespace } from '../vault/connection.ts'
import { isTokenDead } from '../vault/token.ts'
import { askGrants, pathsToAsk } from '../vault/grants.ts'
import type { Lease } from '../vault/leases.ts'
import { harmless, revocation } from '../vault/retry.ts'
import type { Transport } from '../http/transport.ts'

/** Milliseconds for giving back. Part of it is the token's own, so that a dead database cannot starve it. */
export interface RevocationLimits {
  readonly leasesMs: number
  /** For leases and token together: the token has what they leave. */
  readonly allMs: number
}

/**
 * What became of the token: a batch token cannot be revoked, a supplied one is the user's and stays, one that is gone was
 * revoked or ran out before.
 */
export type TokenOutcome = 'revoked' | 'gone' | 'batch' | 'supplied' | 'left'

/** What became of everything that was owed; every lease is in one list. */
export interface Revocation {
  /** Vault confirmed the end of each. */
  readonly confirmed: readonly Lease[]
  /** No grant to revoke them: they end with the token, in the background, and nobody can ask any more. */
  readonly withToken: readonly Lease[]
  /** Their revocation failed, but Vault goes on trying in the background. */
  readonly pending: readonly FailedLease[]
  /** Alive until they run out. */
  readonly left: readonly FailedLease[]
  /** AWS STS credentials, which nothing ends before their time. */
  readonly sts: readonly Lease[]
  readonly token: TokenOutcome
  readonly tokenFailure: Failure | undefined
  /** When the token runs out by itself, in milliseconds since 1970. */
  readonly tokenExpires: number
  /** '' is the root namespace; policies that would let a lease be revoked count from there. */
  readonly tokenNamespace: string
  /** Why nobody knows which leases the policies let us revoke, where that could not be asked. */
  readonly unasked: Failure | undefined
}

/** A lease that was not ended; without a failure where no grant allows it. */
export interface FailedLease {
  readonly lease: Lease
  readonly failure: Failure | undefined
  /** When Vault ends it by itself, in milliseconds since 1970. */
  readonly expires: number
}

/** Gives back everything that is owed: all leases at once, then the token. Never throws; what failed is in the settlement. */
export async function revokeAll(revocable: Revocable, transport: Transport, limits: RevocationLimits): Promise<Revocation> {
  if (revocable.missing) return notRevoked(revocable, revocable.missing)
  const leases = revocable.leases.filter((lease) => !lease.sts)
  const begin = performance.now()
  const { ends, unasked } = await within(limits.leasesMs, revocable, transport, (vault) => revokeLeases(revocable, leases, vault)).catch(
    (error: unknown) => noneEnded(leases, asFailure(error)),
  )
  const { end, failure } = await within(limits.allMs - (performance.now() - begin), revocable, transport, (vault) =>
    revokeToken(revocable, vault),
  )
  const dies = end === 'revoked' || end === 'gone'
  const withToken = ends.filter((one) => dies && isRevokedWithToken(one.lease, revocable) && isNoNews(one, end))
  const others = ends.filter((one) => !withToken.includes(one) && one.kind !== 'confirmed')
  const isPending = (one: LeaseResult) => (dies && isRevokedWithToken(one.lease, revocable)) || one.kind === 'pending'
  const failed = (one: LeaseResult): FailedLease => ({
    lease: one.lease,
    failure: 'failure' in one ? one.failure : unasked,
    expires: leaseExpiry(one.lease, revocable),
  })
  return {
    confirmed: ends.filter((one) => one.kind === 'confirmed').map((one) => one.lease),
    withToken: withToken.map((one) => one.lease),
    pending: others.filter(isPending).map(failed),
    left: others.filter((one) => !isPending(one)).map(failed),
    sts: revocable.leases.filter((lease) => lease.sts),
    token: end,
    tokenFailure: failure,
    tokenExpires: revocable.token.expires,
    tokenNamespace: tokenNamespace(revocable.connection),
    unasked,
  }
}

/** Without the secrets that post was to find in its inputs nothing can be asked of Vault. */
function notRevoked(revocable: Revocable, missing: readonly string[]): Revocation {
  const failure = new Failure(
    'ERR_STATE',
    `the post step needs the value that main had of the input ${missing.join(' and ')}, and has another`,
  )
  return {
    confirmed: [],
    withToken: [],
    pending: [],
    left: revocable.leases.filter((lease) => !lease.sts).map((lease) => ({ lease, failure, expires: leaseExpiry(lease, revocable) })),
    sts: revocable.leases.filter((lease) => lease.sts),
    token: revocable.token.kind === 'service' ? 'left' : revocable.token.kind,
    tokenFailure: failure,
    tokenExpires: revocable.token.expires,
    tokenNamespace: tokenNamespace(revocable.connection),
    unasked: undefined,
  }
}

/** Nothing is left that a further attempt could end. */
export const isComplete = (revocation: Revocation): boolean => revocation.token !== 'left' && revocation.left.length === 0

/** Vault has said of everything that it is ended; a token that the user supplied is not owed. */
export const isConfirmed = (revocation: Revocation): boolean =>
  ['revoked', 'gone', 'supplied'].includes(revocation.token) &&
  [...revocation.withToken, ...revocation.pending, ...revocation.left, ...revocation.sts].length === 0

type LeaseResult = LeaseOutcome & { readonly lease: Lease }

/** With a token that was gone before, its leases are gone or going; a refusal for that reason, or of a way that nobody had granted, is no news. */
function isNoNews(one: LeaseResult, token: TokenOutcome): boolean {
  if (one.kind === 'no way') return true
  return one.kind === 'failed' && one.failure.status === 403 && (token === 'revoked' || isTokenDead(one.failure))
}

async function revokeLeases(
  revocable: Revocable,
  leases: readonly Lease[],
  vault: TokenVault,
): Promise<{ ends: readonly LeaseResult[]; unasked: Failure | undefined }> {
  const asked = await grantsFor(revocable, vault, leases)
  const ends = leases.map(async (lease) => {
    const ways = isSpared(revocable, leases) ? [] : waysFor(lease, revocable, asked)
    return { lease, ...(await revokeByFirstWay(lease, ways, vault)) }
  })
  return { ends: await Promise.all(ends), unasked: asked.failure }
}

/** After a defect on the way: the token is revoked all the same. */
const noneEnded = (leases: readonly Lease[], failure: Failure): { ends: readonly LeaseResult[]; unasked: Failure } => ({
  ends: leases.map((lease) => ({ lease, kind: 'failed', failure })),
  unasked: failure,
})

/** Every request of such a token counts: what is left of it is kept for its own end, with which its leases end. */
const isSpared = ({ token }: Revocable, leases: readonly Lease[]): boolean => token.uses > 0 && token.uses - token.spent < leases.length + 2

/** Where the question fails, nothing is granted as far as is known. */
async function grantsFor(revocable: Revocable, vault: TokenVault, leases: readonly Lease[]): Promise<Asked> {
  const home = tokenNamespace(revocable.connection)
  const grants = revocable.grants ?? {}
  const paths = pathsToAsk(home, leases).filter((path) => grants[path] === undefined)
  if (paths.length === 0) return { grants }
  if (isSpared(revocable, leases)) return { grants, failure: new Failure('ERR_REFUSED', 'the token is of limited use') }
  try {
    return { grants: { ...grants, ...(await askGrants(vault, paths, { repeatable: harmless })) } }
  } catch (error) {
    return { grants, failure: asFailure(error) }
  }
}

async function revokeToken({ token }: Revocable, vault: TokenVault): Promise<{ end: TokenOutcome; failure?: Failure }> {
  if (token.kind !== 'service') return { end: token.kind }
  try {
    await vault.call({ method: 'POST', path: 'auth/token/revoke-self', namespace: vault.tokenNamespace, body: {}, repeatable: revocation })
    return { end: 'revoked' }
  } catch (error) {
    const failure = asFailure(error)
    return isTokenDead(failure) || hasRunOut(token) ? { end: 'gone' } : { end: 'left', failure }
  }
}

async function within<T>(
  milliseconds: number,
  revocable: Revocable,
  transport: Transport,
  task: (vault: TokenVault) => Promise<T>,
): Promise<T> {
  const limit = createLimit(milliseconds)
  try {
    return await task(withToken(createVault(revocable.connection, transport, limit), revocable.token.value))
  } finally {
    limit.clear()
  }
}
