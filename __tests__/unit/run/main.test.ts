import { mkdirSync, rmSync } from 'node:fs'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { cancelled, runMain } from '../../../src/run/main.ts'
import { runPost } from '../../../src/run/post.ts'
import type { Env } from '../../../src/core/env.ts'
import { createReport } from '../../../src/report/create-report.ts'
import { createSession } from '../../../src/state/session.ts'
import { createStop, type Stop } from '../../../src/core/deadlines.ts'
import { createHttpTransport } from '../../../src/http/http1-transport.ts'
import { captureLog, type CapturedLog } from '../../support/captured-log.ts'
import { dead, denied, revocationHandlers, type RevocationReplies } from '../../support/fake-vault.ts'
import { unsignedJwt } from '../../support/jwt.ts'
import { quickTimers } from '../../support/quick-timers.ts'
import { createRunnerFiles, type RunnerFiles } from '../../support/runner-files.ts'
import { jobClaims, jobEnv } from '../../support/surroundings.ts'

const server = setupServer()
const token = 'hvs.s3cr3t-token'
const jwt = unsignedJwt(jobClaims)
const mapping = 'kv/data/app password | PASSWORD;\ndb/creds/r username | DB_USER;'

let files: RunnerFiles
let log: CapturedLog
let requests: string[]
let stop: Stop
beforeAll(() => {
  server.listen({ onUnhandledFrame: 'error' })
})
beforeEach(() => {
  files = createRunnerFiles()
  log = captureLog()
  quickTimers()
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
/** Each of the replies in turn, the last of them for ever. */
function inTurn(...replies: (() => Reply)[]): () => Reply {
  let given = 0
  return () => replies[Math.min(given++, replies.length - 1)]!()
}
interface World extends Partial<RevocationReplies> {
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

/** A runner and a Vault where all goes well, but for what is said otherwise. */
function world({ oidc, login, kv, db, write, ...back }: World = {}): void {
  const note = (what: string, reply: () => Reply) => () => {
    requests.push(what)
    return reply()
  }
  server.use(
    http.get('https://oidc.test/token', note('oidc', oidc ?? (() => HttpResponse.json({ value: jwt })))),
    http.post('https://vault.test/v1/auth/jwt/login', note('login', login ?? loggedIn)),
    http.get('https://vault.test/v1/kv/data/app', note('kv', kv ?? stored)),
    http.get('https://vault.test/v1/db/creds/r', note('db', db ?? leased)),
    http.post('https://vault.test/v1/pki/issue/web', note('write', write ?? (() => HttpResponse.json({ data: { certificate: 'PEM' } })))),
    ...revocationHandlers(back, requests),
  )
}

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
  })
}
/** The post step, with what main wrote down. */
const post = () =>
  runPost({
    GITHUB_STATE: files.statePath,
    ...Object.fromEntries(Object.entries(files.state()).map(([key, value]) => [`STATE_${key}`, value])),
  })
/** What is printed besides masks: the log that a user reads. */
const shown = () =>
  log
    .lines()
    .filter((line) => !line.startsWith('::add-mask::'))
    .join('\n')

describe('a run with a lease', () => {
  it('hands everything on, keeps the token for post, and post gives all back', async () => {
    world({ granted: ['sys/leases/revoke/db/creds/r/any'] })
    await expect(run()).resolves.toBe(0)
    expect(files.outputs()).toEqual({ PASSWORD: 'hunter22', DB_USER: 'v-user-1', secrets: '{"PASSWORD":"hunter22","DB_USER":"v-user-1"}' })
    expect(files.variables()).toEqual({})
    expect(Object.keys(files.state())).toEqual(['session', 'reading', 'lease_1', 'grants'])
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
    expect(shown()).toMatch(/\n1 lease revoked, token revoked$/)
    expect(files.state()).toEqual({})
  })

  it('masks every secret before it is printed, written or exported', async () => {
    world()
    await run({ exportEnv: 'true' })
    const masks = log.commands('add-mask')
    expect(masks).toEqual(expect.arrayContaining([jobEnv.ACTIONS_ID_TOKEN_REQUEST_TOKEN, jwt, token, 'hunter22', 'v-user-1']))
    for (const secret of [jobEnv.ACTIONS_ID_TOKEN_REQUEST_TOKEN, jwt, token, 'hunter22', 'v-user-1', 'v-pass-1']) {
      expect(shown()).not.toContain(secret)
    }
    expect(files.variables()).toEqual({ PASSWORD: 'hunter22', DB_USER: 'v-user-1' })
  })
})

