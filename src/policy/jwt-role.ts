import { boundClaimsOf, type BoundClaims } from './bound-claims.ts'
import { policyName, roleName } from './names.ts'
import type { JobNeed, OpenText, RoleNeed } from './need.ts'
import { expressionsIn } from './open-text.ts'
import { filesOf } from './places.ts'

/** A JWT role, and the decisions that are left to a person. */
export interface JwtRole {
  /** Mount and name, as in `auth/MOUNT/role/NAME`. */
  readonly mount: OpenText
  readonly name: OpenText
  readonly audiences: readonly OpenText[]
  readonly bound: BoundClaims
  readonly policy: OpenText
  /** TTL of its tokens in minutes. */
  readonly ttlMinutes: number
  readonly notes: readonly string[]
}

/** Minutes of a job without `timeout-minutes` (GitHub's docs "Workflow syntax"). */
const longestJob = 360
/** Minutes that a job has for its post steps after a timeout (GitHub's docs "Workflow cancellation reference"). */
const postSteps = 5

/**
 * Returns the JWT role for the jobs of a need. Returns undefined if they do not log in with the runner's OIDC token, because the claims
 * of another token are not known.
 */
export function jwtRoleFor(need: RoleNeed): JwtRole | undefined {
  if (!need.oidc) return undefined
  const bound = boundClaimsOf(need)
  const names: readonly (readonly [string, readonly OpenText[]])[] = [
    ['the role', [need.role]],
    ['the mount', [need.mount]],
    ['the namespace', [need.namespace]],
    ['bound_audiences', need.audiences],
  ]
  const open = names.flatMap(([what, texts]) => {
    const expressions = [...new Set(texts.flatMap(expressionsIn))]
    return expressions.length > 0 ? [`${what}: replace ${expressions.join(', ')} by the value that it has`] : []
  })
  return {
    mount: need.mount,
    name: roleName(need),
    audiences: [...new Set(need.audiences)].sort(),
    bound,
    policy: policyName(need),
    ttlMinutes: need.jobs.length === 0 ? longestJob : Math.max(...need.jobs.map(ttlOf)),
    notes: [
      ...(need.role === '' ? [noName] : []),
      ...(need.audiences.length === 0 ? [noAudience] : []),
      ...open,
      ...bound.notes,
      ...timeoutNotes(need.jobs),
    ],
  }
}

const noName = 'No step sets the input role: make this role the default_role of the mount, or rename it to the one that is'
const noAudience =
  'bound_audiences: write the audience of the tokens. Without jwtGithubAudience it is the URL of the owner, such as https://github.com/OWNER'

/** Returns the body of the request that writes the role, as JSON. The token is also valid in the post steps, which revoke it. */
export function jwtRoleJson({ audiences, bound, policy, ttlMinutes }: JwtRole): string {
  const claims = Object.entries(bound.claims).map(([claim, values]) => `    ${JSON.stringify(claim)}: ${jsonList(values)}`)
  const fields = [
    ['role_type', '"jwt"'],
    ['user_claim', '"repository"'],
    ['bound_audiences', jsonList(audiences)],
    ...(bound.type === 'glob' ? [['bound_claims_type', '"glob"']] : []),
    ['bound_claims', `{\n${claims.join(',\n')}\n  }`],
    ['token_policies', jsonList([policy])],
    ['token_type', '"service"'],
    ['token_ttl', `"${ttlMinutes}m"`],
    ['token_max_ttl', `"${ttlMinutes}m"`],
  ]
  return `{\n${fields.map(([name, value]) => `  "${name}": ${value}`).join(',\n')}\n}\n`
}

const jsonList = (texts: readonly string[]): string => `[${texts.map((text) => JSON.stringify(text)).join(', ')}]`

function ttlOf({ timeoutMinutes }: JobNeed): number {
  return typeof timeoutMinutes === 'number' ? Math.ceil(timeoutMinutes) + postSteps : longestJob
}

function timeoutNotes(jobs: readonly JobNeed[]): readonly string[] {
  const open = jobs.filter(({ timeoutMinutes }) => typeof timeoutMinutes === 'string')
  const unset = jobs.filter(({ timeoutMinutes }) => timeoutMinutes === undefined)
  const files = (some: readonly JobNeed[]) => filesOf(some.map(({ jobPlace }) => jobPlace)).join(', ')
  return [
    ...(unset.length > 0 ? [`The token lives as long as a job can run. Set timeout-minutes for a shorter TTL: ${files(unset)}`] : []),
    ...open.map(
      ({ timeoutMinutes }) => `token_ttl, token_max_ttl: replace by timeout-minutes, ${timeoutMinutes}, and ${postSteps} minutes`,
    ),
  ]
}
