import { generateKeyPairSync, sign } from 'node:crypto'
import { rmSync } from 'node:fs'
import { http, HttpResponse } from 'msw'
import { createStop, type Stop } from '../../../src/core/deadlines.ts'
import type { Env } from '../../../src/core/env.ts'
import { createTokenSession } from '../../../src/github-app/token-session.ts'
import { createHttpTransport } from '../../../src/http/http1-transport.ts'
import { createReport } from '../../../src/report/create-report.ts'
import { createTokenReport } from '../../../src/report/token-report.ts'
import { cancelled } from '../../../src/run/fail-and-revoke.ts'
import { runGithubTokenPost } from '../../../src/run/github-token-post.ts'
import { runGithubToken } from '../../../src/run/github-token.ts'
import { appInputs } from '../../support/app-settings.ts'
import { captureLog, type CapturedLog } from '../../support/captured-log.ts'
import { unsignedJwt } from '../../support/jwt.ts'
import { jobClaims, jobEnv } from '../../support/login-context.ts'
import { mockNetwork } from '../../support/mocked-network.ts'
import { quickTimers } from '../../support/quick-timers.ts'
import { createRunnerFiles, type RunnerFiles } from '../../support/runner-files.ts'

// signatures and GitHub's answers in full are tested on a real server, in __tests__/integration/github-token.test.ts

const { server } = mockNetwork()
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const api = 'https://github.test'
const installationToken = 'ghs_s3cr3t-installation-token'

let files: RunnerFiles
let log: CapturedLog
let requests: string[]
let stop: Stop
beforeEach(() => {
  files = createRunnerFiles()
  log = captureLog()
  requests = []
  stop = createStop()
  quickTimers()
})
afterEach(() => {
  files.remove()
})

type Reply = () => Response | Promise<Response>
interface Replies {
  readonly login?: object
  readonly create?: Reply
  readonly revoke?: Reply
  readonly revokeAtVault?: Reply
}
const noContent = () => new HttpResponse(null, { status: 204 })
const created = () =>
  HttpResponse.json({ token: installationToken, expires_at: '2030-01-01T00:00:00Z', permissions: { contents: 'read' } }, { status: 201 })

function mockJob({ login, create = created, revoke = noContent, revokeAtVault = noContent }: Replies = {}): void {
  const auth = { client_token: 'hvs.s3cr3t-token', policies: ['ci'], lease_duration: 900, token_type: 'service', ...login }
  const record = (what: string, reply: Reply) => () => {
    requests.push(what)
    return reply()
  }
  server.use(
    http.get('https://oidc.test/token', () => HttpResponse.json({ value: unsignedJwt(jobClaims) })),
    http.post('https://vault.test/v1/auth/jwt/login', () => HttpResponse.json({ auth })),
    http.post('https://vault.test/v1/transit/sign/app/sha2-256', async ({ request }) => {
      requests.push('sign')
      const { input } = (await request.json()) as { input: string }
      const signature = sign('RSA-SHA256', Buffer.from(input, 'base64'), privateKey).toString('base64')
      return HttpResponse.json({ data: { signature: `vault:v1:${signature}` } })
    }),
    http.get(
      `${api}/repos/octo-org/shop/installation`,
      record('find', () => HttpResponse.json({ id: 7, app_slug: 'deployer' })),
    ),
    http.post(`${api}/app/installations/7/access_tokens`, record('create', create)),
    http.delete(`${api}/installation/token`, record('revoke', revoke)),
    http.post('https://vault.test/v1/auth/token/revoke-self', record('revoke at Vault', revokeAtVault)),
  )
}

