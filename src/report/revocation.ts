import { error } from '@actions/core'
import type { Env } from '../core/env.ts'
import { plural } from '../core/wording.ts'
import { isConfirmed } from '../revoke/revoke.ts'
import { codeLine } from './failures.ts'
import { joined, noticeOf, say, warningOf } from './lines.ts'
import type { Report } from './report.ts'
import { keptLine, revokedLine, notRevokedLines, shortenedLine, tooLongLines, unconfirmedLines } from './revocation-lines.ts'

/** Creates the part of a Report that says what was revoked or shortened, and what was not. */
export function createRevocationReport(env: Env): Pick<Report, 'shortened' | 'revoked' | 'notRevoked' | 'waitsForReads'> {
  return {
    shortened(shortenings) {
      const done = shortenedLine(shortenings)
      if (done !== '') say(done)
      noticeOf(tooLongLines(shortenings))
    },
    revoked(revocation, files, required) {
      const counts = [counted(files.removed, 'removed'), counted(files.restored, 'restored')]
      const done = [...counts, revocation ? revokedLine(revocation) : ''].filter(Boolean).join(', ')
      if (done !== '') say(done)
      const leftFiles = files.left.map(
        ({ path, why, hadEarlier }) => `The file ${path} was not ${hadEarlier ? 'restored' : 'removed'}: ${why}.`,
      )
      const leftover = [...(revocation ? notRevokedLines(revocation) : []), ...leftFiles]
      if (revocation && required && !isConfirmed(revocation)) {
        const unconfirmed = joined([...leftover, ...unconfirmedLines(revocation)])
        const title = '`revoke: required` is not satisfied, because Vault did not confirm every revocation:'
        error(`${title}\n${unconfirmed}\n${codeLine('ERR_UNCONFIRMED', env)}`)
      } else warningOf(leftover)
    },
    notRevoked(revocable) {
      const text = revocable ? keptLine(revocable) : ''
      if (text !== '') say(text)
    },
    waitsForReads(milliseconds) {
      say(`The main step was killed while it read secrets: waiting ${milliseconds / 1_000} s until Vault has finished these requests`)
    },
  }
}

const counted = (files: readonly string[], how: string): string => (files.length > 0 ? `${plural(files.length, 'file')} ${how}` : '')