describe('a reply that is lost', () => {
  it('of the login is told: nobody knows the token that it may have brought', async () => {
    world({ login: inTurn(() => HttpResponse.error(), loggedIn) })
    await expect(run()).resolves.toBe(0)
    expect(shown()).toContain('\n  Vault may have created a token whose response was lost; it expires in 15 min\nRead 2 paths')
  })

  it('of a read is asked for again, and what it may have brought ends with the token', async () => {
    world({ kv: inTurn(() => HttpResponse.error(), stored) })
    await expect(run({ secrets: 'kv/data/app password' })).resolves.toBe(0)
    expect(requests).toEqual(['oidc', 'login', 'kv', 'kv'])
    expect(shown()).toContain(
      '\n  sent again after a lost response: kv/data/app; a lease that Vault created for it is revoked with the token\n',
    )
  })

  it('of a write is not, and says what may be left', async () => {
    world({ write: () => HttpResponse.error() })
    await expect(run({ secrets: 'pki/issue/web {"common_name": "a.test"} certificate' })).resolves.toBe(1)
    expect(requests).toEqual(['oidc', 'login', 'write', 'POST auth/token/revoke-self'])
    expect(log.commands('error')[0]!.split('\n')).toEqual([
      'secrets line 1: POST pki/issue/web: vault.test closed the connection before it answered',
      'It was not sent again, because Vault may have processed it. If Vault created a lease, it is revoked with the token.',
      'ERR_CONNECT, see docs/errors.md#err_connect',
    ])
  })
})

describe('revoke: false', () => {
  it('leaves everything to its own time after success, and says so', async () => {
    world()
    await expect(run({ revoke: 'false' })).resolves.toBe(0)
    expect(files.state()).toEqual({})
    expect(shown()).toMatch(/\n {2}db\/creds\/r – not revoked, expires by 20.*UTC\n/)
    expect(shown()).toMatch(/\nNot revoked, because `revoke` is false: token \(expires by .* UTC\), 1 lease \(expires by .* UTC\)$/)
    requests.length = 0
    await expect(post()).resolves.toBe(0)
    expect(requests).toEqual([])
  })

  it('gives back what a failed run had got: it is of use to nobody', async () => {
    world({ granted: ['sys/leases/revoke'] })
    await expect(run({ revoke: 'false', secrets: 'db/creds/r nokey' })).resolves.toBe(1)
    expect(requests.slice(-2)).toEqual(['PUT sys/leases/revoke', 'POST auth/token/revoke-self'])
  })
})

describe('revoke: required', () => {
  it('is kept where Vault confirms it', async () => {
    world({ granted: ['sys/leases/revoke'] })
    await expect(run({ revoke: 'required' })).resolves.toBe(0)
    await expect(post()).resolves.toBe(0)
    expect(log.commands('error')).toEqual([])
  })

  it('fails the post step where it does not', async () => {
    world({ granted: ['sys/leases/revoke'], token: denied })
    await expect(run({ revoke: 'required' })).resolves.toBe(0)
    await expect(post()).resolves.toBe(1)
    expect(log.commands('error')).toEqual([
      expect.stringMatching(/^`revoke: required` is not satisfied.*\nThe token is still valid: .*\nERR_UNCONFIRMED, see/) as string,
    ])
  })

  it.each<[string, World, string]>([
    [
      'a batch token',
      { login: () => HttpResponse.json({ auth: { ...auth, token_type: 'batch' } }) },
      'the login gave a batch token, which cannot be revoked',
    ],
    [
      'STS credentials',
      {
        db: () => HttpResponse.json({ data: { access_key: 'ASIA', session_token: 's' }, lease_id: 'db/creds/r/id', lease_duration: 600 }),
      },
      'nothing can end the AWS STS credentials of db/creds/r before their time',
    ],
  ])('ends at once with %s, and nothing is exported', async (_, at, why) => {
    world(at)
    await expect(run({ revoke: 'required' })).resolves.toBe(1)
    expect(log.commands('error')[0]).toMatch(`revoke: required cannot be kept: ${why}`)
    expect(Object.keys(files.outputs())).toEqual(['errorMessage'])
  })
})

describe('maxTtl', () => {
  it('shortens a token that lives longer, while the reads are under way', async () => {
    world({ login: () => HttpResponse.json({ auth: { ...auth, renewable: true, lease_duration: 2_764_800 } }) })
    await expect(run({ maxTtl: '1h' })).resolves.toBe(0)
    expect(requests).toContain('POST auth/token/renew-self')
    expect(shown()).toContain('\nShortened to maxTtl: the token\n')
  })
})

