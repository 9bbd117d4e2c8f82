import fc from 'fast-check'
import { PolicySyntaxError } from '../../../src/drift/hcl.ts'
import { parsePolicy } from '../../../src/drift/server-policy.ts'
import { policyText } from '../../../src/policy/policy.ts'
import { rightsOf } from '../../../src/policy/rights.ts'
import { at, needFor } from '../../support/needs.ts'

const rule = (path: string, capabilities: readonly string[], limits = {}) => ({ path, capabilities, limits })

describe('a policy in HCL', () => {
  test.each<[string, string, readonly object[]]>([
    ['a block', 'path "a/b" { capabilities = ["read"] }', [rule('a/b', ['read'])]],
    ['several capabilities, sorted', 'path "a" { capabilities = ["update", "create",] }', [rule('a', ['create', 'update'])]],
    ['deny alone', 'path "a" { capabilities = ["read", "deny"] }', [rule('a', ['deny'])]],
    ['no capabilities', 'path "a" {}', [rule('a', [])]],
    ['a path with a leading /', 'path "/a" { capabilities = ["read"] }', [rule('a', ['read'])]],
    [
      'commas between blocks',
      'path "a" {capabilities=["read"]}, path "b" {capabilities=["list"]}',
      [rule('a', ['read']), rule('b', ['list'])],
    ],
    ['comments', '# one\n// two\n/* three\n */ path "a" { # four\n capabilities = ["read"] }', [rule('a', ['read'])]],
    ['names without quotes', 'name = "x"\npath a-b.c { capabilities = ["read"] }', [rule('a-b.c', ['read'])]],
    ['names with quotes', '"path" "a" { "capabilities" = ["read"] }', [rule('a', ['read'])]],
    ['the attribute policy', 'path "a" { policy = "write" }', [rule('a', ['create', 'delete', 'list', 'read', 'update'])]],
    ['both', 'path "a" { policy = "read"\n capabilities = ["sudo"] }', [rule('a', ['list', 'read', 'sudo'])]],
    ['escapes', String.raw`path "a\u0041\"\\\n\x42\U0001f511\101" {}`, [rule('aA"\\\nB🔑A', [])]],
    ['a heredoc', 'path "a" {\n comment = <<EOT\n}\nEOT\n capabilities = ["read"] }', [rule('a', ['read'])]],
    ['two blocks of one path', 'path "a" {}\npath "a" { capabilities = ["read"] }', [rule('a', []), rule('a', ['read'])]],
    [
      'parameters',
      'path "a" { capabilities = ["update"]\n allowed_parameters = { "ttl" = ["1h", 5], "*" = [] }\n required_parameters = ["ttl"] }',
      [rule('a', ['update'], { allowed_parameters: { '*': [], ttl: ['1h', 5] }, required_parameters: ['ttl'] })],
    ],
    [
      'a control group',
      'path "a" { control_group = { factor "b" { identity { group_names = ["c"]\n approvals = 1 } } } }',
      [rule('a', [], { control_group: { 'factor b': { identity: { approvals: 1, group_names: ['c'] } } } })],
    ],
    ['nothing', ' # only a comment', []],
  ])('has %s', (_name, text, rules) => {
    expect(parsePolicy(text)).toEqual(rules)
  })
})

describe('a policy in JSON', () => {
  test.each<[string, string, readonly object[]]>([
    [
      'an object of paths',
      '{"path": {"a": {"capabilities": ["read"]}, "b": {"policy": "deny"}}}',
      [rule('a', ['read']), rule('b', ['deny'])],
    ],
    ['a list of such objects', '{"path": [{"a": {"capabilities": ["read"]}}, {"a": {}}]}', [rule('a', ['read']), rule('a', [])]],
    ['escapes', String.raw`{"path": {"a\/\u00e9": {"capabilities": ["read"], "comment": "\": "}}}`, [rule('a/é', ['read'])]],
    ['a name', '{"name": "x"}', []],
  ])('has %s', (_name, text, rules) => {
    expect(parsePolicy(text)).toEqual(rules)
  })
})

