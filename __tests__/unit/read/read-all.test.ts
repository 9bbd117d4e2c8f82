import { Failure, type FailureCode } from '../../../src/core/failure.ts'
import { parseMapping } from '../../../src/mapping/parse.ts'
import { readAll } from '../../../src/read/read-all.ts'
import { createSession, type Session } from '../../../src/state/session.ts'
import type { Call, TokenVault } from '../../../src/vault/client.ts'
import type { JsonObject } from '../../../src/core/json.ts'
import { toAuth } from '../../../src/vault/reply.ts'
import { mayHaveActed, otherTokenRead, noRetry, ownRead, write } from '../../../src/vault/retry.ts'
import { connectionOf, tokenOf } from '../../support/revocable.ts'
import { defaults } from '../../support/entry.ts'
import { failureOf } from '../../support/rejection.ts'
import { createRunnerFiles, type RunnerFiles } from '../../support/runner-files.ts'
import { vaultBasics } from '../../support/vault-that-says.ts'

type Answer = JsonObject | Failure | (() => Promise<JsonObject>)
const auth = (kind: 'service' | 'batch' = 'service', uses = 0) => toAuth({ auth: { client_token: 't', token_type: kind, num_uses: uses } })
const planOf = (text: string, optional = false) => parseMapping(text, { ...defaults, optional }).plan
const kv = (values: JsonObject): JsonObject => ({ data: { data: values, metadata: { version: 1 } }, lease_id: '' })
const dynamic = (id: string, data: JsonObject = { username: 'u' }): JsonObject => ({ data, lease_id: id, lease_duration: 60 })
const notFoundAt = (path: string) => new Failure('ERR_NOT_FOUND', `GET ${path}: 404 nothing is stored there`, { status: 404 })
const notFound = notFoundAt('a')
const denied = new Failure('ERR_DENIED', 'GET a: 403 permission denied', { status: 403, hint: 'a policy' })

/** Creates a vault that returns these responses by path. */
function vaultWith(answers: Record<string, Answer>, lost = false): { vault: TokenVault; calls: Call[] } {
  const calls: Call[] = []
  const call = async (asked: Call) => {
    calls.push(asked)
    const answer = answers[asked.path] ?? {}
    if (answer instanceof Failure) throw answer.with({ lost: mayHaveActed(answer) })
    return { reply: typeof answer === 'function' ? await answer() : answer, lost }
  }
  return { vault: { call, ...vaultBasics() }, calls }
}

let files: RunnerFiles
let session: Session
beforeEach(() => {
  files = createRunnerFiles()
  session = createSession({ GITHUB_STATE: files.statePath })
  session.begin({ connection: connectionOf(), token: tokenOf({ expires: 0 }), required: false })
})
afterEach(() => {
  files.remove()
})

