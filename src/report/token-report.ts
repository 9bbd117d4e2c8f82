import { error } from '@actions/core'
import { formatExpiry, listed, oneLine } from '../core/wording.ts'
import type { Env } from '../core/env.ts'
import type { Installation } from '../github-app/installation.ts'
import type { InstallationToken } from '../github-app/installation-token.ts'
import { listPermissions } from '../github-app/permissions.ts'
import type { TokenRevocation } from '../github-app/revoke-token.ts'
import type { AppSettings } from '../github-app/settings.ts'
import type { SavedToken } from '../github-app/token-session.ts'
import { codeLine } from './failures.ts'
import { say, warningOf } from './lines.ts'
import { validity } from './revocation-lines.ts'

/** The log lines that only github-token prints. */
export interface TokenReport {
  /** Prints what the installation token is for, and how long it is valid. */
  created(installation: Installation, token: InstallationToken, settings: AppSettings): void
  /**
   * Prints that the installation token was revoked, or a warning.
   * @param isLast prints an error instead of the warning if the revocation has to be confirmed
   */
  revoked(revocation: TokenRevocation, token: SavedToken, isLast: boolean): void
}

/** Repositories in one line. */
const maxNames = 20

/** Creates a TokenReport that prints to the runner's log. */
export function createTokenReport(env: Env): TokenReport {
  return {
    created({ appSlug }, { repositories, permissions, expires, lost }, { app, target, revoke }) {
      const place = repositories.length > 0 ? listed(repositories, maxNames) : `all repositories of ${target.owner}`
      say(`Created an installation token of the App ${appSlug || app} for ${place}`)
      say(`  ${listPermissions(permissions)} – ${revoke === 'false' ? 'not revoked' : 'revoked when this job ends'}, ${expiryOf(expires)}`)
      if (lost) say('  GitHub may have created a token whose response was lost; it expires after one hour')
    },
    revoked(revocation, { required, expires }, isLast) {
      if (revocation.outcome === 'revoked') say('Installation token revoked')
      if (revocation.outcome === 'gone') say('Installation token already revoked or expired')
      if (revocation.outcome !== 'left') return
      const line = `The installation token ${validity(revocation.failure)}: ${oneLine(revocation.failure.message)}. It ${expiryOf(expires)}.`
      if (!required || !isLast) warningOf([line])
      else
        error(
          `\`revoke: required\` is not satisfied, because GitHub did not confirm the revocation:\n${line}\n${codeLine('ERR_UNCONFIRMED', env)}`,
        )
    },
  }
}

/** Returns when a token expires, from GitHub's time in ISO 8601. */
function expiryOf(expires: string): string {
  const time = Date.parse(expires)
  return Number.isNaN(time) ? 'expires one hour after its creation' : formatExpiry(time)
}
