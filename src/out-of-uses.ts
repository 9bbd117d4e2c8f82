import type { Failure } from './failure.ts'
import { isTokenDead } from './vault/errors.ts'
import type { Auth } from './vault/reply.ts'
import { plural } from './wording.ts'

/** The requests that a run makes with its token. */
export interface Uses {
  /** Reads and writes of the plan, those of each secret in a folder among them. */
  requests: number
  /** Folders that are listed. */
  lists: number
}

/** The uses that a token needs: each request, each list, and one more for its revocation. */
const usesNeeded = ({ requests, lists }: Uses): number => requests + lists + 1

/**
 * Explains the refusal of a token whose uses are limited (token_num_uses of its role) and used up: the server then says no more
 * than that it knows no such token. Returns any other failure as it is.
 * @param uses as far as they are known
 * @param spent uses that requests have taken off the token so far
 */
export function withUses(error: Failure, { uses: limit }: Auth, uses: Uses, spent: number): Failure {
  if (limit === 0 || spent < limit) return error
  if (!error.words.includes('token had one use left') && !isTokenDead(error)) return error
  const parts = [
    uses.requests > 0 ? `${plural(uses.requests, 'request')} for secrets` : '',
    uses.lists > 0 ? plural(uses.lists, 'folder listing') : '',
    '1 revocation of the token',
  ]
  const hint =
    `The role gives its tokens ${plural(limit, 'use')} (token_num_uses), and this step needs at least ${usesNeeded(uses)}: ` +
    `${parts.filter(Boolean).join(', ')}. Set token_num_uses of the role to ${usesNeeded(uses)} or more, or to 0 for no limit.`
  return error.with({ hint })
}
