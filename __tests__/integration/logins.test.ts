import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { SignJWT } from 'jose'
import { unsignedJwt } from '../support/jwt.ts'
import { approle, user } from '../../testing/stack/logins.ts'
import { app } from '../../testing/stack/stored.ts'
import { endsWithTest } from '../support/ends-with-test.ts'
import { action, finishRun, look, stack } from '../support/scenario.ts'
import { serverWords } from '../support/server-words.ts'

const secrets = 'secret/data/ci/app password; database/creds/app username'
const kvOnly = 'secret/data/ci/app password'

/** Creates a token outside the job, as an administrator does. */
async function makeToken(...policies: string[]): Promise<{ token: string; accessor: string }> {
  const { auth } = await look.root('POST', 'auth/token/create', { policies, ttl: '10m' })
  return { token: auth!.client_token, accessor: auth!.accessor }
}

describe('token', () => {
  it('is used without a login, is masked and is not revoked, but its leases are', async () => {
    const { token, accessor } = await makeToken('read-kv', 'read-dynamic', 'revoke-by-path')
    const run = await finishRun({ secrets, identity: false, with: { token, role: '' } })
    expect(run.main.log).toContainEqual(expect.stringMatching(/^Using the token of the input `token` at http/))
    expect(run.step.outputs).toMatchObject({ password: 'hush-app-password' })
    // the reads run in parallel, in any order
    expect([...run.requests()].sort()).toEqual([
      'read database/creds/app',
      'read secret/data/ci/app',
      'update sys/capabilities-self',
      expect.stringMatching(/^update sys\/leases\/revoke\/database\/creds\/app\//),
    ])
    expect(run.post.log).toEqual(['1 lease revoked'])
    expect((await run.left()).leases).toEqual([])
    expect(await look.tokenAccessors()).toContain(accessor)
    expect([...run.main.log, ...run.post.log].join('\n')).not.toContain(token)
  })

  it('leaves nothing to do in post if there are no leases', async () => {
    const { token, accessor } = await makeToken('read-kv')
    const run = await finishRun({ secrets: kvOnly, identity: false, with: { token, method: 'token' } })
    expect(run.requests()).toEqual(['read secret/data/ci/app'])
    expect(run.post.log).toEqual([])
    expect(await look.tokenAccessors()).toContain(accessor)
  })

  it('is not revoked after a failure', async () => {
    const { token, accessor } = await makeToken('read-kv')
    const run = await finishRun({ secrets: 'secret/data/ci/app nokey', identity: false, with: { token } })
    expect(run.main.exitCode).toBe(1)
    expect(run.requests()).toEqual(['read secret/data/ci/app'])
    expect(await look.tokenAccessors()).toContain(accessor)
  })
})

const policies = ['read-kv', 'read-dynamic', 'revoke-by-path']
const { tls } = stack.server

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'logins-'))
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})
function fileWith(name: string, content: string): string {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}

/** Runs a job without an OIDC token: it logs in, reads, and revokes its lease and token. */
async function expectLogin(inputs: Record<string, string>, as: string) {
  const run = await finishRun({ secrets, identity: false, role: '', with: inputs })
  expect(run.main.log.join('\n')).toContain(` as ${as}; token TTL `)
  expect(run.step.outputs).toMatchObject({ password: app.password })
  expect(run.post.log).toEqual(['1 lease revoked, token revoked'])
  expect((await run.left()).leases).toEqual([])
  expect(run.requests()).toContain('update auth/token/revoke-self')
  return run
}
async function expectRefusal(inputs: Record<string, string>, ...said: RegExp[]) {
  const run = await finishRun({ secrets, identity: false, role: '', with: inputs })
  expect(run.main.exitCode).toBe(1)
  const log = run.main.log.join('\n')
  for (const pattern of [/ERR_LOGIN/, ...said]) expect(log).toMatch(pattern)
  expect(run.requests()).not.toContain('read secret/data/ci/app')
  expect(log).not.toMatch(/s3cr3t/)
  return run
}

