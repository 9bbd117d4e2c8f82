import { apiUrl } from '../github-app/github.ts'
import { revokeInstallationToken } from '../github-app/revoke-token.ts'
import type { TokenSession } from '../github-app/token-session.ts'
import type { TokenReport } from '../report/token-report.ts'
import { revokeAndReport, type RevocationPhase, type Runtime } from './revoke-and-report.ts'

/** The dependencies of the revocation of both tokens. */
export interface TokensRuntime extends Runtime {
  readonly tokens: TokenSession
  readonly tokenReport: TokenReport
}

/**
 * Revokes the installation token at GitHub and everything at Vault, and logs the results. Does both at once, so that one server that
 * hangs takes no time from the other. What could not be revoked stays saved for the post step. Never throws.
 * @returns false if `revoke: required` is set and not everything is confirmed
 */
export async function revokeTokensAndReport(run: TokensRuntime, phase: RevocationPhase): Promise<boolean> {
  const [atGithub, atVault] = await Promise.all([revokeAtGithub(run, phase), revokeAndReport(run, phase)])
  return atGithub && atVault
}

async function revokeAtGithub({ tokens, transport, tokenReport, env }: TokensRuntime, phase: RevocationPhase): Promise<boolean> {
  const token = tokens.token()
  if (!token) return true
  const revocation = await revokeInstallationToken(token.value, apiUrl(env), transport, phase.allMs)
  const isDone = revocation.outcome !== 'left'
  if (isDone) tokens.dropToken()
  const isLast = phase.isLast || !tokens.session.isSaved()
  if (isDone || isLast) tokenReport.revoked(revocation, token, phase.isLast)
  return isDone || !token.required
}
