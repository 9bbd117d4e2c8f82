import { constants, createCipheriv, createPrivateKey, publicEncrypt, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startConnectProxy } from '../../testing/proxy/connect-proxy.ts'
import { startFaultProxy } from '../../testing/proxy/fault-proxy.ts'
import type { GithubServer } from '../../testing/github/server.ts'
import { createCa } from '../../testing/tls/certificates.ts'
import { startTlsFront } from '../../testing/tls/front.ts'
import { endsWithTest } from '../support/ends-with-test.ts'
import { app, appKey, installation, publicKeys, startGithubOfApp, tokenScenario } from '../support/github-scenario.ts'
import { finishRun, look, nothing, startRun, steady, type Finished } from '../support/scenario.ts'

const errorsOf = ({ main }: Finished) => main.annotations.filter(({ level }) => level === 'error').map(({ message }) => message)
const alive = ({ tokens }: GithubServer) => tokens.filter(({ isRevoked }) => !isRevoked).map(({ value }) => value)

describe('with the key in transit', () => {
  test('a later step has a token for one repository, and post revokes it', async () => {
    const github = await startGithubOfApp()
    let during: { vault: number; status: number } | undefined
    const run = await finishRun(tokenScenario(github), async ({ step, left }) => {
      const { status } = await fetch(`${github.url}/installation/repositories`, {
        headers: { authorization: `Bearer ${step.outputs['token'] ?? ''}` },
      })
      during = { vault: (await left()).tokens.length, status }
    })
    const [token] = github.tokens
    expect(run.main.annotations).toEqual([])
    expect(run.step.outputs).toEqual({
      token: token!.value,
      expires: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) as string,
      app_slug: 'octo-deployer',
      installation_id: '7654321',
    })
    expect(token).toMatchObject({ repositories: ['octo-org/infra'], permissions: { contents: 'read' }, isRevoked: true })
    // nothing depends on Vault's token any more
    expect(during).toEqual({ vault: 0, status: 200 })
    expect(steady(run, [...run.main.log, '---', ...run.post.log])).toEqual([
      'Logged in to VAULT as role github-app (jwt); token TTL 15 min, policies default, read-kv, sign-as-app',
      'Created an installation token of the App octo-deployer for octo-org/infra',
      '  metadata: read, contents: read – revoked when this job ends, expires by TIME',
      'token revoked',
      '---',
      'Installation token revoked',
    ])
    expect(run.requests()).toEqual(['update auth/jwt/login', 'update transit/sign/github-app/sha2-256', 'update auth/token/revoke-self'])
    expect(await run.left()).toEqual(nothing)
  })

  test('the token, its basic credentials and the JWT of the App are masked', async () => {
    const github = await startGithubOfApp()
    const proxy = await endsWithTest(startFaultProxy({ target: github.url }))
    const run = await finishRun(tokenScenario(proxy))
    const sent = proxy.requests.map(({ headers }) => headers.authorization!.replace(/^Bearer /, ''))
    expect(sent).toHaveLength(3)
    for (const credential of sent) {
      expect(run.job.mask(`a ${credential} b`)).toBe('a *** b')
      expect(run.job.mask(Buffer.from(`x-access-token:${credential}`).toString('base64'))).toContain('***')
    }
    for (const { headers } of proxy.requests) {
      expect(headers).toMatchObject({
        'user-agent': expect.stringMatching(/^vault-exchange\/\d/) as string,
        'x-github-api-version': '2022-11-28',
      })
    }
  })

  test('a version of the key', async () => {
    await look.root('POST', 'transit/keys/github-app/rotate')
    const github = await startGithubOfApp({ apps: [{ ...app, publicKeys: (await publicKeys()).slice(0, 1) }] })
    const first = await finishRun(tokenScenario(github, { key: '/transit/sign/github-app/sha2-256?version=1' }))
    expect([errorsOf(first), github.tokens.length]).toEqual([[], 1])
    const latest = await finishRun(tokenScenario(github))
    expect(errorsOf(latest)).toEqual([
      expect.stringMatching(
        /^GET \/repos\/octo-org\/infra\/installation: 401 A JSON web token could not be decoded\nGitHub has no public key of the App Iv23liExampleOfApp01 for this signature\. Check that transit\/sign\/github-app is/,
      ),
    ])
    const other = await finishRun(tokenScenario(github, { key: 'transit/sign/github-app?version=9' }))
    expect(errorsOf(other)).toEqual([
      expect.stringMatching(
        /^POST transit\/sign\/github-app\/sha2-256: \d+ .*version.*\nVault does not sign with this version\. To list the versions: vault read transit\/keys\/github-app\nERR_REFUSED/,
      ),
    ])
  })

  test.each([
    ['there is no such key', 'gone', /400 .*not found\nThere is no key at transit\/keys\/gone\. Check `key`/],
    ['the key is of another type', 'release', /RSA.*\n.*type=rsa-2048/],
    [
      'no policy allows it',
      'orders',
      /^POST transit\/sign\/orders\/sha2-256: 403 .*\nA policy of the token must allow: path "transit\/sign\/orders\/sha2-256"/,
    ],
  ])('an error if %s', async (_, name, says) => {
    const github = await startGithubOfApp()
    const run = await finishRun(tokenScenario(github, { key: `transit/sign/${name}` }))
    expect(errorsOf(run)).toEqual([expect.stringMatching(says)])
    expect(await run.left()).toEqual(nothing)
  })
})

