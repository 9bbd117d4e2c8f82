import { Failure } from '../../../src/core/failure.ts'
import { expireByRenewal, queueRevocation, revokeLease, type RevokeForm } from '../../../src/vault/lease-revocation.ts'
import { leaseOf, leaseScope, type Lease } from '../../../src/vault/leases.ts'
import { revocation } from '../../../src/vault/retry.ts'
import { leaseOn } from '../../support/revocable.ts'
import { vaultThatSays } from '../../support/vault-that-says.ts'

const gone = new Failure('ERR_REFUSED', 'PUT sys/leases/lookup: 400 invalid lease', { status: 400, words: 'invalid lease' })
const denied = new Failure('ERR_DENIED', 'PUT sys/leases/lookup: 403', { status: 403 })

describe('leaseOf', () => {
  test.each<[id: string, path: string, namespace: string, expected: Partial<Lease>]>([
    ['db/creds/r/x', 'db/creds/r', '', { prefix: 'db/creds/r', namespace: '' }],
    ['db/creds/r/x', 'db/creds/r?ttl=1h', 'team', { prefix: 'db/creds/r', namespace: 'team' }],
    // the id of a lease does not contain namespaces at the start of the path
    ['db/creds/r/x.Ab1', 'team/db/creds/r', '', { prefix: 'db/creds/r', namespace: 'team' }],
    ['db/creds/r/x.Ab1', 'a/b/db/creds/r', 'team', { prefix: 'db/creds/r', namespace: 'team/a/b' }],
    ['team/db/creds/r/x', 'team/db/creds/r', '', { prefix: 'team/db/creds/r', namespace: '' }],
    ['odd', 'db/creds/r', 'team', { prefix: '', namespace: 'team' }],
  ])('lease %s of %s in the namespace "%s"', (id, path, namespace, expected) => {
    const grant = { id, seconds: 60, renewable: true }
    expect(leaseOf(grant, { sts: false, requestId: 'r1' }, path, namespace, 1_000)).toMatchObject({
      ...{ id, path, expires: 61_000, renewable: true, requestId: 'r1', granted: 1_000 },
      ...expected,
    })
  })

  it('is below its place', () => {
    expect(leaseScope('db/creds/r?ttl=1h', 'team')).toEqual({ prefix: 'db/creds/r', namespace: 'team' })
  })
})

describe('revocation', () => {
  test.each<[RevokeForm, object]>([
    ['by path', { path: 'sys/leases/revoke/db/creds/r/id', body: {} }],
    ['by body', { path: 'sys/leases/revoke', body: { lease_id: 'db/creds/r/id' } }],
  ])('%s, in the namespace of the lease', async (form, call) => {
    const { vault, calls } = vaultThatSays({})
    await revokeLease(vault, leaseOn('r', { namespace: 'team' }), form)
    expect(calls).toEqual([{ method: 'PUT', namespace: 'team', replyMs: 30_000, repeatable: revocation, ...call }])
  })

  it('in the background is requested with sync: false', async () => {
    const { vault, calls } = vaultThatSays({})
    await queueRevocation(vault, leaseOn('r'), 'by body')
    expect(calls[0]?.body).toEqual({ lease_id: 'db/creds/r/id', sync: false })
  })
})

describe('renewal', () => {
  it('for one second waits until Vault has removed the lease', async () => {
    const { vault, calls } = vaultThatSays({ lease_duration: 1 }, {}, {}, gone)
    await expireByRenewal(vault, leaseOn('r'))
    expect(calls.map(({ path }) => path)).toEqual(['sys/leases/renew', ...Array<string>(3).fill('sys/leases/lookup')])
  })

  const lost = new Failure('ERR_CONNECT', 'closed')
  const late = new Failure('ERR_REFUSED', 'PUT sys/leases/renew: 400 lease not found', { status: 400 })

  test.each([lost, late])('for one second is confirmed if a response was lost and the lease does not exist: $message', async (failure) => {
    const { vault, calls } = vaultThatSays(failure, gone)
    await expireByRenewal(vault, leaseOn('r'))
    expect(calls.map(({ path }) => path)).toEqual(['sys/leases/renew', 'sys/leases/lookup'])
  })

  test.each<[string, Failure | object]>([
    ['the lease still exists', {}],
    ['the lookup fails', lost],
  ])('for one second fails with its own failure if %s', async (_, found) => {
    await expect(expireByRenewal(vaultThatSays(late, found as Failure).vault, leaseOn('r'))).rejects.toBe(late)
  })

  it('for one second sends no lookup if it is denied', async () => {
    const { vault, calls } = vaultThatSays(denied)
    await expect(expireByRenewal(vault, leaseOn('r'))).rejects.toBe(denied)
    expect(calls).toHaveLength(1)
  })

  it('for one second is not confirmed by a denied lookup', async () => {
    await expect(expireByRenewal(vaultThatSays({}, denied).vault, leaseOn('r'))).rejects.toBe(denied)
  })
})
