import fc from 'fast-check'
import type { KnownMount } from '../../../src/policy/mounts.ts'
import type { RequestNeed, RoleNeed } from '../../../src/policy/need.ts'
import { ownRights, rightsOf } from '../../../src/policy/rights.ts'
import { at, needFor, requestsOf } from '../../support/needs.ts'

/** Returns each right as "path: capabilities". */
const shown = (need: RoleNeed, mounts: readonly KnownMount[] = []): string[] =>
  rightsOf(need, mounts).map(({ path, capabilities, open }) => `${open === undefined ? '' : 'open '}${path}: ${capabilities.join(' ')}`)
const rights = (secrets: string, mounts: readonly KnownMount[] = []) => shown(needFor(secrets), mounts).sort()
const request = (path: string, more: Partial<RequestNeed> = {}): RequestNeed => ({
  method: 'GET',
  path,
  namespace: '',
  keys: [],
  revokes: true,
  places: [at(30)],
  ...more,
})
const mount = (path: string, type: string, more: Partial<KnownMount> = {}): KnownMount => ({ namespace: '', path, type, ...more })
const lease = (path: string) => `sys/leases/revoke/${path}/*: update`

describe('by the shape of the path', () => {
  test.each<[string, string[]]>([
    ['secret/data/app key', ['secret/data/app: read']],
    ['secret/data/app?version=3 key; secret/data/app other', ['secret/data/app: read']],
    ['secret/metadata/app?list=true keys', ['secret/metadata/app: list']],
    ['kv/app key', ['kv/app: read']],
    ['secret/data/app {"data": {}}', ['secret/data/app: create update']],
    ['secret/metadata/app {"max_versions": 2}', ['secret/metadata/app: create update']],
    ['secret/destroy/app {"versions": [1]}', ['secret/destroy/app: update']],
    ['teams/a/secret/data/sign/x {"data": {}}', ['teams/a/secret/data/sign/x: create update']],
    ['kv/app {"a": "b"}', ['kv/app: create update']],
    ['cubbyhole/x {"a": "b"}', ['cubbyhole/x: create update']],
    ['transit/sign/key/sha2-256 {"input": "aGk="} signature', ['transit/sign/key/sha2-256: update']],
    ['teams/a/transit/encrypt/data {"plaintext": "aGk="} ciphertext', ['teams/a/transit/encrypt/data: update']],
    ['sys/tools/random {} random_bytes', ['sys/tools/random: update']],
    ['auth/token/create {} token', ['auth/token/create: update']],
    ['identity/oidc/token/deploy token', ['identity/oidc/token/deploy: read']],
    ['database/creds/app username', ['database/creds/app: read', lease('database/creds/app')]],
    ['database/static-creds/app password', ['database/static-creds/app: read']],
    ['kubernetes/creds/deploy {"kubernetes_namespace": "a"} token', ['kubernetes/creds/deploy: update', lease('kubernetes/creds/deploy')]],
    ['gcp/roleset/x/key private_key_data', ['gcp/roleset/x/key: read', lease('gcp/roleset/x/key')]],
    ['gcp/roleset/x/token token', ['gcp/roleset/x/token: read']],
    ['ldap/library/set/check-out {} password', ['ldap/library/set/check-out: update', lease('ldap/library/set/check-out')]],
    ['aws/creds/deploy access_key', ['aws/creds/deploy: read', lease('aws/creds/deploy')]],
    ['aws/sts/deploy access_key', ['aws/sts/deploy: read']],
    ['secret/data/aws/creds/deploy key', ['secret/data/aws/creds/deploy: read']],
    ['pki/issue/web {"common_name": "a"} certificate', ['pki/issue/web: update']],
  ])('%s', (secrets, expected) => {
    expect(rights(secrets)).toEqual([...expected].sort())
  })
})

