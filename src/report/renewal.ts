import type { RenewalReport } from '../renew/events.ts'
import type { Extension } from '../renew/extend.ts'
import type { RenewalResult } from '../renew/record.ts'
import { noticeOf, say, warningOf } from './lines.ts'
import { endingLine, extendedLine, renewedLine, tokenLossLines, tooShortLines } from './renewal-lines.ts'

/** Ends that no setting of Vault or of the step asks for. */
const unexpected = ['denied', 'gone', 'failed']

/** Creates the report of renewals. In a file of its own, because few jobs renew. */
export function createRenewalReport(): RenewalReport & { renewed(result: RenewalResult): void } {
  return {
    ends(ending) {
      const print = unexpected.includes(ending.obstacle.kind) ? warningOf : noticeOf
      print([endingLine(ending)])
    },
    tokenLost(loss) {
      warningOf(tokenLossLines(loss))
    },
    /** Prints at most one line that counts the renewals, and a notice if any of them could not be saved. */
    renewed(result) {
      const line = renewedLine(result)
      if (line !== '') say(line)
      if (result.unsaved) noticeOf([`The renewals could not be saved for the post step: ${result.unsaved.message}`])
    },
  }
}

/** Prints what was extended to `minTtl`, and at most one notice for what ends earlier. */
export function reportExtension(extension: Extension): void {
  const line = extendedLine(extension)
  if (line !== '') say(line)
  noticeOf(tooShortLines(extension))
}
