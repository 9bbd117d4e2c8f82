import type { AuditResponse } from './audit-log.ts'

/** The successful revocations of a step, as its part of the audit log shows them. */
export interface Revocations {
  byPath(leaseId: string): boolean
  /** Returns true if there was a renewal of the lease, and later Vault no longer had it. Counts off a renewal that does not name its lease. */
  takeByRenewal(leaseId: string): boolean
  /** Counts off one revocation whose lease is only known as HMAC. Returns false if there is none left. */
  takeByBody(): boolean
  /** Returns true if the token of this accessor revoked itself. */
  ofToken(accessor: string): boolean
  leasesByPath(): readonly string[]
  /** Returns how many revocations by body were not counted off. */
  leftByBody(): number
}

/** Finds the revocations in the responses of a step. A request can be there several times, because it is repeated after a lost response. */
export function createRevocations(responses: readonly AuditResponse[]): Revocations {
  const succeeded = responses.filter(({ hasFailed, isQueued }) => !hasFailed && !isQueued)
  const leasesByPath = [...new Set(succeeded.flatMap(({ path }) => /(?:^|\/)sys\/leases\/revoke\/(.+)$/.exec(path)?.[1] ?? []))]
  const bodies = new Set(succeeded.filter(isAt('sys/leases/revoke')).map(({ requestedLease }) => requestedLease))
  const tokens = new Set(succeeded.filter(isAt('auth/token/revoke-self')).map(({ sender }) => sender))
  // Vault responds to a lookup of an unknown lease with an error
  const missing = new Set(responses.filter((one) => one.hasFailed && isAt('sys/leases/lookup')(one)).map((one) => one.requestedLease))
  const renewals = responses.filter(isAt('sys/leases/renew')).filter(({ requestedLease }) => missing.has(requestedLease))
  // a renewal that failed does not say which lease it was for
  let unnamed = new Set(renewals.filter(({ leaseId }) => leaseId === '').map(({ requestedLease }) => requestedLease)).size
  let left = bodies.size
  return {
    byPath: (leaseId) => leasesByPath.includes(leaseId),
    takeByRenewal: (leaseId) => renewals.some((renewal) => renewal.leaseId === leaseId) || unnamed-- > 0,
    takeByBody: () => left-- > 0,
    ofToken: (accessor) => accessor !== '' && tokens.has(accessor),
    leasesByPath: () => leasesByPath,
    leftByBody: () => Math.max(left, 0),
  }
}

/** In a namespace, a path can begin with it. */
const isAt =
  (endpoint: string) =>
  ({ path }: AuditResponse): boolean =>
    path === endpoint || path.endsWith(`/${endpoint}`)
