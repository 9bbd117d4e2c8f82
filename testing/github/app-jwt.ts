import { verify } from 'node:crypto'

/** A GitHub App as GitHub knows it. */
export interface App {
  readonly id: number
  readonly clientId: string
  readonly slug: string
  /** In PEM. GitHub has the public keys only. */
  readonly publicKeys: readonly string[]
}

/** The error response to a request whose JWT is not accepted. */
export interface JwtRefusal {
  readonly status: 401 | 404
  readonly message: string
}

/** Seconds of the longest lifetime that GitHub accepts. */
const longest = 600

/**
 * Verifies the JWT of an App as GitHub documents it: RS256, a known issuer, `iat` not in the future, `exp` at most ten minutes ahead.
 * @param now seconds since 1970, of GitHub's clock
 */
export function verifyAppJwt(jwt: string, apps: readonly App[], now: number): App | JwtRefusal {
  const [header = '', payload = '', signature = ''] = jwt.split('.')
  const claims = objectIn(payload)
  const undecodable = { status: 401, message: 'A JSON web token could not be decoded' } as const
  if (!claims || objectIn(header)?.['alg'] !== 'RS256') return undecodable
  const app = apps.find(({ id, clientId }) => claims['iss'] === id || claims['iss'] === clientId || claims['iss'] === String(id))
  if (!app) return { status: 404, message: 'Integration not found' }
  const isSigned = app.publicKeys.some((key) =>
    verify('RSA-SHA256', Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, 'base64url')),
  )
  if (!isSigned) return undecodable
  const [iat, exp] = [Number(claims['iat']), Number(claims['exp'])]
  if (!(iat <= now)) {
    return { status: 401, message: "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued" }
  }
  if (!(exp > now)) {
    const message = "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires"
    return { status: 401, message }
  }
  return exp > now + longest ? { status: 401, message: "'Expiration time' claim ('exp') is too far in the future" } : app
}

function objectIn(part: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString())
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
