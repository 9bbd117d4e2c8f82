import type { BoundClaims } from './bound-claims.ts'
import { comments, terraformString, withoutTemplates } from './hcl.ts'
import { jwtRoleFor, type JwtRole } from './jwt-role.ts'
import type { KnownMount } from './mounts.ts'
import { labelsOf, policyName, sortedNeeds } from './names.ts'
import type { RoleNeed } from './need.ts'
import { policyText } from './policy.ts'

/**
 * Returns the policies and roles as Terraform: `vault_policy` and `vault_jwt_auth_backend_role` of HashiCorp's provider `vault`. The
 * same input gives the same text, in the format of `terraform fmt`.
 */
export function terraformText(needs: readonly RoleNeed[], mounts: readonly KnownMount[]): string {
  const sorted = sortedNeeds(needs)
  const labels = labelsOf(sorted)
  const blocks = sorted.flatMap((need, index) => {
    const label = labels[index] ?? ''
    const role = jwtRoleFor(need)
    const server = comments([`On ${need.url}`])
    const policy = [...server, `resource "vault_policy" ${terraformString(label)} {`, ...policyBody(need, mounts), '}']
    const roleBlock = role && [
      ...comments(role.notes),
      `resource "vault_jwt_auth_backend_role" ${terraformString(label)} {`,
      ...roleBody(need, role, label),
      '}',
    ]
    return [policy, ...(roleBlock ? [roleBlock] : [])].map((lines) => lines.join('\n'))
  })
  return `${blocks.join('\n\n')}\n`
}

function policyBody(need: RoleNeed, mounts: readonly KnownMount[]): readonly string[] {
  return [
    ...attributes([...namespaceOf(need), ['name', terraformString(policyName(need))]]),
    '',
    `  policy = <<EOT`,
    `${withoutTemplates(policyText(need, mounts))}EOT`,
  ]
}

function roleBody(need: RoleNeed, { mount, name, audiences, bound, ttlMinutes }: JwtRole, label: string): readonly string[] {
  const claims = Object.entries(bound.claims).map(([claim, values]) => [claim, terraformString(values.join(','))] as const)
  return [
    ...attributes([
      ...namespaceOf(need),
      ['backend', terraformString(mount)],
      ['role_name', terraformString(name)],
      ['role_type', terraformString('jwt')],
      ['user_claim', terraformString('repository')],
      ['bound_audiences', `[${audiences.map(terraformString).join(', ')}]`],
    ]),
    '',
    ...commaLines(bound),
    ...(bound.type === 'glob' ? ['  bound_claims_type = "glob"'] : []),
    '  bound_claims = {',
    ...attributes(claims).map((line) => `  ${line}`),
    '  }',
    '',
    ...attributes([
      ['token_policies', `[vault_policy.${label}.name]`],
      ['token_type', terraformString('service')],
      ['token_ttl', String(ttlMinutes * 60)],
      ['token_max_ttl', String(ttlMinutes * 60)],
    ]),
  ]
}

/** The provider reads the value of a claim as a list, unless that is disabled for all claims. */
function commaLines({ claims }: BoundClaims): readonly string[] {
  const values = Object.values(claims)
  if (!values.some((some) => some.some((value) => value.includes(',')))) return []
  const isDisabled = values.every(({ length }) => length === 1)
  return isDisabled
    ? ['  disable_bound_claims_parsing = true', '']
    : ['  # Write a role for each value: the provider also separates values at the commas in them.']
}

const namespaceOf = ({ namespace }: RoleNeed): readonly (readonly [string, string])[] =>
  namespace === '' ? [] : [['namespace', terraformString(namespace)]]

/** Returns lines `name = value` with the `=` in one column. */
function attributes(pairs: readonly (readonly [string, string])[]): readonly string[] {
  const width = Math.max(...pairs.map(([name]) => name.length))
  return pairs.map(([name, value]) => `  ${name.padEnd(width)} = ${value}`)
}
