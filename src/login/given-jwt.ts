import { readFileSync } from 'node:fs'
import { claimsOf } from './claims.ts'
import type { JwtSource } from './oidc-token.ts'
import { readTokenFile } from './token-file.ts'
import type { InputReader } from '../core/input-reader.ts'

/** Reads a token of another issuer, such as a SPIFFE JWT-SVID, from the input `jwt` or the file in `jwtFile`. */
export function readGivenJwt(inputs: InputReader): JwtSource {
  const path = inputs.text('jwtFile')
  const text = inputs.text('jwt') ?? (path === undefined ? '' : readJwt(path))
  if (text === undefined) inputs.problem('jwtFile', `"${path ?? ''}" cannot be read`, 'the path of a file on the runner')
  else if (!isJwt(text))
    inputs.problem(path === undefined ? 'jwt' : 'jwtFile', 'is not a signed JWT', 'a JWT: three base64url parts, separated by dots')
  return async ({ mask }) => {
    // read again for each attempt: an agent replaces the file before the token expires
    const jwt = path === undefined ? (text ?? '') : await readTokenFile(path, { token: 'JWT', input: 'jwtFile' })
    mask(jwt)
    return { jwt, claims: claimsOf(jwt) }
  }
}

function readJwt(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    return undefined
  }
}

/** Only detects a path or a key in the wrong input; Vault verifies the token. */
function isJwt(text: string): boolean {
  if (!/^[\w-]+\.[\w-]+\.[\w-]+$/.test(text)) return false
  try {
    claimsOf(text)
    return true
  } catch {
    return false
  }
}
