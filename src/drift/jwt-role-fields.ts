import { isObject, own, type Json, type JsonObject } from '../core/json.ts'

/** A JWT role as the server returns it. Source: Vault's API page "auth/jwt", read role. */
export interface JwtRoleFields {
  readonly type: string
  readonly audiences: readonly string[]
  readonly subject: string
  /** The allowed values by claim. */
  readonly claims: ReadonlyMap<string, readonly string[]>
  readonly isGlob: boolean
  readonly userClaim: string
}

/** Reads the fields of a JWT role. */
export function jwtRoleFields(role: JsonObject): JwtRoleFields {
  const claims = own(role, 'bound_claims')
  return {
    type: textOf(own(role, 'role_type')) || 'oidc',
    audiences: listOf(own(role, 'bound_audiences')),
    subject: textOf(own(role, 'bound_subject')),
    claims: new Map(isObject(claims) ? Object.entries(claims).map(([name, values]) => [name.replace(/^\//, ''), listOf(values)]) : []),
    isGlob: own(role, 'bound_claims_type') === 'glob',
    userClaim: textOf(own(role, 'user_claim')),
  }
}

/** Returns the names of a role's policies, with `default` unless the role leaves it out. */
export function policiesOf(role: JsonObject): readonly string[] {
  const named = [...listOf(own(role, 'token_policies')), ...listOf(own(role, 'policies'))]
  const withoutDefault = own(role, 'token_no_default_policy') === true
  return [...new Set([...named, ...(withoutDefault ? [] : ['default'])])].sort()
}

/** Returns a value as texts: a list, or one value alone. */
function listOf(value: Json | undefined): readonly string[] {
  if (value === undefined || value === null || value === '') return []
  return (Array.isArray(value) ? (value as readonly Json[]) : [value]).map((one) => (typeof one === 'string' ? one : JSON.stringify(one)))
}

const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '')
