import { revokeByFirstWay, methodsFor, type KnownGrants, type LeaseOutcome } from './revoke-lease.ts'
import { asFailure, Failure } from '../core/failure.ts'
import type { Revocable } from '../state/revocable.ts'
import type { TokenVault } from '../vault/client.ts'
import { tokenNamespace } from '../vault/connection.ts'
import { askGrants, pathsToAsk } from '../vault/grants.ts'
import type { Lease } from '../vault/leases.ts'
import { idempotent } from '../vault/retry.ts'

/** The result for a lease, with the lease. */
export type LeaseResult = LeaseOutcome & { readonly lease: Lease }

/** The results for all leases of a step. */
export interface LeaseResults {
  readonly results: readonly LeaseResult[]
  /** Why Vault could not be asked for the grants, if so. */
  readonly grantsFailure: Failure | undefined
}

/** Revokes leases at once, each in the first way that is not denied. Never throws, except for a defect. */
export async function revokeLeases(revocable: Revocable, leases: readonly Lease[], vault: TokenVault): Promise<LeaseResults> {
  const known = await grantsFor(revocable, vault, leases)
  const results = leases.map(async (lease) => {
    const ways = hasTooFewUses(revocable, leases) ? [] : methodsFor(lease, revocable, known)
    return { lease, ...(await revokeByFirstWay(lease, ways, vault)) }
  })
  return { results: await Promise.all(results), grantsFailure: known.failure }
}

/** Returns whether a limited-use token needs its last uses to revoke itself, which also revokes its leases. */
const hasTooFewUses = ({ token }: Revocable, leases: readonly Lease[]): boolean =>
  token.uses > 0 && token.uses - token.spent < leases.length + 2

/** Asks Vault for the grants that main has not asked for. If that fails, they stay unknown. */
async function grantsFor(revocable: Revocable, vault: TokenVault, leases: readonly Lease[]): Promise<KnownGrants> {
  const grants = revocable.grants ?? {}
  const paths = pathsToAsk(tokenNamespace(revocable.connection), leases).filter((path) => grants[path] === undefined)
  if (paths.length === 0) return { grants }
  if (hasTooFewUses(revocable, leases))
    return { grants, failure: new Failure('ERR_REFUSED', 'the limited-use token has too few uses left') }
  try {
    return { grants: { ...grants, ...(await askGrants(vault, paths, { repeatable: idempotent })) } }
  } catch (error) {
    return { grants, failure: asFailure(error) }
  }
}
