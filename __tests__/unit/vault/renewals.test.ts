import { renewLease, renewToken } from '../../../src/vault/renewals.ts'
import { idempotent } from '../../../src/vault/retry.ts'
import type { JsonObject } from '../../../src/core/json.ts'
import { leaseOn } from '../../support/revocable.ts'
import { vaultThatSays } from '../../support/vault-that-says.ts'

const limits = { repeatable: idempotent, replyMs: 2_000 }
const warnings = ['TTL of "1h" exceeded the effective max_ttl of "42s";\nTTL value is capped accordingly', 7]

it('of a lease is requested in its namespace, and returns what Vault granted and said', async () => {
  const { vault, calls } = vaultThatSays({ lease_duration: 42, warnings })
  await expect(renewLease(vault, leaseOn('r', { namespace: 'team' }), 60, limits)).resolves.toEqual({
    seconds: 42,
    warnings: 'TTL of "1h" exceeded the effective max_ttl of "42s"; TTL value is capped accordingly',
  })
  const body = { lease_id: 'db/creds/r/id', increment: 60 }
  expect(calls).toEqual([{ method: 'PUT', path: 'sys/leases/renew', namespace: 'team', body, ...limits }])
})

it("of a token is requested in the token's namespace", async () => {
  const { vault, calls } = vaultThatSays({ lease_duration: 0, auth: { lease_duration: 42 }, warnings: null })
  await expect(renewToken({ ...vault, tokenNamespace: 'home' }, 60, limits)).resolves.toEqual({ seconds: 42, warnings: '' })
  expect(calls).toEqual([{ method: 'POST', path: 'auth/token/renew-self', namespace: 'home', body: { increment: 60 }, ...limits }])
})

test.each<[JsonObject]>([[{}], [{ lease_duration: null }], [{ lease_duration: '60' }], [{ lease_duration: -1 }]])(
  'a response with %j is ERR_REPLY',
  async (reply) => {
    await expect(renewLease(vaultThatSays(reply).vault, leaseOn('r'), 60, limits)).rejects.toMatchObject({ code: 'ERR_REPLY' })
    await expect(renewToken(vaultThatSays({ auth: reply }).vault, 60, limits)).rejects.toMatchObject({ code: 'ERR_REPLY' })
  },
)
