import { askGrants, isGranted, revokeLease, revokePolicy, type Grants, type Lease } from '../../../src/vault/leases.ts'
import type { Call, Vault } from '../../../src/vault/client.ts'
import type { JsonObject } from '../../../src/vault/json.ts'
import { harmless, never } from '../../../src/vault/retry.ts'

const lease = (path: string): Lease => ({ id: `${path.replace(/\?.*/, '')}/r4nd0m`, path, expires: 0, sts: false })

/** A vault that notes what it is asked and always gives one reply. */
function vaultThatSays(reply: JsonObject): { vault: Vault; calls: Call[] } {
  const calls: Call[] = []
  return { calls, vault: { call: (call) => Promise.resolve({ reply: (calls.push(call), reply), lost: false }) } }
}

describe('askGrants', () => {
  it('asks once for both forms, each path once and without its query', async () => {
    const { vault, calls } = vaultThatSays({})
    await askGrants(vault, 't', ['db/creds/r', 'db/creds/r', 'aws/creds/r?ttl=1h'], { repeatable: never, replyMs: 2_000 })
    expect(calls).toEqual([
      {
        method: 'POST',
        path: 'sys/capabilities-self',
        token: 't',
        body: { paths: ['sys/leases/revoke', 'sys/leases/revoke/db/creds/r/any', 'sys/leases/revoke/aws/creds/r/any'] },
        repeatable: never,
        replyMs: 2_000,
      },
    ])
  })

  test.each<[JsonObject, Grants]>([
    [{ data: { 'sys/leases/revoke/db/creds/r/any': ['update'], 'sys/leases/revoke': ['deny'] } }, { paths: ['db/creds/r'], body: false }],
    [{ data: { 'sys/leases/revoke/db/creds/r/any': ['deny'], 'sys/leases/revoke': ['update', 'sudo'] } }, { paths: [], body: true }],
    [{ data: { 'sys/leases/revoke/db/creds/r/any': ['root'], 'sys/leases/revoke': ['root'] } }, { paths: ['db/creds/r'], body: true }],
    [{ data: { 'sys/leases/revoke/db/creds/r/any': ['read', 'create'], 'sys/leases/revoke': 'update' } }, { paths: [], body: false }],
    [{ 'sys/leases/revoke/db/creds/r/any': ['update'] }, { paths: ['db/creds/r'], body: false }],
    [{}, { paths: [], body: false }],
  ])('understands %j', async (reply, grants) => {
    await expect(askGrants(vaultThatSays(reply).vault, 't', ['db/creds/r'], { repeatable: harmless })).resolves.toEqual(grants)
  })
})

test.each<[Grants, string, boolean, object | undefined]>([
  [{ paths: ['db/creds/r'], body: false }, 'db/creds/r', true, { path: 'sys/leases/revoke/db/creds/r/r4nd0m', body: {} }],
  [{ paths: ['db/creds/r'], body: false }, 'db/creds/r?x=1', true, { path: 'sys/leases/revoke/db/creds/r/r4nd0m', body: {} }],
  [{ paths: ['db/creds/r'], body: true }, 'db/creds/r', true, { path: 'sys/leases/revoke/db/creds/r/r4nd0m', body: {} }],
  [{ paths: [], body: true }, 'db/creds/r', true, { path: 'sys/leases/revoke', body: { lease_id: 'db/creds/r/r4nd0m' } }],
  [{ paths: ['db/creds/other'], body: false }, 'db/creds/r', false, undefined],
  [{ paths: [], body: false }, 'db/creds/r', false, undefined],
])('with %j a lease of %s: granted %j', async (grants, path, granted, call) => {
  expect(isGranted(grants, lease(path))).toBe(granted)
  if (!call) return
  const { vault, calls } = vaultThatSays({})
  await revokeLease(vault, 't', lease(path), grants)
  expect(calls).toEqual([{ method: 'PUT', token: 't', replyMs: 30_000, repeatable: harmless, ...call }])
})

test.each([
  ['db/creds/r', 'path "sys/leases/revoke/db/creds/r/*" { capabilities = ["update"] }'],
  ['aws/creds/r?ttl=1h', 'path "sys/leases/revoke/aws/creds/r/*" { capabilities = ["update"] }'],
])('what %s needs in a policy', (path, policy) => {
  expect(revokePolicy(lease(path))).toBe(policy)
})