describe('approle', () => {
  const { roleId, secretId } = approle
  const wrap = async (path: string, body = {}): Promise<string> => {
    const response = await fetch(`${stack.server.url}/v1/${path}`, {
      method: 'POST',
      headers: { 'x-vault-token': stack.server.rootToken, 'x-vault-wrap-ttl': '5m' },
      body: JSON.stringify(body),
    })
    return ((await response.json()) as { wrap_info: { token: string } }).wrap_info.token
  }

  it('logs in with and without a SecretID', async () => {
    await expectLogin({ roleId, secretId }, 'the role of `roleId` (approle)')
    await expectLogin({ roleId: 'role-id-alone' }, 'the role of `roleId` (approle)')
  })

  it('looks up a wrapped SecretID first, and reports a security incident at the second use', async () => {
    const wrappedSecretId = await wrap('auth/approle/role/deploy/secret-id')
    const run = await expectLogin({ roleId, wrappedSecretId, role: 'deploy' }, 'role deploy (approle)')
    expect(run.requests().slice(0, 3)).toEqual(['update sys/wrapping/lookup', 'update sys/wrapping/unwrap', 'update auth/approle/login'])
    await expectRefusal(
      { roleId, wrappedSecretId },
      /wrapping token is not valid or does not exist/,
      /SECURITY: the wrapping token was already used/,
    )
  })

  it('does not unwrap a token that was created at another path', async () => {
    await look.root('POST', 'auth/approle/role/other', { token_policies: policies })
    const ofOther = await wrap('auth/approle/role/other/secret-id')
    const foreign = await expectRefusal(
      { roleId, wrappedSecretId: ofOther, role: 'deploy' },
      /was created at auth\/approle\/role\/other/,
      /SECURITY/,
    )
    expect(foreign.requests()).toEqual(['update sys/wrapping/lookup'])
    const planted = await wrap('sys/wrapping/wrap', { secret_id: 'planted' })
    await expectRefusal({ roleId, wrappedSecretId: planted }, /was created at sys\/wrapping\/wrap/, /It was not unwrapped/)
  })

  it('explains a refusal', async () => {
    await expectRefusal({ roleId, secretId: 's3cr3t-wrong' }, /invalid role or secret ID/, /secret_id_num_uses/)
    await expectRefusal({ roleId }, /missing secret_id/, /set `secretId` or `wrappedSecretId`/)
  })
})

describe('userpass', () => {
  it('logs in', async () => {
    await expectLogin({ method: 'userpass', ...user }, 'user deploy-bot (userpass)')
  })

  it('explains a refusal', async () => {
    await expectRefusal(
      { method: 'userpass', username: 'nobody', password: 's3cr3t' },
      /invalid username or password/,
      /auth\/userpass\/users/,
    )
  })

  it('explains that a user may be locked', async () => {
    await look.root('POST', 'auth/userpass/users/locked-bot', { password: 's3cr3t', token_policies: policies })
    for (let tries = 0; tries < 5; tries++) {
      await expect(look.root('POST', 'auth/userpass/login/locked-bot', { password: 'wrong' })).rejects.toThrow(
        'invalid username or password',
      )
    }
    await expectRefusal(
      { method: 'userpass', username: 'locked-bot', password: 's3cr3t' },
      /permission denied/,
      /locks a user for 15 minutes/,
    )
  })
})

describe('any other method, with authPayload', () => {
  const given = (secret_id: string) => ({
    path: 'approle',
    method: 'custom',
    authPayload: JSON.stringify({ role_id: approle.roleId, secret_id }),
  })

  it('logs in', async () => {
    await expectLogin(given(approle.secretId), 'the identity in `authPayload` (custom)')
  })

  it('explains a refusal', async () => {
    await expectRefusal(given('s3cr3t-wrong'), /method custom, mount approle, the identity in `authPayload`\): invalid role or secret ID/)
  })
})

describe('cert', () => {
  const client = { clientCertificate: tls.client.certificate, clientKey: tls.client.key, caCertificate: tls.ca }

  it('logs in with the certificate of the connection', async () => {
    await expectLogin({ method: 'cert', role: 'deploy', url: tls.mutualUrl, ...client }, 'role deploy (cert)')
    await expectLogin({ method: 'cert', url: tls.mutualUrl, ...client }, 'the owner of the client certificate (cert)')
  })

  it('explains a refusal', async () => {
    await expectRefusal({ method: 'cert', role: 'another', url: tls.mutualUrl, ...client }, /No role accepts this certificate/)
    await expectRefusal({ method: 'cert' }, serverWords('certWithoutTls'))
  })
})

