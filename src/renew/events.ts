import type { Failure } from '../core/failure.ts'
import type { RevocableToken } from '../state/revocable.ts'
import type { Lease } from '../vault/leases.ts'
import type { Obstacle } from './obstacles.ts'

/** When a lease or the token ends while the command runs, and why. */
export interface Ending {
  /** Undefined for the token. */
  readonly lease: Lease | undefined
  /** In milliseconds since 1970. */
  readonly expires: number
  readonly obstacle: Obstacle
  /** For the token: the leases that Vault revokes with it. */
  readonly leases: readonly Lease[]
  /** True for the token in VAULT_TOKEN. */
  readonly isExported: boolean
}

/** A token that Vault no longer accepts. */
export interface TokenLoss {
  /** Vault's response. */
  readonly failure: Failure
  readonly kind: RevocableToken['kind']
  /** Leases that Vault revokes with the token. */
  readonly ended: readonly Lease[]
  /** Leases that stay valid, but that the token can no longer renew. */
  readonly others: readonly Lease[]
  /** `done` if a new token renews `others`; the failure of the login; undefined if there was no login. */
  readonly login: 'done' | Failure | undefined
  /** True for the token in VAULT_TOKEN. */
  readonly isExported: boolean
  /** True if the end of the token was reported before. */
  readonly isExpected: boolean
}

/** Reports what happens while the command runs. */
export interface RenewalReport {
  /** Called once for each credential, unless it was renewed after that. */
  ends(ending: Ending): void
  tokenLost(loss: TokenLoss): void
}
