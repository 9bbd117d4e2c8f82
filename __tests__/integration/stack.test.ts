import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Claims } from '../../testing/stack/claims.ts'
import { idToken } from '../../testing/stack/id-token.ts'
import type { Stack, StackInfo } from '../../testing/stack/info.ts'
import { inspect, type Inspect } from '../../testing/stack/inspect.ts'
import { audience, jwtRoles } from '../../testing/stack/roles.ts'
import { type Call, callerWith } from '../../testing/stack/root.ts'
import { spawnStack } from '../../testing/stack/spawn.ts'
import { onlyWith } from '../support/only-with.ts'
import { app, build, legacyJson, teamApp } from '../../testing/stack/stored.ts'
import { endsWithTest } from '../support/ends-with-test.ts'

// The stack itself, before anything is said with it about the action: one of its own, so that nobody else's users are in it.
describe('the test stack', () => {
  let stack: Stack
  let look: Inspect

  const login = async (role: string, claims: Claims = {}, namespace?: string) => {
    const jwt = await idToken(stack.info.issuer, audience, claims)
    const { auth } = await callerWith(stack.info.server.url, null)('POST', 'auth/jwt/login', { role, jwt }, namespace)
    return auth!
  }
  const as = async (role: string): Promise<Call> => callerWith(stack.info.server.url, (await login(role)).client_token)

  beforeAll(async () => {
    stack = await endsWithTest(spawnStack())
    look = inspect(stack.info)
  }, 600_000)

  it('starts with no user and no lease', async () => {
    expect(await look.databaseUsers()).toEqual([])
    expect(await look.iamUsers()).toEqual([])
    expect(await look.leases()).toEqual([])
    expect(await look.tokenAccessors()).toHaveLength(1)
  })

  const open = Object.keys(jwtRoles).filter((role) => !['elsewhere', 'production'].includes(role))
  it.each(open)('lets the job log in as %s', async (role) => {
    const auth = await login(role)
    expect(auth.token_type).toBe(role.includes('batch') ? 'batch' : 'service')
    expect(auth.policies.includes('default')).toBe(!role.startsWith('no-default'))
  })

  it('refuses the job where a claim differs, and says which', async () => {
    await expect(login('elsewhere')).rejects.toThrow('claim "repository_id" does not match any associated bound claim values')
    await expect(login('production')).rejects.toThrow('claim "environment" is missing')
    await expect(login('deploy', { aud: 'https://other.example' })).rejects.toThrow('invalid audience (aud) claim')
    await expect(login('deploy', { repository_id: null })).rejects.toThrow('claim "repository_id" is missing')
    await expect(login('deploy', { exp: 1 })).rejects.toThrow('token is expired')
    await expect(login('nobody')).rejects.toThrow('role "nobody" could not be found')
    expect((await login('production', { environment: 'production' })).policies).toContain('read-kv')
  })

  it('answers the runner only with its request token', async () => {
    const { url, requestToken } = stack.info.issuer
    const status = async (headers: Record<string, string>) => (await fetch(`${url}/token?audience=x`, { headers })).status
    expect(await status({})).toBe(401)
    expect(await status({ authorization: 'Bearer wrong' })).toBe(403)
    expect(await status({ authorization: `bEaReR ${requestToken}` })).toBe(200)
  })

  it('keeps what it stores, digit for digit', async () => {
    const deploy = await as('deploy')
    expect((await deploy('GET', 'kv/ci/legacy')).data).toEqual(JSON.parse(legacyJson))
    expect((await deploy('GET', 'secret/data/ci/app')).data['data']).toEqual(app)
    const raw = await fetch(`${stack.info.server.url}/v1/kv/ci/legacy`, { headers: { 'x-vault-token': stack.info.server.rootToken } })
    expect(await raw.text()).toContain(`"build":${build}`)
    await expect(deploy('GET', 'secret/data/ci/deleted')).rejects.toMatchObject({ status: 404 })
    await expect(deploy('GET', 'secret/data/forbidden')).rejects.toMatchObject({ status: 403 })
    await expect((await as('kv-only'))('GET', 'aws/creds/deploy')).rejects.toMatchObject({ status: 403 })
  })

  it('makes a Postgres user that is gone when its lease is revoked', async () => {
    const deploy = await as('deploy')
    const { data, lease_id } = await deploy('GET', 'database/creds/app')
    expect(await look.databaseUsers()).toEqual([data['username']])
    expect(await look.leases()).toEqual([lease_id])
    await deploy('PUT', `sys/leases/revoke/${lease_id}`)
    expect(await look.databaseUsers()).toEqual([])
    expect(await look.leaseAlive(lease_id)).toBe(false)
  })

  it('makes an IAM user that is gone when its lease is revoked', async () => {
    const deploy = await as('deploy-body')
    const { data, lease_id } = await deploy('GET', 'aws/creds/deploy')
    expect([typeof data['access_key'], typeof data['secret_key']]).toEqual(['string', 'string'])
    expect(await look.iamUsers()).toHaveLength(1)
    expect(await look.leaseAlive(lease_id)).toBe(true)
    await deploy('PUT', 'sys/leases/revoke', { lease_id })
    expect(await look.iamUsers()).toEqual([])
    expect(await look.leases()).toEqual([])
  })

  it('assumes an AWS role', async () => {
    const { data, lease_id } = await (await as('deploy'))('GET', 'aws/sts/assume')
    expect(typeof data['security_token']).toBe('string')
    expect(await look.leases()).toEqual([lease_id])
    await look.root('PUT', `sys/leases/revoke/${lease_id}`)
  })

  it('grants the revocation of leases role by role', async () => {
    for (const role of ['deploy-plain', 'deploy-batch-plain', 'no-default'] as const) {
      const plain = await as(role)
      const { lease_id } = await plain('GET', 'database/creds/app')
      await expect(plain('PUT', `sys/leases/revoke/${lease_id}`)).rejects.toMatchObject({ status: 403 })
      await expect(plain('PUT', 'sys/leases/revoke', { lease_id })).rejects.toMatchObject({ status: 403 })
      await look.root('PUT', 'sys/leases/revoke', { lease_id })
    }
    const batch = await as('deploy-batch')
    const { lease_id } = await batch('GET', 'database/creds/app')
    await batch('PUT', `sys/leases/revoke/${lease_id}`)
    expect(await look.databaseUsers()).toEqual([])
  })

  it('ends a token after its last use', async () => {
    const two = await as('two-uses')
    await two('GET', 'kv/ci/legacy')
    await two('GET', 'kv/ci/legacy')
    await expect(two('GET', 'kv/ci/legacy')).rejects.toMatchObject({ status: 403 })
  })

  onlyWith('namespaces', () => {
    it('has a namespace with a login, secrets and users of its own', async () => {
      const { client_token } = await login('deploy', {}, 'team')
      const team = callerWith(stack.info.server.url, client_token)
      expect((await team('GET', 'secret/data/ci/app', undefined, 'team')).data['data']).toEqual(teamApp)
      const { lease_id } = await team('GET', 'database/creds/app', undefined, 'team')
      expect(await look.leases('team')).toEqual([lease_id])
      expect(await look.databaseUsers()).toHaveLength(1)
      await team('PUT', `sys/leases/revoke/${lease_id}`, undefined, 'team')
      expect(await look.leases('team')).toEqual([])
      expect(await look.databaseUsers()).toEqual([])
      await expect(team('GET', 'secret/data/ci/app')).rejects.toMatchObject({ status: 403 })
    })
  })

  it('writes every request down, with its correlation id', async () => {
    const mark = look.auditMark()
    await fetch(`${stack.info.server.url}/v1/secret/data/forbidden`, { headers: { 'x-vault-token': 'none', 'x-correlation-id': 'run-1' } })
    const entries = look.audit(mark)
    expect(entries.map(({ type, request }) => [type, request.operation, request.path])).toEqual([
      ['request', 'read', 'secret/data/forbidden'],
      ['response', 'read', 'secret/data/forbidden'],
    ])
    expect(entries[0]!.request.headers).toMatchObject({ 'x-correlation-id': ['run-1'], 'user-agent': [expect.any(String)] })
    expect(entries[1]!.error).toContain('permission denied')
  })
})

