import { hour, ttlsOf, within } from '../support/ttls.ts'

const database = 'database/creds/app username'
const capped = String.raw`TTL of "\w+" exceeded the effective max_ttl of "\w+"; TTL value is capped accordingly`

const renewals = (requests: readonly string[]) => requests.filter((request) => request.includes('renew'))

test('a token of 15 minutes and a lease of 30 minutes live for 45 minutes', async () => {
  const { log, tokens, leases, requests } = await ttlsOf({ secrets: database, with: { minTtl: '45m' } })
  expect(log).toMatch(/\nTTL extended to minTtl: the token, database\/creds\/app\nSet 1 output/)
  expect([tokens, leases]).toEqual([[within(0.7 * hour, 0.75 * hour)], [within(0.7 * hour, 0.75 * hour)]])
  expect(renewals(requests)).toHaveLength(2)
})

test('a TTL that is long enough is not renewed', async () => {
  const { log, requests } = await ttlsOf({ secrets: database, with: { minTtl: '10m' } })
  expect(log).not.toContain('minTtl')
  expect(renewals(requests)).toEqual([])
})

test('a TTL that Vault caps is one notice with its end and the setting', async () => {
  const { log, tokens, leases } = await ttlsOf({ secrets: database, with: { minTtl: '2h' } })
  expect([tokens, leases]).toEqual([[within(0.9 * hour, hour)], [within(0.9 * hour, hour)]])
  expect(log).toMatch(
    new RegExp(
      `\\n##\\[notice\\]The TTL of the token is shorter than minTtl: limited by token_max_ttl of its role \\(${capped}\\)\\. The token expires by 20.* UTC\\.` +
        `\\nThe TTL of database/creds/app \\(database/creds/app/\\w+\\) is shorter than minTtl: limited by Vault's max_ttl of its role, or max_lease_ttl ` +
        `of its mount or of the system \\(${capped}\\)\\. The lease expires by 20.* UTC\\.\\nSet 1 output`,
    ),
  )
})

test('a token on which nothing depends is revoked as early as without minTtl', async () => {
  const { log, requests } = await ttlsOf({ secrets: 'secret/data/ci/app password', with: { minTtl: '45m' } })
  expect(log).toMatch(/token revoked$/)
  expect(renewals(requests)).toEqual([])
})

test('an exported token lives long enough', async () => {
  const { tokens } = await ttlsOf({ with: { exportToken: 'true', minTtl: '45m' } })
  expect(tokens).toEqual([within(0.7 * hour, 0.75 * hour)])
})

test('a periodic token lives for its period', async () => {
  const { log } = await ttlsOf({ role: 'periodic', with: { exportToken: 'true', minTtl: '200h', maxTtl: '0' } })
  expect(log).toMatch(/The TTL of the token is shorter than minTtl: limited by token_period of its role\. The token expires by/)
})

test('a lease lives no longer than its batch token, which cannot be renewed', async () => {
  const { log, leases } = await ttlsOf({ role: 'deploy-batch', secrets: database, with: { minTtl: '45m' } })
  expect(log).toMatch(
    /The TTL of the token is shorter than minTtl: a batch token cannot be renewed\. .*\nThe TTL of database.* is shorter than minTtl: it lives no longer than its batch token\./,
  )
  expect(leases).toEqual([within(0.2 * hour, 0.25 * hour)])
})

test('with `revoke: false` the credentials of a service live long enough', async () => {
  const { tokens, leases } = await ttlsOf({ secrets: database, with: { revoke: 'false', minTtl: '50m' } })
  expect([tokens, leases]).toEqual([[within(0.8 * hour, 0.84 * hour)], [within(0.8 * hour, 0.84 * hour)]])
})
