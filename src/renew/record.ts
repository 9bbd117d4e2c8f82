import type { Failure } from '../core/failure.ts'
import { asFailure } from '../core/failure.ts'
import type { Lease } from '../vault/leases.ts'
import type { Credential } from './credential.ts'
import type { Obstacle } from './obstacles.ts'

/** The result of all renewals until they were stopped. */
export interface RenewalResult {
  readonly tokenRenewals: number
  /** Renewals of all leases, and how many leases were renewed at all. */
  readonly leaseRenewals: number
  readonly leases: number
  /** Leases that were renewed although the log had said when they end; undefined for the token. */
  readonly recovered: readonly (Lease | undefined)[]
  /** Why a new expiry or a new token could not be saved for the post step, if so. */
  readonly unsaved: Failure | undefined
}

/** Counts renewals, and reports the end of each credential once. */
export interface RenewalRecord {
  renewed(credential: Credential, expires: number): void
  /** Reports when a credential ends and why, unless that was reported before and no renewal succeeded since. */
  ends(credential: Credential, obstacle: Obstacle): void
  /** Counts an end as reported. */
  setReported(credential: Credential): void
  isReported(credential: Credential): boolean
  /** Saves a change of the session. A failure is reported at the end, because the running command does not depend on the state. */
  save(change: () => void): void
  result(): RenewalResult
}

/** Creates a record. `report` is called for each end that has to be reported. */
export function createRenewalRecord(report: (credential: Credential, obstacle: Obstacle) => void): RenewalRecord {
  const reported = new Set<Credential>()
  const recovered = new Set<Credential>()
  const renewals = new Map<Credential, number>()
  let unsaved: Failure | undefined

  function save(change: () => void): void {
    try {
      change()
    } catch (error) {
      unsaved ??= asFailure(error)
    }
  }

  return {
    save,
    renewed(credential, expires) {
      save(() => {
        credential.setExpiry(expires)
      })
      renewals.set(credential, (renewals.get(credential) ?? 0) + 1)
      if (reported.delete(credential)) recovered.add(credential)
    },
    ends(credential, obstacle) {
      if (reported.has(credential)) return
      reported.add(credential)
      report(credential, obstacle)
    },
    setReported: (credential) => reported.add(credential),
    isReported: (credential) => reported.has(credential),
    result() {
      const counts = (isLease: boolean) => [...renewals].flatMap(([{ lease }, count]) => ((lease !== undefined) === isLease ? [count] : []))
      const sum = (numbers: readonly number[]) => numbers.reduce((total, count) => total + count, 0)
      return {
        tokenRenewals: sum(counts(false)),
        leaseRenewals: sum(counts(true)),
        leases: counts(true).length,
        recovered: [...recovered].filter((credential) => !reported.has(credential)).map(({ lease }) => lease),
        unsaved,
      }
    },
  }
}
