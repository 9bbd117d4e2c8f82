import type { Session } from '../state/session.ts'
import type { TokenVault } from '../vault/client.ts'
import type { Auth } from '../vault/reply.ts'
import type { Signer } from './app-jwt.ts'
import type { KeySource } from './key.ts'
import { transitSigner } from './transit-signer.ts'

/** Returns the signer for a key. Loads the code for stored keys only if it is needed. Throws the codes of `storedSigner`. */
export async function signerFor(key: KeySource, auth: Auth, vault: TokenVault, session: Session): Promise<Signer> {
  if (key.kind === 'transit') return transitSigner(key, vault)
  return (await import('./stored-signer.ts')).storedSigner(key, auth, vault, session)
}