describe('is refused by name', () => {
  test.each([
    ['path "a" { capabilites = ["read"] }', 'line 1: path "a": capabilites is not known'],
    ['path "a" {\n capabilities = ["reed"] }', 'line 2: path "a": the capability "reed" is not known'],
    ['path "a" { capabilities = "read" }', 'line 1: path "a": capabilities is not a list'],
    ['path "a" { capabilities = [["read"]] }', 'line 1: path "a": the capability ["read"] is not known'],
    ['path "a" { capabilities = ["read"]\n capabilities = ["list"] }', 'line 2: path "a": capabilities is set twice'],
    ['path "a" { policy = "all" }', 'line 1: path "a": the policy "all" is not known'],
    ['path "a" "b" {}', 'line 1: a path block needs one path'],
    ['path { "a" {} }', 'line 1: a path block needs one path'],
    ['path = "a"', 'line 1: a path block needs one path'],
    ['paths "a" {}', 'line 1: paths is not known in a policy'],
    ['path "a/+*" {}', 'path "a/+*": +* is invalid'],
    ['path "a${b}" {}', 'line 1: a template (${) in a string is not supported'],
    ['path "a" { capabilities = ["read"', 'the text ends within a block or a list'],
    ['path "a" { capabilities = ["read" "list"] }', 'line 1: expected , or ] in a list'],
    ['path "a" = {}', 'line 1: expected { or =, found ='],
    ["path 'a' {}", `line 1: "'a' {}" is not valid in a policy`],
    ['path "a" { pagination_limit = 0x10 }', 'line 1: "0x10 }" is not valid in a policy'],
    ['\n\npath "\\q" {}', 'line 3: \\q is not a valid escape'],
    ['path "\\U00110000" {}', 'line 1: \\U00110000 is not a valid escape'],
    ['path "a" {}}', 'line 1: expected a name, found }'],
    ['path "a" { allowed_parameters = { "b" = [], "b" = ["c"] } }', 'a name is written twice in b'],
    [`path "a" { x = ${'['.repeat(50)} }`, 'line 1: too many nested lists'],
    ['{"path": {"a": {}}} # x', 'it begins with { and is not valid JSON'],
    ['{"path": {"a": {"capabilities": ["read"]}, "a": {}}}', 'a key is written twice in an object'],
    ['{"path": {"a": null}}', 'null is not known in a policy'],
    ['{"path": "a"}', 'path is not an object'],
    ['{"path": {"a": ["read"]}}', 'a path block needs one path'],
  ])('%j', (text, message) => {
    expect(() => parsePolicy(text)).toThrow(new PolicySyntaxError(message))
  })
})

test('any text is parsed or refused, and never fails otherwise', () => {
  let refused = 0
  const piece = fc.constantFrom(
    'path',
    '"a"',
    ' ',
    '{',
    '}',
    '[',
    ']',
    '=',
    ',',
    '\n',
    '#',
    '"',
    '<<E\n',
    '\\',
    'E',
    '1',
    'capabilities',
    '"read"',
  )
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(piece, { maxLength: 20 }).map((pieces) => pieces.join('')),
      ),
      (text) => {
        try {
          parsePolicy(text)
        } catch (error) {
          expect(error).toBeInstanceOf(PolicySyntaxError)
          refused++
        }
      },
    ),
    { numRuns: 2_000 },
  )
  expect(refused).toBeGreaterThan(500)
})

test('a generated policy is parsed to the rights that it was generated from', () => {
  const segment = fc.string({
    unit: fc.oneof(fc.constantFrom('$', '{', '}', '"', '\\', '%', '${', 'ä', '🔑', '\u0001'), fc.string({ maxLength: 1 })),
    minLength: 1,
    maxLength: 8,
  })
  let compared = 0
  fc.assert(
    fc.property(fc.uniqueArray(segment, { minLength: 1, maxLength: 8 }), (segments) => {
      const requests = segments.map((name) => ({
        method: 'GET' as const,
        path: `secret/data/${encodeURIComponent(name.replace(/[\ud800-\udfff]/g, ''))}`,
        namespace: '',
        keys: [],
        revokes: true,
        places: [at(1)],
      }))
      const need = needFor('', { requests })
      const rights = rightsOf(need).filter(({ open }) => open === undefined)
      expect(parsePolicy(policyText(need, []))).toEqual(rights.map(({ path, capabilities }) => rule(path, capabilities)))
      compared += rights.length
    }),
  )
  expect(compared).toBeGreaterThan(100)
})
