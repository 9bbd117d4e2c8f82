import { asFailure, type Failure } from '../core/failure.ts'
import { withToken, type TokenVault, type Vault } from '../vault/client.ts'
import { noRetry } from '../vault/retry.ts'
import { isTokenInvalid } from '../vault/token.ts'

/** The token that renewals use. If Vault no longer accepts it, one login replaces it. */
export interface CurrentToken {
  /** Returns the client whose requests carry the token. */
  vault(): TokenVault
  /** Records that Vault accepted the token of a client. */
  accepted(vault: TokenVault): void
  /**
   * Finds out what a 403 means that looks like an invalid token: `valid` if a policy denied the request; `replaced` if another token is in
   * use now; `lost` if there is none. Asks and logs in once, however many requests wait for it. Throws the Failure of the query.
   */
  rejected(vault: TokenVault, failure: Failure): Promise<'valid' | 'replaced' | 'lost'>
  /** Returns whether there is no valid token any more. */
  isLost(): boolean
}

/**
 * Replaces a token that Vault does not accept. Returns the new token, or undefined if there is none. Never throws.
 * @param hasWorked true if Vault accepted the token before: a role whose tokens are invalid must not cause one login after the other
 */
type Replace = (failure: Failure, hasWorked: boolean) => Promise<string | undefined>

/** Timeout of the query whether the token is valid, in milliseconds. */
const lookupMs = 5_000

/** Creates the current token of a client without a token. */
export function createCurrentToken(client: Vault, token: string, replace: Replace): CurrentToken {
  let current = withToken(client, token)
  let hasWorked = true
  let isLost = false
  let settling: Promise<'valid' | 'replaced' | 'lost'> | undefined

  async function settle(failure: Failure): Promise<'valid' | 'replaced' | 'lost'> {
    if (!(await isInvalid(current))) return 'valid'
    const next = await replace(failure, hasWorked)
    isLost = next === undefined
    if (next === undefined) return 'lost'
    current = withToken(client, next)
    hasWorked = false
    return 'replaced'
  }

  return {
    vault: () => current,
    accepted(vault) {
      if (vault === current) hasWorked = true
    },
    rejected(vault, failure) {
      if (isLost) return Promise.resolve('lost')
      if (vault !== current) return Promise.resolve('replaced')
      settling ??= settle(failure).finally(() => {
        settling = undefined
      })
      return settling
    },
    isLost: () => isLost,
  }
}

/** Asks Vault whether it rejects the token itself. If a policy denies even this query, the token is valid. */
async function isInvalid(vault: TokenVault): Promise<boolean> {
  try {
    const path = 'auth/token/lookup-self'
    await vault.call({ method: 'GET', path, namespace: vault.tokenNamespace, repeatable: noRetry, replyMs: lookupMs })
    return false
  } catch (error) {
    const failure = asFailure(error)
    if (failure.status === 403) return isTokenInvalid(failure)
    throw failure
  }
}
