import { baselineText, changedFields, parseBaseline } from '../../../src/drift/baseline.ts'
import { approvedKey, approvedPolicy, approvedRole, type ApprovedObject } from '../../../src/drift/snapshot.ts'

const objects = [
  {
    namespace: '',
    path: 'sys/policies/acl/deploy',
    fields: approvedPolicy({ policy: 'path "b" { capabilities = ["read"] }\npath "a" {}' }),
  },
  {
    namespace: 'team',
    path: 'auth/jwt/role/deploy',
    fields: approvedRole({ token_policies: ['b', 'a'], bound_claims: { y: 1, x: ['2', '1'] } }),
  },
  {
    namespace: '',
    path: 'transit/keys/release',
    fields: approvedKey({ type: 'rsa-2048', keys: { 1: 2 }, latest_version: 1, name: 'release' }),
  },
]

test('the same objects in any order give the same text, which is read back', () => {
  const text = baselineText(objects)
  expect(text).toBe(`{
  "version": 1,
  "objects": [
    {
      "namespace": "",
      "path": "sys/policies/acl/deploy",
      "fields": {
        "path \\"a\\"": {
          "capabilities": "none"
        },
        "path \\"b\\"": {
          "capabilities": [
            "read"
          ]
        }
      }
    },
    {
      "namespace": "team",
      "path": "auth/jwt/role/deploy",
      "fields": {
        "bound_claims": {
          "x": [
            "1",
            "2"
          ],
          "y": 1
        },
        "token_policies": [
          "a",
          "b"
        ]
      }
    },
    {
      "namespace": "",
      "path": "transit/keys/release",
      "fields": {
        "type": "rsa-2048"
      }
    }
  ]
}
`)
  expect(baselineText([...objects].reverse())).toBe(text)
  expect(baselineText(parseBaseline(text) as ApprovedObject[])).toBe(text)
})

test('a policy that cannot be parsed is approved as one text', () => {
  expect(approvedPolicy({ policy: 'path "a" { x = 1 }', allow_slashes_in_identity_templates: false, modified: 'now' })).toEqual({
    policy: 'path "a" { x = 1 }',
    allow_slashes_in_identity_templates: false,
  })
})

test.each([
  ['{', 'is not valid JSON'],
  ['[]', 'has no list "objects"'],
  ['{"version": 2, "objects": []}', 'has another version than 1'],
  [
    '{"version": 1, "objects": [{"namespace": "", "path": "a/b", "fields": {}}, {"path": "a"}]}',
    'object 2 is not a role, a policy or a key with its fields',
  ],
  [
    '{"version": 1, "objects": [{"namespace": "", "path": "auth/../x/role/y", "fields": {}}]}',
    'object 1 is not a role, a policy or a key with its fields',
  ],
])('%j is not a baseline', (text, what) => {
  expect(parseBaseline(text)).toEqual({ problem: what })
})

test.each<[string, object, object, readonly string[]]>([
  ['a value', { a: 1, b: 2 }, { a: 1, b: 3 }, ['b']],
  ['a list', { a: ['x'] }, { a: ['x', 'y'] }, ['a']],
  ['an object within', { a: { b: { c: 1 } } }, { a: { b: { c: 2 } } }, ['a.b.c']],
  ['an object that is new', { a: null }, { a: { b: 1, c: 2 } }, ['a.b', 'a.c']],
  ['an object in place of a list', { a: [1] }, { a: { b: 1 } }, ['a']],
  [
    'a list that is empty within an object',
    { p: { allowed_parameters: { a: [] } } },
    { p: { allowed_parameters: { a: [], b: [] } } },
    ['p.allowed_parameters.b'],
  ],
  ['nothing: a new field with an empty value', { a: 1 }, { a: 1, b: 0, c: false, d: '', e: [], f: null, g: {} }, []],
])('what changed: %s', (_name, before, after, fields) => {
  expect(changedFields(before as never, after as never).map(({ field }) => field)).toEqual(fields)
})
