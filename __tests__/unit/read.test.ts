import { Failure } from '../../src/failure.ts'
import { parseMapping } from '../../src/mapping/parse.ts'
import { readAll, selectAll, type Readout } from '../../src/read.ts'
import { createSession, type Session } from '../../src/session.ts'
import type { Call, Vault } from '../../src/vault/client.ts'
import type { JsonObject } from '../../src/vault/json.ts'
import { toAuth } from '../../src/vault/reply.ts'
import { foreignRead, ownRead } from '../../src/vault/retry.ts'
import { failureIn, failureOf } from './support/rejection.ts'
import { createRunnerFiles, type RunnerFiles } from './support/runner-files.ts'

type Answer = JsonObject | Failure | (() => Promise<JsonObject>)
const auth = (kind: 'service' | 'batch' = 'service') => toAuth({ auth: { client_token: 't', token_type: kind } })
const planOf = (text: string, optional = false) => parseMapping(text, { optional, toEnvironment: false }).plan
const kv = (values: JsonObject): JsonObject => ({ data: { data: values, metadata: { version: 1 } }, lease_id: '' })
const dynamic = (id: string, data: JsonObject = { username: 'u' }): JsonObject => ({ data, lease_id: id, lease_duration: 60 })
const notFound = new Failure('ERR_NOT_FOUND', 'GET a: 404 nothing is stored there', { status: 404 })
const denied = new Failure('ERR_DENIED', 'GET a: 403 permission denied', { status: 403, hint: 'a policy' })

/** A vault that answers each path as it is told to. */
function vaultWith(answers: Record<string, Answer>, lost = false): { vault: Vault; calls: Call[] } {
  const calls: Call[] = []
  const call = async (asked: Call) => {
    calls.push(asked)
    const answer = answers[asked.path] ?? {}
    if (answer instanceof Failure) throw answer
    return { reply: typeof answer === 'function' ? await answer() : answer, lost }
  }
  return { vault: { call }, calls }
}

let files: RunnerFiles
let session: Session
beforeEach(() => {
  files = createRunnerFiles()
  session = createSession(files.statePath)
  session.begin({ url: 'https://vault.test', redirectHosts: [], correlationId: 'x' }, { value: 't', kind: 'service', expires: 0 })
})
afterEach(() => {
  files.remove()
})

