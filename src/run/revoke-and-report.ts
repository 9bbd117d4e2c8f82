import type { Env } from '../core/env.ts'
import { jobDirectories } from '../runner/job-directories.ts'
import { removeFiles } from '../revoke/remove-files.ts'
import type { Report } from '../report/report.ts'
import { revokeAll, isConfirmed, isComplete, type RevocationLimits } from '../revoke/revoke.ts'
import type { Session } from '../state/session.ts'
import type { Transport } from '../http/transport.ts'

/** When things are given back, and what that means. */
export interface RevocationPhase extends RevocationLimits {
  /** Later steps may not use the files any more. */
  readonly removesFiles: boolean
  /** Nobody tries again: what is left has to be said. */
  readonly isLast: boolean
}

/** Main has done its work, and nothing hangs on the token. */
export const afterSuccess: RevocationPhase = { leasesMs: 20_000, allMs: 30_000, removesFiles: false, isLast: false }
/** Main has failed: what it made is of use to nobody. */
export const afterFailure: RevocationPhase = { ...afterSuccess, removesFiles: true }
/** The runner kills a cancelled step 10 s after its first signal, and replies under way have had 5 s of them. */
export const afterCancel: RevocationPhase = { ...afterFailure, leasesMs: 2_500, allMs: 4_500 }
/** The post step has 60 s in all, its start among them. */
export const inPost: RevocationPhase = { leasesMs: 35_000, allMs: 55_000, removesFiles: true, isLast: true }

/** What giving back works with. */
export interface Runtime {
  readonly session: Session
  readonly transport: Transport
  readonly report: Report
  readonly env: Env
}

/**
 * Gives everything back and says so. What could not be ended stays written down, for the post step to try again and to
 * warn of: only the last attempt speaks of what is left, or the one that could not write it down. Never throws.
 * @returns false where every end has to be confirmed (`revoke: required`), and is not
 */
export async function revokeAndReport({ session, transport, report, env }: Runtime, occasion: RevocationPhase): Promise<boolean> {
  const due = occasion.removesFiles ? session.files() : []
  const revocable = session.revocable()
  if (!revocable && due.length === 0) return true
  // first, since it takes no time
  const files = removeFiles(due, jobDirectories(env))
  for (const path of [...files.removed, ...files.gone]) session.dropFile(path)
  const revocation = revocable && (await revokeAll(revocable, transport, occasion))
  const isDone = !revocation || isComplete(revocation)
  if (isDone) session.clear()
  const required = revocable?.required ?? false
  const isLast = occasion.isLast || !session.isSaved()
  report.revoked(isDone || isLast ? revocation : undefined, isLast ? files : { ...files, left: [] }, required && occasion.isLast)
  return !required || !revocation || isConfirmed(revocation)
}
