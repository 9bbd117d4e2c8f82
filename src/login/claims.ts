import { decodeJwt } from 'jose/jwt/decode'
import { Failure } from '../core/failure.ts'

/** Claims of a JWT by name, unverified: only Vault verifies them, so they serve explanations only. */
export type Claims = Readonly<Record<string, unknown>>

/** The claims that a role usually binds, in the order of the log. Source: GitHub's OIDC reference. */
const shownClaims = ['sub', 'aud', 'iss', 'repository', 'repository_id', 'ref', 'environment', 'job_workflow_ref', 'event_name'] as const

/** Reads the claims of a JWT. Throws ERR_IDENTITY if it is invalid; the error never quotes the token. */
export function claimsOf(jwt: string): Claims {
  try {
    return decodeJwt(jwt)
  } catch {
    throw new Failure('ERR_IDENTITY', 'the OIDC endpoint returned an invalid JWT')
  }
}

/** Returns the claims that matter to a role, one line each. */
export function describeClaims(claims: Claims): readonly string[] {
  return shownClaims.flatMap((name) => (claims[name] === undefined ? [] : [`${name} = ${claimText(claims[name])}`]))
}

/** Returns a claim's value as text; a list as its members, separated by commas. */
export function claimText(value: unknown): string {
  if (value === undefined) return '(none)'
  return Array.isArray(value) ? value.map(claimText).join(', ') : typeof value === 'string' ? value : JSON.stringify(value)
}