describe('a run with static secrets only', () => {
  const secrets = 'kv/data/app password | PASSWORD'

  it('ends the token itself, and leaves post nothing to do', async () => {
    world()
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
  ])('keeps the token where it is handed on: %j', async (inputs, variables, output) => {
    world()
    await expect(run({ secrets, ...inputs })).resolves.toBe(0)
    expect(requests).toEqual(['oidc', 'login', 'kv'])
    expect(files.variables()).toEqual(variables)
    expect(files.outputs()['vault_token']).toBe(output)
    expect(Object.keys(files.state())).toEqual(['session', 'reading'])
  })

  it('keeps what it could not end for post, and is a success', async () => {
    world({ token: denied })
    await expect(run({ secrets })).resolves.toBe(0)
    expect(Object.keys(files.state())).toEqual(['session', 'reading'])
    expect(shown()).not.toContain('warning')
    await post()
    expect(shown()).toContain('::warning::The token is still valid')
  })
})

describe('a failure', () => {
  test.each<[string, World, Record<string, string>, string, readonly string[]]>([
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
  ])('%s exports nothing and leaves nothing alive', async (_, at, inputs, code, sent) => {
    world(at)
    await expect(run(inputs)).resolves.toBe(1)
    expect(Object.keys(files.outputs())).toEqual(['errorMessage'])
    expect(files.state()).toEqual({})
    expect(log.commands('error')).toEqual([expect.stringContaining(`${code}, see`)])
    expect(requests).toEqual(sent)
    for (const secret of [token, jwt, 'hunter22', 'v-pass-1']) expect(shown()).not.toContain(secret)
  })

  it('of the state file ends the token at once', async () => {
    rmSync(files.statePath)
    mkdirSync(files.statePath)
    world()
    await expect(run()).resolves.toBe(1)
    expect(requests).toEqual(['oidc', 'login', 'POST auth/token/revoke-self'])
    rmSync(files.statePath, { recursive: true })
  })

  it('of the environment file hands over no outputs either', async () => {
    process.env['GITHUB_ENV'] = '/nowhere/at/all'
    world({})
    await expect(run({ exportEnv: 'true' })).resolves.toBe(1)
    expect(Object.keys(files.outputs())).toEqual(['errorMessage'])
  })

  it('of the output file ends everything all the same', async () => {
    process.env['GITHUB_OUTPUT'] = '/nowhere/at/all'
    world({ granted: ['sys/leases/revoke'] })
    await expect(run()).resolves.toBe(1)
    expect(requests.slice(-2)).toEqual(['PUT sys/leases/revoke', 'POST auth/token/revoke-self'])
  })
})

// the runner sends SIGINT and kills 10 s later: at every moment main stops, writes down what it gets, and gives it back
describe('a signal', () => {
  const asking = (reply: () => Response) => () => {
    stop.ask(cancelled('SIGINT'))
    return reply()
  }

  test.each<[string, World, readonly string[]]>([
    ['while the runner makes a token', { oidc: asking(() => HttpResponse.json({ value: jwt })) }, ['oidc']],
    ['while Vault logs in', { login: asking(loggedIn) }, ['oidc', 'login', 'POST auth/token/revoke-self']],
    [
      'while secrets are read',
      { db: asking(leased) },
      ['oidc', 'login', 'kv', 'db', 'POST sys/capabilities-self', 'PUT sys/leases/revoke', 'POST auth/token/revoke-self'],
    ],
    [
      'while another read fails',
      { db: asking(leased), kv: () => HttpResponse.json({}, { status: 403 }) },
      ['oidc', 'login', 'kv', 'db', 'POST sys/capabilities-self', 'PUT sys/leases/revoke', 'POST auth/token/revoke-self'],
    ],
    [
      'while a read waits to be tried again',
      { kv: asking(() => HttpResponse.json({}, { status: 503, headers: { 'retry-after': '20' } })) },
      ['oidc', 'login', 'kv', 'db', 'POST sys/capabilities-self', 'PUT sys/leases/revoke', 'POST auth/token/revoke-self'],
    ],
  ])('%s', async (_, at, sent) => {
    world({ granted: ['sys/leases/revoke'], ...at })
    const code = await run()
    expect(code).toBe(130)
    expect(Object.keys(files.outputs())).toEqual(['errorMessage'])
    expect(files.state()).toEqual({})
    expect(requests).toEqual(sent)
  })

  it('before anything began sends nothing', async () => {
    world()
    stop.ask(cancelled('SIGTERM'))
    await expect(run()).resolves.toBe(130)
    expect(requests).toEqual([])
    expect(files.outputs()['errorMessage']).toBe('the step was asked to stop (SIGTERM)')
  })

  it('leaves no timer that holds the process', async () => {
    world({ login: asking(loggedIn) })
    const started = jest.mocked(setTimeout).mock.results.length
    await run()
    const results = jest.mocked(setTimeout).mock.results.slice(started)
    const timers = results.map(({ value }) => value as NodeJS.Timeout & { _destroyed?: boolean })
    expect(timers.length).toBeGreaterThan(0)
    await new Promise((resolve) => setImmediate(resolve))
    expect(timers.filter((timer) => timer._destroyed === false && timer.hasRef())).toEqual([])
  })
})

