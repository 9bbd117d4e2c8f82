import type { Writable } from 'node:stream'
import type { Stop } from '../core/deadlines.ts'
import type { Env } from '../core/env.ts'
import type { SignalSource } from '../core/stop-signals.ts'
import type { FileRemoval } from '../revoke/remove-files.ts'
import type { Report } from '../report/report.ts'
import { revokeAll, isConfirmed, isComplete, type Revocation, type RevocationLimits } from '../revoke/revoke.ts'
import type { SavedFile } from '../state/saved-file.ts'
import type { Revocable } from '../state/revocable.ts'
import type { Session } from '../state/session.ts'
import type { Transport } from '../http/transport.ts'

/** When to revoke, and what that implies. */
export interface RevocationPhase extends RevocationLimits {
  /** True if later steps do not need the files. */
  readonly removesFiles: boolean
  /** True if there is no further attempt, so that the log has to name what is left. */
  readonly isLast: boolean
}

/** Main has succeeded, and nothing depends on the token. */
export const afterSuccess: RevocationPhase = { leasesMs: 20_000, allMs: 30_000, removesFiles: false, isLast: false }
/** The command of the input `run` has ended, and nothing else uses what main created. */
export const afterCommand: RevocationPhase = { ...afterSuccess, removesFiles: true }
/** Main has failed: nothing that it created is used. */
export const afterFailure: RevocationPhase = { ...afterCommand }
/** The runner kills a cancelled step 10 s after the first signal; requests in flight may have taken 5 s of them. */
export const afterCancel: RevocationPhase = { ...afterFailure, leasesMs: 2_500, allMs: 4_500 }
/** The post step has 60 s in total, including its start. */
export const inPost: RevocationPhase = { leasesMs: 35_000, allMs: 55_000, removesFiles: true, isLast: true }

/** The dependencies of a revocation. */
export interface Runtime {
  readonly session: Session
  readonly transport: Transport
  readonly report: Report
  readonly env: Env
}

/** The dependencies of a run; the entry creates the real ones. */
export interface MainRuntime extends Runtime {
  readonly stop: Stop
  /** The process of the action: the output and the signals of the command of the input `run` go through it. */
  readonly host: Host
}

/** What a child process needs of the action's own. */
export interface Host extends SignalSource {
  readonly stdout: Writable
  readonly platform: NodeJS.Platform
}

/**
 * Removes the files, revokes leases and token, and logs the result and the receipt. What could not be revoked stays saved for the post step. Only
 * the last attempt logs what is left, or an attempt that could not save it. Never throws.
 * @returns false if `revoke: required` is set and not everything is confirmed
 */
export async function revokeAndReport({ session, transport, report, env }: Runtime, phase: RevocationPhase): Promise<boolean> {
  const saved = phase.removesFiles ? session.files() : []
  const revocable = session.revocable()
  if (!revocable && saved.length === 0) return true
  const files = await removeSaved(saved, session, env)
  const [revocation] = revocable ? await Promise.all([revokeAll(revocable, transport, phase), loadReceipt(revocable)]) : []
  const isDone = !revocation || isComplete(revocation)
  if (revocation && !isDone) saveConfirmed(revocation, session)
  if (isDone) session.clear()
  const required = revocable?.required ?? false
  const isLast = phase.isLast || !session.isSaved()
  report.revoked(isDone || isLast ? revocation : undefined, isLast ? files : { ...files, left: [] }, required && phase.isLast)
  if (revocable && (isDone || isLast)) await writeReceipt(revocable, revocation, { env, report })
  return !required || !revocation || isConfirmed(revocation)
}

/** Saves what Vault confirmed, for the receipt of the post step. */
function saveConfirmed({ confirmed, token, tokenAnswered }: Revocation, session: Session): void {
  for (const { lease, way, at } of confirmed) session.addEnd({ id: lease.id, namespace: lease.namespace, how: way, at })
  if (token === 'revoked' && tokenAnswered !== undefined) session.addEnd({ id: '', namespace: '', how: 'revoke-self', at: tokenAnswered })
}

/**
 * Writes the receipt, unless the input `summary` is false. Without this input, only if something dynamic was read, or may have been: the
 * code is loaded only then. Never throws.
 * @param revocation undefined with `revoke: false`
 */
export async function writeReceipt(
  revocable: Revocable,
  revocation: Revocation | undefined,
  { env, report }: Pick<Runtime, 'env' | 'report'>,
): Promise<void> {
  if (!wantsReceipt(revocable)) return
  try {
    const { reportReceipt } = await import('../report/receipt.ts')
    reportReceipt(revocable, revocation, env)
  } catch (error) {
    report.receiptFailed(error)
  }
}

/** Without the input `summary`, a receipt lists what is dynamic, or may be: if main was killed while it read, that is unknown. */
const wantsReceipt = ({ summary, leases, history }: Revocable): boolean =>
  summary ?? (history.wasReading || leases.length + history.dependents.length > 0)

/** Loads the code of the receipt while Vault revokes. */
async function loadReceipt(revocable: Revocable): Promise<void> {
  if (!wantsReceipt(revocable)) return
  // after the first requests are sent
  await new Promise(setImmediate)
  await import('../report/receipt.ts').catch(() => undefined)
}

/** Loads the code that removes files only if there are any. */
async function removeSaved(saved: readonly SavedFile[], session: Session, env: Env): Promise<FileRemoval> {
  if (saved.length === 0) return { removed: [], restored: [], gone: [], left: [] }
  return (await import('./remove-saved-files.ts')).removeSavedFiles(saved, session, env)
}
