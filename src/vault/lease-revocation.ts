import { encodePath } from '../core/encode-path.ts'
import type { TokenVault } from './client.ts'
import { Failure } from '../core/failure.ts'
import { leaseRenewal, type Lease } from './leases.ts'
import { revocation } from './retry.ts'

/** Timeout of one revocation in milliseconds: Vault responds after the engine has revoked the credential. */
const revokeMs = 30_000
/** Milliseconds from a renewal by one second to the first lookup of the lease, and the factor from each wait to the next. */
const firstLookupMs = 1_100
const lookupBackoff = 1.5

/** The two forms of a revocation request. Policies allow them separately. */
export type RevokeForm = 'by path' | 'by body'

/** Revokes a lease and waits until the engine has revoked the credential. Vault also responds with 204 for an unknown lease. */
export async function revokeLease(vault: TokenVault, lease: Lease, form: RevokeForm): Promise<void> {
  await vault.call({ ...revocationCall(lease, form), replyMs: revokeMs, repeatable: revocation })
}

/** Asks Vault to revoke a lease in the background, with Vault's own retries (`sync: false`). */
export async function queueRevocation(vault: TokenVault, lease: Lease, form: RevokeForm): Promise<void> {
  const { body, ...call } = revocationCall(lease, form)
  await vault.call({ ...call, body: { ...body, sync: false }, repeatable: revocation })
}

function revocationCall(lease: Lease, form: RevokeForm) {
  const id = encodePath(lease.id)
  return {
    method: 'PUT',
    path: form === 'by path' ? `sys/leases/revoke/${id}` : 'sys/leases/revoke',
    namespace: lease.namespace,
    body: form === 'by path' ? {} : { lease_id: lease.id },
  } as const
}

/**
 * Makes a lease expire if no policy allows revoking it: renews it for one second and waits until Vault has removed it, which Vault does
 * after the engine has revoked the credential. Throws the Failure of a request, or the reason of the stop if that takes too long.
 */
export async function expireByRenewal(vault: TokenVault, lease: Lease): Promise<void> {
  try {
    await vault.call({ ...leaseRenewal(lease, 1), repeatable: revocation })
  } catch (error) {
    const isDenied = error instanceof Failure && error.status === 403
    // if the response of an earlier attempt was lost, the lease may have expired already
    if (isDenied || (await exists(vault, lease).catch(() => true))) throw error
    return
  }
  for (let wait = firstLookupMs; ; wait *= lookupBackoff) {
    await vault.pause(wait)
    if (!(await exists(vault, lease))) return
  }
}

async function exists(vault: TokenVault, lease: Lease): Promise<boolean> {
  try {
    const body = { lease_id: lease.id }
    await vault.call({ method: 'PUT', path: 'sys/leases/lookup', namespace: lease.namespace, body, repeatable: revocation })
    return true
  } catch (error) {
    // the lease does not exist: "invalid lease"
    if (error instanceof Failure && error.status === 400) return false
    throw error
  }
}