it("ends in the step's own time limit where Vault hangs", async () => {
  jest.restoreAllMocks()
  log = captureLog()
  const real = globalThis.setTimeout
  // ten times as fast
  jest.spyOn(globalThis, 'setTimeout').mockImplementation((task: () => void, ms = 0) => real(task, ms >= 1_000 ? ms / 10 : ms))
  world({ kv: () => new Promise<never>(() => undefined), granted: ['sys/leases/revoke'] })
  await expect(run({ timeout: '6' })).resolves.toBe(1)
  expect(log.commands('error')[0]).toMatch(/not finished after 6 s/)
  expect(requests.slice(-2)).toEqual(['PUT sys/leases/revoke', 'POST auth/token/revoke-self'])
})

describe('the post step', () => {
  it('finds what is gone gone, and does not warn', async () => {
    world()
    await run()
    server.use(...revocationHandlers({ token: dead.vault, leases: { 'db/creds/r/id': dead.vault } }))
    await post()
    expect(shown()).toMatch(/\ntoken already revoked or expired, 1 lease revoked with it, not confirmed$/)
    expect(shown()).not.toContain('::warning::')
  })

  it('does not fail on what main never wrote, nor quote it', async () => {
    await runPost({ GITHUB_STATE: files.statePath, STATE_session: '{"token": {"value": "at s3cr3t"}}' })
    expect(log.commands('warning')).toEqual([
      expect.stringMatching(
        /^STATE_session \(connection, token\.kind, .*\) is ignored, .* Without a valid STATE_session nothing can be revoked/,
      ),
    ])
    expect(log.text()).not.toContain('s3cr3t')
  })

  it('asks again what main could not ask, and tells where that has no answer either', async () => {
    world({ capabilities: { status: 500 } })
    await run()
    const question = 'POST sys/capabilities-self'
    expect(requests.filter((request) => request === question)).toHaveLength(1)
    await post()
    expect(requests.filter((request) => request === question)).toHaveLength(1 + 4)
    expect(shown()).toMatch(
      /\ntoken revoked, 1 lease revoked with it, not confirmed; the permissions to revoke leases could not be checked: POST sys\/capabilities-self: 500$/,
    )
  })

  it('spends of a token of limited use what its own end takes, and main no more than was asked for', async () => {
    world({ login: () => HttpResponse.json({ auth: { ...auth, num_uses: 3 } }) })
    await run()
    await post()
    expect(requests.toSorted()).toEqual(['POST auth/token/revoke-self', 'db', 'kv', 'login', 'oidc'])
    expect(shown()).toMatch(
      /\ntoken revoked, 1 lease revoked with it, not confirmed; the permissions to revoke leases could not be checked: the token is of limited use$/,
    )
  })

  // a lease that Vault registers after the token's revocation would outlive it
  test.each([
    ['true', 1],
    ['false', 0],
  ])('waits for Vault if main was killed in the middle of its reads: %s', async (reading, waits) => {
    world()
    await run()
    const { asked } = quickTimers()
    const state = Object.fromEntries(Object.entries(files.state()).map(([key, value]) => [`STATE_${key}`, value]))
    await runPost({ GITHUB_STATE: files.statePath, ...state, STATE_reading: reading })
    expect(asked.filter((milliseconds) => milliseconds === 3_000)).toHaveLength(waits)
    expect(shown().includes('The main step was killed while it read secrets: waiting 3 s')).toBe(waits === 1)
  })

  it('has nothing to do without a session', async () => {
    await runPost({})
    expect(log.text()).toBe('')
  })
})
