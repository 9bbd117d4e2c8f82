import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import fc from 'fast-check'
import { loadState } from '../../../src/state/load-state.ts'
import type { Dependent, EarlierEnd } from '../../../src/state/history.ts'
import { runPost } from '../../../src/run/post.ts'
import type { LoginRecord } from '../../../src/state/session.ts'
import { captureLog, type CapturedLog } from '../../support/captured-log.ts'
import { connectionOf, leaseOn, loginGrant, tokenOf } from '../../support/revocable.ts'
import { quickTimers } from '../../support/quick-timers.ts'

/** A server that grants and accepts everything, and its requests: "METHOD path token". */
let server: Server
let requests: string[] = []
let login: LoginRecord
let log: CapturedLog
beforeAll(async () => {
  server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url} ${String(request.headers['x-vault-token'])}`)
    let body = ''
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString()
    })
    request.on('end', () => {
      const paths = request.url === '/v1/sys/capabilities-self' ? (JSON.parse(body) as { paths: string[] }).paths : []
      response.end(JSON.stringify({ data: Object.fromEntries(paths.map((path) => [path, ['update']])) }))
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  login = { connection: connectionOf({ urls: [url], namespace: 'team' }), token: tokenOf({ value: 'hvs.own' }), required: false }
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})
beforeEach(() => {
  quickTimers()
  log = captureLog()
})
afterEach(() => {
  jest.restoreAllMocks()
})

const revoked = 'POST /v1/auth/token/revoke-self hvs.own'
const leaseRevoked = 'PUT /v1/sys/leases/revoke/db/creds/own/id hvs.own'
const own = leaseOn('own', { namespace: 'team' })
const stateOf = (values: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [`STATE_${key}`, value]))
const saved = () => ({ session: JSON.stringify(login), lease_1: JSON.stringify(own) })

/** Runs the post step. Returns its requests to Vault and its exit code. */
async function post(state: Readonly<Record<string, string>>): Promise<{ exitCode: number; requests: readonly string[] }> {
  requests = []
  const exitCode = await runPost({ ...stateOf(state), INPUT_TOKEN: 'hvs.supplied' })
  return { exitCode, requests }
}

const unusual = [
  'null',
  '{}',
  '[]',
  '[null]',
  'true',
  '"text"',
  '1e999',
  '{"__proto__":null}',
  '{"__proto__":{"namespace":"x"},"constructor":{},"toString":1,"valueOf":null}',
  '{"parts":2}',
  '{"parts":99}',
  '{"fromInput":"token","sha256":"x"}',
  '{"fromInput":"clientKey","text":"x"}',
  '['.repeat(100_000),
  '{"a":'.repeat(50_000) + '1' + '}'.repeat(50_000),
  'x'.repeat(1_000_000),
  JSON.stringify('"\u0000😀'.repeat(100_000)),
]
const unusualText = fc.oneof(fc.constantFrom(...unusual), fc.json(), fc.string({ unit: 'binary' }))
/** Generates JSON of an object in which one property has another value. */
const withOtherValue = (whole: object, keys: readonly string[]) =>
  fc
    .tuple(
      fc.constantFrom(...keys),
      fc.oneof(
        fc.constantFrom(...unusual.slice(0, 13)),
        fc.json(),
        fc.string().map((text) => JSON.stringify(text)),
      ),
    )
    .map(
      ([key, json]) =>
        `{${[...Object.entries(whole).filter(([name]) => name !== key), [key, undefined]]
          .map(([name, value]) => `${JSON.stringify(name)}:${value === undefined ? json : JSON.stringify(value)}`)
          .join(',')}}`,
    )
const lostRead: Dependent = {
  ...{ kind: 'lost', path: 'a', namespace: '', accessor: '', requestId: '', granted: 1, expires: 2, orphan: false },
}
const end: EarlierEnd = { id: own.id, namespace: '', how: 'by path', at: 1 }
const history = [
  withOtherValue(loginGrant, Object.keys(loginGrant)),
  withOtherValue(lostRead, Object.keys(lostRead)),
  withOtherValue(end, Object.keys(end)),
]
const leaseKeys = ['id', 'prefix', 'path', 'namespace', 'expires', 'renewable', 'sts', '__proto__']
const hostileIds = [
  '../../auth/token/create',
  'a/../../b',
  './x',
  'a//b',
  'a/..',
  '/',
  '..',
  'a\\b/c',
  '%2e%2e/x',
  'a/b?c',
  'a/b#c',
  'a/\ud800',
]
const hostileLease = fc.constantFrom(...hostileIds).map((id) => JSON.stringify({ ...own, id, prefix: id.slice(0, id.lastIndexOf('/')) }))

describe('state that a later step plants', () => {
  const historyKeys = ['login_1', 'login_2', 'dependent_1', 'ended_1']
  const keys = ['lease_2', 'lease_3', 'lease_10', 'lease_0', 'lease_2_part_1', 'lease_1_part_1', 'LEASE_1', 'grants', 'grants_part_1']
  const plantedFile = fc
    .constantFrom('path', 'folder', 'earlier', '__proto__')
    .chain((key) => withOtherValue({ path: '/nowhere/x', folder: '/nowhere', earlier: { copy: '1', mode: 0o600 } }, [key]))
  const more = [
    'reading',
    'file_1',
    'file_2',
    'file_1_part_1',
    'session_part_1',
    'sessions',
    '',
    '__proto__',
    'lease_',
    'lease___proto__',
    ...historyKeys,
  ]
  const planted = fc.dictionary(
    fc.oneof(fc.constantFrom(...keys, ...more), fc.string()),
    fc.oneof(unusualText, withOtherValue(own, leaseKeys), hostileLease, plantedFile, ...history),
    { minKeys: 1, maxKeys: 5 },
  )

  it('next to the state of main does not prevent the revocation of lease and token, or cause other requests', async () => {
    await fc.assert(
      fc.asyncProperty(planted, async (plants) => {
        const { exitCode, requests } = await post({ ...plants, ...saved() })
        expect(exitCode).toBe(0)
        expect([requests.includes(leaseRevoked), requests.filter((one) => one === revoked)]).toEqual([true, [revoked]])
        expect(
          requests.filter((one) => !/^(POST \/v1\/(auth\/token\/revoke-self|sys\/capabilities-self)|PUT \/v1\/sys\/leases\/)/.test(one)),
        ).toEqual([])
        expect(loadState(stateOf({ ...plants, ...saved() })).revocable?.leases[0]).toEqual(own)
      }),
      { numRuns: 300 },
    )
  }, 60_000)

  it('in a property of the session does not prevent the revocation of the token', async () => {
    const sessions = fc.oneof(
      withOtherValue(login, ['required', 'summary', '__proto__']),
      withOtherValue(login.token, ['expires', 'booted', 'renewable', 'uses', 'spent', 'kind', '__proto__']).map((token) =>
        sessionWith('token', token),
      ),
      withOtherValue(login.connection, [
        'namespace',
        'authNamespace',
        'redirectHosts',
        'correlationId',
        'tls',
        'extraHeaders',
        '__proto__',
      ]).map((connection) => sessionWith('connection', connection)),
    )
    await fc.assert(
      fc.asyncProperty(sessions, async (session) => {
        const { exitCode, requests } = await post({ ...saved(), session })
        expect([exitCode === 0 || session.includes('"required":true'), requests.filter((one) => one === revoked)]).toEqual([
          true,
          [revoked],
        ])
      }),
      { numRuns: 300 },
    )
  }, 60_000)
  const sessionWith = (key: keyof LoginRecord, json: string) =>
    `{${(['connection', 'token', 'required'] as const).map((name) => `"${name}":${name === key ? json : JSON.stringify(login[name])}`).join(',')}}`

  it('instead of the session does not fail the post step', async () => {
    await fc.assert(
      fc.asyncProperty(unusualText, async (session) => {
        expect((await post({ ...saved(), session })).exitCode).toBe(0)
      }),
    )
  }, 60_000)
})

describe('ignored state is logged by name only', () => {
  const ignored = (names: string) =>
    `${names} ignored, because the main step did not save ${/ are$/.test(names) ? 'them' : 'it'}. A later step can set STATE_ variables through GITHUB_ENV.`
  const s3cr3t = 's3cr3t-value'

  test.each<[string, Record<string, string>, string]>([
    ['a lease that is null', { lease_2: 'null' }, 'STATE_lease_2 is'],
    ['a lease without properties', { lease_2: '{}' }, 'STATE_lease_2 is'],
    ['a lease that is invalid JSON', { lease_2: s3cr3t }, 'STATE_lease_2 is'],
    ['a lease with a missing part', { lease_2: '{"parts":2}', lease_2_part_1: s3cr3t }, 'STATE_lease_2 is'],
    ['a lease whose id has dot segments', { lease_2: JSON.stringify({ ...own, id: `../../${s3cr3t}/x` }) }, 'STATE_lease_2 is'],
    ['a lease whose prefix is not that of its id', { lease_2: JSON.stringify({ ...own, prefix: s3cr3t }) }, 'STATE_lease_2 is'],
    ['a lease with an infinite expiry', { lease_2: JSON.stringify(own).replace(/"expires":\d+/, '"expires":1e999') }, 'STATE_lease_2 is'],
    ['a reference to an input', { lease_2: '{"fromInput":"token","sha256":"x"}' }, 'STATE_lease_2 is'],
    ['grants with an invalid value', { grants: JSON.stringify({ 'sys/leases/renew': s3cr3t }) }, 'STATE_grants is'],
    ['an invalid flag', { reading: s3cr3t }, 'STATE_reading is'],
    ['a login without properties', { login_1: '{}' }, 'STATE_login_1 is'],
    ['a dependent of an unknown kind', { dependent_1: JSON.stringify({ ...lostRead, kind: s3cr3t }) }, 'STATE_dependent_1 is'],
    ['an end without a time', { ended_1: JSON.stringify({ ...end, at: s3cr3t }) }, 'STATE_ended_1 is'],
    ['a path with a line break', { file_1: JSON.stringify(`/${s3cr3t}\n`) }, 'STATE_file_1 is'],
    ['a file without a folder', { file_1: JSON.stringify({ path: `/${s3cr3t}` }) }, 'STATE_file_1 is'],
    [
      'a file whose copy is a path',
      { file_1: JSON.stringify({ path: '/a', folder: '/b', earlier: { copy: `../${s3cr3t}`, mode: 0o600 } }) },
      'STATE_file_1 is',
    ],
    [
      'a file with special permissions',
      { file_1: JSON.stringify({ path: `/${s3cr3t}`, folder: '/b', earlier: { copy: '1', mode: 0o4755 } }) },
      'STATE_file_1 is',
    ],
    ['several', { lease_9: '1', file_3: '1', grants: '1' }, 'STATE_lease_9, STATE_grants, STATE_file_3 are'],
    [
      'more than ten',
      Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`lease_${index + 2}`, s3cr3t])),
      `${Array.from({ length: 10 }, (_, index) => `STATE_lease_${index + 2}`).join(', ')}, 30 more are`,
    ],
  ])('%s', async (_, plants, names) => {
    const { requests } = await post({ ...plants, ...saved() })
    expect(requests.at(-1)).toBe(revoked)
    expect(log.commands('notice')).toEqual([ignored(names)])
    expect(log.text()).not.toContain(s3cr3t)
    expect(log.lines()).toContain('1 lease revoked, token revoked')
  })

  test.each<[string, Record<string, string>]>([
    ['no other variable', {}],
    ['an empty value', { lease_2: '' }],
    ['a name that is not of this action', { lease: '1', lease_02: '1', leases_1: '1', BUCKET: 'terraform' }],
    ['a part of no value', { lease_1_part_1: 'x', session_part_1: 'x' }],
  ])('logs nothing for %s', async (_, plants) => {
    await post({ ...plants, ...saved() })
    expect(log.lines()).toEqual(['1 lease revoked, token revoked', '::group::Receipt', expect.stringMatching(/^\{.*\}$/), '::endgroup::'])
  })

  const whole = () => JSON.parse(saved().session) as { connection: { urls: unknown[] }; token: object }
  test.each<[string, () => unknown, string, boolean]>([
    [
      'an invalid host',
      () => ({ ...whole(), connection: { ...whole().connection, redirectHosts: [s3cr3t, null] } }),
      'connection.redirectHosts',
      true,
    ],
    [
      'an invalid address',
      () => ({ ...whole(), connection: { ...whole().connection, urls: [...whole().connection.urls, s3cr3t] } }),
      'connection.urls',
      true,
    ],
    ['invalid TLS settings', () => ({ ...whole(), connection: { ...whole().connection, tls: s3cr3t } }), 'connection.tls', true],
    [
      'an invalid certificate',
      () => ({ ...whole(), connection: { ...whole().connection, tls: { ca: s3cr3t } } }),
      'connection.tls.ca',
      true,
    ],
    ['an unknown kind', () => ({ ...whole(), token: { ...whole().token, kind: s3cr3t } }), 'token.kind', true],
    [
      'no valid address',
      () => ({ ...whole(), connection: { ...whole().connection, urls: [`https://user:${s3cr3t}@vault.test`] } }),
      'connection.urls',
      false,
    ],
    ['an invalid token', () => ({ ...whole(), token: { ...whole().token, value: `${s3cr3t}\n` } }), 'token.value', false],
    ['an empty token', () => ({ ...whole(), token: { ...whole().token, value: '' } }), 'token.value', false],
    ['an invalid connection', () => ({ ...whole(), connection: s3cr3t }), 'connection', false],
    ['a text', () => s3cr3t, 'not an object', false],
  ])('%s in the session', async (_, session, place, isRevoked) => {
    const { exitCode, requests } = await post({ ...saved(), session: JSON.stringify(session()) })
    expect([exitCode, requests.includes(revoked)]).toEqual([0, isRevoked])
    const text = ignored(`STATE_session (${place}) is`)
    const lost = `${text} Without a valid STATE_session nothing can be revoked; a token that is not revoked expires after its TTL.`
    expect([log.commands('notice'), log.commands('warning')]).toEqual(isRevoked ? [[text], []] : [[], [lost]])
    expect(log.text()).not.toContain(s3cr3t)
  })
})

it('thousands of planted leases do not use up the time of the token', async () => {
  const plants = Array.from({ length: 5_000 }, (_, index) => [
    `lease_${index + 2}`,
    JSON.stringify({ ...own, id: `${own.prefix}/${index}` }),
  ])
  const { requests } = await post({ ...(Object.fromEntries(plants) as Record<string, string>), ...saved() })
  expect(requests).toContain(revoked)
})
