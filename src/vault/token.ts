import type { Failure } from '../core/failure.ts'
import { plural } from '../core/wording.ts'

/**
 * Whether a token is one of the root namespace, by its form: Vault and OpenBao end tokens of any other with a dot and its id,
 * `s.RANDOM.sJLhO5`. In Vault's newer service tokens that form is packed into base64. Undefined where it cannot be told.
 * Source: vault/token_store.go, `create`, and vault/tokens, `SignedToken`.
 */
export function isOfRootNamespace(token: string): boolean | undefined {
  if (/^(?:hv[sb]|[sb])\.[\w-]+\.\w+$/.test(token)) return false
  if (/^hvs\.CAES/.test(token)) {
    const packed = Buffer.from(token.slice('hvs.'.length), 'base64url').toString('latin1')
    const inner = /hvs\.[A-Za-z0-9]{24}(\.\w)?/.exec(packed)
    return inner ? inner[1] === undefined : undefined
  }
  return /^(?:hv[sb]|[sb])\.[\w-]+$/.test(token) ? true : undefined
}

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
export function withUses(error: Failure, { uses: limit }: { readonly uses: number }, uses: Uses, spent: number): Failure {
  if (limit === 0 || spent < limit) return error
  if (!error.words.includes('token had one use left') && !isTokenDead(error)) return error
  const parts = [
    uses.requests > 0 ? `${plural(uses.requests, 'request')} for secrets` : '',
    uses.lists > 0 ? plural(uses.lists, 'folder listing') : '',
    '1 revocation of the token',
  ]
  const hint =
    `The role gives its tokens ${plural(limit, 'use')} (token_num_uses), but this step needs at least ${usesNeeded(uses)}: ` +
    `${parts.filter(Boolean).join(', ')}. Set token_num_uses of the role to ${usesNeeded(uses)} or more, or to 0 for no limit.`
  return error.with({ hint })
}

/**
 * Whether a 403 is about the token, not about a path. Vault says so ("invalid token"); OpenBao leaves away the frame that the
 * refusal of a policy has.
 */
export const isTokenDead = ({ status, words }: Pick<Failure, 'status' | 'words'>): boolean =>
  status === 403 && (words.includes('invalid token') || words === 'permission denied')
