import type { Failure } from '../core/failure.ts'
import type { Vault } from './client.ts'
import { own } from '../core/json.ts'
import { noRetry } from './retry.ts'

/** Requests status 200 for every state (API page "sys/health"), because only the body distinguishes all of them. */
const path = 'sys/health?sealedcode=200&uninitcode=200&standbycode=200'

/**
 * Corrects the message of a "sealed" failure if the server was never initialised: only sys/health shows the difference.
 * Returns the failure unchanged if it is another one, or if the health request fails.
 */
export async function withHealth(failure: Failure, vault: Vault): Promise<Failure> {
  if (!failure.words.includes('sealed')) return failure
  try {
    const { reply } = await vault.call({ method: 'GET', path, namespace: '', repeatable: noRetry, replyMs: 2_000 })
    if (own(reply, 'initialized') !== false) return failure
  } catch {
    return failure
  }
  return failure.with({
    message: failure.message.replace('Vault is sealed', 'Vault is not initialised'),
    hint: 'This server was never initialised: check `url`, or initialise and unseal the server (vault operator init).',
  })
}
