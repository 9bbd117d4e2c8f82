import { uptime } from 'node:os'
import { after, noExpiry, now } from '../core/clock.ts'
import { tokenNamespace, type Connection } from '../vault/connection.ts'
import type { Grants } from '../vault/grants.ts'
import type { Lease } from '../vault/leases.ts'
import type { Auth } from '../vault/reply.ts'
import type { History } from './history.ts'

/** The token of the login, or the one that the user supplied. */
export interface RevocableToken {
  readonly value: string
  readonly kind: Auth['kind']
  /** TTL at issue, in seconds; 0 if it does not expire or the TTL is unknown. */
  readonly seconds: number
  /** Expiry in milliseconds since 1970. */
  readonly expires: number
  /** Boot time of the machine, by the same clock as `expires`: see `hasExpired`. */
  readonly booted: number
  readonly renewable: boolean
  /** Maximum number of requests; 0 if unlimited. */
  readonly uses: number
  /** Number of requests so far, if the number is limited. */
  readonly spent: number
}

/**
 * Returns the token of a login as it is saved.
 * @param spent uses to count until the real number is known
 */
export const revocableToken = ({ token, kind, seconds, renewable, uses }: Auth, spent: number): RevocableToken => ({
  value: token,
  kind,
  seconds,
  expires: seconds > 0 ? after(now(), seconds) : noExpiry,
  booted: bootTime(),
  renewable,
  uses,
  spent,
})

/** What still has to be revoked, and how to reach Vault: plain data, as the post step loads it. */
export interface Revocable {
  readonly connection: Connection
  readonly token: RevocableToken
  /** `revoke: required`: every revocation has to be confirmed, or the step fails. */
  readonly required: boolean
  /** Whether to write a receipt; absent for only if something dynamic was read. */
  readonly summary?: boolean
  readonly leases: readonly Lease[]
  /** What the policies allow to revoke; undefined if Vault was not asked yet. */
  readonly grants: Grants | undefined
  readonly history: History
  /** In the post step: inputs that are needed to revoke and whose values changed after the main step. */
  readonly changedInputs?: readonly string[]
}

/**
 * Returns whether Vault revokes a lease with the token. True for own service tokens and leases in the token's namespace: in
 * OpenBao 2.7, a lease in another namespace survives the revocation and the expiry of the token.
 */
export const isRevokedWithToken = (lease: Lease, { token, connection }: Pick<Revocable, 'token' | 'connection'>): boolean =>
  token.kind === 'service' && lease.namespace === tokenNamespace(connection)

/** Returns the boot time of this machine by its current wall clock, in milliseconds since 1970. */
export const bootTime = (): number => now() - Math.round(uptime() * 1_000)

/** Returns whether a token has expired. A wall clock that was set forward after the main step does not count. */
export const hasExpired = ({ expires, booted }: Pick<RevocableToken, 'expires' | 'booted'>): boolean =>
  now() - Math.max(0, bootTime() - booted) > expires

/** Returns when Vault ends a lease without a revocation, in milliseconds since 1970. */
export const leaseExpiry = (lease: Lease, revocable: Pick<Revocable, 'token' | 'connection'>): number =>
  isRevokedWithToken(lease, revocable) ? Math.min(lease.expires, revocable.token.expires) : lease.expires
