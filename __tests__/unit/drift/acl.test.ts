import { aclOf, decidingRules, limitOn } from '../../../src/drift/acl.ts'
import { parsePolicy } from '../../../src/drift/server-policy.ts'

const acl = (...policies: string[]) =>
  aclOf(
    policies.map((text, index) => ({ name: `p${index + 1}`, rules: parsePolicy(text) })),
    Date.UTC(2026, 0, 1),
  )
const decided = (path: string, capability: string, ...policies: string[]) =>
  decidingRules(acl(...policies), path, capability).map(({ pattern }) => pattern.text)

describe('policies are joined by path', () => {
  test('the capabilities add up', () => {
    expect(acl('path "a" { capabilities = ["read"] }', 'path "a" { capabilities = ["list"] }\npath "a" {}')).toMatchObject([
      { capabilities: new Set(['read', 'list']), policies: ['p1', 'p2'] },
    ])
  })

  test('deny wins', () => {
    expect(acl('path "a" { capabilities = ["read"] }', 'path "a" { capabilities = ["deny"] }')).toMatchObject([{ capabilities: new Set() }])
  })

  test.each([
    ['2025-12-31T23:59:59Z', 0],
    ['2026-01-02T00:00:00Z', 1],
    ['tomorrow', 1],
  ])('a rule that expires at %s', (expiration, count) => {
    expect(acl(`path "a" { capabilities = ["read"]\n expiration = "${expiration}" }`)).toHaveLength(count)
  })
})

describe('the rule that decides', () => {
  test.each<[string, string, string, readonly string[]]>([
    ['an exact path', 'm/a', 'read', ['m/a']],
    ['the later wildcard', 'm/ab', 'read', ['m/a*']],
    ['+ before *', 'm/x', 'read', ['m/+']],
    ['* for more segments', 'm/x/y', 'read', ['m/*']],
    ['an exact path without / for a list', 'm/a/', 'list', ['m/a']],
    ['no rule', 'n', 'read', []],
  ])('is %s', (_name, path, capability, rules) => {
    const policy = ['m/a', 'm/a*', 'm/+', 'm/*'].map((one) => `path "${one}" {}`).join('\n')
    expect(decided(path, capability, policy)).toEqual(rules)
  })

  test('both servers count for a list, because they try wildcards in different orders', () => {
    expect(decided('m/ab/', 'list', 'path "m/a*" {}\npath "m/ab/*" {}')).toEqual(['m/ab/*', 'm/a*'])
  })
})

test.each<[string, string, string | undefined]>([
  ['min_wrapping_ttl = "1m"', 'read', 'min_wrapping_ttl requires a wrapped response'],
  ['max_wrapping_ttl = 60', 'update', 'max_wrapping_ttl requires a wrapped response'],
  ['mfa_methods = ["a"]', 'read', 'mfa_methods requires a second factor'],
  ['control_group { ttl = "1h" }', 'list', 'control_group requires an approval'],
  ['required_parameters = ["a"]', 'read', 'required_parameters requires parameters'],
  ['required_parameters = ["a"]', 'list', undefined],
  ['required_parameters = ["a"]', 'update', 'parameters'],
  ['allowed_parameters = { "a" = [] }', 'create', 'parameters'],
  ['allowed_parameters = { "a" = [] }', 'read', undefined],
  ['pagination_limit = 10', 'list', undefined],
])('%s limits %s: %s', (limit, capability, expected) => {
  const [rule] = acl(`path "a" { capabilities = ["read", "list", "update", "create"]\n ${limit} }`)
  expect(limitOn(rule!, capability)).toBe(expected)
})