describe('readAll', () => {
  it('sends every read before the first response arrives', async () => {
    const { promise: gate, resolve: release } = Promise.withResolvers<undefined>()
    const slow = () => gate.then(() => kv({}))
    const { vault, calls } = vaultWith({ a: slow, b: slow, c: slow })
    const reading = readAll(planOf('a k; b k; c k; a l'), auth(), vault, session)
    expect(calls.map(({ path, method }) => [method, path])).toEqual([
      ['GET', 'a'],
      ['GET', 'b'],
      ['GET', 'c'],
    ])
    release(undefined)
    await expect(reading).resolves.toMatchObject({ needsToken: false })
  })

  it.each([
    ['service', ownRead],
    ['batch', otherTokenRead],
  ] as const)('with a %s token, retries as its leases allow', async (kind, repeatable) => {
    const { vault, calls } = vaultWith({})
    await readAll(planOf('a k'), auth(kind), vault, session)
    expect(calls[0]?.repeatable).toBe(repeatable)
  })

  it('sends a write with its body, and retries it only if the server cannot have processed it', async () => {
    const { vault, calls } = vaultWith({})
    await readAll(planOf('pki/issue/r {"ttl": "1h"} certificate'), auth(), vault, session)
    expect(calls).toEqual([{ method: 'POST', path: 'pki/issue/r', body: { ttl: '1h' }, repeatable: write }])
  })

  const withToken = 'It was not sent again, because Vault may have processed it. If Vault created a lease, it is revoked with the token.'
  const byItself =
    'It was not sent again, because Vault may have processed it. If Vault created a lease, it expires after its TTL and cannot be revoked earlier.'
  const written = 'a {} k'
  test.each<[string, string, 'service' | 'batch', FailureCode, ConstructorParameters<typeof Failure>[2], string | undefined]>([
    ['a write whose response was lost', written, 'service', 'ERR_CONNECT', {}, withToken],
    ['a write whose response was lost', written, 'batch', 'ERR_CONNECT', {}, byItself],
    ['a read whose response was lost', 'a k', 'batch', 'ERR_CONNECT', {}, byItself],
    ['a read that timed out at a gateway', 'a k', 'batch', 'ERR_UNAVAILABLE', { status: 504 }, byItself],
    ['a read whose retries failed', 'a k', 'service', 'ERR_CONNECT', {}, undefined],
    ['a write without a response in time', written, 'service', 'ERR_TIMEOUT', {}, withToken],
    ['a write with a response that is not from Vault', written, 'service', 'ERR_REPLY', { hint: 'url' }, `url\n${withToken}`],
    ['a write that timed out at a gateway', written, 'service', 'ERR_UNAVAILABLE', { status: 504 }, withToken],
    ['a write that the server did not start', written, 'service', 'ERR_UNAVAILABLE', { status: 503 }, undefined],
    ['a write that was never sent', written, 'service', 'ERR_CONNECT', { hint: 'url', sent: false }, 'url'],
    ['a write that was refused', written, 'service', 'ERR_DENIED', { hint: 'a policy', status: 403 }, 'a policy'],
  ])('the hint says what may be left of %s (%s, %s token)', async (_, mapping, kind, code, options, hint) => {
    const message = `${mapping === written ? 'POST' : 'GET'} a: why`
    const { vault } = vaultWith({ a: new Failure(code, message, options) })
    const told = await failureOf(readAll(planOf(mapping), auth(kind), vault, session))
    expect(told).toMatchObject({ code, message: `secrets line 1: ${message}`, hint })
  })

  test.each<[string, JsonObject, boolean, boolean]>([
    ['a static secret', kv({ a: 1 }), false, false],
    ['a lease', dynamic('db/x'), false, true],
    ['STS credentials, which outlive the token', dynamic('aws/x', { access_key: 'A', session_token: 'T' }), false, false],
    ['a login', { auth: { client_token: 'x' } }, false, true],
    ['a response that was lost once', kv({ a: 1 }), true, true],
  ])('%s: needsToken', async (_, answer, lost, needsToken) => {
    const { vault } = vaultWith({ a: answer }, lost)
    expect((await readAll(planOf('a k'), auth(), vault, session)).needsToken).toBe(needsToken)
  })

  it('saves a lease while other responses are pending, and requests the grants once', async () => {
    const { promise: gate, resolve: release } = Promise.withResolvers<undefined>()
    const { vault, calls } = vaultWith({
      'db/a?x=1': dynamic('db/a/1'),
      'db/b': dynamic('db/b/1'),
      slow: () => gate.then(() => kv({})),
      'sys/capabilities-self': { data: { 'sys/leases/revoke/db/a/any': ['update'] } },
    })
    const reading = readAll(planOf('db/a?x=1 k; db/b k; slow k'), auth(), vault, session)
    await new Promise((resolve) => setImmediate(resolve))
    expect(Object.keys(files.state())).toEqual(['session', 'lease_1', 'lease_2', 'grants'])
    expect(session.revocable()).toMatchObject({
      leases: [{ id: 'db/a/1', path: 'db/a?x=1', sts: false }, { id: 'db/b/1' }],
      grants: { 'sys/leases/revoke/db/a/any': true, 'sys/leases/revoke/db/b/any': false, 'sys/leases/revoke': false },
    })
    release(undefined)
    await reading
    expect(calls.filter(({ path }) => path === 'sys/capabilities-self')).toHaveLength(1)
  })

  it('requests the grants once, with a timeout of 2 s', async () => {
    const { vault, calls } = vaultWith({ a: dynamic('db/x') })
    await readAll(planOf('a k'), auth(), vault, session)
    expect(calls[1]).toMatchObject({ path: 'sys/capabilities-self', repeatable: noRetry, replyMs: 2_000 })
  })

  it('does not request the grants with a limited-use token', async () => {
    const { vault, calls } = vaultWith({ a: dynamic('db/x') })
    await expect(readAll(planOf('a k'), auth('service', 3), vault, session)).resolves.toMatchObject({ needsToken: true })
    expect(calls.map(({ path }) => path)).toEqual(['a'])
    expect(session.revocable()?.leases).toHaveLength(1)
  })

  it('does not request the grants if there is nothing to revoke', async () => {
    const { vault, calls } = vaultWith({ a: kv({}), b: dynamic('aws/x', { access_key: 'A', session_token: 'T' }) })
    await readAll(planOf('a k; b k'), auth(), vault, session)
    expect(calls.map(({ path }) => path)).toEqual(['a', 'b'])
    expect(session.revocable()?.leases).toMatchObject([{ sts: true }])
  })

  it('does not fail if the request for the grants fails', async () => {
    const { vault } = vaultWith({ a: dynamic('db/x'), 'sys/capabilities-self': denied })
    await expect(readAll(planOf('a k'), auth(), vault, session)).resolves.toMatchObject({ needsToken: true })
    expect(session.revocable()?.grants).toBeUndefined()
  })

  it('waits for every response after a failure, because each may bring a lease', async () => {
    const { vault } = vaultWith({
      a: denied,
      b: () =>
        new Promise((resolve) =>
          setTimeout(() => {
            resolve(dynamic('db/late'))
          }, 30),
        ),
    })
    expect((await failureOf(readAll(planOf('a k; b k'), auth(), vault, session))).code).toBe('ERR_DENIED')
    expect(session.revocable()?.leases).toMatchObject([{ id: 'db/late' }])
  })

  it('fails if the grants cannot be saved, after every response has arrived', async () => {
    const unhandled = jest.fn()
    process.on('unhandledRejection', unhandled)
    const full = new Failure('ERR_STATE', 'disk full')
    const breaking: Session = {
      ...session,
      setGrants: () => {
        throw full
      },
    }
    const { vault } = vaultWith({
      a: dynamic('db/x'),
      b: () =>
        new Promise((resolve) =>
          setTimeout(() => {
            resolve(dynamic('db/late'))
          }, 50),
        ),
    })
    await expect(readAll(planOf('a k; b k'), auth(), vault, breaking)).rejects.toBe(full)
    expect(session.revocable()?.leases).toHaveLength(2)
    process.off('unhandledRejection', unhandled)
    expect(unhandled).not.toHaveBeenCalled()
  })

  describe('if nothing is stored', () => {
    it('ignores an optional path', async () => {
      const { vault } = vaultWith({ a: notFound, b: kv({}) })
      const { readings } = await readAll(planOf('a k; b k', true), auth(), vault, session)
      expect(readings.map(({ request, values }) => [request.path, values === undefined])).toEqual([
        ['a', true],
        ['b', false],
      ])
    })

    it('names the line of a required entry', async () => {
      const { vault } = vaultWith({ a: notFound })
      expect(await failureOf(readAll(planOf('\n\na k'), auth(), vault, session))).toMatchObject({
        code: 'ERR_NOT_FOUND',
        message: 'secrets line 3: GET a: 404 nothing is stored there',
      })
    })

    it.each([
      ['a k | A | optional; a l', 'secrets line 1'],
      ['a k | A | optional;\na l', 'secrets line 2'],
      ['a k | A | optional;\na l | B | default=x', undefined],
      ['\na l', 'secrets line 2'],
    ])('names the first required entry: %j', async (mapping, line) => {
      const { vault } = vaultWith({ a: notFound })
      const reading = readAll(planOf(mapping), auth(), vault, session)
      if (line !== undefined) expect((await failureOf(reading)).message).toBe(`${line}: ${notFound.message}`)
      else await expect(reading).resolves.toMatchObject({ readings: [{ values: undefined }] })
    })

    it('does not ignore a denied path, even if it is optional', async () => {
      const { vault } = vaultWith({ a: denied })
      expect(await failureOf(readAll(planOf('a k', true), auth(), vault, session))).toMatchObject({ code: 'ERR_DENIED', hint: 'a policy' })
    })
  })

  it('reports every failure with its hint', async () => {
    const { vault } = vaultWith({ a: denied, b: notFoundAt('b'), c: kv({}) })
    const { message, hint } = await failureOf(readAll(planOf('a k;\nb k;\nc k'), auth(), vault, session))
    expect(message).toContain('secrets line 1: GET a: 403 permission denied')
    expect(hint).toContain('a policy')
    expect(message).toContain('secrets line 2: GET b: 404 nothing is stored there')
  })

  it('reports at most fifty failures, and how many more there are', async () => {
    const paths = Array.from({ length: 60 }, (_, index) => `p${index}`)
    const { vault } = vaultWith(Object.fromEntries(paths.map((path) => [path, notFoundAt(path)])))
    const { message } = await failureOf(readAll(planOf(paths.map((path) => `${path} k`).join(';')), auth(), vault, session))
    expect(message.split('\n').slice(-2)).toEqual(['secrets line 1: GET p49: 404 nothing is stored there', 'and 10 more'])
  })

  describe('a folder', () => {
    const list = { data: { keys: ['x', 'y'] } }

    it('is replaced by its secrets, and other requests do not wait for the list', async () => {
      const { promise: gate, resolve: release } = Promise.withResolvers<undefined>()
      const { vault, calls } = vaultWith({ 'kv/?list=true': () => gate.then(() => list), a: kv({ k: 1 }), 'kv/x': { data: { k: 2 } } })
      const reading = readAll(planOf('kv/ *; a k'), auth(), vault, session)
      expect(calls.map(({ path }) => path)).toContain('a')
      release(undefined)
      const { readings } = await reading
      expect(readings.map(({ request }) => request.path)).toEqual(['kv/x', 'kv/y', 'a'])
      expect(readings[0]?.values).toEqual({ k: 2 })
    })

    it('fails with every failed secret, after every response has arrived', async () => {
      const { vault } = vaultWith({ 'kv/?list=true': list, 'kv/x': notFoundAt('kv/x'), 'kv/y': notFoundAt('kv/y'), a: dynamic('db/late') })
      const { message } = await failureOf(readAll(planOf('kv/ *; a k'), auth(), vault, session))
      expect(message).toBe(['x', 'y'].map((name) => `secrets line 1: GET kv/${name}: 404 nothing is stored there`).join('\n'))
      expect(session.revocable()?.leases).toHaveLength(1)
    })

    it('that does not exist is ignored if it is optional, but not if it is denied', async () => {
      const { vault } = vaultWith({ 'kv/?list=true': notFoundAt('kv/?list=true') })
      await expect(readAll(planOf('kv/ *', true), auth(), vault, session)).resolves.toMatchObject({ readings: [{ values: undefined }] })
      expect((await failureOf(readAll(planOf('kv/ *'), auth(), vault, session))).message).toMatch(/^secrets line 1: GET kv\//)
      const closed = vaultWith({ 'kv/?list=true': new Failure('ERR_DENIED', 'GET kv/?list=true: 403', { status: 403 }) })
      expect((await failureOf(readAll(planOf('kv/ *', true), auth(), closed.vault, session))).code).toBe('ERR_DENIED')
    })
  })

  it('reports how many uses a limited-use token needs: each secret of a folder, each list, and its revocation', async () => {
    const refused = (path: string) => new Failure('ERR_DENIED', `GET ${path}: 403`, { status: 403, words: 'permission denied' })
    const keys = Array.from({ length: 20 }, (_, index) => `s${index}`)
    const answers: Record<string, Answer> = { 'kv/?list=true': { data: { keys } } }
    for (const [index, key] of keys.entries()) answers[`kv/${key}`] = index < 4 ? kv({ k: 1 }) : refused(`kv/${key}`)
    const { vault } = vaultWith(answers)
    const spending: TokenVault = { ...vault, spent: (token) => (token === 't' ? 21 : 0) }
    const { hint } = await failureOf(readAll(planOf('kv/ *'), auth('service', 5), spending, session))
    expect(hint).toContain('needs at least 22: 20 requests for secrets, 1 folder listing, 1 revocation of the token.')
    expect(session.revocable()?.token.spent).toBe(21)
  })

  it('reports it also if the list is refused for lack of uses', async () => {
    const { vault } = vaultWith({ 'kv/?list=true': new Failure('ERR_DENIED', 'GET kv/: 403', { status: 403, words: 'permission denied' }) })
    const spending: TokenVault = { ...vault, spent: () => 1 }
    const { hint } = await failureOf(readAll(planOf('kv/ *'), auth('service', 1), spending, session))
    expect(hint).toContain('needs at least 2: 1 folder listing, 1 revocation of the token.')
  })

  it('saves the uses that a folder costs before it is read, in case main is killed', async () => {
    const { promise: gate, resolve: release } = Promise.withResolvers<undefined>()
    const { vault } = vaultWith({ 'kv/?list=true': { data: { keys: ['x', 'y'] } }, 'kv/x': () => gate.then(() => kv({ k: 1 })) })
    const reading = readAll(planOf('kv/ *; a k'), auth('service', 9), vault, session)
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(session.revocable()?.token.spent).toBe(4)
    release(undefined)
    await reading
  })

  it('joins the messages of several failures, and prints each hint once', async () => {
    const { vault } = vaultWith({
      a: denied,
      b: new Failure('ERR_DENIED', 'GET b: 403', { status: 403, hint: 'a policy' }),
      c: notFoundAt('c'),
    })
    expect(await failureOf(readAll(planOf('a k; b k; c k'), auth(), vault, session))).toMatchObject({
      message: [
        'secrets line 1: GET a: 403 permission denied',
        'secrets line 1: GET b: 403',
        'secrets line 1: GET c: 404 nothing is stored there',
      ].join('\n'),
      hint: 'a policy',
    })
  })

  it('names folder and line if the request for the mount of the folder fails', async () => {
    const path = 'sys/internal/ui/mounts/kv/metadata/ci/'
    const { vault } = vaultWith({
      'kv/metadata/ci/?list=true': { data: { keys: ['x'] } },
      [path]: new Failure('ERR_UNAVAILABLE', `GET ${path}: 500 internal error`, { status: 500 }),
    })
    expect((await failureOf(readAll(planOf('\nkv/metadata/ci/ *'), auth(), vault, session))).message).toBe(
      `secrets line 2: kv/metadata/ci/: GET ${path}: 500 internal error`,
    )
  })

  it('returns the folders that are read as KV version 2 without a mount from Vault', async () => {
    const list = { data: { keys: ['x'] } }
    const { vault } = vaultWith({
      'secret/metadata/a/?list=true': list,
      'sys/internal/ui/mounts/secret/metadata/a/': { data: { path: 'secret/', options: { version: '2' } } },
      'team/kv/metadata/a/?list=true': list,
      'old/?list=true': list,
    })
    const { guessed } = await readAll(planOf('secret/metadata/a/ *;\nteam/kv/metadata/a/ *;\nold/ *'), auth(), vault, session)
    expect(guessed).toEqual(['secrets line 2: team/kv/data/a/'])
  })

  it('keeps a stop that comes during the request for the mount of a folder', async () => {
    const late = new Failure('ERR_TIMEOUT', 'not finished after 6 s')
    const { vault } = vaultWith({ 'kv/metadata/ci/?list=true': { data: { keys: ['x'] } }, 'sys/internal/ui/mounts/kv/metadata/ci/': late })
    expect((await failureOf(readAll(planOf('kv/metadata/ci/ *'), auth(), vault, session))).message).toBe('not finished after 6 s')
  })

  it('saves the uses that the requests have consumed', async () => {
    const { vault } = vaultWith({ a: kv({ k: 1 }) })
    await readAll(planOf('a k'), auth('service', 9), { ...vault, spent: () => 3 }, session)
    expect(session.revocable()?.token.spent).toBe(3)
  })

  it('reports a timeout of the run once, without a line', async () => {
    const late = new Failure('ERR_TIMEOUT', 'not finished after 6 s', { hint: 'the limit' })
    const { vault } = vaultWith({ a: late, b: late })
    expect(await failureOf(readAll(planOf('a k; b k'), auth(), vault, session))).toMatchObject({
      message: 'not finished after 6 s',
      hint: 'the limit',
    })
  })

  it('reports a timeout of the run once, with what each request was waiting for', async () => {
    const late = (hint: string) => new Failure('ERR_TIMEOUT', 'not finished after 6 s', { hint })
    const { vault } = vaultWith({ a: late('the limit\nGET a: 503'), b: late('the limit'), c: late('the limit\nGET c: 503') })
    const { message, hint } = await failureOf(readAll(planOf('a k; b k; c k'), auth(), vault, session))
    expect([message, hint]).toEqual(['not finished after 6 s', 'the limit\nGET a: 503\nGET c: 503'])
  })

  it('throws ERR_CANCELLED if the run is cancelled, whatever else failed', async () => {
    const { vault } = vaultWith({ a: denied, b: new Failure('ERR_CANCELLED', 'enough') })
    expect((await failureOf(readAll(planOf('a k; b k'), auth(), vault, session))).code).toBe('ERR_CANCELLED')
  })

  it('does not quote a value if there is a bug', async () => {
    const { vault } = vaultWith({ a: () => Promise.reject(new TypeError('looked at s3cr3t')) })
    const failure = await failureOf(readAll(planOf('a k'), auth(), vault, session))
    expect(failure.code).toBe('ERR_INTERNAL')
    expect(failure.message).not.toContain('s3cr3t')
  })
})
