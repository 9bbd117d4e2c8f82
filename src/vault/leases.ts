import type { Call, Vault } from './client.ts'
import { harmless } from './retry.ts'
import { own, isObject, type JsonObject, type Json } from './json.ts'

/** A lease that is owed back. */
export interface Lease {
  readonly id: string
  /** The path that was read, for messages and for the grant that ending it needs. */
  readonly path: string
  /** When Vault drops it by itself at the latest, in milliseconds since 1970. */
  readonly expires: number
  /** AWS STS credentials: ending the lease does not end them. */
  readonly sts: boolean
}

/**
 * What the token's policies let it revoke. Two forms of one endpoint, which policies grant apart from each other:
 * `sys/leases/revoke/<lease id>`, which can be granted per prefix, and `sys/leases/revoke` with the id in the body.
 * The default policy grants neither.
 */
export interface Grants {
  /** Read paths whose leases may be revoked in the URL form. */
  readonly paths: readonly string[]
  /** Any lease may be revoked in the body form. */
  readonly body: boolean
}

/** How long an answer is waited for, and how often it is asked for. */
export type Patience = Pick<Call, 'repeatable' | 'replyMs'>

/** Milliseconds for one revocation: Vault answers when the engine has ended the credential. */
const revokeMs = 30_000

/**
 * Asks once which leases may be revoked, so that no refused request lands in an audit log. A lease id is its read path
 * and a random end, so this can be asked before the id is known.
 */
export async function askGrants(vault: Vault, token: string, readPaths: readonly string[], patience: Patience): Promise<Grants> {
  const paths = [...new Set(readPaths.map(withoutQuery))]
  const body = { paths: ['sys/leases/revoke', ...paths.map((path) => `sys/leases/revoke/${path}/any`)] }
  const { reply } = await vault.call({ method: 'POST', path: 'sys/capabilities-self', token, body, ...patience })
  const data = own(reply, 'data')
  const granted = (path: string) => mayUpdate(own(isObject(data) ? data : reply, path))
  return { paths: paths.filter((path) => granted(`sys/leases/revoke/${path}/any`)), body: granted('sys/leases/revoke') }
}

/** The policy line that would let a lease be revoked and confirmed. */
export const revokePolicy = (lease: Lease): string => `path "sys/leases/revoke/${withoutQuery(lease.path)}/*" { capabilities = ["update"] }`

/** Whether some form of revocation is granted for a lease. */
export const isGranted = (grants: Grants, lease: Lease): boolean => grants.body || grants.paths.includes(withoutQuery(lease.path))

/** Revokes a lease in the form that is granted and returns when it is confirmed; an unknown lease counts as ended (204). */
export async function revokeLease(vault: Vault, token: string, lease: Lease, grants: Grants): Promise<void> {
  const byUrl = grants.paths.includes(withoutQuery(lease.path))
  const path = byUrl ? `sys/leases/revoke/${lease.id.split('/').map(encodeURIComponent).join('/')}` : 'sys/leases/revoke'
  const body: JsonObject = byUrl ? {} : { lease_id: lease.id }
  await vault.call({ method: 'PUT', path, token, body, replyMs: revokeMs, repeatable: harmless })
}

const withoutQuery = (path: string): string => path.replace(/\?.*$/, '')

const mayUpdate = (capabilities: Json | undefined): boolean =>
  Array.isArray(capabilities) && (capabilities.includes('update') || capabilities.includes('root'))
