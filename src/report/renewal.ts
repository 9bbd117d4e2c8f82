import type { RenewalReport } from '../renew/events.ts'
import type { Extension } from '../renew/extend.ts'
import type { RenewalResult } from '../renew/record.ts'
import { noticeOf, say, warningOf } from './lines.ts'
import { endingLine, extendedLine, renewedLine, tokenLossLines, tooShortLines } from './renewal-lines.ts'

/** Obstacles that are not a limit of Vault or of the step: a warning reports them, not a notice. */
const unexpected = ['denied', 'gone', 'failed']

/** The report of the renewals while a command runs. */
interface CommandRenewalReport extends RenewalReport {
  /** Prints at most one line that counts the renewals, and a notice if any of them could not be saved. */
  renewed(result: RenewalResult): void
}

/**
 * Creates the report of renewals. In a file of its own, because few jobs renew.
 * @param between prints something as lines of its own while the command prints too
 */
export function createRenewalReport(between: (write: () => void) => void): CommandRenewalReport {
  return {
    ends(ending) {
      between(() => {
        const print = unexpected.includes(ending.obstacle.kind) ? warningOf : noticeOf
        print([endingLine(ending)])
      })
    },
    tokenLost(loss) {
      const lines = tokenLossLines(loss)
      if (lines.length === 0) return
      between(() => {
        warningOf(lines)
      })
    },
    renewed(result) {
      const line = renewedLine(result)
      if (line !== '') say(line)
      if (result.unsaved) noticeOf([`The renewals could not be saved for the post step: ${result.unsaved.message}`])
    },
  }
}

/** Prints the TTLs that were extended to `minTtl`, and at most one notice for those that are still shorter. */
export function reportExtension(extension: Extension): void {
  const line = extendedLine(extension)
  if (line !== '') say(line)
  noticeOf(tooShortLines(extension))
}
