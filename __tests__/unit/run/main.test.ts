import { setTimeout as sleep } from 'node:timers/promises'
import { mkdirSync, rmSync } from 'node:fs'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { cancelled } from '../../../src/run/fail-and-revoke.ts'
import { runMain } from '../../../src/run/main.ts'
import { runPost } from '../../../src/run/post.ts'
import type { Env } from '../../../src/core/env.ts'
import { createReport } from '../../../src/report/create-report.ts'
import { createSession } from '../../../src/state/session.ts'
import { createStop, type Stop } from '../../../src/core/deadlines.ts'
import { createHttpTransport } from '../../../src/http/http1-transport.ts'
import { captureLog, type CapturedLog } from '../../support/captured-log.ts'
import { dead, denied, revocationHandlers, type RevocationReplies } from '../../support/fake-vault.ts'
import { unsignedJwt } from '../../support/jwt.ts'
import { quickTimers, type Waits } from '../../support/quick-timers.ts'
import { createRunnerFiles, type RunnerFiles } from '../../support/runner-files.ts'
import { jobClaims, jobEnv } from '../../support/login-context.ts'

const server = setupServer()
const token = 'hvs.s3cr3t-token'
const jwt = unsignedJwt(jobClaims)
const mapping = 'kv/data/app password | PASSWORD;\ndb/creds/r username | DB_USER;'

let files: RunnerFiles
let log: CapturedLog
let requests: string[]
let waits: Waits
let stop: Stop
beforeAll(() => {
  server.listen({ onUnhandledFrame: 'error' })
})
beforeEach(() => {
  files = createRunnerFiles()
  log = captureLog()
  waits = quickTimers()
  requests = []
  stop = createStop()
})
afterEach(() => {
  jest.restoreAllMocks()
  server.resetHandlers()
  files.remove()
})
afterAll(() => {
  server.close()
})

type Reply = Response | Promise<Response>
/** Returns the replies one after the other, then the last one again and again. */
function inTurn(...replies: (() => Reply)[]): () => Reply {
  let given = 0
  return () => replies[Math.min(given++, replies.length - 1)]!()
}
interface Replies extends Partial<RevocationReplies> {
  readonly oidc?: () => Reply
  readonly login?: () => Reply
  readonly kv?: () => Reply
  readonly db?: () => Reply
  readonly write?: () => Reply
}
const auth = { client_token: token, policies: ['ci'], lease_duration: 900, token_type: 'service' }
const loggedIn = () => HttpResponse.json({ auth })
const stored = () => HttpResponse.json({ data: { data: { password: 'hunter22' }, metadata: { version: 1 } }, lease_id: '' })
const leased = () =>
  HttpResponse.json({
    data: { username: 'v-user-1', password: 'v-pass-1' },
    lease_id: 'db/creds/r/id',
    lease_duration: 600,
    renewable: true,
  })

/** Mocks a runner and a Vault in which every request succeeds, except the given ones. */
function mockJob({ oidc, login, kv, db, write, ...revocation }: Replies = {}): void {
  const record = (what: string, reply: () => Reply) => () => {
    requests.push(what)
    return reply()
  }
  server.use(
    http.get('https://oidc.test/token', record('oidc', oidc ?? (() => HttpResponse.json({ value: jwt })))),
    http.post('https://vault.test/v1/auth/jwt/login', record('login', login ?? loggedIn)),
    http.get('https://vault.test/v1/kv/data/app', record('kv', kv ?? stored)),
    http.get('https://vault.test/v1/db/creds/r', record('db', db ?? leased)),
    http.post('https://vault.test/v1/pki/issue/web', record('write', write ?? (() => HttpResponse.json({ data: { certificate: 'PEM' } })))),
    ...revocationHandlers(revocation, requests),
  )
}

/** Returns the keys of a saved state without the process of main, which only Linux tells. */
const keysOf = (state: Readonly<Record<string, string>>) => Object.keys(state).filter((key) => key !== 'main')

