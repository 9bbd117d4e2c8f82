import type { Stop } from '../core/deadlines.ts'
import { Failure } from '../core/failure.ts'
import { afterCancel, afterFailure, type MainRuntime, type RevocationPhase } from './revoke-and-report.ts'

/** Logs the failure and revokes everything. Returns the exit code. */
export async function failAndRevoke(
  failure: Failure,
  { report, stop }: Pick<MainRuntime, 'report' | 'stop'>,
  revoke: (phase: RevocationPhase) => Promise<unknown>,
): Promise<1 | 130> {
  report.failed(failure)
  const phase = phaseAfter(failure, stop)
  await revoke(phase)
  return phase === afterCancel ? 130 : 1
}

/** Returns when to revoke after a failure. The runner gives a cancelled step little time, whatever failed first. */
export const phaseAfter = (failure: Failure, { stopRequested }: Pick<Stop, 'stopRequested'>): RevocationPhase =>
  isCancelled(failure) || isCancelled(stopRequested.reason) ? afterCancel : afterFailure

const isCancelled = (reason: unknown): boolean => reason instanceof Failure && reason.code === 'ERR_CANCELLED'

/** Returns the Failure of a run that a signal of the runner stops. */
export const cancelled = (signal: string): Failure => new Failure('ERR_CANCELLED', `the step was cancelled (${signal})`)
