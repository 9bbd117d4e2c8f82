import type { Call, TokenVault } from './client.ts'
import { clean } from '../core/clean.ts'
import { Failure } from '../core/failure.ts'
import type { QueryLimits } from './grants.ts'
import { isObject, own, type JsonObject } from '../core/json.ts'
import { leaseRenewal, type Lease } from './leases.ts'

/** What Vault granted for a renewal. */
export interface Renewed {
  /** TTL in seconds, from the renewal on. */
  readonly seconds: number
  /** Vault's warnings, for example that the TTL was capped; '' if there are none. */
  readonly warnings: string
}

/** Renews a lease for that many seconds. Throws the Failure of the request, or ERR_REPLY if the response contains no TTL. */
export async function renewLease(vault: TokenVault, lease: Lease, seconds: number, limits: QueryLimits): Promise<Renewed> {
  const call = { ...leaseRenewal(lease, seconds), ...limits }
  const { reply } = await vault.call(call)
  return toRenewed(reply, reply, call)
}

/**
 * Renews the token of the client for that many seconds, which can also be shorter than its TTL (API page "auth/token"). Throws the
 * Failure of the request, or ERR_REPLY if the response contains no TTL.
 */
export async function renewToken(vault: TokenVault, seconds: number, limits: QueryLimits): Promise<Renewed> {
  const path = 'auth/token/renew-self'
  const call = { method: 'POST', path, namespace: vault.tokenNamespace, body: { increment: seconds }, ...limits } as const
  const { reply } = await vault.call(call)
  const auth = own(reply, 'auth')
  return toRenewed(isObject(auth) ? auth : {}, reply, call)
}

/** @param grant the part of the response that contains the TTL */
function toRenewed(grant: JsonObject, reply: JsonObject, { method, path }: Call): Renewed {
  const seconds = own(grant, 'lease_duration')
  if (typeof seconds !== 'number' || seconds < 0)
    throw new Failure('ERR_REPLY', `${method} ${path}: the response contains no valid lease_duration`)
  const warnings = own(reply, 'warnings')
  return { seconds, warnings: clean(Array.isArray(warnings) ? warnings.filter((text) => typeof text === 'string').join('; ') : '') }
}
