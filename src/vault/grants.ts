import type { Call, TokenVault } from './client.ts'
import { own, isObject, type Json } from '../core/json.ts'
import type { Lease } from './leases.ts'

/**
 * Whether the policies let the token `update` a path, by the path as it is seen from the token's own namespace. What is
 * not in here was not asked.
 */
export type Grants = Readonly<Record<string, boolean>>

/** How long an answer is waited for, and how often it is asked for. */
export type Patience = Pick<Call, 'repeatable' | 'replyMs'>

/** A place below which leases live: their ids are this and a random end. */
export type LeasePlace = Pick<Lease, 'namespace' | 'prefix'>

/**
 * The paths whose grants decide how leases end. Two forms of one endpoint revoke a lease, which policies grant apart from
 * each other: `sys/leases/revoke/<lease id>`, which can be granted per prefix, and `sys/leases/revoke` with the id in the
 * body; the default policy grants neither. `sys/leases/renew`, which it grants, can bring the end near.
 */
export interface LeasePaths {
  readonly byPath: string
  readonly byBody: string
  readonly byRenewal: string
}

/** The paths for leases below a place; undefined where the token's policies cannot be asked about that namespace. */
export function leasePaths(tokenNamespace: string, { namespace, prefix }: LeasePlace): LeasePaths | undefined {
  const way = wayTo(namespace, tokenNamespace)
  if (way === undefined) return undefined
  // any last segment stands for all ids
  const leases = `${way}sys/leases`
  return { byPath: `${leases}/revoke/${prefix}/any`, byBody: `${leases}/revoke`, byRenewal: `${leases}/renew` }
}

/** The paths to ask about, each once, for leases below these places. */
export function pathsToAsk(tokenNamespace: string, places: readonly LeasePlace[]): readonly string[] {
  return [...new Set(places.flatMap((place) => asList(leasePaths(tokenNamespace, place))))]
}

const asList = (paths: LeasePaths | undefined): readonly string[] => (paths ? [paths.byBody, paths.byPath, paths.byRenewal] : [])

/**
 * Asks once what is granted, so that no refused request lands in an audit log. A lease id is its place and a random end,
 * so this can be asked before the id is known. Policies count from the token's own namespace.
 */
export async function askGrants(vault: TokenVault, paths: readonly string[], patience: Patience): Promise<Grants> {
  const { reply } = await vault.call({
    method: 'POST',
    path: 'sys/capabilities-self',
    namespace: vault.tokenNamespace,
    body: { paths },
    ...patience,
  })
  const data = own(reply, 'data')
  return Object.fromEntries(paths.map((path) => [path, mayUpdate(own(isObject(data) ? data : reply, path))]))
}

const mayUpdate = (capabilities: Json | undefined): boolean =>
  Array.isArray(capabilities) && (capabilities.includes('update') || capabilities.includes('root'))

/** The policy line, in the token's own namespace, that would let a lease be revoked and confirmed. */
export const revokePolicy = (tokenNamespace: string, lease: Lease): string =>
  `path "${wayTo(lease.namespace, tokenNamespace) ?? ''}sys/leases/revoke/${lease.prefix}/*" { capabilities = ["update"] }`

/** How a namespace is reached from another one above it: '' for itself, `child/` for one below. */
function wayTo(namespace: string, from: string): string | undefined {
  if (namespace === from) return ''
  if (from === '') return `${namespace}/`
  return namespace.startsWith(`${from}/`) ? `${namespace.slice(from.length + 1)}/` : undefined
}
