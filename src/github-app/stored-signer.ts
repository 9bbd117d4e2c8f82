import { createPrivateKey, sign, type KeyObject } from 'node:crypto'
import { Failure } from '../core/failure.ts'
import { mask } from '../masks/register.ts'
import { readAll } from '../read/read-all.ts'
import { selectAll } from '../select/select.ts'
import type { Session } from '../state/session.ts'
import type { TokenVault } from '../vault/client.ts'
import type { Auth } from '../vault/reply.ts'
import type { Signer } from './app-jwt.ts'
import type { KeySource } from './key.ts'

/** RS256 requires at least this length (RFC 7518, 3.3). */
const minimumBits = 2048

/**
 * Reads a private key from Vault, masks it, and returns a signer that uses it. Throws the codes of a read, or ERR_DECODE if the value is
 * not an RSA key; the error never quotes it.
 */
export async function storedSigner(
  { plan }: Extract<KeySource, { kind: 'stored' }>,
  auth: Auth,
  vault: TokenVault,
  session: Session,
): Promise<Signer> {
  const { readings } = await readAll(plan, auth, vault, session)
  const [selected] = await selectAll(readings, () => undefined)
  const value = selected?.value ?? ''
  const text = typeof value === 'string' ? value : Buffer.from(value).toString('latin1')
  mask(text)
  const pem = pemOf(text)
  mask(pem)
  const key = keyOf(pem, `key: ${plan[0]?.path ?? ''}`)
  return (signed) => Promise.resolve(sign('RSA-SHA256', Buffer.from(signed), key).toString('base64url'))
}

/** Returns the PEM in a value: as it is, with line breaks written as `\n`, or in base64. */
function pemOf(text: string): string {
  const pem = text.includes('-----BEGIN') ? text : Buffer.from(text, 'base64').toString('latin1')
  return pem.replaceAll('\\n', '\n').trim()
}

/** Accepts PKCS#1, the form in which GitHub provides the key, and PKCS#8. */
function keyOf(pem: string, where: string): KeyObject {
  let key: KeyObject
  try {
    key = createPrivateKey(pem)
  } catch {
    throw new Failure('ERR_DECODE', `${where}: the value is not a private key in PEM`, {
      hint: 'Store the .pem file that GitHub provided when the key of the App was created.',
    })
  }
  if (key.asymmetricKeyType === 'rsa' && (key.asymmetricKeyDetails?.modulusLength ?? 0) >= minimumBits) return key
  throw new Failure('ERR_DECODE', `${where}: the value is not an RSA key of ${minimumBits} bits or more`, {
    hint: 'GitHub creates the keys of Apps as RSA keys of 2048 bits.',
  })
}
