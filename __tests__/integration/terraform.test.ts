import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { jwtRoleFor, jwtRoleJson } from '../../src/policy/jwt-role.ts'
import type { RoleNeed } from '../../src/policy/need.ts'
import { policyText } from '../../src/policy/policy.ts'
import { terraformText } from '../../src/policy/terraform.ts'
import { job, needFor, requestsOf } from '../support/needs.ts'

interface Block {
  readonly type: string
  readonly labels: readonly string[]
  readonly attributes: Readonly<Record<string, unknown>>
}

/** Reads Terraform configuration with HashiCorp's parser. Throws if it is invalid, or not as `terraform fmt` formats it. */
const read = (text: string): readonly Block[] =>
  JSON.parse(execFileSync(process.env['TEST_HCL']!, { input: text, encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'] })) as Block[]

/** The role that Terraform's provider writes to Vault for a block. */
function roleOf({ attributes }: Block): Record<string, unknown> {
  const { bound_claims, token_ttl, token_max_ttl } = attributes
  const lists = Object.entries(bound_claims as Record<string, string>).map(([claim, values]) => [claim, values.split(',')])
  const others = Object.entries(attributes).filter(([name]) => !['backend', 'role_name', 'namespace'].includes(name))
  return {
    ...Object.fromEntries(others),
    bound_claims: Object.fromEntries(lists),
    token_ttl: `${Number(token_ttl) / 60}m`,
    token_max_ttl: `${Number(token_max_ttl) / 60}m`,
  }
}

test('the blocks contain the same policy and the same role as the commands', () => {
  const needs = [
    needFor('secret/data/app key; database/creds/app username; secret/data/${{inputs.app}}/db key'),
    needFor('secret/data/app key', {
      role: 'release',
      namespace: 'team/a',
      mount: 'github',
      requests: requestsOf('secret/data/app key', 'team/a'),
      jobs: [job({ triggers: [{ event: 'push', tags: ['v*'] }], environment: '${{ matrix.environment }}' })],
    }),
  ]
  const blocks = read(terraformText(needs, []))
  expect(blocks.map(({ type, labels }) => [type, ...labels])).toEqual([
    ['resource', 'vault_policy', 'deploy'],
    ['resource', 'vault_jwt_auth_backend_role', 'deploy'],
    ['resource', 'vault_policy', 'team-a-github-release'],
    ['resource', 'vault_jwt_auth_backend_role', 'team-a-github-release'],
  ])
  for (const [index, need] of needs.entries()) {
    const [policy, role] = blocks.slice(2 * index)
    const namespace = need.namespace === '' ? undefined : need.namespace
    expect(policy!.attributes).toEqual({ namespace, name: jwtRoleFor(need)!.policy, policy: policyText(need, []) })
    expect(role!.attributes).toMatchObject({ backend: need.mount, role_name: need.role, ...(namespace !== undefined && { namespace }) })
    const label = role!.labels[1]!
    expect(roleOf(role!)).toEqual({
      ...(JSON.parse(jwtRoleJson(jwtRoleFor(need)!)) as object),
      token_policies: `[vault_policy.${label}.name]`,
    })
  }
})

test('any text of a workflow is valid in Terraform, and means itself', () => {
  const unit = fc.oneof(
    fc.constantFrom('$', '{', '}', '"', '\\', '%', "'", '#', '${', '%{', '${{ x }}', '\n', '\t', '\u0000', 'é', '🔑', 'EOT'),
    fc.string({ unit: 'grapheme', maxLength: 1 }),
  )
  // Terraform normalises strings
  const text = fc.string({ unit, minLength: 1, maxLength: 8 }).map((some) => `x${some}`.normalize('NFC').replaceAll(',', ''))
  let compared = 0
  fc.assert(
    fc.property(fc.record({ role: text, namespace: text, mount: text, audience: text, environment: text, path: text }), (texts) => {
      const { role, namespace, mount, audience, environment, path } = texts
      const requests: RoleNeed['requests'] = requestsOf('secret/data/x key', namespace).map((request) => ({
        ...request,
        path: `secret/data/${path}`,
      }))
      const need = needFor('', { role, namespace, mount, audiences: [audience], requests, jobs: [job({ environment })] })
      const [policy, block] = read(terraformText([need], []))
      expect(policy!.attributes).toEqual({ namespace, name: jwtRoleFor(need)!.policy, policy: policyText(need, []) })
      expect(block!.attributes).toMatchObject({ role_name: role, namespace, backend: mount, bound_audiences: [audience] })
      expect(block!.attributes['bound_claims']).toMatchObject({ environment })
      compared += 1
    }),
    { numRuns: 150 },
  )
  expect(compared).toBe(150)
})
