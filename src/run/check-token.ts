import { Failure } from '../core/failure.ts'
import type { RevokeMode } from '../inputs/revocation.ts'
import type { Auth } from '../vault/reply.ts'

/** Throws ERR_UNCONFIRMED if the token cannot be revoked, but has to be. */
export function checkToken(auth: Auth, revoke: RevokeMode): void {
  if (revoke === 'required' && auth.kind === 'batch') {
    throw unrevocable('the login returned a batch token, which cannot be revoked', 'Set token_type=service in the Vault role.')
  }
}

/** Returns the Failure for something that cannot be revoked, but has to be. */
export const unrevocable = (why: string, advice: string): Failure =>
  new Failure('ERR_UNCONFIRMED', `\`revoke: required\` cannot be satisfied: ${why}`, {
    hint: `Nothing was exported. ${advice}`,
  })
