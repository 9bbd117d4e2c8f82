import { Failure } from '../../src/core/failure.ts'
import type { Call, TokenVault } from '../../src/vault/client.ts'
import type { Connection } from '../../src/vault/connection.ts'
import type { JsonObject } from '../../src/core/json.ts'
import { connectionOf } from './revocable.ts'

/** Returns the members of a client other than `call`. */
export const vaultBasics = (connection: Connection = connectionOf()): Omit<TokenVault, 'call'> => ({
  tokenNamespace: '',
  pause: () => Promise.resolve(),
  connection: () => connection,
  spent: () => 0,
})

/** Creates a client that records its calls and returns these responses in order; the last one repeats. */
export function vaultThatSays(...replies: (JsonObject | Failure)[]): { vault: TokenVault; calls: Call[] } {
  const calls: Call[] = []
  const call = (asked: Call) => {
    const reply = replies[Math.min(calls.push(asked), replies.length) - 1] ?? {}
    return reply instanceof Failure ? Promise.reject(reply) : Promise.resolve({ reply, lost: false })
  }
  return { calls, vault: { call, ...vaultBasics() } }
}
