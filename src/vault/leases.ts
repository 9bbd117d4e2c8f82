import { after } from '../core/clock.ts'
import type { ReadResult, ResponseLease } from './reply.ts'

/** A lease that still has to be revoked. */
export interface Lease {
  readonly id: string
  /** The id without its random last segment. A policy can name it before the lease exists. */
  readonly prefix: string
  /** The path of the read, for messages. */
  readonly path: string
  /** The namespace of the lease; '' is the root namespace. */
  readonly namespace: string
  /** TTL at issue, in seconds. */
  readonly seconds: number
  /** When the lease expires, in milliseconds since 1970. */
  readonly expires: number
  readonly renewable: boolean
  /** True for AWS STS credentials, which stay valid after the lease is revoked. */
  readonly sts: boolean
  /** Vault's id of the read, which is also in its audit log; '' if it is unknown. */
  readonly requestId: string
  /** When the response arrived, in milliseconds since 1970. */
  readonly granted: number
}

/**
 * Returns the lease of a read.
 * @param namespace the namespace of the request; '' is the root namespace
 * @param now milliseconds since 1970
 */
export function leaseOf(
  grant: ResponseLease,
  { sts, requestId }: Pick<ReadResult, 'sts' | 'requestId'>,
  path: string,
  namespace: string,
  now: number,
): Lease {
  const prefix = grant.id.split('/').slice(0, -1).join('/')
  const bare = withoutQuery(path)
  // a path may begin with child namespaces, which the id of a lease does not contain
  const child = bare.endsWith(`/${prefix}`) ? bare.slice(0, -prefix.length - 1) : ''
  return {
    id: grant.id,
    prefix,
    path,
    namespace: [namespace, child].filter(Boolean).join('/'),
    seconds: grant.seconds,
    expires: after(now, grant.seconds),
    renewable: grant.renewable,
    sts,
    requestId,
    granted: now,
  }
}

/** Returns the namespace and the id prefix of the leases that a read will create, as far as they are known before it. */
export const leaseScope = (path: string, namespace: string): Pick<Lease, 'namespace' | 'prefix'> => ({
  namespace,
  prefix: withoutQuery(path),
})

/** Returns the request that renews a lease for that many seconds. */
export const leaseRenewal = (lease: Lease, seconds: number) =>
  ({
    method: 'PUT',
    path: 'sys/leases/renew',
    namespace: lease.namespace,
    body: { lease_id: lease.id, increment: seconds },
  }) as const

const withoutQuery = (path: string): string => path.replace(/\?.*$/, '')
