import { now } from '../core/clock.ts'
import { asFailure, type Failure } from '../core/failure.ts'
import { isRevokedWithToken, type Revocable } from '../state/revocable.ts'
import type { TokenVault } from '../vault/client.ts'
import { leasePaths, type Grants } from '../vault/grants.ts'
import { expireByRenewal, queueRevocation, revokeLease, type RevokeForm } from '../vault/lease-revocation.ts'
import type { Lease } from '../vault/leases.ts'
import { tokenNamespace } from '../vault/connection.ts'

/** A way to revoke a lease so that Vault confirms it. */
export type RevocationMethod = RevokeForm | 'by renewal'

/** The grants that are known, and the failure if Vault could not be asked for all of them. */
export type KnownGrants = { readonly grants: Grants; readonly failure?: Failure }

/** The result for one lease. */
export type LeaseOutcome =
  | {
      readonly kind: 'confirmed'
      readonly way: RevocationMethod
      /** When Vault confirmed it, in milliseconds since 1970. */
      readonly at: number
    }
  /** No way is granted, so none was tried. */
  | { readonly kind: 'no way' }
  /** Vault accepted the revocation and retries it in the background. */
  | { readonly kind: 'pending'; readonly failure: Failure }
  | { readonly kind: 'failed'; readonly failure: Failure }

/**
 * Returns the ways to revoke a lease, in the order in which to try them until one is not denied. A renewal by one second takes two
 * requests and a second, so it is used only if the lease is not revoked with the token, or if `revoke: required` is set.
 */
export function methodsFor(lease: Lease, revocable: Revocable, { grants, failure }: KnownGrants): readonly RevocationMethod[] {
  const paths = leasePaths(tokenNamespace(revocable.connection), lease)
  // undefined if unknown: the path cannot be queried, or the query failed or was denied
  const granted = (path: string | undefined) => (path === undefined ? undefined : grants[path])
  const isUnknown = granted(paths?.byPath) === undefined && (!failure || failure.status === 403)
  if (granted(paths?.byPath)) return ['by path']
  if (granted(paths?.byBody)) return ['by body']
  const renewal = lease.renewable && granted(paths?.byRenewal) !== false && (revocable.required || !isRevokedWithToken(lease, revocable))
  return [...(isUnknown ? (['by path', 'by body'] as const) : []), ...(renewal ? (['by renewal'] as const) : [])]
}

/** Revokes a lease in the first way that is not denied. Never throws. */
export async function revokeByFirstWay(lease: Lease, ways: readonly RevocationMethod[], vault: TokenVault): Promise<LeaseOutcome> {
  let outcome: LeaseOutcome = { kind: 'no way' }
  for (const way of ways) {
    try {
      await (way === 'by renewal' ? expireByRenewal(vault, lease) : revokeLease(vault, lease, way))
      return { kind: 'confirmed', way, at: now() }
    } catch (error) {
      const failure = asFailure(error)
      outcome = { kind: 'failed', failure }
      if (failure.status === 403) continue
      return way === 'by renewal' || failure.status !== 400 ? outcome : await queueInVault(lease, way, failure, vault)
    }
  }
  return outcome
}

/** Asks Vault to retry in the background, which it does for hours: the engine failed to revoke the credential now. */
async function queueInVault(lease: Lease, form: RevokeForm, failure: Failure, vault: TokenVault): Promise<LeaseOutcome> {
  try {
    await queueRevocation(vault, lease, form)
    return { kind: 'pending', failure }
  } catch {
    return { kind: 'failed', failure }
  }
}
