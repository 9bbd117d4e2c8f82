import { createLimit } from '../core/deadlines.ts'
import { asFailure, type Failure } from '../core/failure.ts'
import type { Transport } from '../http/transport.ts'
import { createGithub } from './github.ts'

/** The result for an installation token. `gone`: it was revoked or had expired before. */
export type TokenRevocation =
  { readonly outcome: 'revoked' } | { readonly outcome: 'gone' } | { readonly outcome: 'left'; readonly failure: Failure }

/**
 * Revokes an installation token with itself (docs.github.com, "Revoke an installation access token"). Never throws.
 * @param api the address of GitHub's API
 */
export async function revokeInstallationToken(
  token: string,
  api: string,
  transport: Transport,
  milliseconds: number,
): Promise<TokenRevocation> {
  const limit = createLimit(milliseconds)
  try {
    const github = createGithub(api, transport, limit)
    await github.send(github.request('DELETE /installation/token'), token)
    return { outcome: 'revoked' }
  } catch (error) {
    const failure = asFailure(error)
    return failure.status === 401 ? { outcome: 'gone' } : { outcome: 'left', failure }
  } finally {
    limit.clear()
  }
}