const answers = (url: string) =>
  fetch(url).then(
    () => true,
    () => false,
  )

const isThere = async ({ server, issuer, aws }: StackInfo) =>
  existsSync(dirname(server.auditLog)) ||
  (await Promise.all([`${server.url}/v1/sys/health`, issuer.url, aws.url].map(answers))).includes(true)

describe('a stack that ends', () => {
  const serve = join(__dirname, '../../testing/stack/serve.ts')

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGKILL', null],
  ] as const)(
    'by %s leaves nothing behind',
    async (signal, code) => {
      const child = spawn(process.execPath, [serve], { stdio: ['pipe', 'pipe', 'ignore'] })
      const gone = once(child, 'exit')
      endsWithTest({ stop: () => child.kill() && gone })
      const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
      const info = JSON.parse(line) as StackInfo
      expect(await isThere(info)).toBe(true)
      child.kill(signal)
      expect((await gone)[0]).toBe(code)
      // What SIGKILL leaves to do is done by another process, a moment later.
      for (let tries = 0; tries < 100 && (await isThere(info)); tries++) await sleep(100)
      expect(await isThere(info)).toBe(false)
    },
    60_000,
  )

  it('with its standard input leaves nothing behind', async () => {
    const { info, stop } = await endsWithTest(spawnStack())
    expect(await isThere(info)).toBe(true)
    await stop()
    expect(await isThere(info)).toBe(false)
  }, 60_000)
})
