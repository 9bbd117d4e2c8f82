import type { TokenVault } from './client.ts'
import { Failure } from '../core/failure.ts'
import { after } from '../core/clock.ts'
import { own, type JsonObject } from '../core/json.ts'
import type { LeaseGrant } from './reply.ts'
import { ending } from './retry.ts'

/** A lease that is owed back. */
export interface Lease {
  readonly id: string
  /** The id without its random end: what a policy can name before the lease is there. */
  readonly prefix: string
  /** The path that was read, for messages. */
  readonly path: string
  /** The namespace that it lives in; '' is the root namespace. */
  readonly namespace: string
  /** When Vault drops it by itself at the latest, in milliseconds since 1970. */
  readonly expires: number
  readonly renewable: boolean
  /** AWS STS credentials: ending the lease does not end them. */
  readonly sts: boolean
}

/** Milliseconds for one revocation: Vault answers when the engine has ended the credential. */
const revokeMs = 30_000
/** Milliseconds after a renewal by one second when the lease is first looked for, and how much longer each wait is than the last. */
const firstLookMs = 1_100
const slower = 1.5

/**
 * The lease that a read gave.
 * @param namespace of the request; '' is the root namespace
 * @param now milliseconds since 1970
 */
export function leaseOf(grant: LeaseGrant, path: string, namespace: string, sts: boolean, now: number): Lease {
  const prefix = grant.id.split('/').slice(0, -1).join('/')
  const asked = withoutQuery(path)
  // a path may begin with namespaces below that of the request, which a lease's id leaves out
  const below = asked.endsWith(`/${prefix}`) ? asked.slice(0, -prefix.length - 1) : ''
  return {
    id: grant.id,
    prefix,
    path,
    namespace: [namespace, below].filter(Boolean).join('/'),
    expires: after(now, grant.seconds),
    renewable: grant.renewable,
    sts,
  }
}

/** The place of the leases that a read of a path gives, as far as it is known before. */
export const leasePlace = (path: string, namespace: string): Pick<Lease, 'namespace' | 'prefix'> => ({
  namespace,
  prefix: withoutQuery(path),
})

/** The two forms of a revocation, which policies grant apart from each other. */
export type RevokeForm = 'by path' | 'by body'

/** Revokes a lease and returns when the engine has ended the credential; an unknown lease counts as ended (204). */
export async function revokeLease(vault: TokenVault, lease: Lease, form: RevokeForm): Promise<void> {
  await vault.call({ ...revocationCall(lease, form), replyMs: revokeMs, repeatable: ending })
}

/** Has Vault end a lease in the background, where it tries again for a while (`sync: false`). */
export async function queueRevocation(vault: TokenVault, lease: Lease, form: RevokeForm): Promise<void> {
  const { body, ...call } = revocationCall(lease, form)
  await vault.call({ ...call, body: { ...body, sync: false }, repeatable: ending })
}

function revocationCall(lease: Lease, form: RevokeForm) {
  const id = lease.id.split('/').map(encodeURIComponent).join('/')
  return {
    method: 'PUT',
    path: form === 'by path' ? `sys/leases/revoke/${id}` : 'sys/leases/revoke',
    namespace: lease.namespace,
    body: form === 'by path' ? {} : { lease_id: lease.id },
  } as const
}

/** Renews a lease so that it ends that many seconds from now. @returns the seconds that it really has, where Vault says so */
export async function renewLease(vault: TokenVault, lease: Lease, seconds: number): Promise<number | undefined> {
  const { reply } = await vault.call({
    method: 'PUT',
    path: 'sys/leases/renew',
    namespace: lease.namespace,
    body: { lease_id: lease.id, increment: seconds },
    repeatable: ending,
  })
  return durationOf(reply)
}

/**
 * Ends a lease without a grant to revoke it: renewed by one second it runs out, Vault has the engine end the credential,
 * and only then forgets the lease. Returns when it is forgotten. Throws the stop's reason where that takes too long.
 */
export async function expireByRenewal(vault: TokenVault, lease: Lease): Promise<void> {
  try {
    await renewLease(vault, lease, 1)
  } catch (error) {
    const isDenied = error instanceof Failure && error.status === 403
    // an earlier attempt may have done it without our seeing its reply: then the lease is gone by now
    if (isDenied || (await isKnown(vault, lease).catch(() => true))) throw error
    return
  }
  for (let wait = firstLookMs; ; wait *= slower) {
    await vault.pause(wait)
    if (!(await isKnown(vault, lease))) return
  }
}

async function isKnown(vault: TokenVault, lease: Lease): Promise<boolean> {
  try {
    const body = { lease_id: lease.id }
    await vault.call({ method: 'PUT', path: 'sys/leases/lookup', namespace: lease.namespace, body, repeatable: ending })
    return true
  } catch (error) {
    // "invalid lease"
    if (error instanceof Failure && error.status === 400) return false
    throw error
  }
}

/** The seconds that a renewal left, as its reply says; undefined where it does not. */
export function durationOf(reply: JsonObject): number | undefined {
  const seconds = own(reply, 'lease_duration')
  return typeof seconds === 'number' && seconds >= 0 ? seconds : undefined
}

const withoutQuery = (path: string): string => path.replace(/\?.*$/, '')
