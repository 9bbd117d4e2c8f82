import type { JsonObject } from '../core/json.ts'
import type { JobNeed, OpenText, RoleNeed } from '../policy/need.ts'
import { isOpen } from '../policy/open-text.ts'
import { refsOf } from '../policy/refs.ts'
import { drift, type FoundDrift } from './finding.ts'
import { globsMeet } from './globs.ts'
import { jwtRoleFields } from './jwt-role-fields.ts'
import { placeOfRole, roleText } from './role-needs.ts'

/**
 * Returns a finding for each login that a JWT role certainly refuses, with the runner's OIDC token. A claim whose value only a run knows is not
 * compared, and neither is `bound_subject`, because the form of `sub` depends on GitHub's settings.
 * Source: Vault's docs "auth/jwt" and vault-plugin-auth-jwt, path_login.go and claims.go.
 */
export function refusedLogins(need: RoleNeed, role: JsonObject): readonly FoundDrift[] {
  if (!need.oidc) return []
  const { type, audiences, claims, isGlob } = jwtRoleFields(role)
  const place = placeOfRole(need)
  const refused = (text: string, action: string, where = place) => drift('missing', where, `${roleText(need)} ${text}`, action)
  if (type !== 'jwt') return [refused(`has role_type ${type}, with which jobs cannot log in`, 'Set role_type to jwt')]
  const known = need.audiences.filter((audience) => !isOpen(audience))
  const unbound = known.filter((audience) => !audiences.includes(audience))
  return [
    ...unbound.map((audience) => refused(`does not accept the audience ${audience}`, `Add ${audience} to bound_audiences`)),
    ...need.jobs.flatMap((job) =>
      [...claims].flatMap(([name, allowed]) => {
        const values = valuesOf(name, job)
        if (values === undefined || values.some((value) => isOpen(value) || accepts(allowed, isGlob, value))) return []
        const has = values.length === 0 ? 'its token has no such claim' : `the job has ${values.join(', ')}`
        const action =
          values.length === 0
            ? `Remove bound_claims.${name}, or change the job`
            : `Add the value to bound_claims.${name}, or change the job`
        return [refused(`refuses this job: bound_claims.${name} is ${allowed.join(', ')}, and ${has}`, action, job.place)]
      }),
    ),
  ]
}

/** The values of a job are globs themselves: the refs of a push to `release/*`. */
function accepts(allowed: readonly string[], isGlob: boolean, value: string): boolean {
  return allowed.some((one) => (isGlob ? globsMeet(one, value) : globsMeet(value, one.replaceAll('*', '\u0000'))))
}

/** Returns the values that a claim of a job's token can have; empty if the token does not have it, undefined if they are not known. */
function valuesOf(claim: string, job: JobNeed): readonly OpenText[] | undefined {
  const { repository, repositoryId, environment, triggers, reusable } = job
  if (claim === 'repository') return repository === '' ? undefined : [repository]
  if (claim === 'repository_id') return repositoryId === undefined ? undefined : [repositoryId]
  if (claim === 'repository_owner') return repository === '' || isOpen(repository) ? undefined : [repository.replace(/\/.*/s, '')]
  if (claim === 'environment') return environment === undefined ? [] : [environment]
  if (claim === 'ref') return refsOf(job)
  if (claim === 'event_name')
    return triggers.some(({ event }) => event === 'workflow_call') ? undefined : triggers.map(({ event }) => event)
  if (claim === 'job_workflow_ref') return reusable && [`${reusable.workflow}@*`]
  return undefined
}
