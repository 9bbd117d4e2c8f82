import type { Entry } from '../mapping/plan.ts'
import { leaseExpiry, type Revocable } from '../state/revocable.ts'
import type { Lease } from '../vault/leases.ts'

/**
 * Returns the JSON of the output `leases`: each lease, and until when the token is valid. A lease ends with the token, if Vault revokes
 * it with the token.
 * @param leases those of the run, in the order of the mapping
 */
export function leasesJson(leases: readonly Lease[], revocable: Pick<Revocable, 'token' | 'connection'>): string {
  return JSON.stringify({
    expires: timeOf(revocable.token.expires),
    leases: leases.map((lease) => ({
      path: lease.path,
      lease_id: lease.id,
      namespace: lease.namespace,
      // STS credentials stay valid after the lease is revoked
      expires: timeOf(lease.sts ? lease.expires : leaseExpiry(lease, revocable)),
      renewable: lease.renewable,
    })),
  })
}

/** Returns a time in UTC as ISO 8601, from milliseconds since 1970; null for a token without a TTL. */
function timeOf(milliseconds: number): string | null {
  const time = new Date(milliseconds)
  return Number.isNaN(time.getTime()) ? null : time.toISOString()
}

/** Returns the JSON of the output `notFound`: the names of entries without a value, or prefix and pattern, in the order of the mapping. */
export function notFoundJson(entries: readonly Entry[]): string {
  const inOrder = entries.toSorted((a, b) => a.order - b.order)
  return JSON.stringify(inOrder.map((entry) => (entry.kind === 'key' ? entry.output : `${entry.prefix}${entry.pattern}`)))
}