function run(inputs: Record<string, string> = {}): Promise<number> {
  const env: Env = {
    ...jobEnv,
    GITHUB_ACTION: 'app',
    GITHUB_REPOSITORY: 'octo-org/shop',
    GITHUB_API_URL: api,
    GITHUB_OUTPUT: process.env['GITHUB_OUTPUT'],
    ...Object.fromEntries(Object.entries({ ...appInputs, ...inputs }).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
  }
  const tokens = createTokenSession({ GITHUB_STATE: files.statePath })
  return runGithubToken({
    env,
    transport: createHttpTransport(),
    session: tokens.session,
    tokens,
    report: createReport(env),
    tokenReport: createTokenReport(env),
    stop,
  })
}
const post = () =>
  runGithubTokenPost({
    GITHUB_STATE: files.statePath,
    GITHUB_API_URL: api,
    ...Object.fromEntries(Object.entries(files.state()).map(([key, value]) => [`STATE_${key}`, value])),
  })

test('main revokes the token of Vault, and post that of the installation', async () => {
  mockJob()
  await expect(run()).resolves.toBe(0)
  expect(files.outputs()).toEqual({ token: installationToken, expires: '2030-01-01T00:00:00Z', app_slug: 'deployer', installation_id: '7' })
  expect(requests).toEqual(['sign', 'find', 'create', 'revoke at Vault'])
  expect(files.state()).toMatchObject({ session: '', login_1: '', installation: expect.stringContaining('{') as string })
  expect(Object.keys(files.state()).filter((key) => key !== 'main')).toHaveLength(3)
  await expect(post()).resolves.toBe(0)
  expect(requests.slice(4)).toEqual(['revoke'])
  expect(log.lines().at(-1)).toBe('Installation token revoked')
})

test('the mask of a token is printed before anything else that comes from it', async () => {
  mockJob()
  await run()
  const lines = log.lines()
  expect(lines.indexOf(`::add-mask::${installationToken}`)).toBeGreaterThan(0)
  expect(lines.filter((line) => !line.startsWith('::add-mask::')).join('\n')).not.toMatch(/s3cr3t/)
})

test('post repeats the revocation at Vault that failed in main', async () => {
  mockJob({ revokeAtVault: () => HttpResponse.json({ errors: ['internal error'] }, { status: 500 }) })
  await expect(run()).resolves.toBe(0)
  mockJob()
  requests.length = 0
  await expect(post()).resolves.toBe(0)
  expect(requests.toSorted()).toEqual(['revoke', 'revoke at Vault'])
  expect(files.state()).toEqual({})
})

test('a state file that cannot be written: both tokens are revoked, and nothing is exported', async () => {
  mockJob({
    create() {
      rmSync(files.statePath)
      return created()
    },
  })
  await expect(run()).resolves.toBe(1)
  expect(requests.toSorted()).toEqual(['create', 'find', 'revoke', 'revoke at Vault', 'sign'])
  expect(files.outputs()).toEqual({ errorMessage: expect.stringContaining('state file') as string })
})

test('a signal while the token is created: it is revoked', async () => {
  mockJob({
    create() {
      stop.requestStop(cancelled('SIGTERM'))
      return created()
    },
  })
  await expect(run()).resolves.toBe(130)
  expect(requests.toSorted()).toEqual(['create', 'find', 'revoke', 'revoke at Vault', 'sign'])
  expect(files.outputs()['token']).toBeUndefined()
})

test('GitHub that does not respond takes no time from Vault', async () => {
  mockJob({ create: () => (stop.requestStop(cancelled('SIGINT')), created()), revoke: () => new Promise<never>(() => undefined) })
  const running = run()
  await expect(running).resolves.toBe(130)
  expect(requests).toContain('revoke at Vault')
  expect(files.state()['session']).toBe('')
  expect(JSON.parse(files.state()['installation']!)).toMatchObject({ value: installationToken })
}, 20_000)

describe('`revoke: required`', () => {
  it('fails if Vault would return a token that cannot be revoked', async () => {
    mockJob({ login: { token_type: 'batch' } })
    await expect(run({ revoke: 'required' })).resolves.toBe(1)
    expect(log.text()).toContain('ERR_UNCONFIRMED')
    expect(requests).toEqual([])
  })

  it('fails the post step if GitHub does not confirm the revocation', async () => {
    mockJob({ revoke: () => HttpResponse.json({ message: 'no' }, { status: 403 }) })
    await expect(run({ revoke: 'required' })).resolves.toBe(0)
    await expect(post()).resolves.toBe(1)
    expect(log.commands('error')).toEqual([
      expect.stringMatching(/^`revoke: required` is not satisfied.*\n.*403 no\. It expires by 2030-01-01/),
    ])
  })
})

test.each([
  ['no token', () => HttpResponse.json({}, { status: 201 }), /^GitHub's response contains no token/],
  ['a lost response', () => HttpResponse.error(), /GitHub may have created a token whose response was lost; it expires after one hour/],
])('%s', async (_, create, says) => {
  mockJob({ create })
  await expect(run()).resolves.toBe(1)
  expect(log.commands('error')).toEqual([expect.stringMatching(says)])
  expect(requests).not.toContain('revoke')
})

test('a response that was lost once is logged, if the next one arrives', async () => {
  let count = 0
  mockJob({ create: () => (count++ === 0 ? HttpResponse.error() : created()) })
  await expect(run()).resolves.toBe(0)
  expect(log.text()).toContain('  GitHub may have created a token whose response was lost; it expires after one hour')
})

test.each<[Env, boolean]>([
  [{}, false],
  [{ STATE_session: '', STATE_installation: '' }, false],
  [{ STATE_session: '{}' }, true],
  [{ STATE_installation: '{}' }, true],
])('with the state %j the entry of the post step runs it: %s', async (state, runs) => {
  const exitCode = process.exitCode
  const runPost = jest.fn().mockResolvedValue(1)
  jest.resetModules()
  jest.doMock('../../../src/run/github-token-post.ts', () => ({ runGithubTokenPost: runPost }))
  Object.assign(process.env, state)
  jest.requireActual<object>('../../../src/github-token-post.ts')
  await new Promise((resolve) => setImmediate(resolve))
  process.exitCode = exitCode
  expect(runPost.mock.calls).toHaveLength(runs ? 1 : 0)
})
