import fc from 'fast-check'
import { rulesFor, wildcardsOver } from '../../../src/policy/wildcards.ts'
import { capabilitiesOn, type Policy } from '../../support/acl.ts'
import { demandedOn, overlappingDemands, policyOf, probes } from '../../support/demands.ts'

const products = ['openbao', 'vault'] as const

/** Returns whether both servers allow all that the demands ask for. */
const isEnough = (policy: Policy, demands: Parameters<typeof rulesFor>[0]): boolean =>
  products.every((product) =>
    probes.every((path) => {
      const granted = capabilitiesOn(path, policy, product)
      return demandedOn(path, demands).every((capability) => granted.includes(capability))
    }),
  )

test('the rules allow every demand, on both servers', () => {
  fc.assert(
    fc.property(overlappingDemands, (demands) => {
      expect(isEnough(policyOf(rulesFor(demands)), demands)).toBe(true)
    }),
    { numRuns: 200 },
  )
})

test('the rules allow nothing else: neither on a secret nor to list a folder', () => {
  let compared = 0
  fc.assert(
    fc.property(overlappingDemands, (demands) => {
      const policy = policyOf(rulesFor(demands))
      const demanded = probes.map((path) => [...new Set(demandedOn(path, demands))].sort())
      for (const product of products) {
        const granted = probes.map((path) =>
          capabilitiesOn(path, policy, product)
            .filter((capability) => (capability === 'list') === path.endsWith('/'))
            .sort(),
        )
        expect(granted).toEqual(demanded)
        compared += granted.flat().length
      }
    }),
    { numRuns: 200 },
  )
  expect(compared).toBeGreaterThan(5_000)
})

test('no rule and no capability can be left out', () => {
  let compared = 0
  fc.assert(
    fc.property(overlappingDemands, (demands) => {
      const policy = policyOf(rulesFor(demands))
      for (const [pattern, capabilities] of Object.entries(policy)) {
        const { [pattern]: removed, ...others } = policy
        expect([pattern, removed, isEnough(others, demands)]).toEqual([pattern, removed, false])
        for (const capability of capabilities) {
          const less = { ...policy, [pattern]: capabilities.filter((one) => one !== capability) }
          // a folder can have the name of a secret, and is then listed by the secret's rule
          expect([pattern, capability, isEnough(less, demands)]).toEqual([pattern, capability, false])
          compared += 1
        }
      }
    }),
    { numRuns: 200 },
  )
  expect(compared).toBeGreaterThan(500)
})

test.each([
  ['a/b/c', ['a/b/+', 'a/b/*', 'a/*']],
  ['a/b/', ['a/b/+', 'a/b/*', 'a/*']],
  ['a/b/+', ['a/b/*', 'a/*']],
  ['a/b/*', ['a/*']],
  ['a', []],
])('wildcards over %s', (pattern, expected) => {
  expect(wildcardsOver(pattern)).toEqual(expected)
})