describe('by the table of mounts', () => {
  test.each<[string, KnownMount, string[]]>([
    ['kv/creds/app key', mount('kv/', 'kv', { version: 1 }), ['kv/creds/app: read']],
    ['kv/sign/app {"a": "b"}', mount('kv/', 'kv', { version: 1 }), ['kv/sign/app: create update']],
    ['kv/sign/app {"a": "b"}', mount('kv/sign/', 'transit'), ['kv/sign/app: create update']],
    ['kv/metadata/ *', mount('kv/', 'kv', { version: 1 }), ['kv/metadata/+: read', 'kv/metadata/: list']],
    [
      'kv/metadata/metadata/x/ *',
      mount('kv/metadata/', 'kv', { version: 2 }),
      ['kv/metadata/data/x/+: read', 'kv/metadata/metadata/x/: list'],
    ],
    ['data/x/creds/app user', mount('data/x/', 'database'), ['data/x/creds/app: read', lease('data/x/creds/app')]],
    ['pki/issue/web {"a": "b"} certificate', mount('pki/', 'pki', { leases: true }), ['pki/issue/web: update', lease('pki/issue/web')]],
    ['pki/sign/web {"a": "b"} certificate', mount('pki/', 'pki', { leases: true }), ['pki/sign/web: update', lease('pki/sign/web')]],
    ['ssh/sign/web {"a": "b"} signed_key', mount('ssh/', 'ssh', { leases: true }), ['ssh/sign/web: update']],
    ['ssh/creds/otp {"ip": "::1"} key', mount('ssh/', 'ssh'), ['ssh/creds/otp: update', lease('ssh/creds/otp')]],
    [
      'team/db/creds/app user',
      mount('db/', 'database', { namespace: 'team' }),
      ['team/db/creds/app: read', 'team/sys/leases/revoke/db/creds/app/*: update'],
    ],
  ])('%s with %j', (secrets, known, expected) => {
    expect(rights(secrets, [known])).toEqual([...expected].sort())
  })

  test('a certificate whose role can have generate_lease has a note; not if the table says that it has none', () => {
    const need = needFor('pki/issue/web {"common_name": "a"} certificate')
    const add = 'If the role in Vault has generate_lease, add: path "sys/leases/revoke/pki/issue/web/*" { capabilities = ["update"] }'
    expect(rightsOf(need).map(({ notes }) => notes)).toEqual([[add]])
    expect(rightsOf(need, [mount('pki/', 'pki', { leases: false })]).map(({ notes }) => notes)).toEqual([[]])
  })
})

describe('folders', () => {
  test.each<[string, string[]]>([
    ['secret/metadata/app/ *', ['secret/data/app/+: read', 'secret/metadata/app/: list']],
    ['secret/metadata/app/ **', ['secret/data/app/*: read', 'secret/metadata/app/*: list']],
    ['secret/metadata/ *', ['secret/data/+: read', 'secret/metadata/: list']],
    ['kv/app/ *', ['kv/app/+: read', 'kv/app/: list']],
    ['kv/app/ **', ['kv/app/*: list read']],
    ['kv/app/ *; kv/app/ **; kv/app/x key; kv/app/y/z key', ['kv/app/*: list read']],
    // the write replaces the rule of the folder, so it repeats it
    [
      'secret/metadata/app/ *; secret/data/app/x {"data": {}}',
      ['secret/data/app/+: read', 'secret/data/app/x: create read update', 'secret/metadata/app/: list'],
    ],
    // a rule on the secret or one level up would decide about the list of the folder
    ['kv/app/ **; kv/app key', ['kv/app/*: list read', 'kv/app/: list', 'kv/app: read']],
    ['kv/app/ **; kv/ *', ['kv/+: read', 'kv/: list', 'kv/app/*: list read', 'kv/app/: list']],
  ])('%s', (secrets, expected) => {
    expect(rights(secrets)).toEqual([...expected].sort())
  })
})

