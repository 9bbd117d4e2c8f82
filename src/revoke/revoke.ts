import type { RevocationMethod } from './revoke-lease.ts'
import type { LeaseResult, LeaseResults } from './revoke-leases.ts'
import { now } from '../core/clock.ts'
import { asFailure, Failure } from '../core/failure.ts'
import { leaseExpiry, isRevokedWithToken, hasExpired, type Revocable } from '../state/revocable.ts'
import { createLimit } from '../core/deadlines.ts'
import { createVault, withToken, type TokenVault } from '../vault/client.ts'
import { tokenNamespace } from '../vault/connection.ts'
import { isTokenInvalid } from '../vault/token.ts'
import type { Lease } from '../vault/leases.ts'
import { revocation } from '../vault/retry.ts'
import type { Transport } from '../http/transport.ts'

/** Time limits of a revocation in milliseconds. The token has time of its own, so that a hanging database cannot use it up. */
export interface RevocationLimits {
  readonly leasesMs: number
  /** For leases and token together: the token has the time that the leases leave. */
  readonly allMs: number
}

/**
 * The result for the token. `gone`: it was revoked or had expired before. `batch`: it cannot be revoked. `supplied`: it is the
 * user's, and is not revoked. `left`: its revocation failed.
 */
export type TokenOutcome = 'revoked' | 'gone' | 'batch' | 'supplied' | 'left'

/** The result of a revocation; every lease is in one list. */
export interface Revocation {
  /** Leases whose revocation Vault confirmed. */
  readonly confirmed: readonly RevokedLease[]
  /** Leases that no policy allows to revoke: Vault revokes them with the token, in the background and unconfirmed. */
  readonly withToken: readonly Lease[]
  /** Leases whose revocation failed, but which Vault still revokes in the background. */
  readonly pending: readonly FailedLease[]
  /** Leases that are valid until they expire. */
  readonly left: readonly FailedLease[]
  /** Leases whose revocation failed, but which had expired before. */
  readonly expired: readonly Lease[]
  /** AWS STS credentials, which cannot be revoked. */
  readonly sts: readonly Lease[]
  readonly token: TokenOutcome
  readonly tokenFailure: Failure | undefined
  /** When Vault answered the token's revocation, in milliseconds since 1970; undefined if none was sent. */
  readonly tokenAnswered: number | undefined
  /** Expiry of the token, in milliseconds since 1970. */
  readonly tokenExpires: number
  /** The namespace that the paths of policies are relative to; '' is the root namespace. */
  readonly tokenNamespace: string
  /** Why Vault could not be asked for the grants, if so. */
  readonly grantsFailure: Failure | undefined
}

/** A lease whose revocation Vault confirmed. */
export interface RevokedLease {
  readonly lease: Lease
  readonly way: RevocationMethod
  /** In milliseconds since 1970. */
  readonly at: number
}

/** A lease that was not revoked. Without a failure, no policy allows it. */
export interface FailedLease {
  readonly lease: Lease
  readonly failure: Failure | undefined
  /** When Vault ends the lease without a revocation, in milliseconds since 1970. */
  readonly expires: number
}

/** Revokes all leases at once, then the token. Never throws: failures are in the result. */
export async function revokeAll(revocable: Revocable, transport: Transport, limits: RevocationLimits): Promise<Revocation> {
  if (revocable.changedInputs) return notRevoked(revocable, revocable.changedInputs)
  const start = performance.now()
  const leases = await revokeLeasesWithin(limits.leasesMs, revocable, transport)
  const token = await revokeTokenWithin(limits.allMs - (performance.now() - start), revocable, transport)
  return {
    ...common(revocable),
    ...sortResults(leases, token.outcome, revocable),
    token: token.outcome,
    tokenFailure: token.failure,
    tokenAnswered: token.at,
  }
}

/** Returns the result if nothing can be sent to Vault, because the post step lacks the secrets of these inputs. */
function notRevoked(revocable: Revocable, changedInputs: readonly string[]): Revocation {
  const failure = new Failure(
    'ERR_STATE',
    `the value of the input ${changedInputs.join(' and ')} changed after the main step, so the post step cannot revoke it`,
  )
  return {
    ...common(revocable),
    confirmed: [],
    withToken: [],
    pending: [],
    expired: [],
    left: revocableLeases(revocable).map((lease) => ({ lease, failure, expires: leaseExpiry(lease, revocable) })),
    token: revocable.token.kind === 'service' ? 'left' : revocable.token.kind,
    tokenFailure: failure,
    tokenAnswered: undefined,
    grantsFailure: undefined,
  }
}

