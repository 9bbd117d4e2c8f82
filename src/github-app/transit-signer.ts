import { Failure } from '../core/failure.ts'
import { isObject, own } from '../core/json.ts'
import type { TokenVault } from '../vault/client.ts'
import { idempotent } from '../vault/retry.ts'
import type { Signer } from './app-jwt.ts'
import type { KeySource } from './key.ts'

/** The length of an RSA signature in bytes is that of the key; RS256 requires at least 2048 bits (RFC 7518, 3.3). */
const minimumBytes = 2048 / 8

/**
 * Returns a signer that uses a key in Vault's transit engine, which the key never leaves. Throws the Failure of the request, ERR_REPLY,
 * or ERR_DECODE if the key is of another type. Source: Vault's API page "transit", sign data.
 */
export function transitSigner({ path, version }: Extract<KeySource, { kind: 'transit' }>, vault: TokenVault): Signer {
  return async (text) => {
    const body = {
      input: Buffer.from(text).toString('base64'),
      signature_algorithm: 'pkcs1v15',
      ...(version !== undefined && { key_version: version }),
    }
    const { reply } = await vault
      .call({ method: 'POST', path: `${path}/sha2-256`, body, repeatable: idempotent })
      .catch((error: unknown) => {
        throw error instanceof Failure ? withKeyHint(error, path) : error
      })
    const data = own(reply, 'data')
    const signature = isObject(data) ? own(data, 'signature') : undefined
    const base64 = typeof signature === 'string' ? /^vault:v\d+:([\w+/-]+=*)$/.exec(signature)?.[1] : undefined
    if (base64 === undefined) throw new Failure('ERR_REPLY', `POST ${path}/sha2-256: the response contains no signature`)
    const bytes = Buffer.from(base64, 'base64')
    if (bytes.length < minimumBytes) throw wrongType(path)
    return bytes.toString('base64url')
  }
}

const rsaHint = 'GitHub creates the keys of Apps as RSA keys of 2048 bits. Import one as type=rsa-2048 (docs/github-token.md).'

const wrongType = (path: string): Failure =>
  new Failure('ERR_DECODE', `key: ${path} does not sign with an RSA key of 2048 bits or more`, {
    hint: rsaHint,
  })

/** Advice by the text of a refused signature. The texts are those of Vault 1.21 and OpenBao 2.7. */
const advice: readonly (readonly [text: RegExp, hint: (keys: string) => string])[] = [
  [/key not found/, (keys) => `There is no key at ${keys}. Check \`key\`, or import the private key of the App (docs/github-token.md).`],
  [/requested version for /, (keys) => `Vault does not sign with this version. To list the versions: vault read ${keys}`],
  [/does not support signing/, () => rsaHint],
]

function withKeyHint(failure: Failure, path: string): Failure {
  const keys = path.replace(/\/sign\/([^/]+)$/, '/keys/$1')
  const hint = advice.find(([text]) => text.test(failure.words))?.[1](keys)
  return hint === undefined ? failure : failure.with({ hint })
}
