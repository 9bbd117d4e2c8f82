import { askGrants, leasePaths, pathsToAsk, revokePolicy, type Grants } from '../../../src/vault/grants.ts'
import type { JsonObject } from '../../../src/core/json.ts'
import { idempotent, noRetry } from '../../../src/vault/retry.ts'
import { leaseOn } from '../../support/revocable.ts'
import { vaultThatSays } from '../../support/vault-that-says.ts'

const below = (namespace: string) => ({ namespace, prefix: 'db/creds/r' })

test.each<[string, string, object | undefined]>([
  ['', '', { byPath: 'sys/leases/revoke/db/creds/r/any', byBody: 'sys/leases/revoke', byRenewal: 'sys/leases/renew' }],
  ['team', 'team', { byPath: 'sys/leases/revoke/db/creds/r/any', byBody: 'sys/leases/revoke', byRenewal: 'sys/leases/renew' }],
  ['', 'team', { byPath: 'team/sys/leases/revoke/db/creds/r/any', byBody: 'team/sys/leases/revoke', byRenewal: 'team/sys/leases/renew' }],
  [
    'team',
    'team/a/b',
    { byPath: 'a/b/sys/leases/revoke/db/creds/r/any', byBody: 'a/b/sys/leases/revoke', byRenewal: 'a/b/sys/leases/renew' },
  ],
  ['team', 'teams', undefined],
  ['team', '', undefined],
])('paths for a token of the namespace "%s" and a lease in "%s"', (parent, namespace, paths) => {
  expect(leasePaths(parent, below(namespace))).toEqual(paths)
})

test('each path is queried once', () => {
  expect(pathsToAsk('', [below(''), below(''), { namespace: '', prefix: 'aws/creds/r' }])).toEqual([
    'sys/leases/revoke',
    'sys/leases/revoke/db/creds/r/any',
    'sys/leases/renew',
    'sys/leases/revoke/aws/creds/r/any',
  ])
  expect(pathsToAsk('team', [below('elsewhere')])).toEqual([])
})

describe('askGrants', () => {
  it('queries in the namespace of the token', async () => {
    const { vault, calls } = vaultThatSays({})
    await askGrants({ ...vault, tokenNamespace: 'team' }, ['sys/leases/revoke'], { repeatable: noRetry, replyMs: 2_000 })
    expect(calls).toEqual([
      {
        method: 'POST',
        path: 'sys/capabilities-self',
        namespace: 'team',
        body: { paths: ['sys/leases/revoke'] },
        repeatable: noRetry,
        replyMs: 2_000,
      },
    ])
  })

  test.each<[JsonObject, Grants]>([
    [{ data: { a: ['update'], b: ['deny'] } }, { a: true, b: false }],
    [{ data: { a: ['deny'], b: ['update', 'sudo'] } }, { a: false, b: true }],
    [{ data: { a: ['root'], b: ['root'] } }, { a: true, b: true }],
    [{ data: { a: ['read', 'create'], b: 'update' } }, { a: false, b: false }],
    [{ a: ['update'] }, { a: true, b: false }],
    [{}, { a: false, b: false }],
  ])('reads %j', async (reply, grants) => {
    await expect(askGrants(vaultThatSays(reply).vault, ['a', 'b'], { repeatable: idempotent })).resolves.toEqual(grants)
  })
})

test.each([
  ['', '', 'path "sys/leases/revoke/db/creds/r/*" { capabilities = ["update"] }'],
  ['team', 'team/a', 'path "a/sys/leases/revoke/db/creds/r/*" { capabilities = ["update"] }'],
])('policy for a token of the namespace "%s" and a lease in "%s"', (parent, namespace, policy) => {
  expect(revokePolicy(parent, leaseOn('r', { namespace }))).toBe(policy)
})
