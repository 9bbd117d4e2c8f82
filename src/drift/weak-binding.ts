import { own, type JsonObject } from '../core/json.ts'
import type { RoleNeed } from '../policy/need.ts'
import { drift, type FoundDrift } from './finding.ts'
import { jwtRoleFields, type JwtRoleFields } from './jwt-role-fields.ts'
import { placeOfRole, roleText } from './role-needs.ts'

/** A weakness of a role, and what to do. */
interface Weakness {
  readonly text: string
  readonly action: string
}

/** Returns a finding for each way in which a role accepts logins of other jobs, or gives tokens that live too long. */
export function weakBindings(need: RoleNeed, role: JsonObject): readonly FoundDrift[] {
  const place = placeOfRole(need)
  const weaknesses = [...(need.method === 'jwt' ? jwtWeaknesses(jwtRoleFields(role)) : []), ...lifetime(role)]
  return weaknesses.map(({ text, action }) => drift('weak', place, `${roleText(need)} ${text}`, action))
}

const jwtWeaknesses = (role: JwtRoleFields): readonly Weakness[] => [...audience(role), ...identity(role), ...userClaim(role)]

function audience({ audiences }: JwtRoleFields): readonly Weakness[] {
  const text = 'binds no audience, so a token that another service received can be used'
  return audiences.length > 0 ? [] : [{ text, action: 'Set bound_audiences to the audience of the workflows' }]
}

/** Claims whose value names the repository, by how much of the value must be known. Source: GitHub's docs "OpenID Connect reference". */
const repositoryPart: Readonly<Record<string, RegExp>> = {
  repository: /^.*$/s,
  repository_id: /^.*$/s,
  // repo:OWNER/NAME:…
  sub: /^[^:]*:[^:]*/,
  // OWNER/NAME/.github/workflows/FILE@REF
  job_workflow_ref: /^[^@]*/,
  workflow_ref: /^[^@]*/,
}

/** Claims that limit a role to the repositories of one owner. */
const ownerClaims = ['repository_owner', 'repository_owner_id', 'enterprise', 'enterprise_id']

const bindRepository = 'Set bound_claims.repository_id to the id of the repository'

function identity({ claims, subject, isGlob }: JwtRoleFields): readonly Weakness[] {
  if (claims.size === 0 && subject === '')
    return [{ text: 'has no bound claims, so every workflow on GitHub can log in', action: bindRepository }]
  // bound_subject is compared as a whole, also with bound_claims_type glob
  if (subject !== '') return []
  const naming = [...claims].filter(([name]) => Object.hasOwn(repositoryPart, name))
  const exact = naming.filter(
    ([name, values]) => !isGlob || values.every((value) => !(repositoryPart[name]?.exec(value)?.[0] ?? '').includes('*')),
  )
  if (exact.length > 0) return []
  const [globbed] = naming
  if (globbed) {
    const [name, values] = globbed
    return [{ text: `binds ${name} to a glob over repositories: ${values.join(', ')}`, action: bindRepository }]
  }
  const owner = ownerClaims.find((name) => claims.has(name))
  if (owner !== undefined) {
    const text = `binds only ${[...claims.keys()].join(', ')}, so every repository of ${(claims.get(owner) ?? []).join(', ')} can log in`
    return [{ text, action: bindRepository }]
  }
  const text = `binds only ${[...claims.keys()].join(', ')}, which other repositories can have too`
  return [{ text, action: bindRepository }]
}

/** Claims that differ in every run or commit. Each value is an entity in Vault, and a client in its licence. */
const changing = [
  ...['jti', 'run_id', 'run_number', 'run_attempt', 'check_run_id', 'sha', 'job_workflow_sha', 'workflow_sha', 'iat', 'exp', 'nbf'],
  ...['head_ref'],
]

function userClaim({ userClaim: claim }: JwtRoleFields): readonly Weakness[] {
  if (!changing.includes(claim.replace(/^\//, ''))) return []
  return [{ text: `has user_claim ${claim}, so every run counts as a client of Vault`, action: 'Set user_claim to repository' }]
}

/** Without a TTL, tokens have that of the server, 32 days if it is not changed. A token with a period can be renewed for ever. */
function lifetime(role: JsonObject): readonly Weakness[] {
  const seconds = (name: string): number => Number(own(role, name) ?? 0)
  const action = 'Set token_ttl and token_max_ttl to the duration of the longest job'
  if (seconds('token_period') > 0 && seconds('token_explicit_max_ttl') === 0)
    return [{ text: 'has a token_period, so its tokens can be renewed without end', action: `${action}, and token_period to 0` }]
  if (seconds('token_ttl') > 0 || seconds('token_max_ttl') > 0 || seconds('token_explicit_max_ttl') > 0) return []
  return [{ text: 'has no token_ttl, so its tokens live as long as the server allows (32 days by default)', action }]
}
