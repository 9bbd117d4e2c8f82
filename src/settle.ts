import type { Report } from './report.ts'
import { giveBack, isSettled, type GiveBackLimits } from './revoke.ts'
import type { Session } from './session.ts'
import type { Transport } from './vault/transport.ts'

/** Time to give back after a failure of main. */
export const afterFailure: GiveBackLimits = { leasesMs: 20_000, tokenMs: 10_000 }
/** The runner kills a cancelled step 10 s after its first signal, and replies under way have had 5 s of them. */
export const afterCancel: GiveBackLimits = { leasesMs: 2_500, tokenMs: 2_000 }
/** The post step has 60 s in all. */
export const inPost: GiveBackLimits = { leasesMs: 40_000, tokenMs: 20_000 }

/** What giving back works with. */
export interface Debtor {
  readonly session: Session
  readonly transport: Transport
  readonly report: Report
}

/**
 * Gives everything back and says so. What could not be ended stays written down, for the post step to try again and to
 * warn of: only the last attempt speaks of what is left. Never throws.
 */
export async function settle({ session, transport, report }: Debtor, limits: GiveBackLimits, isLast = false): Promise<void> {
  const owed = session.owed()
  if (!owed) return
  const settlement = await giveBack(owed, transport, limits)
  if (isSettled(settlement)) session.settle()
  if (isLast || isSettled(settlement)) report.settled(settlement)
}
