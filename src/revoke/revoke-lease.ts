import { asFailure, type Failure } from '../core/failure.ts'
import { isRevokedWithToken, type Revocable } from '../state/session.ts'
import type { TokenVault } from '../vault/client.ts'
import { leasePaths, type Grants } from '../vault/grants.ts'
import { expireByRenewal, queueRevocation, revokeLease, type Lease, type RevokeForm } from '../vault/leases.ts'
import { tokenNamespace } from '../vault/connection.ts'

/** A way to end a lease so that its end is confirmed. */
export type Way = RevokeForm | 'by renewal'

/** What is known of the grants: the answer, or why there is none. */
export type Asked = { readonly grants: Grants; readonly failure?: Failure }

/** What became of one lease. */
export type LeaseOutcome =
  | { readonly kind: 'confirmed' }
  /** No way is granted, and none was tried. */
  | { readonly kind: 'no way' }
  /** Vault has taken it on and goes on trying in the background. */
  | { readonly kind: 'pending'; readonly failure: Failure }
  | { readonly kind: 'failed'; readonly failure: Failure }

/**
 * The ways to end a lease, to be tried in this order until one is not denied. Renewing it to its end takes a second and two
 * requests, and so is worth it only where the lease does not end with our token, or where every end has to be confirmed.
 */
export function waysFor(lease: Lease, revocable: Revocable, { grants, failure }: Asked): readonly Way[] {
  const paths = leasePaths(tokenNamespace(revocable.connection), lease)
  // a policy may grant the revocation and not the question; the question may have failed, or cannot be asked
  const granted = (path: string | undefined) => (path === undefined ? undefined : grants[path])
  const isUnknown = granted(paths?.byPath) === undefined && (!failure || failure.status === 403)
  if (granted(paths?.byPath)) return ['by path']
  if (granted(paths?.byBody)) return ['by body']
  const renewal = lease.renewable && granted(paths?.byRenewal) !== false && (revocable.required || !isRevokedWithToken(lease, revocable))
  return [...(isUnknown ? (['by path', 'by body'] as const) : []), ...(renewal ? (['by renewal'] as const) : [])]
}

/** Ends a lease in the first way that is not denied. Never throws. */
export async function revokeByFirstWay(lease: Lease, ways: readonly Way[], vault: TokenVault): Promise<LeaseOutcome> {
  let end: LeaseOutcome = { kind: 'no way' }
  for (const way of ways) {
    try {
      await (way === 'by renewal' ? expireByRenewal(vault, lease) : revokeLease(vault, lease, way))
      return { kind: 'confirmed' }
    } catch (error) {
      const failure = asFailure(error)
      end = { kind: 'failed', failure }
      if (failure.status === 403) continue
      return way === 'by renewal' || failure.status !== 400 ? end : await queued(lease, way, failure, vault)
    }
  }
  return end
}

/** An engine that could not end the credential now may later: Vault tries for hours where it is asked to do so in the background. */
async function queued(lease: Lease, form: RevokeForm, failure: Failure, vault: TokenVault): Promise<LeaseOutcome> {
  try {
    await queueRevocation(vault, lease, form)
    return { kind: 'pending', failure }
  } catch {
    return { kind: 'failed', failure }
  }
}
