import type { Failure } from '../core/failure.ts'
import type { Exports, ExportedNames, Masked } from '../export/export.ts'
import type { LoginPlan } from '../login/login.ts'
import type { Entry } from '../mapping/plan.ts'
import type { FileRemoval } from '../revoke/remove-files.ts'
import type { Revocation } from '../revoke/revoke.ts'
import type { Shortening } from '../revoke/shorten.ts'
import type { Revocable } from '../state/revocable.ts'
import type { Connection } from '../vault/connection.ts'
import type { Lease } from '../vault/leases.ts'
import type { Auth } from '../vault/reply.ts'

/** When leases end: when the job or the command of the input `run` does, or only by their TTL with `revoke: false`. */
export type LeaseEnd = 'job' | 'command' | 'ttl'

/** The log lines of a run, except those of features that few runs use. Texts that come from the server or the user are printed without control characters. */
export interface Report {
  /** Prints the proxy (host and port), and one warning if the network can read the secrets. */
  network(connection: Connection, proxy: string | undefined): void
  /** @param lost whether the response to an earlier login attempt was lost */
  loggedIn(connection: Connection, login: LoginPlan, auth: Auth, lost: boolean): void
  /**
   * @param lost paths whose response was lost once
   */
  read(paths: number, milliseconds: number, leases: readonly Lease[], lost: readonly string[], end: LeaseEnd): void
  /** Prints at most one notice for folders that were read as KV version 2 although Vault did not return their mount. */
  guessedVersion(paths: readonly string[]): void
  /** Prints a notice for an optional entry that was not found. */
  notFound(path: string, entry: Entry, what: string): void
  /** Prints at most one notice for short and unmasked values, and at most one notice or warning for masks that were left out. */
  masked(masked: Masked): void
  /** Prints at most one warning for values without an output or a variable, and for names that are used twice. */
  notExported(exports: Exports): void
  exported(names: ExportedNames): void
  /** Prints what now expires earlier, and at most one notice for what still exceeds `maxTtl`. */
  shortened(shortenings: readonly Shortening[]): void
  /**
   * Prints at most one line for what was revoked, and at most one warning for the rest.
   * @param revocation undefined if there was nothing to revoke, or if the post step tries again
   * @param required prints an error instead of the warning if Vault did not confirm every revocation
   */
  revoked(revocation: Revocation | undefined, files: FileRemoval, required: boolean): void
  /** Prints what is not revoked because of `revoke: false`. */
  notRevoked(revocable: Revocable | undefined): void
  /** Prints the error and sets the output `errorMessage`. Never throws. */
  failed(failure: Failure): void
  /**
   * Prints a notice for the STATE_ variables that are ignored.
   * @param isLost prints a warning instead, because a variable that revocation needs is ignored
   */
  ignoredState(names: readonly string[], isLost: boolean): void
  /** Prints why the post step waits: main was killed before Vault had finished its requests. */
  waitsForReads(milliseconds: number): void
  /** Prints a notice for a receipt that could not be written. */
  receiptFailed(thrown: unknown): void
  /** Prints a warning for a post step that failed. */
  revocationFailed(thrown: unknown): void
}
