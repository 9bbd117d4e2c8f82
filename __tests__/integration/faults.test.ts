import { startFaultProxy, type Fault, type FaultProxy } from '../../testing/proxy/fault-proxy.ts'
import { endsWithTest } from '../support/ends-with-test.ts'
import { finishRun, nothing, stack, type Scenario } from '../support/scenario.ts'

// What a fault's error says, and whom it lets in. How each request ends with each fault is a table of its own: testing/faults.

const secrets = 'secret/data/ci/app password; database/creds/app username'
let vault: FaultProxy
let issuer: FaultProxy

beforeEach(async () => {
  vault = await endsWithTest(startFaultProxy({ target: stack.server.url }))
  issuer = await endsWithTest(startFaultProxy({ target: stack.issuer.url }))
})

const run = (scenario: Scenario = {}) =>
  finishRun({ secrets, issuerUrl: issuer.url, ...scenario, with: { url: vault.url, ...scenario.with } })
const asked = (path: string) => vault.requests.filter((request) => request.path.startsWith(path)).length

test('a login that is tried again brings a fresh JWT', async () => {
  vault.fault('/v1/auth', { kind: 'status', status: 503, body: {} })
  await run()
  const jwts = vault.requests
    .filter(({ path }) => path === '/v1/auth/jwt/login')
    .map(({ body }) => (JSON.parse(body) as { jwt: string }).jwt)
  expect(jwts).toHaveLength(2)
  expect(jwts[0]).not.toBe(jwts[1])
})

describe('a fault that stays ends in one error, in time', () => {
  test("a server that accepts and never answers: the step's time limit", async () => {
    vault.fault('/v1/secret', { kind: 'hang' }, { times: 10 })
    const done = await run({ with: { timeout: '2' } })
    expect(done.main.milliseconds).toBeLessThan(10_000)
    expect(done.main.annotations.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^not finished after 2 s\nThe input `timeout`/),
    ])
    expect(await done.left()).toEqual(nothing)
  })

  test('nothing listens', async () => {
    const listenAgain = await vault.refuse()
    const done = await run()
    await listenAgain()
    expect(done.main.annotations.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^POST auth\/jwt\/login: cannot connect to 127\.0\.0\.1:\d+: connection refused/),
    ])
  })

  test.each<readonly [title: string, fault: Fault, says: RegExp]>([
    ['a page instead of Vault', { kind: 'not-json' }, /the response is not from Vault \(not a JSON object\)\nCheck that `url`/],
    ['a body of 64 MiB', { kind: 'huge' }, /the response is larger than 8 MiB/],
    [
      'a redirect to another host',
      { kind: 'redirect', location: 'http://vault-2.example:8200/v1/x' },
      /is not allowed to receive your credentials\n.*redirectHosts: vault-2\.example:8200/,
    ],
  ])('%s', async (_, fault, says) => {
    vault.fault('/v1/secret', fault)
    const done = await run()
    expect(done.main.exitCode).toBe(1)
    expect(done.main.annotations.map(({ message }) => message)).toEqual([expect.stringMatching(says)])
    expect(await done.left()).toEqual(nothing)
  })

  test('a redirect in a loop', async () => {
    vault.fault('/v1/secret', { kind: 'redirect', location: `${vault.url}/v1/secret/data/ci/app` }, { times: 5 })
    expect((await run()).main.annotations[0]!.message).toMatch(/redirects in a loop/)
    expect(asked('/v1/secret')).toBe(3)
  })

  test('a standby that redirects to the leader is followed, with method and body', async () => {
    const leader = await endsWithTest(startFaultProxy({ target: stack.server.url }))
    vault.fault('/v1/auth/jwt/login', { kind: 'redirect', location: `${leader.url}/v1/auth/jwt/login` })
    const done = await run({ with: { redirectHosts: new URL(leader.url).host } })
    expect(done.main.exitCode).toBe(0)
    expect(leader.requests.map(({ method, path }) => `${method} ${path}`)).toEqual(['POST /v1/auth/jwt/login'])
  })
})

test('main failed and could not give back: post does', async () => {
  vault.fault('/v1/auth/token/revoke-self', { kind: 'status', status: 500, body: { errors: ['storage'] } }, { times: 4 })
  const done = await run({ secrets: 'database/creds/app username; secret/data/ci/app nokey' })
  expect(done.main.exitCode).toBe(1)
  expect(done.post.log).toEqual(['1 lease revoked, token revoked'])
  expect(await done.left()).toEqual(nothing)
})