describe('what a policy cannot express is left to a person', () => {
  test.each([
    ['secret/data/${{ inputs.app }}/db', 'open secret/data/${{ inputs.app }}/db: read', /^Replace \$\{\{ inputs\.app \}\} by each value/],
    ['secret/data/a*', 'open secret/data/a*: read', /reads the \* as a wildcard/],
    ['secret/data/+/b', 'open secret/data/+/b: read', /reads the \+ as a wildcard/],
    ['secret/data/{{x}}', 'open secret/data/{{x}}: read', /as a template/],
  ])('%s', (path, right, reason) => {
    const need = needFor('', { requests: [request(path)] })
    expect(shown(need)).toEqual([right])
    expect(rightsOf(need)[0]!.open).toMatch(reason)
  })

  test('a lease of an open path is open too; a folder is listed once', () => {
    const creds = needFor('', { requests: [request('database/creds/${{ inputs.role }}')] })
    expect(shown(creds)).toEqual([
      'open database/creds/${{ inputs.role }}: read',
      'open sys/leases/revoke/database/creds/${{ inputs.role }}/*: update',
    ])
    const folder = needFor('', { requests: [request('secret/metadata/${{ inputs.app }}/', { folder: 'all levels' })] })
    expect(shown(folder)).toEqual(['open secret/data/${{ inputs.app }}/*: read', 'open secret/metadata/${{ inputs.app }}/*: list'])
  })

  test('a query and escapes end at expressions, which stay as they are', () => {
    const need = needFor('', {
      requests: [request("secret/data/a%20b/${{ inputs.a || '?%20}}' }}?version=2"), request('secret/data/a%20b%zz')],
    })
    expect(rightsOf(need).map(({ path }) => path)).toEqual(['secret/data/a b%zz', "secret/data/a b/${{ inputs.a || '?%20}}' }}"])
  })
})

describe('namespaces', () => {
  const requests = requestsOf('database/creds/app username', 'a/b')
  test.each([
    ['', ['a/b/database/creds/app', 'a/b/sys/leases/revoke/database/creds/app/*']],
    ['a', ['b/database/creds/app', 'b/sys/leases/revoke/database/creds/app/*']],
    ['a/b', ['database/creds/app', 'sys/leases/revoke/database/creds/app/*']],
  ])('the login in "%s"', (namespace, paths) => {
    expect(rightsOf(needFor('', { namespace, requests })).map(({ path }) => path)).toEqual(paths)
  })

  test('a login beside or below the namespace of the request gets no line, but a reason', () => {
    for (const namespace of ['a/b/c', 'a2', 'a/b2'])
      expect(rightsOf(needFor('', { namespace, requests })).map(({ open }) => open)).toEqual(
        Array(2).fill(`A token of the namespace ${namespace} has no rights here: log in to a parent of both (authNamespace)`),
      )
  })
})

test('each right names the entries that need it, also those that share its rule', () => {
  const need = needFor('kv/app/ *\n; kv/app/x {"a": "b"}\n; kv/app/y key\n; kv/other key')
  expect(rightsOf(need).map(({ path, places }) => [path, places.map(({ line }) => line)])).toEqual([
    ['kv/app/', [25]],
    ['kv/app/+', [25, 27]],
    ['kv/app/x', [25, 26]],
    ['kv/other', [28]],
  ])
})

test('the rights of the action itself follow from the login and the leases', () => {
  const paths = (need: RoleNeed) => ownRights(need).map(({ path }) => path)
  expect(paths(needFor('kv/app key'))).toEqual(['auth/token/revoke-self'])
  expect(paths(needFor('database/creds/app username'))).toEqual(['auth/token/revoke-self', 'sys/capabilities-self'])
  expect(paths(needFor('database/creds/app username', { method: 'token' }))).toEqual(['sys/capabilities-self'])
})

test('the order of the requests does not matter', () => {
  const all = requestsOf('kv/a key; kv/ *; kv/b/ **; kv/b/c {"a": "b"}; secret/data/x key; database/creds/app u; pki/issue/w {"a": "b"} k')
  const expected = rightsOf(needFor('', { requests: all }))
  expect(expected.length).toBeGreaterThan(8)
  fc.assert(
    fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (requests) => {
      expect(rightsOf(needFor('', { requests }))).toEqual(expected)
    }),
  )
})

test('2,000 paths and folders take less than five seconds', () => {
  const requests = Array.from({ length: 500 }, (_, n) => [
    request(`secret/data/app/${n}`, { method: 'POST' }),
    request(`secret/metadata/f${n}/`, { folder: 'all levels' }),
    request(`secret/data/f${n}/x`),
    request(`database/creds/r${n}`),
  ]).flat()
  const start = performance.now()
  expect(rightsOf(needFor('', { requests: [...requests, request('secret/metadata/app/', { folder: 'one level' })] }))).toHaveLength(2_502)
  expect(performance.now() - start).toBeLessThan(5_000)
})
