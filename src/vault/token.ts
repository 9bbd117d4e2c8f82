import type { Failure } from '../core/failure.ts'
import { plural } from '../core/wording.ts'

/**
 * Checks whether a token belongs to the root namespace, by its form: tokens of other namespaces end with a dot and the id of the
 * namespace, `s.RANDOM.sJLhO5`. Vault's newer service tokens contain this form in base64. Returns undefined for an unknown form.
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

/** The requests that a run sends with its token. */
export interface RequestCounts {
  /** Reads and writes of the plan, including one for each secret in a folder. */
  requests: number
  /** Listings of folders. */
  lists: number
}

/** Counts the uses that a token needs: one for each request, for each listing, and for its revocation. */
const usesNeeded = ({ requests, lists }: RequestCounts): number => requests + lists + 1

/**
 * Adds a hint to the failure of a limited-use token (token_num_uses of its role) that has no uses left: the server only responds that
 * the token is invalid. Returns any other failure unchanged, also if the limit is high enough for this run.
 * @param uses the uses that the run needs, as far as they are known
 * @param spent the uses that requests have consumed so far
 */
export function withUsesHint(error: Failure, { uses: limit }: { readonly uses: number }, uses: RequestCounts, spent: number): Failure {
  // with enough uses, the token is invalid for another reason, or retries consumed its uses
  if (limit === 0 || spent < limit || usesNeeded(uses) <= limit) return error
  if (!error.words.includes('token had one use left') && !isTokenInvalid(error)) return error
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
 * Checks whether a 403 means that the token is invalid, not that a policy denies the path. Vault responds "invalid token"; OpenBao
 * responds "permission denied" without the prefix `1 error occurred: *`.
 */
export const isTokenInvalid = ({ status, words }: Pick<Failure, 'status' | 'words'>): boolean =>
  status === 403 && (words.includes('invalid token') || words === 'permission denied')