describe('readAll', () => {
  it('starts every read before any reply is there', async () => {
    const { promise: gate, resolve: release } = Promise.withResolvers<undefined>()
    const slow = () => gate.then(() => kv({}))
    const { vault, calls } = vaultWith({ a: slow, b: slow, c: slow })
    const reading = readAll(planOf('a k; b k; c k; a l'), auth(), vault, session)
    expect(calls.map(({ path, method, token }) => [method, path, token])).toEqual([
      ['GET', 'a', 't'],
      ['GET', 'b', 't'],
      ['GET', 'c', 't'],
    ])
    release(undefined)
    await expect(reading).resolves.toMatchObject({ hangsOnToken: false })
  })

  it.each([
    ['service', ownRead],
    ['batch', foreignRead],
  ] as const)('repeats with a %s token as its leases allow', async (kind, repeatable) => {
    const { vault, calls } = vaultWith({})
    await readAll(planOf('a k'), auth(kind), vault, session)
    expect(calls[0]?.repeatable).toBe(repeatable)
  })

  test.each<[string, JsonObject, boolean, boolean]>([
    ['a static secret', kv({ a: 1 }), false, false],
    ['a lease', dynamic('db/x'), false, true],
    ['STS credentials, which outlive the token', dynamic('aws/x', { access_key: 'A', session_token: 'T' }), false, false],
    ['a login', { auth: { client_token: 'x' } }, false, true],
    ['a reply that was lost once', kv({ a: 1 }), true, true],
  ])('knows whether %s hangs on the token', async (_, answer, lost, hangs) => {
    const { vault } = vaultWith({ a: answer }, lost)
    expect((await readAll(planOf('a k'), auth(), vault, session)).hangsOnToken).toBe(hangs)
  })

  it('writes a lease down while other replies are on their way, and asks for the grants once', async () => {
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
    expect(session.owed()).toMatchObject({
      leases: [{ id: 'db/a/1', path: 'db/a?x=1', sts: false }, { id: 'db/b/1' }],
      grants: { paths: ['db/a'], body: false },
    })
    release(undefined)
    await reading
    expect(calls.filter(({ path }) => path === 'sys/capabilities-self')).toHaveLength(1)
  })

  it('asks for no grants where there is nothing to revoke', async () => {
    const { vault, calls } = vaultWith({ a: kv({}), b: dynamic('aws/x', { access_key: 'A', session_token: 'T' }) })
    await readAll(planOf('a k; b k'), auth(), vault, session)
    expect(calls.map(({ path }) => path)).toEqual(['a', 'b'])
    expect(session.owed()?.leases).toMatchObject([{ sts: true }])
  })

  it('does not fail because the grants cannot be asked for', async () => {
    const { vault } = vaultWith({ a: dynamic('db/x'), 'sys/capabilities-self': denied })
    await expect(readAll(planOf('a k'), auth(), vault, session)).resolves.toMatchObject({ hangsOnToken: true })
    expect(session.owed()?.grants).toBeUndefined()
  })

  it('waits for every reply after a failure, since each may bring a lease', async () => {
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
    expect(session.owed()?.leases).toMatchObject([{ id: 'db/late' }])
  })

  it('fails where the grants cannot be written down, and not before every reply is there', async () => {
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
    expect(session.owed()?.leases).toHaveLength(2)
    process.off('unhandledRejection', unhandled)
    expect(unhandled).not.toHaveBeenCalled()
  })

  describe('where nothing is stored', () => {
    it('passes over what is optional', async () => {
      const { vault } = vaultWith({ a: notFound, b: kv({}) })
      const { readouts } = await readAll(planOf('a k; b k', true), auth(), vault, session)
      expect(readouts.map(({ read, secret }) => [read.path, secret === undefined])).toEqual([
        ['a', true],
        ['b', false],
      ])
    })

    it('names the line of what is not', async () => {
      const { vault } = vaultWith({ a: notFound })
      expect(await failureOf(readAll(planOf('\n\na k'), auth(), vault, session))).toMatchObject({
        code: 'ERR_NOT_FOUND',
        message: 'secrets line 3: GET a: 404 nothing is stored there',
        status: 404,
      })
    })

    it('never means a path that is denied', async () => {
      const { vault } = vaultWith({ a: denied })
      expect(await failureOf(readAll(planOf('a k', true), auth(), vault, session))).toMatchObject({ code: 'ERR_DENIED', hint: 'a policy' })
    })
  })

  it('tells of all that failed, each with its hint', async () => {
    const { vault } = vaultWith({ a: denied, b: notFound, c: kv({}) })
    const { message } = await failureOf(readAll(planOf('a k;\nb k;\nc k'), auth(), vault, session))
    expect(message).toContain('secrets line 1: GET a: 403 permission denied')
    expect(message).toContain('a policy')
    expect(message).toContain('secrets line 2: GET a: 404 nothing is stored there')
  })

  it('is cancelled, whatever failed beside it', async () => {
    const { vault } = vaultWith({ a: denied, b: new Failure('ERR_CANCELLED', 'enough') })
    expect((await failureOf(readAll(planOf('a k; b k'), auth(), vault, session))).code).toBe('ERR_CANCELLED')
  })

  it('hides what a defect worked on', async () => {
    const { vault } = vaultWith({ a: () => Promise.reject(new TypeError('looked at s3cr3t')) })
    const failure = await failureOf(readAll(planOf('a k'), auth(), vault, session))
    expect(failure.code).toBe('ERR_INTERNAL')
    expect(failure.message).not.toContain('s3cr3t')
  })
})

describe('selectAll', () => {
  const secret = (values: JsonObject) => ({ values, lease: undefined, sts: false, carriesAuth: false })
  const readoutsOf = (text: string, secrets: Record<string, JsonObject | undefined>, optional = false): readonly Readout[] =>
    planOf(text, optional).map((read) => {
      const values = secrets[read.path]
      return { read, secret: values && secret(values) }
    })
  const none = () => {
    throw new Error('nothing is missing')
  }

  it('keeps the order of the mapping, whatever was read together', () => {
    const selected = selectAll(readoutsOf('a x | N; b y | N; a z | M', { a: { x: '1', z: '3' }, b: { y: '2' } }), none)
    expect(selected.map(({ output, value }) => [output, value])).toEqual([
      ['N', '1'],
      ['N', '2'],
      ['M', '3'],
    ])
  })

  it('names every key that is missing, with those that are nearest, and no value', () => {
    const failure = failureIn(() =>
      selectAll(readoutsOf('a pasword | P;\na x;\nb y', { a: { password: 's3cr3t', user: 's3cr3t' }, b: {} }), none),
    )
    expect(failure).toMatchObject({ code: 'ERR_KEY', hint: 'Nothing was exported.' })
    const lines = failure.message.split('\n')
    expect(lines[0]).toMatch(/^secrets line 1: a has no key "pasword".*"password"/)
    expect(lines[1]).toMatch(/^secrets line 2: a has no key "x"/)
    expect(lines[2]).toMatch(/^secrets line 3: b has no key "y".*no keys at all/)
    expect(failure.message).not.toContain('s3cr3t')
  })

  it('passes over what is optional, and tells why', () => {
    const missing: unknown[][] = []
    const selected = selectAll(readoutsOf('a k;\na x;\nb y;\nb *', { a: { k: 'v' } }, true), (path, entry, what) =>
      missing.push([path, entry.line, what]),
    )
    expect(selected.map(({ value }) => value)).toEqual(['v'])
    expect(missing).toEqual([
      ['a', 2, 'has no key "x"'],
      ['b', 3, 'nothing is stored there'],
      ['b', 4, 'nothing is stored there'],
    ])
  })
})
