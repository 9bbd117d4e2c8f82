import type { Failure } from '../core/failure.ts'
import type { Vault } from './client.ts'
import { own } from '../core/json.ts'
import { never } from './retry.ts'

/** Asks for every state with status 200 (API page "sys/health"), since only the body tells all of them apart. */
const path = 'sys/health?sealedcode=200&uninitcode=200&standbycode=200'

/**
 * A server that was never initialised says of every request that it is sealed, and only its health tells the two apart.
 * Returns the failure with the right words; any other failure as it is.
 */
export async function withHealth(failure: Failure, vault: Vault): Promise<Failure> {
  if (!failure.words.includes('sealed')) return failure
  try {
    const { reply } = await vault.call({ method: 'GET', path, namespace: '', repeatable: never, replyMs: 2_000 })
    if (own(reply, 'initialized') !== false) return failure
  } catch {
    return failure
  }
  return failure.with({
    message: failure.message.replace('Vault is sealed', 'Vault is not initialised'),
    hint: 'This server was never initialised: check `url`, or initialise and unseal the server (vault operator init).',
  })
}
