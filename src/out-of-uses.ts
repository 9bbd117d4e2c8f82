import { Failure } from './failure.ts'
import { isTokenDead } from './vault/errors.ts'
import type { Auth } from './vault/reply.ts'

/**
 * A refusal of a token that may be used only so often (token_num_uses of its role), once it has been: the server says then
 * no more than that it knows no such token. Any other failure stays as it is.
 * @param paths how many are read, each of which is one use; giving the token back is another
 * @param spent requests sent so far with the token
 */
export function withUses(error: unknown, { uses }: Auth, paths: number, spent: number): unknown {
  if (!(error instanceof Failure) || uses === 0 || spent < uses) return error
  if (!error.words.includes('token had one use left') && !isTokenDead(error)) return error
  const needed = paths + 1
  const hint =
    `The role gives its tokens ${uses} ${uses === 1 ? 'use' : 'uses'} (token_num_uses), and this step needs at least ${needed}: ` +
    `one for each path, and one to give the token back. Set token_num_uses of the role to ${needed} or more, or to 0 for no limit.`
  return error.with({ hint })
}
