import type { Failure } from '../core/failure.ts'
import { tokenNamespace } from '../vault/connection.ts'
import { leasePaths } from '../vault/grants.ts'
import type { Lease } from '../vault/leases.ts'
import type { Revocable } from '../state/revocable.ts'

/** Why a token or a lease cannot be renewed, or no further. */
export type Obstacle =
  /** Vault granted less than requested, with these warnings. */
  | { readonly kind: 'capped'; readonly warnings: string }
  /** The input `maxTtl` allows no more. */
  | { readonly kind: 'maxTtl' }
  /** Vault said at issue that it cannot be renewed. */
  | { readonly kind: 'not renewable' }
  /** AWS STS credentials. */
  | { readonly kind: 'sts' }
  /** A batch token, or a lease that lives no longer than its batch token. */
  | { readonly kind: 'batch' }
  /** A lease that Vault revokes with the token, which ends earlier. */
  | { readonly kind: 'token' }
  /** A renewal would take one of the uses of a limited-use token. */
  | { readonly kind: 'uses' }
  /** No policy allows it. `path` is what a policy has to allow, relative to the token's namespace. */
  | { readonly kind: 'denied'; readonly path: string }
  /** Vault does not have the lease any more. */
  | { readonly kind: 'gone' }
  /** The requests fail. */
  | { readonly kind: 'failed'; readonly failure: Failure }

/** Returns why a lease, or the token, cannot be renewed, as far as that is known without a request. */
export function knownObstacle(lease: Lease | undefined, { token, connection, grants }: Revocable): Obstacle | undefined {
  if (lease?.sts) return { kind: 'sts' }
  if (!lease && token.kind === 'batch') return { kind: 'batch' }
  if (!(lease ?? token).renewable) return { kind: 'not renewable' }
  if (token.uses > 0) return { kind: 'uses' }
  const path = lease && leasePaths(tokenNamespace(connection), lease)?.byRenewal
  return path !== undefined && grants?.[path] === false ? { kind: 'denied', path } : undefined
}

/** TTLs are whole seconds. */
const roundingMs = 2_000

/** Returns why Vault granted less than requested. A lease of a batch token lives no longer than the token. */
export function capOf(lease: Lease | undefined, expires: number, warnings: string, { token }: Revocable): Obstacle {
  const endsWithBatch = lease && token.kind === 'batch' && expires > token.expires - roundingMs
  return endsWithBatch ? { kind: 'batch' } : { kind: 'capped', warnings }
}

/**
 * Returns what a refused renewal means if no retry can change it, else undefined. A 403 of an invalid token is not a refusal by a policy:
 * check that first. Source of the texts: vault/expiration.go, `renewable`, and sdk/framework/lease.go, `CalculateTTL`.
 */
export function refusedObstacle({ status, words }: Failure, lease: Lease | undefined, { connection }: Revocable): Obstacle | undefined {
  if (status === 403) {
    const path = lease ? leasePaths(tokenNamespace(connection), lease)?.byRenewal : 'auth/token/renew-self'
    return { kind: 'denied', path: path ?? 'sys/leases/renew' }
  }
  if (words.includes('past the max TTL')) return { kind: 'capped', warnings: words }
  if (status !== 400) return undefined
  if (/lease (is )?(not found|expired)|invalid lease/.test(words)) return { kind: 'gone' }
  return /not renewable|cannot be renewed/.test(words) ? { kind: 'not renewable' } : undefined
}
