/** Signs a text with RS256. Returns the signature in base64url. */
export type Signer = (text: string) => Promise<string>

/** Seconds that `iat` is in the past, because GitHub's clock can be behind. */
const iatAge = 60
/** Lifetime in seconds from now. GitHub accepts ten minutes at most, and its clock can be behind. */
const lifetime = 9 * 60

/**
 * Creates a JWT that identifies the App (docs.github.com, "Generating a JSON Web Token (JWT) for a GitHub App"). Throws the codes of the
 * signer.
 * @param app its client ID, or its numeric ID
 * @param now seconds since 1970, of the wall clock
 */
export async function createAppJwt(app: string | number, sign: Signer, now = Math.floor(Date.now() / 1_000)): Promise<string> {
  const parts = [
    { alg: 'RS256', typ: 'JWT' },
    { iat: now - iatAge, exp: now + lifetime, iss: app },
  ]
  const text = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
  return `${text}.${await sign(text)}`
}
