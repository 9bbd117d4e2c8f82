import { setTimeout as sleep } from 'node:timers/promises'
import { startFaultProxy } from '../../testing/proxy/fault-proxy.ts'
import { endsWithTest } from '../support/ends-with-test.ts'
import { finishRun, look, nothing, stack, startRun, type Scenario } from '../support/scenario.ts'
import { hour, ttlsOf, within } from '../support/ttls.ts'

const longAws = 'aws-long/creds/deploy access_key'
const oneTime = 'ssh/creds/otp {"ip": "127.0.0.1"} key'

test('a token of four weeks is shortened to six hours, and a lease of 32 days is revoked with it', async () => {
  const { log, tokens, leases, requests } = await ttlsOf({ role: 'deploy-long', secrets: longAws })
  expect(log).toMatch(/token TTL 700 h[^]*\nTTL shortened to maxTtl: the token\nSet 1 output/)
  expect(tokens).toEqual([within(5 * hour, 6 * hour)])
  // the server reports the lease's own TTL, but revokes it with its token, as the last test shows
  expect(leases).toEqual([within(700 * hour, 768 * hour)])
  expect(requests.filter((request) => request.includes('renew'))).toEqual(['update auth/token/renew-self'])
})

test('maxTtl sets the limit, and a token with a shorter TTL is not changed', async () => {
  expect((await ttlsOf({ role: 'deploy-long', secrets: longAws, with: { maxTtl: '90m' } })).tokens).toEqual([
    within(1.4 * hour, 1.5 * hour),
  ])
  const short = await ttlsOf({ secrets: longAws })
  expect(short.log).not.toContain('Shortened')
  expect(short.requests.filter((request) => request.includes('renew'))).toEqual([])
})

test('maxTtl 0 shortens nothing', async () => {
  expect((await ttlsOf({ role: 'deploy-long', secrets: longAws, with: { maxTtl: '0' } })).tokens).toEqual([within(699 * hour, 700 * hour)])
})

test('revoke: false shortens nothing, unless maxTtl is given', async () => {
  const withoutRevocation = (more: Scenario['with'] = {}) =>
    ttlsOf({ role: 'deploy-long', secrets: longAws, with: { revoke: 'false', ...more } })
  const whole = await withoutRevocation()
  expect([whole.tokens, whole.leases]).toEqual([[within(699 * hour, 700 * hour)], [within(700 * hour, 768 * hour)]])
  expect(whole.requests.filter((request) => request.includes('renew'))).toEqual([])
  expect((await withoutRevocation({ maxTtl: '6h' })).tokens).toEqual([within(5 * hour, 6 * hour)])
})

test('a lease of 32 days that is not revoked with the token is shortened itself', async () => {
  const { auth } = await look.root('POST', 'auth/token/create', { policies: ['read-dynamic', 'revoke-by-path'], ttl: '1000h' })
  const { log, leases } = await ttlsOf({ role: '', secrets: longAws, with: { method: 'token', token: auth!.client_token } })
  expect(log).toContain('\nTTL shortened to maxTtl: aws-long/creds/deploy\n')
  expect(leases).toEqual([within(5 * hour, 6 * hour)])
  await look.root('POST', 'auth/token/revoke', { token: auth!.client_token })
})

test('the post step logs the new expiry of a shortened lease', async () => {
  const { auth } = await look.root('POST', 'auth/token/create', { policies: ['read-dynamic', 'revoke-by-path'], ttl: '1000h' })
  const proxy = await endsWithTest(startFaultProxy({ target: stack.server.url }))
  const run = await finishRun({ role: '', secrets: longAws, with: { url: proxy.url, method: 'token', token: auth!.client_token } }, () =>
    proxy.close(),
  )
  expect(run.main.log.join('\n')).toContain('\nTTL shortened to maxTtl: aws-long/creds/deploy\n')
  const [, end] = /aws-long\/creds\/deploy .* It expires by (.*) UTC\./.exec(run.post.log.join('\n')) ?? []
  expect((Date.parse(`${end!.replace(' ', 'T')}:00Z`) - Date.now()) / 1_000).toEqual(within(5 * hour, 6 * hour))
  await look.root('PUT', 'sys/leases/revoke', { lease_id: (await run.left()).leases[0] })
  await look.root('POST', 'auth/token/revoke', { token: auth!.client_token })
})

describe('a notice names what cannot be shortened, with its expiry', () => {
  test.each<readonly [string, Scenario, RegExp]>([
    [
      'a batch token',
      { role: 'batch-long', secrets: 'secret/data/ci/app password' },
      /The TTL of the token exceeds maxTtl: Vault cannot shorten it\. The token expires by 20.* UTC if the post step does not run\./,
    ],
    [
      'a periodic token, which is renewed by its whole period; its leases are shortened instead',
      { role: 'periodic', secrets: longAws },
      /TTL shortened to maxTtl: aws-long\/creds\/deploy\n.*The TTL of the token exceeds maxTtl: .*The token expires by 20/,
    ],
    [
      'a lease that cannot be renewed',
      { role: 'periodic', secrets: oneTime },
      /The TTL of ssh\/creds\/otp \(ssh\/creds\/otp\/.*\) exceeds maxTtl: Vault cannot shorten it\. The lease expires by 20.* UTC if the post step does not run\./,
    ],
  ])('%s', async (_, scenario, notice) => {
    const { log } = await ttlsOf(scenario)
    expect(log).toMatch(notice)
  })
})

test('without a post step, token, lease and database user end after maxTtl', async () => {
  const run = startRun({ role: 'deploy-long', secrets: `${longAws}; database/creds/app username`, with: { maxTtl: '2' } })
  const main = await run.step.main
  expect(main.exitCode).toBe(0)
  const { username, access_key } = run.step.outputs
  expect(await look.databaseUsers()).toContain(username)
  for (let waited = 0; waited < 8_000 && (await run.left()).leases.length > 0; waited += 250) await sleep(250)
  expect(await run.left()).toEqual(nothing)
  expect(await look.databaseUsers()).not.toContain(username)
  expect(await look.accessKeys()).not.toContain(access_key)
})
