import { createPrivateKey, type KeyObject } from 'node:crypto'
import { SignJWT } from 'jose/jwt/sign'
import { claimsOf } from './claims.ts'
import type { JwtSource } from './oidc-token.ts'
import type { LoginContext } from './method.ts'
import type { InputReader } from '../core/input-reader.ts'

/** Lifetime in seconds, the default of vault-action. */
const defaultTtl = '3600'
/** Seconds that `iat` is in the past, because Vault's clock can be behind. */
const defaultIat = '60'
/** RS256 requires at least this length (RFC 7518, 3.3). */
const minimumBits = 2048

/** Signs a token with the key of `jwtPrivateKey`, whose public key the mount trusts (jwt_validation_pubkeys). */
export function readSelfSignedJwt(inputs: InputReader): JwtSource {
  const key = readKey(inputs)
  const [ttl, age] = [readSeconds(inputs, 'jwtTtl', defaultTtl), readSeconds(inputs, 'jwtIat', defaultIat)]
  return async ({ env, mask }) => {
    if (!key) throw new TypeError('jwtPrivateKey is invalid, which is reported as a problem of the input')
    const now = Math.floor(Date.now() / 1_000)
    const jwt = await new SignJWT({ ...jobClaims(env), iss: 'vault-action', iat: now - age, nbf: now, exp: now + ttl })
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT' })
      .sign(key)
    mask(jwt)
    return { jwt, claims: claimsOf(jwt) }
  }
}

/** Returns the same claims as vault-action, because existing roles bind them. Source: its src/auth.js, generateJwt. */
function jobClaims(env: LoginContext['env']): Record<string, string | undefined> {
  return {
    event: env['GITHUB_EVENT_NAME'],
    workflow: env['GITHUB_WORKFLOW'],
    sha: env['GITHUB_SHA'],
    actor: env['GITHUB_ACTOR'],
    repository: env['GITHUB_REPOSITORY'],
    ref: env['GITHUB_REF'],
  }
}

/** Reads a PKCS#1 or PKCS#8 key, encrypted or not. Problems never quote the key. */
function readKey(inputs: InputReader): KeyObject | undefined {
  const given = inputs.text('jwtPrivateKey') ?? ''
  const pem = given.includes('-----BEGIN') ? given : Buffer.from(given, 'base64').toString()
  const passphrase = inputs.text('jwtKeyPassword')
  try {
    const key = createPrivateKey({ key: pem, ...(passphrase !== undefined && { passphrase }) })
    const bits = key.asymmetricKeyDetails?.modulusLength ?? 0
    if (key.asymmetricKeyType === 'rsa' && bits >= minimumBits) return key
    inputs.problem(
      'jwtPrivateKey',
      `is not an RSA key of ${minimumBits} bits or more`,
      'openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:3072',
    )
  } catch {
    const isEncrypted = pem.includes('ENCRYPTED')
    if (isEncrypted && passphrase === undefined)
      inputs.problem('jwtKeyPassword', 'is required: the key is encrypted', 'the password of the key')
    else if (isEncrypted) inputs.problem('jwtKeyPassword', 'cannot decrypt the key, or the key is damaged', 'the password of the key')
    else inputs.problem('jwtPrivateKey', 'is not a valid private key', 'the key as PEM, or as base64 of PEM')
  }
  return undefined
}

function readSeconds(inputs: InputReader, name: string, defaultValue: string): number {
  const text = inputs.text(name) ?? defaultValue
  const seconds = Number(text)
  if (/^\d+$/.test(text) && seconds <= 86_400) return seconds
  inputs.problem(name, `"${text}" is not a whole number from 0 to 86400`, defaultValue)
  return 0
}
