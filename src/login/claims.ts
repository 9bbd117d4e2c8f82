import { decodeJwt } from 'jose/jwt/decode'
import { Failure } from '../core/failure.ts'

/** Claims of a JWT by name, unverified: Vault verifies them, here they only explain. */
export type Claims = Readonly<Record<string, unknown>>

/** The claims that a role is usually bound to, in the order they are shown. Source: GitHub's OIDC reference. */
const shown = ['sub', 'aud', 'iss', 'repository', 'repository_id', 'ref', 'environment', 'job_workflow_ref', 'event_name'] as const

/** Reads the claims of a JWT. Throws ERR_IDENTITY where it is none; the token is never quoted. */
export function claimsOf(jwt: string): Claims {
  try {
    return decodeJwt(jwt)
  } catch {
    throw new Failure('ERR_IDENTITY', 'the OIDC endpoint returned an invalid JWT')
  }
}

/** The claims that matter to a role, a line each. */
export function describeClaims(claims: Claims): readonly string[] {
  return shown.flatMap((name) => (claims[name] === undefined ? [] : [`${name} = ${claimText(claims[name])}`]))
}

/** A claim's value as text; a list as its members. */
export function claimText(value: unknown): string {
  if (value === undefined) return '(none)'
  return Array.isArray(value) ? value.map(claimText).join(', ') : typeof value === 'string' ? value : JSON.stringify(value)
}