function run(inputs: Record<string, string> = {}): Promise<number> {
  const given = { url: 'https://vault.test', secrets: mapping, role: 'ci', ...inputs }
  const env: Env = {
    ...jobEnv,
    GITHUB_ACTION: 'vault',
    GITHUB_OUTPUT: process.env['GITHUB_OUTPUT'],
    GITHUB_ENV: process.env['GITHUB_ENV'],
    ...Object.fromEntries(Object.entries(given).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
  }
  return runMain({
    env,
    transport: createHttpTransport(),
    session: createSession({ GITHUB_STATE: files.statePath }),
    report: createReport(env),
    stop,
    host: process,
  })
}
/** Runs the post step with the state that main saved. */
const post = () =>
  runPost({
    GITHUB_STATE: files.statePath,
    ...Object.fromEntries(Object.entries(files.state()).map(([key, value]) => [`STATE_${key}`, value])),
  })
/** The log without masks, as a user reads it. */
const shown = () =>
  log
    .lines()
    .filter((line) => !line.startsWith('::add-mask::'))
    .join('\n')

describe('a run with a lease', () => {
  it('logs leases in the order of the mapping, whichever response comes first', async () => {
    mockJob()
    const slow = { data: { username: 'v-user-2' }, lease_id: 'db/creds/slow/id', lease_duration: 600, renewable: true }
    server.use(http.get('https://vault.test/v1/db/creds/slow', () => sleep(50).then(() => HttpResponse.json(slow))))
    await expect(run({ secrets: 'db/creds/slow username | A; db/creds/r username | B' })).resolves.toBe(0)
    expect(shown()).toMatch(/\n {2}db\/creds\/slow – .*\n {2}db\/creds\/r – /)
  })

  it('exports everything and keeps the token, and the post step revokes lease and token', async () => {
    mockJob({ granted: ['sys/leases/revoke/db/creds/r/any'] })
    await expect(run()).resolves.toBe(0)
    const { leases, ...outputs } = files.outputs()
    expect(outputs).toEqual({
      PASSWORD: 'hunter22',
      DB_USER: 'v-user-1',
      secrets: '{"PASSWORD":"hunter22","DB_USER":"v-user-1"}',
      notFound: '[]',
    })
    expect(JSON.parse(leases!)).toMatchObject({ leases: [{ path: 'db/creds/r', lease_id: 'db/creds/r/id' }] })
    expect(files.variables()).toEqual({})
    expect(keysOf(files.state())).toEqual(['session', 'login_1', 'reading', 'lease_1', 'grants'])
    expect(requests.toSorted()).toEqual(['POST sys/capabilities-self', 'db', 'kv', 'login', 'oidc'])
    expect(shown().split('\n')).toEqual([
      expect.stringMatching(/^Logged in to https:\/\/vault\.test as role ci \(jwt\); /),
      expect.stringMatching(/^Read 2 paths in \d+ ms$/),
      '  db/creds/r – revoked when this job ends',
      'Set 2 outputs: PASSWORD, DB_USER',
    ])

    requests.length = 0
    await post()
    expect(requests).toEqual(['PUT sys/leases/revoke/db/creds/r/id', 'POST auth/token/revoke-self'])
    expect(shown()).toMatch(/\n1 lease revoked, token revoked$/m)
    expect(files.state()).toEqual({})
  })

  it('masks every secret before it is printed, written or exported', async () => {
    mockJob()
    await run({ exportEnv: 'true' })
    const masks = log.commands('add-mask')
    expect(masks).toEqual(expect.arrayContaining([jobEnv.ACTIONS_ID_TOKEN_REQUEST_TOKEN, jwt, token, 'hunter22', 'v-user-1']))
    for (const secret of [jobEnv.ACTIONS_ID_TOKEN_REQUEST_TOKEN, jwt, token, 'hunter22', 'v-user-1', 'v-pass-1']) {
      expect(shown()).not.toContain(secret)
    }
    expect(files.variables()).toEqual({ PASSWORD: 'hunter22', DB_USER: 'v-user-1' })
  })
})

describe('a lost response', () => {
  it('of the login is logged, because its token is unknown', async () => {
    mockJob({ login: inTurn(() => HttpResponse.error(), loggedIn) })
    await expect(run()).resolves.toBe(0)
    expect(shown()).toContain('\n  Vault may have created a token whose response was lost; it expires in 15 min\nRead 2 paths')
  })

  it('of a read is followed by a second request, and a lost lease ends with the token', async () => {
    mockJob({ kv: inTurn(() => HttpResponse.error(), stored) })
    await expect(run({ secrets: 'kv/data/app password' })).resolves.toBe(0)
    expect(requests).toEqual(['oidc', 'login', 'kv', 'kv'])
    expect(shown()).toContain('\n  sent again after a lost response: kv/data/app. A lease of the lost response is revoked with the token\n')
  })

  it('of a write is an error that names what may be left', async () => {
    mockJob({ write: () => HttpResponse.error() })
    await expect(run({ secrets: 'pki/issue/web {"common_name": "a.test"} certificate' })).resolves.toBe(1)
    expect(requests).toEqual(['oidc', 'login', 'write', 'POST auth/token/revoke-self'])
    expect(log.commands('error')[0]!.split('\n')).toEqual([
      'secrets line 1: POST pki/issue/web: vault.test closed the connection before it responded',
      'It was not sent again, because Vault may have processed it. If Vault created a lease, it is revoked with the token.',
      'ERR_CONNECT, see docs/errors.md#err_connect',
    ])
  })
})

describe('revoke: false', () => {
  it('revokes nothing after success, and logs until when it is valid', async () => {
    mockJob()
    await expect(run({ revoke: 'false' })).resolves.toBe(0)
    expect(files.state()).toEqual({})
    expect(shown()).toMatch(/\n {2}db\/creds\/r – not revoked, expires by 20.*UTC\n/)
    expect(shown()).toMatch(/\nNot revoked, because `revoke` is false: token \(expires by .* UTC\), 1 lease \(expires by .* UTC\)$/m)
    requests.length = 0
    await expect(post()).resolves.toBe(0)
    expect(requests).toEqual([])
  })

  it('revokes everything after a failure', async () => {
    mockJob({ granted: ['sys/leases/revoke'] })
    await expect(run({ revoke: 'false', secrets: 'db/creds/r nokey' })).resolves.toBe(1)
    expect(requests.slice(-2)).toEqual(['PUT sys/leases/revoke', 'POST auth/token/revoke-self'])
  })
})

describe('revoke: required', () => {
  it('succeeds if Vault confirms everything', async () => {
    mockJob({ granted: ['sys/leases/revoke'] })
    await expect(run({ revoke: 'required' })).resolves.toBe(0)
    await expect(post()).resolves.toBe(0)
    expect(log.commands('error')).toEqual([])
  })

  it('fails the post step if Vault does not confirm everything', async () => {
    mockJob({ granted: ['sys/leases/revoke'], token: denied })
    await expect(run({ revoke: 'required' })).resolves.toBe(0)
    await expect(post()).resolves.toBe(1)
    expect(log.commands('error')).toEqual([
      expect.stringMatching(/^`revoke: required` is not satisfied.*\nThe token is still valid: .*\nERR_UNCONFIRMED, see/) as string,
    ])
  })

  it.each<[string, Replies, string]>([
    [
      'a batch token',
      { login: () => HttpResponse.json({ auth: { ...auth, token_type: 'batch' } }) },
      'the login returned a batch token, which cannot be revoked\nNothing was exported. Set token_type=service in the Vault role.',
    ],
    [
      'STS credentials',
      {
        db: () => HttpResponse.json({ data: { access_key: 'ASIA', session_token: 's' }, lease_id: 'db/creds/r/id', lease_duration: 600 }),
      },
      'the AWS STS credentials of db/creds/r cannot be revoked\nNothing was exported. Use an AWS role of type iam_user, or set `revoke: true`.',
    ],
  ])('fails with %s before anything is exported', async (_, at, why) => {
    mockJob(at)
    await expect(run({ revoke: 'required' })).resolves.toBe(1)
    expect(log.commands('error')[0]).toMatch(`\`revoke: required\` cannot be satisfied: ${why}`)
    expect(Object.keys(files.outputs())).toEqual(['errorMessage'])
  })
})

describe('maxTtl', () => {
  it('shortens a token with a longer TTL during the reads', async () => {
    mockJob({ login: () => HttpResponse.json({ auth: { ...auth, renewable: true, lease_duration: 2_764_800 } }) })
    await expect(run({ maxTtl: '1h' })).resolves.toBe(0)
    expect(requests).toContain('POST auth/token/renew-self')
    expect(shown()).toContain('\nTTL shortened to maxTtl: the token\n')
  })

  /** Replaces a renewal with one whose response is late, and records when it ends. */
  const renewSlowly = (method: 'put' | 'post', path: string) => {
    server.use(
      http[method](`https://vault.test/v1/${path}`, async () => {
        await sleep(100)
        requests.push('renewed')
        return HttpResponse.json({ lease_duration: 60, auth: { lease_duration: 60 } })
      }),
    )
  }

  it('waits for the renewal of a lease before it revokes the lease after a failure', async () => {
    mockJob({ granted: ['sys/leases/revoke'] })
    renewSlowly('put', 'sys/leases/renew')
    await expect(run({ maxTtl: '1m', secrets: 'db/creds/r nokey' })).resolves.toBe(1)
    expect(requests.slice(-3)).toEqual(['renewed', 'PUT sys/leases/revoke', 'POST auth/token/revoke-self'])
  })

  it('waits for the renewal of the token before it revokes the token after a failure', async () => {
    mockJob({ login: () => HttpResponse.json({ auth: { ...auth, renewable: true } }), kv: () => HttpResponse.json({}, { status: 403 }) })
    renewSlowly('post', 'auth/token/renew-self')
    await expect(run({ maxTtl: '1m', secrets: 'kv/data/app password' })).resolves.toBe(1)
    expect(requests.slice(-2)).toEqual(['renewed', 'POST auth/token/revoke-self'])
  })
})

describe('a run with static secrets only', () => {
  const secrets = 'kv/data/app password | PASSWORD'

  it('revokes the token in main, and leaves the post step nothing to do', async () => {
    mockJob()
    await expect(run({ secrets })).resolves.toBe(0)
    expect(requests).toEqual(['oidc', 'login', 'kv', 'POST auth/token/revoke-self'])
    expect(files.state()).toEqual({})
    expect(shown()).toMatch(/\nSet 1 output: PASSWORD\ntoken revoked$/)
    requests.length = 0
    await post()
    expect(requests).toEqual([])
  })

  it.each([
    [{ exportToken: 'true' }, { VAULT_TOKEN: token, VAULT_ADDR: 'https://vault.test' }, undefined],
    [{ outputToken: 'true' }, {}, token],
  ])('keeps the token if it is exported: %j', async (inputs, variables, output) => {
    mockJob()
    await expect(run({ secrets, ...inputs })).resolves.toBe(0)
    expect(requests).toEqual(['oidc', 'login', 'kv'])
    expect(files.variables()).toEqual(variables)
    expect(files.outputs()['vault_token']).toBe(output)
    expect(keysOf(files.state())).toEqual(['session', 'login_1', 'reading'])
  })

  it('succeeds if the token cannot be revoked, and leaves it to the post step', async () => {
    mockJob({ token: denied })
    await expect(run({ secrets })).resolves.toBe(0)
    expect(keysOf(files.state())).toEqual(['session', 'login_1', 'reading'])
    expect(shown()).not.toContain('warning')
    await post()
    expect(shown()).toContain('::warning::The token is still valid')
  })
})

describe('a failure', () => {
  test.each<[string, Replies, Record<string, string>, string, readonly string[]]>([
    ['of an input', {}, { timeout: 'x' }, 'ERR_INPUT', []],
    ['of the identity', { oidc: () => HttpResponse.json({}, { status: 400 }) }, {}, 'ERR_OIDC', ['oidc']],
    ['of the login', { login: () => HttpResponse.json({ errors: ['missing role'] }, { status: 400 }) }, {}, 'ERR_LOGIN', ['oidc', 'login']],
    [
      'of a read',
      { kv: () => HttpResponse.json({ errors: ['permission denied'] }, { status: 403 }), granted: ['sys/leases/revoke'] },
      {},
      'ERR_DENIED',
      ['oidc', 'login', 'kv', 'db', 'POST sys/capabilities-self', 'PUT sys/leases/revoke', 'POST auth/token/revoke-self'],
    ],
    [
      'of a key',
      { granted: ['sys/leases/revoke/db/creds/r/any'] },
      { secrets: 'db/creds/r nothing | X' },
      'ERR_KEY',
      ['oidc', 'login', 'db', 'POST sys/capabilities-self', 'PUT sys/leases/revoke/db/creds/r/id', 'POST auth/token/revoke-self'],
    ],
  ])('%s exports nothing and revokes everything', async (_, at, inputs, code, sent) => {
    mockJob(at)
    await expect(run(inputs)).resolves.toBe(1)
    expect(Object.keys(files.outputs())).toEqual(['errorMessage'])
    expect(files.state()).toEqual({})
    expect(log.commands('error')).toEqual([expect.stringContaining(`${code}, see`)])
    expect(requests).toEqual(sent)
    for (const secret of [token, jwt, 'hunter22', 'v-pass-1']) expect(shown()).not.toContain(secret)
  })

  it('of the state file revokes the token at once', async () => {
    rmSync(files.statePath)
    mkdirSync(files.statePath)
    mockJob()
    await expect(run()).resolves.toBe(1)
    expect(requests).toEqual(['oidc', 'login', 'POST auth/token/revoke-self'])
    rmSync(files.statePath, { recursive: true })
  })

  it('of the environment file exports no outputs either', async () => {
    process.env['GITHUB_ENV'] = '/nowhere/at/all'
    mockJob({})
    await expect(run({ exportEnv: 'true' })).resolves.toBe(1)
    expect(Object.keys(files.outputs())).toEqual(['errorMessage'])
  })

  it('of the output file still revokes everything', async () => {
    process.env['GITHUB_OUTPUT'] = '/nowhere/at/all'
    mockJob({ granted: ['sys/leases/revoke'] })
    await expect(run()).resolves.toBe(1)
    expect(requests.slice(-2)).toEqual(['PUT sys/leases/revoke', 'POST auth/token/revoke-self'])
  })
})

// the runner sends SIGINT and kills the step 10 s later: at any time, main has to stop, save what it receives, and revoke it
describe('a signal', () => {
  const cancelling = (reply: () => Response) => () => {
    stop.requestStop(cancelled('SIGINT'))
    return reply()
  }

  test.each<[string, Replies, readonly string[]]>([
    ['while the runner issues an OIDC token', { oidc: cancelling(() => HttpResponse.json({ value: jwt })) }, ['oidc']],
    ['while Vault logs in', { login: cancelling(loggedIn) }, ['oidc', 'login', 'POST auth/token/revoke-self']],
    [
      'while secrets are read',
      { db: cancelling(leased) },
      ['oidc', 'login', 'kv', 'db', 'POST sys/capabilities-self', 'PUT sys/leases/revoke', 'POST auth/token/revoke-self'],
    ],
    [
      'while another read fails',
      { db: cancelling(leased), kv: () => HttpResponse.json({}, { status: 403 }) },
      ['oidc', 'login', 'kv', 'db', 'POST sys/capabilities-self', 'PUT sys/leases/revoke', 'POST auth/token/revoke-self'],
    ],
    [
      'while a read waits for its retry',
      { kv: cancelling(() => HttpResponse.json({}, { status: 503, headers: { 'retry-after': '20' } })) },
      ['oidc', 'login', 'kv', 'db', 'POST sys/capabilities-self', 'PUT sys/leases/revoke', 'POST auth/token/revoke-self'],
    ],
  ])('%s', async (_, at, sent) => {
    mockJob({ granted: ['sys/leases/revoke'], ...at })
    const code = await run()
    expect(code).toBe(130)
    expect(Object.keys(files.outputs())).toEqual(['errorMessage'])
    expect(files.state()).toEqual({})
    expect(requests).toEqual(sent)
  })

  it('before the first request sends nothing', async () => {
    mockJob()
    stop.requestStop(cancelled('SIGTERM'))
    await expect(run()).resolves.toBe(130)
    expect(requests).toEqual([])
    expect(files.outputs()['errorMessage']).toBe('the step was cancelled (SIGTERM)')
  })

  it('leaves no timer that keeps the process running', async () => {
    mockJob({ login: cancelling(loggedIn) })
    const started = jest.mocked(setTimeout).mock.results.length
    await run()
    const results = jest.mocked(setTimeout).mock.results.slice(started)
    const timers = results.map(({ value }) => value as NodeJS.Timeout & { _destroyed?: boolean })
    expect(timers.length).toBeGreaterThan(0)
    await new Promise((resolve) => setImmediate(resolve))
    expect(timers.filter((timer) => timer._destroyed === false && timer.hasRef())).toEqual([])
  })
})

it("fails at the step's own timeout if Vault hangs", async () => {
  jest.restoreAllMocks()
  log = captureLog()
  const real = globalThis.setTimeout
  // ten times as fast
  jest.spyOn(globalThis, 'setTimeout').mockImplementation((task: () => void, ms = 0) => real(task, ms >= 1_000 ? ms / 10 : ms))
  mockJob({ kv: () => new Promise<never>(() => undefined), granted: ['sys/leases/revoke'] })
  await expect(run({ timeout: '6' })).resolves.toBe(1)
  expect(log.commands('error')[0]).toMatch(/not finished after 6 s/)
  expect(requests.slice(-2)).toEqual(['PUT sys/leases/revoke', 'POST auth/token/revoke-self'])
})

describe('the post step', () => {
  it('does not warn if token and lease are revoked already', async () => {
    mockJob()
    await run()
    server.use(...revocationHandlers({ token: dead.vault, leases: { 'db/creds/r/id': dead.vault } }))
    await post()
    expect(shown()).toMatch(/\ntoken already revoked or expired, 1 lease revoked with it, not confirmed$/m)
    expect(shown()).not.toContain('::warning::')
  })

  it('does not fail if the state is invalid, and does not quote it', async () => {
    await runPost({ GITHUB_STATE: files.statePath, STATE_session: '{"token": {"value": "at s3cr3t"}}' })
    expect(log.commands('warning')).toEqual([
      expect.stringMatching(
        /^STATE_session \(connection, token\.kind, .*\) is ignored, .* Without a valid STATE_session nothing can be revoked/,
      ),
    ])
    expect(log.text()).not.toContain('s3cr3t')
  })

  it('asks for the grants again if main could not, and logs if this fails too', async () => {
    mockJob({ capabilities: { status: 500 } })
    await run()
    const query = 'POST sys/capabilities-self'
    expect(requests.filter((request) => request === query)).toHaveLength(1)
    await post()
    expect(requests.filter((request) => request === query)).toHaveLength(1 + 4)
    expect(shown()).toMatch(
      /\ntoken revoked, 1 lease revoked with it, not confirmed; the permissions to revoke leases could not be checked: POST sys\/capabilities-self: 500$/m,
    )
  })

  it('counts a use of the token for each request of the plan if main is killed before the first response', async () => {
    let saved: unknown
    const kv = () => {
      saved = JSON.parse(files.state()['session']!)
      return stored()
    }
    mockJob({ login: () => HttpResponse.json({ auth: { ...auth, num_uses: 9 } }), kv })
    await run()
    expect(saved).toMatchObject({ token: { uses: 9, spent: 2 } })
  })

  it('uses a limited-use token only to revoke itself, after main used it only for the reads', async () => {
    mockJob({ login: () => HttpResponse.json({ auth: { ...auth, num_uses: 3 } }) })
    await run()
    await post()
    expect(requests.toSorted()).toEqual(['POST auth/token/revoke-self', 'db', 'kv', 'login', 'oidc'])
    expect(shown()).toMatch(
      /\ntoken revoked, 1 lease revoked with it, not confirmed; the permissions to revoke leases could not be checked: the limited-use token has too few uses left$/m,
    )
  })

  // a lease that Vault registers after the token's revocation is not revoked with it
  test.each([
    ['true', 1],
    ['false', 0],
  ])('waits for Vault if main was killed during its reads: %s', async (reading, times) => {
    mockJob()
    await run()
    const state = Object.fromEntries(Object.entries(files.state()).map(([key, value]) => [`STATE_${key}`, value]))
    await runPost({ GITHUB_STATE: files.statePath, ...state, STATE_reading: reading })
    expect(waits.asked.filter((milliseconds) => milliseconds === 3_000)).toHaveLength(times)
    expect(requests.at(-1)).toBe('POST auth/token/revoke-self')
    expect(shown().includes('The main step was killed while it read secrets: waiting 3 s')).toBe(times === 1)
  })

  it('does nothing without a session', async () => {
    await runPost({})
    expect(log.text()).toBe('')
  })
})
