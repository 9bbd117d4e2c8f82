import type { Call, TokenVault } from './client.ts'
import { own, isObject, type Json } from '../core/json.ts'
import type { Lease } from './leases.ts'

/**
 * Whether the policies allow the token to `update` a path, by path relative to the token's namespace. Paths that were not queried
 * are missing.
 */
export type Grants = Readonly<Record<string, boolean>>

/** The retries and the timeout of a query. */
export type QueryLimits = Pick<Call, 'repeatable' | 'replyMs'>

/** The common part of leases of one path: their namespace, and their ids without the random last segment. */
export type LeaseScope = Pick<Lease, 'namespace' | 'prefix'>

/**
 * The paths whose capabilities decide how a lease can be revoked. Policies allow two forms of the request separately:
 * `sys/leases/revoke/<lease id>`, which they can allow per prefix, and `sys/leases/revoke` with the id in the body. The default policy
 * allows neither, but it allows `sys/leases/renew`, which can make the lease expire early.
 */
export interface LeasePaths {
  readonly byPath: string
  readonly byBody: string
  readonly byRenewal: string
}

/** Returns the paths for the leases of a place, or undefined if the token's policies cannot be queried for that namespace. */
export function leasePaths(tokenNamespace: string, { namespace, prefix }: LeaseScope): LeasePaths | undefined {
  const relative = relativeNamespace(namespace, tokenNamespace)
  if (relative === undefined) return undefined
  // "any" stands for the random last segment of the ids
  const leases = `${relative}sys/leases`
  return { byPath: `${leases}/revoke/${prefix}/any`, byBody: `${leases}/revoke`, byRenewal: `${leases}/renew` }
}

/** Returns the paths to query for the leases of these places, each once. */
export function pathsToAsk(tokenNamespace: string, places: readonly LeaseScope[]): readonly string[] {
  return [...new Set(places.flatMap((place) => asList(leasePaths(tokenNamespace, place))))]
}

const asList = (paths: LeasePaths | undefined): readonly string[] => (paths ? [paths.byBody, paths.byPath, paths.byRenewal] : [])

/**
 * Queries the capabilities of the paths in one request, so that no denied revocation appears in the audit log. Needs no lease id, only
 * its prefix. Throws the Failure of the request.
 */
export async function askGrants(vault: TokenVault, paths: readonly string[], limits: QueryLimits): Promise<Grants> {
  const { reply } = await vault.call({
    method: 'POST',
    path: 'sys/capabilities-self',
    namespace: vault.tokenNamespace,
    body: { paths },
    ...limits,
  })
  const data = own(reply, 'data')
  return Object.fromEntries(paths.map((path) => [path, mayUpdate(own(isObject(data) ? data : reply, path))]))
}

const mayUpdate = (capabilities: Json | undefined): boolean =>
  Array.isArray(capabilities) && (capabilities.includes('update') || capabilities.includes('root'))

/** Returns the policy line, in the token's namespace, that allows revoking a lease with confirmation. */
export const revokePolicy = (tokenNamespace: string, lease: Lease): string =>
  `path "${relativeNamespace(lease.namespace, tokenNamespace) ?? ''}sys/leases/revoke/${lease.prefix}/*" { capabilities = ["update"] }`

/** Returns a namespace relative to one of its parents: '' for itself, `child/` for a child; undefined if it is not below the parent. */
function relativeNamespace(namespace: string, parent: string): string | undefined {
  if (namespace === parent) return ''
  if (parent === '') return `${namespace}/`
  return namespace.startsWith(`${parent}/`) ? `${namespace.slice(parent.length + 1)}/` : undefined
}
