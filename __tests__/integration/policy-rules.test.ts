import fc from 'fast-check'
import { jwtRoleFor, jwtRoleJson } from '../../src/policy/jwt-role.ts'
import { policyText } from '../../src/policy/policy.ts'
import { rulesFor } from '../../src/policy/wildcards.ts'
import { capabilitiesOn, type Policy } from '../support/acl.ts'
import { demandedOn, overlappingDemands, policyOf, probes } from '../support/demands.ts'
import { golden } from '../support/golden-needs.ts'
import { at, needFor } from '../support/needs.ts'
import { look, stack } from '../support/scenario.ts'

/** Returns the capabilities that the server grants on paths. */
async function granted(policy: string, paths: readonly string[]): Promise<Record<string, string[]>> {
  await look.root('PUT', 'sys/policies/acl/plan-rules', { policy })
  const { auth } = await look.root('POST', 'auth/token/create', { policies: ['plan-rules'], no_default_policy: true, ttl: '60s' })
  const { data } = await look.root('POST', 'sys/capabilities', { token: auth!.client_token, paths })
  return Object.fromEntries(paths.map((path) => [path, (data[path] as string[]).filter((one) => one !== 'deny').sort()]))
}

const toJson = (policy: Policy) =>
  JSON.stringify({ path: Object.fromEntries(Object.entries(policy).map(([path, capabilities]) => [path, { capabilities }])) })

test('the rules for overlapping demands allow each demand, and on no path anything else than the model says', async () => {
  let compared = 0
  await fc.assert(
    fc.asyncProperty(overlappingDemands, async (demands) => {
      const policy = policyOf(rulesFor(demands))
      const server = await granted(toJson(policy), probes)
      for (const path of probes) {
        expect([path, server[path]]).toEqual([path, [...capabilitiesOn(path, policy, stack.server.product)].sort()])
        const demanded = demandedOn(path, demands)
        expect(server[path]).toEqual(expect.arrayContaining([...demanded]))
        compared += demanded.length
      }
    }),
    { numRuns: 100 },
  )
  expect(compared).toBeGreaterThan(1_000)
})

describe('paths in the policy', () => {
  /** A segment that mappings allow: any printable character that is not part of the mapping's own syntax. */
  const segment = fc
    .string({
      unit: fc.oneof(
        fc.constantFrom('$', '{', '}', '"', '\\', '%', "'", '#', '${', '%{', '.', 'ä', '🔑'),
        fc.string({ unit: 'grapheme', maxLength: 1 }),
      ),
      minLength: 1,
      maxLength: 8,
    })
    .filter((text) => text.isWellFormed() && !/[\p{Cc}\s?/*]|\{\{|\}\}|^\+$|^\.{1,2}$/u.test(text) && !/%[0-9a-f]{2}/i.test(text))

  test('are those that the server compares: quotes, backslashes and templates are escaped', async () => {
    let compared = 0
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(segment, { minLength: 1, maxLength: 30 }), async (segments) => {
        const paths = segments.map((name) => `secret/data/${name}`)
        const requests = paths.map((path) => ({ method: 'GET' as const, path, namespace: '', keys: [], revokes: true, places: [at(1)] }))
        const server = await granted(policyText(needFor('', { requests }), []), paths)
        for (const path of paths) expect([path, server[path]]).toEqual([path, ['read']])
        compared += paths.length
      }),
      { numRuns: 40 },
    )
    expect(compared).toBeGreaterThan(200)
  })
})

test.each(Object.entries(golden))('the server accepts the generated policies and roles of golden/%s', async (_, { needs, mounts }) => {
  for (const need of needs) {
    const role = jwtRoleFor(need)
    await look.root('PUT', 'sys/policies/acl/plan-golden', { policy: policyText(need, mounts) })
    if (role) await look.root('POST', 'auth/jwt/role/plan-golden', jwtRoleJson(role))
    const { data } = await look.root('GET', 'sys/policies/acl/plan-golden')
    expect(data['policy']).toBe(policyText(need, mounts))
  }
})
