import { noExpiry } from '../../../src/core/clock.ts'
import { leasesJson, notFoundJson } from '../../../src/export/leases.ts'
import { keyEntry, wildcardEntry } from '../../support/entry.ts'
import { connectionOf, leaseOn, tokenOf } from '../../support/revocable.ts'

const at = (hour: number) => Date.UTC(2026, 6, 1, hour)
const read = (...given: Parameters<typeof leasesJson>) => JSON.parse(leasesJson(...given)) as { expires: string; leases: unknown[] }

it('contains the lease, and when it ends if nothing revokes it', () => {
  const revocable = { connection: connectionOf({ namespace: 'team' }), token: tokenOf({ expires: at(12) }) }
  const leases = [
    leaseOn('early', { namespace: 'team', expires: at(11), renewable: false }),
    leaseOn('late', { namespace: 'team', expires: at(20) }),
    // in another namespace, the lease outlives the token
    leaseOn('other', { namespace: 'team/b', expires: at(20) }),
    leaseOn('sts', { namespace: 'team', expires: at(20), sts: true, renewable: false }),
  ]
  expect(read(leases, revocable)).toEqual({
    expires: '2026-07-01T12:00:00.000Z',
    leases: [
      {
        path: 'db/creds/early',
        lease_id: 'db/creds/early/id',
        namespace: 'team',
        expires: '2026-07-01T11:00:00.000Z',
        renewable: false,
      },
      expect.objectContaining({ path: 'db/creds/late', expires: '2026-07-01T12:00:00.000Z', renewable: true }),
      expect.objectContaining({ namespace: 'team/b', expires: '2026-07-01T20:00:00.000Z' }),
      expect.objectContaining({ path: 'db/creds/sts', expires: '2026-07-01T20:00:00.000Z' }),
    ],
  })
})

it('has null for a token without a TTL', () => {
  expect(read([], { connection: connectionOf(), token: tokenOf({ kind: 'supplied', expires: noExpiry }) })).toEqual({
    expires: null,
    leases: [],
  })
})

it('names what was not found by its output, or by prefix and pattern, in the order of the mapping', () => {
  const entries = [wildcardEntry({ pattern: 'DEV_*', prefix: 'P_', order: 2 }), keyEntry('k', { output: 'K', order: 1 })]
  expect(notFoundJson(entries)).toBe('["K","P_DEV_*"]')
  expect(notFoundJson([])).toBe('[]')
})
