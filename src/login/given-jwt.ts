import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { Failure } from '../core/failure.ts'
import { claimsOf } from './claims.ts'
import type { JwtSource } from './oidc-token.ts'
import type { InputReader } from '../core/input-reader.ts'

/** A token that somebody else has signed, such as a SPIFFE JWT-SVID: the input `jwt`, or the file that `jwtFile` names. */
export function readGivenJwt(inputs: InputReader): JwtSource {
  const path = inputs.text('jwtFile')
  const text = inputs.text('jwt') ?? (path === undefined ? '' : readJwt(path))
  if (text === undefined) inputs.problem('jwtFile', `"${path ?? ''}" cannot be read`, 'the path of a file on the runner')
  else if (!isJwt(text))
    inputs.problem(path === undefined ? 'jwt' : 'jwtFile', 'is not a signed JWT', 'a JWT: three base64url parts, separated by dots')
  return async ({ mask }) => {
    // a file is read for every attempt: who keeps it there replaces the token before it runs out
    const jwt = path === undefined ? (text ?? '') : await readAgain(path)
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

async function readAgain(path: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new Failure('ERR_IDENTITY', `cannot read the JWT in ${path} (input \`jwtFile\`)`, { cause: error })
  })
  return text.trim()
}

/** Vault says whether it is one; this is only about a path or a key that went into the wrong input. */
function isJwt(text: string): boolean {
  if (!/^[\w-]+\.[\w-]+\.[\w-]+$/.test(text)) return false
  try {
    claimsOf(text)
    return true
  } catch {
    return false
  }
}
