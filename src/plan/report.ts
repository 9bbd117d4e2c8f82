import type { Failure } from '../core/failure.ts'
import type { DriftReport } from '../drift/check.ts'
import type { Inventory } from '../workflows/inventory.ts'

/** Reports a run of `plan`. */
export interface PlanReport {
  /** Reports that requests wait for GitHub's rate limit. */
  waitsForLimit(seconds: number): void
  /**
   * Reports and delivers the inventory.
   * @param folder the folder of the repository in the workspace, '' for the workspace itself; undefined if it is outside
   */
  inventory(inventory: Inventory, folder: string | undefined): void
  /**
   * Reports and delivers the differences of a server. Takes the same folder as `inventory`.
   * @param hasSeveral whether several repositories were read
   */
  drift(drift: DriftReport, hasSeveral: boolean, folder: string | undefined): void
  /** Prints a line. */
  readonly say: (text: string) => void
  /** Reports the error. Never throws. */
  failed(failure: Failure): void
}
