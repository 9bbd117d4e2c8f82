import { startFaultProxy, type Fault, type FaultProxy } from '../../testing/proxy/fault-proxy.ts'
import { finishRun, nothing, stack, type Scenario } from './support/scenario.ts'

const secrets = 'secret/data/ci/app password; database/creds/app username'
let vault: FaultProxy
let issuer: FaultProxy

beforeEach(async () => {
  vault = await startFaultProxy({ target: stack.server.url })
  issuer = await startFaultProxy({ target: stack.issuer.url })
})
afterEach(async () => {
  await Promise.all([vault.close(), issuer.close()])
})

const run = (scenario: Scenario = {}) =>
  finishRun({ secrets, issuerUrl: issuer.url, ...scenario, with: { url: vault.url, ...scenario.with } })
const asked = (path: string) => vault.requests.filter((request) => request.path.startsWith(path)).length

/** Faults that pass: the job goes on as if nothing had been. */
const passing: readonly (readonly [title: string, path: string, fault: Fault])[] = [
  ['login: connection reset before Vault acted', '/v1/auth', { kind: 'reset-before' }],
  ['login: reply lost', '/v1/auth', { kind: 'reset-after' }],
  [
    'login: 400, Vault could not fetch the keys',
    '/v1/auth',
    { kind: 'status', status: 400, body: { errors: ['error validating token: fetching keys oidc: get keys failed: 503'] } },
  ],
  ['login: 503 sealed or standby', '/v1/auth', { kind: 'status', status: 503, body: { errors: ['Vault is sealed'] } }],
  [
    'KV read: 429 with Retry-After',
    '/v1/secret',
    { kind: 'status', status: 429, headers: { 'retry-after': '1' }, body: { errors: ['rate limit quota exceeded'] } },
  ],
  ['KV read: 412', '/v1/secret', { kind: 'status', status: 412, body: { errors: ['required index state not present'] } }],
  ['database read: 500', '/v1/database', { kind: 'status', status: 500, body: { errors: ['failed to connect'] } }],
  ['database read: reply lost, its lease goes with the token', '/v1/database', { kind: 'reset-after' }],
  ['database read: reply cut', '/v1/database', { kind: 'cut-json', by: 'connection' }],
  ['lease revocation: 503', '/v1/sys/leases', { kind: 'status', status: 503, body: { errors: ['standby'] } }],
  ['token revocation: reset', '/v1/auth/token', { kind: 'reset-before' }],
]

describe('a fault that passes costs time, nothing else', () => {
  test.each(passing)('%s', async (_, path, fault) => {
    vault.fault(path, fault)
    const done = await run()
    expect(done.main.annotations).toEqual([])
    expect([done.main.exitCode, done.post.exitCode]).toEqual([0, 0])
    expect(done.post.log).toEqual(['1 lease revoked, token revoked'])
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect((await done.left()).tokens.length).toBeLessThanOrEqual(path === '/v1/auth' && fault.kind === 'reset-after' ? 1 : 0)
    expect((await done.left()).leases).toEqual([])
  })

  test('OIDC: the platform is not ready for the job yet', async () => {
    issuer.fault(
      '/token',
      { kind: 'status', status: 403, body: { message: "Can't issue ID_TOKEN for job in 'Pending' state." } },
      { times: 2 },
    )
    expect((await run()).main.exitCode).toBe(0)
    expect(issuer.requests).toHaveLength(3)
  })

  test('a login that is tried again brings a fresh JWT', async () => {
    vault.fault('/v1/auth', { kind: 'status', status: 503, body: {} })
    await run()
    const jwts = vault.requests
      .filter(({ path }) => path === '/v1/auth/jwt/login')
      .map(({ body }) => (JSON.parse(body) as { jwt: string }).jwt)
    expect(jwts).toHaveLength(2)
    expect(jwts[0]).not.toBe(jwts[1])
  })
})

describe('a fault that stays ends in one error, in time', () => {
  test("a server that accepts and never answers: the step's time limit", async () => {
    vault.fault('/v1/secret', { kind: 'hang' }, { times: 10 })
    const done = await run({ with: { timeout: '2' } })
    expect(done.main.milliseconds).toBeLessThan(10_000)
    expect(done.main.annotations.map(({ message }) => message)).toEqual([expect.stringMatching(/^not done after 2 s\nThe input `timeout`/)])
    expect(await done.left()).toEqual(nothing)
  })

  test('nothing listens', async () => {
    const listenAgain = await vault.refuse()
    const done = await run()
    await listenAgain()
    expect(done.main.annotations.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^POST auth\/jwt\/login: cannot connect to 127\.0\.0\.1:\d+: nothing listens there/),
    ])
  })

  test.each<readonly [title: string, fault: Fault, says: RegExp]>([
    ['a page instead of Vault', { kind: 'not-json' }, /the reply is not Vault's \(no JSON object\)\nCheck that `url`/],
    ['a body of 64 MiB', { kind: 'huge' }, /the reply is larger than 8 MiB/],
    [
      'a redirect to another host',
      { kind: 'redirect', location: 'http://vault-2.example:8200/v1/x' },
      /may not receive your credentials\n.*redirectHosts: vault-2\.example:8200/,
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
    const leader = await startFaultProxy({ target: stack.server.url })
    vault.fault('/v1/auth/jwt/login', { kind: 'redirect', location: `${leader.url}/v1/auth/jwt/login` })
    const done = await run({ with: { redirectHosts: new URL(leader.url).host } })
    await leader.close()
    expect(done.main.exitCode).toBe(0)
    expect(leader.requests.map(({ method, path }) => `${method} ${path}`)).toEqual(['POST /v1/auth/jwt/login'])
  })
})

describe('giving back', () => {
  test('a database that is dead does not keep the token alive; what is left is said', async () => {
    vault.fault(
      '/v1/sys/leases/revoke',
      { kind: 'status', status: 400, body: { errors: ['failed to revoke entry: the database is down'] } },
      { times: 9 },
    )
    const done = await run()
    expect(done.post.exitCode).toBe(0)
    expect(done.post.log[0]).toBe('token revoked')
    expect(done.post.annotations).toEqual([
      expect.objectContaining({
        level: 'warning',
        message: expect.stringMatching(
          /^database\/creds\/app \(.*\) is not confirmed: .*the database is down\. Vault goes on trying\.$/,
        ) as string,
      }),
    ])
    expect((await done.left()).tokens).toEqual([])
  })

  test('Vault is gone when the job ends: a warning, and the job is not failed', async () => {
    const done = await finishRun({ secrets, with: { url: vault.url } }, async () => {
      await vault.refuse()
    })
    expect(done.post.exitCode).toBe(0)
    expect(done.post.annotations).toHaveLength(1)
    expect(done.post.annotations[0]!.message).toMatch(
      /database\/creds\/app \(database\/creds\/app\/.*\) is still alive: .* Vault ends it by 20.* UTC\.\nThe token is still alive/,
    )
  })

  test('main failed and could not give back: post does', async () => {
    vault.fault('/v1/auth/token/revoke-self', { kind: 'status', status: 500, body: { errors: ['storage'] } }, { times: 4 })
    const done = await run({ secrets: 'database/creds/app username; secret/data/ci/app nokey' })
    expect(done.main.exitCode).toBe(1)
    expect(done.post.log).toEqual(['1 lease revoked, token revoked'])
    expect(await done.left()).toEqual(nothing)
  })
})
