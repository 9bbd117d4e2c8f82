import { endLease, waysFor, type Asked, type LeaseEnd } from './end-lease.ts'
import { asFailure, Failure } from './failure.ts'
import { endOf, endsWithToken, hasRunOut, type Owed } from './session.ts'
import { createLimit } from './stop.ts'
import { createVault, type Vault } from './vault/client.ts'
import { tokenNamespace } from './vault/connection.ts'
import { isTokenDead } from './vault/errors.ts'
import { askGrants, pathsToAsk } from './vault/grants.ts'
import type { Lease } from './vault/leases.ts'
import { ending, harmless } from './vault/retry.ts'
import type { Transport } from './vault/transport.ts'

/** Milliseconds for giving back. Part of it is the token's own, so that a dead database cannot starve it. */
export interface GiveBackLimits {
  readonly leasesMs: number
  /** For leases and token together: the token has what they leave. */
  readonly allMs: number
}

/**
 * What became of the token: a batch token cannot be revoked, a supplied one is the user's and stays, one that is gone was
 * revoked or ran out before.
 */
export type TokenEnd = 'revoked' | 'gone' | 'batch' | 'supplied' | 'left'

/** What became of everything that was owed; every lease is in one list. */
export interface Settlement {
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
  readonly token: TokenEnd
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
export async function giveBack(owed: Owed, transport: Transport, limits: GiveBackLimits): Promise<Settlement> {
  if (owed.missing) return nothingGivenBack(owed, owed.missing)
  const leases = owed.leases.filter((lease) => !lease.sts)
  const begin = performance.now()
  const { ends, unasked } = await within(limits.leasesMs, owed, transport, (vault) => endLeases(owed, leases, vault)).catch(
    (error: unknown) => noneEnded(leases, asFailure(error)),
  )
  const { end, failure } = await within(limits.allMs - (performance.now() - begin), owed, transport, (vault) => revokeToken(owed, vault))
  const dies = end === 'revoked' || end === 'gone'
  const withToken = ends.filter((one) => dies && endsWithToken(one.lease, owed) && isNoNews(one, end))
  const others = ends.filter((one) => !withToken.includes(one) && one.kind !== 'confirmed')
  const isPending = (one: EndedLease) => (dies && endsWithToken(one.lease, owed)) || one.kind === 'pending'
  const failed = (one: EndedLease): FailedLease => ({
    lease: one.lease,
    failure: 'failure' in one ? one.failure : unasked,
    expires: endOf(one.lease, owed),
  })
  return {
    confirmed: ends.filter((one) => one.kind === 'confirmed').map((one) => one.lease),
    withToken: withToken.map((one) => one.lease),
    pending: others.filter(isPending).map(failed),
    left: others.filter((one) => !isPending(one)).map(failed),
    sts: owed.leases.filter((lease) => lease.sts),
    token: end,
    tokenFailure: failure,
    tokenExpires: owed.token.expires,
    tokenNamespace: tokenNamespace(owed.connection),
    unasked,
  }
}

/** Without the secrets that post was to find in its inputs nothing can be asked of Vault. */
function nothingGivenBack(owed: Owed, missing: readonly string[]): Settlement {
  const failure = new Failure(
    'ERR_STATE',
    `the post step needs the value that main had of the input ${missing.join(' and ')}, and has another`,
  )
  return {
    confirmed: [],
    withToken: [],
    pending: [],
    left: owed.leases.filter((lease) => !lease.sts).map((lease) => ({ lease, failure, expires: endOf(lease, owed) })),
    sts: owed.leases.filter((lease) => lease.sts),
    token: owed.token.kind === 'service' ? 'left' : owed.token.kind,
    tokenFailure: failure,
    tokenExpires: owed.token.expires,
    tokenNamespace: tokenNamespace(owed.connection),
    unasked: undefined,
  }
}

/** Nothing is left that a further attempt could end. */
export const isSettled = (settlement: Settlement): boolean => settlement.token !== 'left' && settlement.left.length === 0

/** Vault has said of everything that it is ended; a token that the user supplied is not owed. */
export const isConfirmed = (settlement: Settlement): boolean =>
  ['revoked', 'gone', 'supplied'].includes(settlement.token) &&
  [...settlement.withToken, ...settlement.pending, ...settlement.left, ...settlement.sts].length === 0

type EndedLease = LeaseEnd & { readonly lease: Lease }

/** With a token that was gone before, its leases are gone or going; a refusal for that reason, or of a way that nobody had granted, is no news. */
function isNoNews(one: EndedLease, token: TokenEnd): boolean {
  if (one.kind === 'no way') return true
  return one.kind === 'failed' && one.failure.status === 403 && (token === 'revoked' || isTokenDead(one.failure))
}

async function endLeases(
  owed: Owed,
  leases: readonly Lease[],
  vault: Vault,
): Promise<{ ends: readonly EndedLease[]; unasked: Failure | undefined }> {
  const asked = await grantsFor(owed, vault, leases)
  const ends = leases.map(async (lease) => {
    const ways = isSpared(owed, leases) ? [] : waysFor(lease, owed, asked)
    return { lease, ...(await endLease(lease, ways, owed.token.value, vault)) }
  })
  return { ends: await Promise.all(ends), unasked: asked.failure }
}

/** After a defect on the way: the token is revoked all the same. */
const noneEnded = (leases: readonly Lease[], failure: Failure): { ends: readonly EndedLease[]; unasked: Failure } => ({
  ends: leases.map((lease) => ({ lease, kind: 'failed', failure })),
  unasked: failure,
})

/** Every request of such a token counts: what is left of it is kept for its own end, with which its leases end. */
const isSpared = ({ token }: Owed, leases: readonly Lease[]): boolean => token.uses > 0 && token.uses - token.spent < leases.length + 2

/** Where the question fails, nothing is granted as far as is known. */
async function grantsFor(owed: Owed, vault: Vault, leases: readonly Lease[]): Promise<Asked> {
  const home = tokenNamespace(owed.connection)
  const grants = owed.grants ?? {}
  const paths = pathsToAsk(home, leases).filter((path) => grants[path] === undefined)
  if (paths.length === 0) return { grants }
  if (isSpared(owed, leases)) return { grants, failure: new Failure('ERR_REFUSED', 'the token is of limited use') }
  try {
    return { grants: { ...grants, ...(await askGrants(vault, owed.token.value, home, paths, { repeatable: harmless })) } }
  } catch (error) {
    return { grants, failure: asFailure(error) }
  }
}

async function revokeToken({ token, connection }: Owed, vault: Vault): Promise<{ end: TokenEnd; failure?: Failure }> {
  if (token.kind !== 'service') return { end: token.kind }
  const namespace = tokenNamespace(connection)
  try {
    await vault.call({ method: 'POST', path: 'auth/token/revoke-self', namespace, token: token.value, body: {}, repeatable: ending })
    return { end: 'revoked' }
  } catch (error) {
    const failure = asFailure(error)
    return isTokenDead(failure) || hasRunOut(token) ? { end: 'gone' } : { end: 'left', failure }
  }
}

async function within<T>(milliseconds: number, owed: Owed, transport: Transport, task: (vault: Vault) => Promise<T>): Promise<T> {
  const limit = createLimit(milliseconds)
  try {
    return await task(createVault(owed.connection, transport, limit))
  } finally {
    limit.clear()
  }
}