/** Wraps a private key for transit's import: with an ephemeral AES key, which is wrapped with a public key of the server. */
function wrapped(privateKey: string, wrappingKey: string): string {
  const der = createPrivateKey(privateKey).export({ type: 'pkcs8', format: 'der' })
  const ephemeral = randomBytes(32)
  const cipher = createCipheriv('id-aes256-wrap-pad', ephemeral, Buffer.from('A65959A6', 'hex'))
  const key = publicEncrypt({ key: wrappingKey, oaepHash: 'sha256', padding: constants.RSA_PKCS1_OAEP_PADDING }, ephemeral)
  return Buffer.concat([key, cipher.update(der), cipher.final()]).toString('base64')
}

test('keys that GitHub created, imported one after the other as docs/github-token.md says', async () => {
  const [first, second] = [appKey(), appKey()]
  const { data } = await look.root('GET', 'transit/wrapping_key')
  const wrap = (key: string) => wrapped(key, String(data['public_key']))
  await look.root('POST', 'transit/keys/imported/import', { ciphertext: wrap(first.privateKey), type: 'rsa-2048' })
  const github = await startGithubOfApp({ apps: [{ ...app, publicKeys: [first.publicKey, second.publicKey] }] })
  const only = await startGithubOfApp({ apps: [{ ...app, publicKeys: [second.publicKey] }] })
  expect(errorsOf(await finishRun(tokenScenario(github, { key: 'transit/sign/imported' })))).toEqual([])
  await look.root('POST', 'transit/keys/imported/import_version', { ciphertext: wrap(second.privateKey) })
  expect(errorsOf(await finishRun(tokenScenario(only, { key: 'transit/sign/imported' })))).toEqual([])
  expect(errorsOf(await finishRun(tokenScenario(github, { key: 'transit/sign/imported?version=1' })))).toEqual([])
  await look.root('POST', 'transit/keys/imported/config', { min_encryption_version: 2 })
  expect(errorsOf(await finishRun(tokenScenario(github, { key: 'transit/sign/imported?version=1' })))).toEqual([
    expect.stringMatching(/less than the minimum.*\nVault does not sign with this version\./),
  ])
  expect([github.tokens.length, only.tokens.length]).toEqual([2, 1])
})