describe('jwt of another issuer, and jwt signed with jwtPrivateKey', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
  const path = 'jwt-static'
  const spiffeId = 'spiffe://example.org/ci/deploy'
  const sign = (sub: string, key = privateKey) =>
    new SignJWT({ sub, aud: 'vault' }).setProtectedHeader({ alg: 'RS256', typ: 'JWT' }).setIssuedAt().setExpirationTime('5m').sign(key)

  beforeAll(async () => {
    await look.root('POST', `sys/auth/${path}`, { type: 'jwt' })
    await look.root('POST', `auth/${path}/config`, { jwt_validation_pubkeys: [publicKey.export({ type: 'spki', format: 'pem' })] })
    const role = { role_type: 'jwt', token_policies: policies }
    await look.root('POST', `auth/${path}/role/spiffe`, { ...role, user_claim: 'sub', bound_audiences: ['vault'], bound_subject: spiffeId })
    await look.root('POST', `auth/${path}/role/own`, { ...role, user_claim: 'repository', bound_claims: { repository: 'octo-org/shop' } })
  })

  it('logs in with a SPIFFE JWT-SVID, as input and as file', async () => {
    const jwt = await sign(spiffeId)
    const run = await expectLogin({ path, role: 'spiffe', jwt }, 'role spiffe (jwt)')
    expect(run.job.mask(jwt)).toBe('***')
    await expectLogin({ path, role: 'spiffe', jwtFile: fileWith('svid', `${jwt}\n`) }, 'role spiffe (jwt)')
  })

  it('logs in with a key in each format', async () => {
    const pkcs1 = privateKey.export({ type: 'pkcs1', format: 'pem' }) as string
    const encrypted = privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 's3cr3t' }) as string
    await expectLogin({ path, role: 'own', jwtPrivateKey: pkcs1, jwtTtl: '600' }, 'role own (jwt)')
    await expectLogin(
      { path, role: 'own', jwtPrivateKey: Buffer.from(encrypted).toString('base64'), jwtKeyPassword: 's3cr3t' },
      'role own (jwt)',
    )
  })

  it('explains a refusal', async () => {
    await expectRefusal({ path, role: 'spiffe', jwt: await sign('spiffe://example.org/other') }, /sub/)
    await expectRefusal({ path, role: 'spiffe', jwt: await sign(spiffeId, other) }, /The keys in Vault are not those of the issuer/)
    const jwtPrivateKey = other.export({ type: 'pkcs8', format: 'pem' }) as string
    await expectRefusal({ path, role: 'own', jwtPrivateKey }, /The keys in Vault are not those of the issuer/)
  })
})

describe('kubernetes, with a mocked token review', () => {
  const known = unsignedJwt({
    iss: 'kubernetes/serviceaccount',
    sub: 'system:serviceaccount:ci:runner',
    exp: 4_000_000_000,
    iat: 1_700_000_000,
    nbf: 1_700_000_000,
    'kubernetes.io': { namespace: 'ci', serviceaccount: { name: 'runner', uid: 'uid-1' } },
  })
  beforeAll(async () => {
    const cluster = createServer((request, response) => {
      let body = ''
      request
        .on('data', (part: Buffer) => (body += part.toString()))
        .on('end', () => {
          const authenticated = (JSON.parse(body) as { spec: { token: string } }).spec.token === known
          const status = { authenticated, user: { username: 'system:serviceaccount:ci:runner', uid: 'uid-1', groups: [] } }
          const review = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenReview', metadata: {}, spec: {}, status }
          response.writeHead(201, { 'content-type': 'application/json' }).end(JSON.stringify(review))
        })
    }).listen(0, '127.0.0.1')
    await once(endsWithTest(cluster), 'listening')
    await look.root('POST', 'sys/auth/kubernetes', { type: 'kubernetes' })
    await look.root('POST', 'auth/kubernetes/config', {
      kubernetes_host: `http://127.0.0.1:${(cluster.address() as AddressInfo).port}`,
      kubernetes_ca_cert: tls.ca,
      token_reviewer_jwt: known,
      disable_local_ca_jwt: true,
    })
    const bound = { bound_service_account_namespaces: 'ci', token_policies: policies }
    await look.root('POST', 'auth/kubernetes/role/deploy', { ...bound, bound_service_account_names: 'runner' })
    await look.root('POST', 'auth/kubernetes/role/other', { ...bound, bound_service_account_names: 'other' })
  })
  const given = (role: string, token = known) => ({ method: 'kubernetes', role, kubernetesTokenPath: fileWith('account', token) })

  it('logs in', async () => {
    await expectLogin(given('deploy'), 'role deploy (kubernetes)')
  })

  it('explains a refusal', async () => {
    await expectRefusal(given('other'), /bound_service_account_names of auth\/kubernetes\/role\/other/)
    await expectRefusal(given('none'), /There is no role "none"/)
    await expectRefusal(given('deploy', `${known}x`), /Either the cluster rejects the token/)
  })
})

