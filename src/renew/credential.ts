import type { Revocable } from '../state/revocable.ts'
import type { Session } from '../state/session.ts'
import type { TokenVault } from '../vault/client.ts'
import type { QueryLimits } from '../vault/grants.ts'
import type { Lease } from '../vault/leases.ts'
import { renewLease, renewToken, type Renewed } from '../vault/renewals.ts'

/** The token or a lease, as something that can be renewed. */
export interface Credential {
  /** Undefined for the token. */
  readonly lease: Lease | undefined
  /** TTL at issue, in seconds. */
  readonly seconds: number
  /** Returns when it expires, as far as Vault has said, in milliseconds since 1970. */
  readonly expires: () => number
  /** Returns false for a token that another one has replaced. */
  isInUse(): boolean
  /** Sends the request for a renewal by that many seconds. Throws its Failure. */
  renew(vault: TokenVault, seconds: number, limits: QueryLimits): Promise<Renewed>
  /** Changes the expiry, and saves it. Throws ERR_STATE, but keeps the expiry in memory. */
  setExpiry(expires: number): void
  /** Saves that it can live until then, because Vault may have renewed it although the response was lost. Throws ERR_STATE. */
  saveLatestExpiry(expires: number): void
}

/** Creates the credential of the session's token. */
export function tokenCredential(session: Session, { token: { value, seconds, ...token } }: Revocable): Credential {
  let { expires } = token
  return {
    lease: undefined,
    seconds,
    expires: () => expires,
    isInUse: () => session.revocable()?.token.value === value,
    renew: renewToken,
    setExpiry(changed) {
      expires = changed
      session.updateToken({ expires })
    },
    saveLatestExpiry(latest) {
      session.updateToken({ expires: latest })
    },
  }
}

/** Creates the credential of a lease of the session. */
export function leaseCredential(session: Session, lease: Lease): Credential {
  let { expires } = lease
  return {
    lease,
    seconds: lease.seconds,
    expires: () => expires,
    isInUse: () => true,
    renew: (vault, seconds, limits) => renewLease(vault, lease, seconds, limits),
    setExpiry(changed) {
      expires = changed
      session.updateLease(lease, { expires })
    },
    saveLatestExpiry(latest) {
      session.updateLease(lease, { expires: latest })
    },
  }
}