/** Returns the part of a result that does not depend on Vault. */
const common = (revocable: Revocable): Pick<Revocation, 'sts' | 'tokenExpires' | 'tokenNamespace'> => ({
  sts: revocable.leases.filter((lease) => lease.sts),
  tokenExpires: revocable.token.expires,
  tokenNamespace: tokenNamespace(revocable.connection),
})

const revocableLeases = ({ leases }: Revocable): readonly Lease[] => leases.filter((lease) => !lease.sts)

/** Returns whether a further attempt could not revoke anything more. */
export const isComplete = (revocation: Revocation): boolean => revocation.token !== 'left' && revocation.left.length === 0

/** Returns whether Vault confirmed that everything is revoked, as `revoke: required` asks for. A supplied token does not count. */
export const isConfirmed = (revocation: Revocation): boolean =>
  ['revoked', 'gone', 'supplied'].includes(revocation.token) &&
  [...revocation.withToken, ...revocation.pending, ...revocation.left, ...revocation.sts].length === 0

/** Sorts the leases by their results and by what happened to the token. */
function sortResults(
  { results, grantsFailure }: LeaseResults,
  token: TokenOutcome,
  revocable: Revocable,
): Pick<Revocation, 'confirmed' | 'withToken' | 'pending' | 'left' | 'expired' | 'grantsFailure'> {
  const isTokenInvalid = token === 'revoked' || token === 'gone'
  const endsWithToken = ({ lease }: LeaseResult) => isTokenInvalid && isRevokedWithToken(lease, revocable)
  const withToken = results.filter((result) => endsWithToken(result) && isExpected(result, token))
  const { booted } = revocable.token
  const isExpired = ({ lease }: LeaseResult) => hasExpired({ expires: leaseExpiry(lease, revocable), booted })
  const notDone = results.filter((result) => result.kind !== 'confirmed' && !withToken.includes(result))
  const failed = notDone.filter((result) => !isExpired(result))
  const isPending = (result: LeaseResult) => endsWithToken(result) || result.kind === 'pending'
  const toFailed = (result: LeaseResult): FailedLease => ({
    lease: result.lease,
    failure: 'failure' in result ? result.failure : grantsFailure,
    expires: leaseExpiry(result.lease, revocable),
  })
  return {
    confirmed: results.filter((result) => result.kind === 'confirmed').map(({ lease, way, at }) => ({ lease, way, at })),
    withToken: withToken.map(({ lease }) => lease),
    expired: notDone.filter(isExpired).map(({ lease }) => lease),
    pending: failed.filter(isPending).map(toFailed),
    left: failed.filter((result) => !isPending(result)).map(toFailed),
    grantsFailure: grantsFailure,
  }
}

/** Returns whether a result needs no explanation: no way was granted, a way was denied, or the token was invalid already. */
function isExpected(result: LeaseResult, token: TokenOutcome): boolean {
  if (result.kind === 'no way') return true
  return result.kind === 'failed' && result.failure.status === 403 && (token === 'revoked' || isTokenInvalid(result.failure))
}

async function revokeLeasesWithin(milliseconds: number, revocable: Revocable, transport: Transport): Promise<LeaseResults> {
  const leases = revocableLeases(revocable)
  // most jobs have none, and load no code for them
  if (leases.length === 0) return { results: [], grantsFailure: undefined }
  try {
    return await within(milliseconds, revocable, transport, async (vault) => {
      const { revokeLeases } = await import('./revoke-leases.ts')
      return revokeLeases(revocable, leases, vault)
    })
  } catch (error) {
    // a defect: the token is revoked anyway
    const failure = asFailure(error)
    return { results: leases.map((lease) => ({ lease, kind: 'failed', failure })), grantsFailure: failure }
  }
}

interface TokenResult {
  readonly outcome: TokenOutcome
  readonly failure?: Failure
  /** In milliseconds since 1970. */
  readonly at?: number
}

const revokeTokenWithin = (milliseconds: number, revocable: Revocable, transport: Transport): Promise<TokenResult> =>
  within(milliseconds, revocable, transport, (vault) => revokeToken(revocable, vault))

async function revokeToken({ token }: Revocable, vault: TokenVault): Promise<TokenResult> {
  if (token.kind !== 'service') return { outcome: token.kind }
  try {
    await vault.call({ method: 'POST', path: 'auth/token/revoke-self', namespace: vault.tokenNamespace, body: {}, repeatable: revocation })
    return { outcome: 'revoked', at: now() }
  } catch (error) {
    const failure = asFailure(error)
    return isTokenInvalid(failure) || hasExpired(token) ? { outcome: 'gone', at: now() } : { outcome: 'left', failure }
  }
}

/** Runs a task with a Vault client whose requests are aborted after some milliseconds. */
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