/** A mocked Vault, so that the tests need neither a directory nor GitHub. */
describe('ldap and github', () => {
  const seen: string[] = []
  let vault: Server
  const responseTo = (path: string, body: string): readonly [number, object] => {
    if (path === '/v1/secret/data/ci/app') return [200, { data: { data: app, metadata: { version: 1 } } }]
    if (path.endsWith('/revoke-self')) return [204, {}]
    if (body.includes('right')) {
      return [200, { auth: { client_token: 'hvs.t', policies: ['ci'], lease_duration: 900, token_type: 'service', renewable: true } }]
    }
    const words = path.includes('ldap') ? 'ldap operation failed: failed to bind as user' : 'user is not part of required org'
    return [400, { errors: [words] }]
  }
  beforeAll(async () => {
    vault = createServer((request, response) => {
      let body = ''
      request
        .on('data', (part: Buffer) => (body += part.toString()))
        .on('end', () => {
          seen.push(`${request.url!} ${body}`.trim())
          const [status, reply] = responseTo(request.url!, body)
          response.writeHead(status).end(status === 204 ? undefined : JSON.stringify(reply))
        })
    }).listen(0, '127.0.0.1')
    await once(endsWithTest(vault), 'listening')
  })
  beforeEach(() => {
    seen.length = 0
  })

  test.each<[Record<string, string>, string, string, RegExp]>([
    [
      { method: 'ldap', username: 'bob@example.org' },
      'password',
      '/v1/auth/ldap/login/bob%40example.org',
      /check `username` and `password`/,
    ],
    [{}, 'githubToken', '/v1/auth/github/login', /lacks the scope read:org/],
  ])('%j', async (given, secret, path, advice) => {
    const url = `http://127.0.0.1:${(vault.address() as AddressInfo).port}`
    const run = await finishRun({ secrets: kvOnly, identity: false, role: '', with: { ...given, url, [secret]: 'right-one' } })
    expect(run.step.outputs).toMatchObject({ password: app.password })
    expect(seen[0]).toBe(`${path} {"${secret === 'password' ? 'password' : 'token'}":"right-one"}`)
    expect(seen.slice(1)).toEqual(['/v1/secret/data/ci/app', expect.stringContaining('/v1/auth/token/revoke-self')])
    await expectRefusal({ ...given, url, [secret]: 's3cr3t-wrong' }, advice)
  })
})

/** Returns the text of a file of the bundle and of all files that it requires at startup, but not of those that it loads later. */
function loadedBy(path: string, seen = new Set<string>()): string {
  if (seen.has(path)) return ''
  seen.add(path)
  const text = readFileSync(path, 'utf8')
  const required = [...text.matchAll(/^const \w+ = require\("(\..*?)"\);$/gm)].map(([, file = '']) => join(dirname(path), file))
  return [text, ...required.map((file) => loadedBy(file, seen))].join('\n')
}

it('a login with the OIDC token does not load the other methods', () => {
  const main = loadedBy(join(action, 'dist/main/index.js'))
  expect(main).toContain('ACTIONS_ID_TOKEN_REQUEST_URL')
  const words = [
    'sys/wrapping/unwrap',
    'kubernetes.io/serviceaccount',
    'read:org',
    'Vault locks a user',
    'no such user below',
    'is not an RSA key',
    'not a signed JWT',
    'client certificate reached',
  ]
  for (const word of words) expect([word, main.includes(word)]).toEqual([word, false])
})