describe('an Enterprise Server with a private CA, behind a proxy', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ca-'))
  })
  afterEach(() => {
    rmSync(folder, { recursive: true })
  })

  test.each([
    ['that the runner trusts', true, []],
    [
      'that it does not trust',
      false,
      [/^GET \/api\/v3\/repos\/octo-org\/infra\/installation: .*untrusted CA.*\n.*NODE_EXTRA_CA_CERTS\.\nERR_TLS/s],
    ],
  ])('%s', async (_, isTrusted, says) => {
    const ca = await createCa('Company CA')
    writeFileSync(join(folder, 'ca.pem'), ca.certificate)
    const github = await startGithubOfApp()
    const front = await endsWithTest(startTlsFront(await ca.issue({ name: 'github.test', hosts: ['github.test'] }), github.url))
    const proxy = await endsWithTest(startConnectProxy())
    const { port } = new URL(front.url)
    const run = await finishRun({
      ...tokenScenario({ url: `https://github.test:${port}/api/v3` }),
      env: { HTTPS_PROXY: `http://${proxy.host}`, ...(isTrusted && { NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem') }) },
    })
    expect(errorsOf(run)).toEqual(says.map((text) => expect.stringMatching(text) as string))
    expect(run.post.log).toEqual(isTrusted ? ['Installation token revoked'] : [])
    expect(new Set(proxy.tunnels.map(({ target }) => target))).toEqual(new Set([`github.test:${port}`]))
  })
})

describe('with the key as PEM in KV', () => {
  const stored = async (key: string) => {
    await look.root('POST', 'secret/data/ci/github-app', { data: { key, base64: Buffer.from(key).toString('base64') } })
  }

  test.each([
    ['PKCS#1, as GitHub provides it', 'secret/data/ci/github-app key', (pem: string) => pem],
    ['line breaks as \\n', 'secret/data/ci/github-app key', (pem: string) => pem.replaceAll('\n', '\\n')],
    ['base64', 'secret/data/ci/github-app base64', (pem: string) => pem],
    ['base64 with a flag', 'secret/data/ci/github-app base64 | | base64', (pem: string) => pem],
  ])('%s', async (_, key, write) => {
    const { privateKey, publicKey: known } = appKey()
    await stored(write(privateKey))
    const github = await startGithubOfApp({ apps: [{ ...app, publicKeys: [known] }] })
    const run = await finishRun(tokenScenario(github, { key, clientId: '', appId: '424242' }))
    expect(errorsOf(run)).toEqual([])
    expect([github.tokens.length, alive(github)]).toEqual([1, []])
    for (const line of privateKey.trim().split('\n').slice(1, -1)) expect(run.job.mask(line)).toBe('***')
  })

  test.each([
    ['no PEM', 'hello', /^key: secret\/data\/ci\/github-app: the value is not a private key in PEM\nStore the \.pem file/],
    ['a short key', appKey(1024).privateKey, /^key: secret\/data\/ci\/github-app: the value is not an RSA key of 2048 bits or more/],
  ])('an error for %s', async (_, value, says) => {
    await stored(value)
    const github = await startGithubOfApp()
    const run = await finishRun(tokenScenario(github, { key: 'secret/data/ci/github-app key' }))
    expect(errorsOf(run)).toEqual([expect.stringMatching(says)])
    expect(await run.left()).toEqual(nothing)
  })

  test('an error that names the input if there is no such key', async () => {
    await stored('x')
    const run = await finishRun(tokenScenario(await startGithubOfApp(), { key: 'secret/data/ci/github-app pem' }))
    expect(errorsOf(run)).toEqual([expect.stringMatching(/^key line 1: secret\/data\/ci\/github-app: there is no key "pem"/)])
  })
})

describe('repositories', () => {
  test.each([
    ['the repository of the job by default', { repositories: '' }, ['octo-org/shop']],
    ['several, with and without the owner', { repositories: 'infra, octo-org/docs\ninfra' }, ['octo-org/infra', 'octo-org/docs']],
    ['all of the installation', { repositories: '*', owner: 'octo-org' }, ['octo-org/shop', 'octo-org/infra', 'octo-org/docs']],
    ['with the id of the installation', { installationId: '7654321' }, ['octo-org/infra']],
  ])('%s', async (_, inputs, expected) => {
    const github = await startGithubOfApp()
    const run = await finishRun(tokenScenario(github, inputs))
    expect(errorsOf(run)).toEqual([])
    expect(github.tokens.map(({ repositories }) => repositories)).toEqual([expected])
  })

  test('GitHub redirects for a renamed one, and to no other host', async () => {
    const github = await startGithubOfApp({ renamed: { 'octo-org/old': 'octo-org/infra' } })
    const run = await finishRun(tokenScenario(github, { repositories: 'old' }))
    // the lookup follows the redirect; the token is asked for by name
    expect(errorsOf(run)).toEqual([expect.stringContaining('access_tokens: 422')])
    const proxy = await endsWithTest(startFaultProxy({ target: github.url }))
    proxy.fault('/repos', { kind: 'redirect', location: 'http://github.example/' })
    expect(errorsOf(await finishRun(tokenScenario(proxy)))).toEqual([
      expect.stringMatching(/redirects to github\.example, which is not GitHub's API\n/),
    ])
  })
})

describe('GitHub refuses', () => {
  test.each([
    [
      'a repository without the App',
      {},
      { repositories: 'secret-lab' },
      /installation: 404 Not Found\nThe App Iv23liExampleOfApp01 is not installed at octo-org\/secret-lab/,
    ],
    [
      'an owner without the App',
      {},
      { owner: 'other-org', repositories: '*' },
      /\/users\/other-org\/installation: 404 Not Found\n.*not installed at other-org/,
    ],
    [
      'an unknown App',
      {},
      { clientId: 'Iv1.unknown' },
      /404 Integration not found\nThis GitHub has no App Iv1\.unknown\. Check `clientId`/,
    ],
    ['an unknown installation', {}, { installationId: '1' }, /404 Not Found\nThe App Iv23liExampleOfApp01 has no installation 1\./],
    [
      'a permission that the App has not',
      {},
      { permissions: 'contents: read\nissues: write\npull-requests: write' },
      /access_tokens: 422 The permissions requested are not granted.*\nThe installation does not grant: issues: write, pull_requests: write\. It grants: metadata: read, contents: write, issues: read\.\n.*settings\/installations\/7654321/,
    ],
    [
      'a repository outside of the installation',
      {},
      { repositories: 'infra, secret-lab' },
      /access_tokens: 422 There is at least one repository.*\nOne of these is not in the installation, or does not exist: octo-org\/infra, octo-org\/secret-lab\. Add it: https:/,
    ],
    [
      'a suspended installation',
      { installations: [{ ...installation, isSuspended: true as const }] },
      {},
      /access_tokens: 403 This installation has been suspended\nThe installation of the App is suspended\. An owner can unsuspend it: https:/,
    ],
    [
      'a clock that is behind',
      { clockAhead: 1_200 },
      {},
      /401 'Expiration time' claim.*\nThe clock of this runner is 20 min behind GitHub's\. Correct/,
    ],
    ['a clock that is ahead', { clockAhead: -120 }, {}, /401 'Issued at' claim.*\nThe clock of this runner is 2 min ahead of GitHub's\./],
  ])('%s', async (_, options, inputs, says) => {
    const github = await startGithubOfApp(options)
    const run = await finishRun(tokenScenario(github, inputs))
    expect(errorsOf(run)).toEqual([expect.stringMatching(says)])
    expect(errorsOf(run)[0]).toMatch(/\nERR_GITHUB, see docs\/errors\.md#err_github$/)
    expect(run.step.outputs).toEqual({ errorMessage: expect.stringMatching(/^(GET|POST) .*: 4\d\d /) as string })
    expect([run.main.exitCode, run.post.log, alive(github)]).toEqual([1, [], []])
    expect(await run.left()).toEqual(nothing)
  })
})

describe('revocation', () => {
  test('`revoke: false` keeps the installation token, not the one of Vault', async () => {
    const github = await startGithubOfApp()
    const run = await finishRun(tokenScenario(github, { revoke: 'false' }))
    expect(alive(github)).toHaveLength(1)
    expect(run.main.log.join('\n')).toMatch(/not revoked, expires by .*\ntoken revoked$/)
    expect([run.post.log, run.step.state]).toEqual([[], {}])
    expect(await run.left()).toEqual(nothing)
  })

  test('a token that a later step revoked is gone', async () => {
    const github = await startGithubOfApp()
    const run = await finishRun(tokenScenario(github), async ({ step }) => {
      await fetch(`${github.url}/installation/token`, {
        method: 'DELETE',
        headers: { authorization: `Bearer ${step.outputs['token'] ?? ''}` },
      })
    })
    expect([run.post.log, run.post.annotations]).toEqual([['Installation token already revoked or expired'], []])
  })

  test.each([
    [
      'true',
      0,
      'warning',
      /^The installation token is still valid: DELETE \/installation\/token: 403 Forbidden by an IP allow list\. It expires by \d{4}.*UTC\.$/,
    ],
    [
      'required',
      1,
      'error',
      /^`revoke: required` is not satisfied, because GitHub did not confirm the revocation:\nThe installation token is still valid.*\nERR_UNCONFIRMED, see/,
    ],
  ])('`revoke: %s`: GitHub refuses', async (revoke, exitCode, level, says) => {
    const github = await startGithubOfApp()
    const proxy = await endsWithTest(startFaultProxy({ target: github.url }))
    proxy.fault('/installation/token', { kind: 'status', status: 403, body: { message: 'Forbidden by an IP allow list' } })
    const run = await finishRun(tokenScenario(proxy, { revoke }))
    expect(run.post.exitCode).toBe(exitCode)
    expect(run.post.annotations).toEqual([{ ...run.post.annotations[0], level, message: expect.stringMatching(says) as string }])
  })

  test('a secondary rate limit: waits as long as GitHub asks', async () => {
    const github = await startGithubOfApp()
    const proxy = await endsWithTest(startFaultProxy({ target: github.url }))
    const limit = {
      kind: 'status',
      status: 403,
      headers: { 'retry-after': '1' },
      body: { message: 'You have exceeded a secondary rate limit' },
    } as const
    proxy.fault('/app/installations', limit)
    proxy.fault('/installation/token', limit)
    const run = await finishRun(tokenScenario(proxy))
    expect([errorsOf(run), alive(github), run.post.log]).toEqual([[], [], ['Installation token revoked']])
    expect(run.main.milliseconds).toBeGreaterThan(1_000)
  })

  test('a limit that ends in an hour fails at once', async () => {
    const proxy = await endsWithTest(startFaultProxy({ target: (await startGithubOfApp()).url }))
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(Math.floor(Date.now() / 1_000) + 3_600) }
    proxy.fault('/repos', { kind: 'status', status: 403, headers, body: { message: 'API rate limit exceeded' } }, { times: 9 })
    const run = await finishRun(tokenScenario(proxy))
    expect(errorsOf(run)).toEqual([
      expect.stringMatching(/^GET .*: 403 API rate limit exceeded\nGitHub's rate limit of the App is reached/),
    ])
    expect(run.main.milliseconds).toBeLessThan(5_000)
  })

  test('a signal while the token is created: nothing is left, and nothing is exported', async () => {
    const github = await startGithubOfApp()
    const proxy = await endsWithTest(startFaultProxy({ target: github.url }))
    const hold = proxy.hold('/app/installations', 'after')
    const run = startRun(tokenScenario(proxy))
    await hold.reached
    run.step.signal('SIGINT')
    hold.release()
    const main = await run.step.main
    expect([main.exitCode, run.step.outputs['token'], alive(github)]).toEqual([130, undefined, []])
    expect(await run.left()).toEqual(nothing)
  })

  test('a token that a later step plants in the state is not sent', async () => {
    const github = await startGithubOfApp()
    const proxy = await endsWithTest(startFaultProxy({ target: github.url }))
    const run = await finishRun({ ...tokenScenario(proxy, { permissions: '' }), env: { STATE_installation: '{"value":"two words"}' } })
    expect([run.main.exitCode, proxy.requests]).toEqual([1, []])
    expect(run.post.annotations.map(({ level, message }) => `${level}: ${message}`)).toEqual([
      'notice: STATE_installation is ignored, because the main step did not save it. A later step can set STATE_ variables through GITHUB_ENV.',
    ])
  })
})
