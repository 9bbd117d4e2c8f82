import { http, HttpResponse, type HttpResponseInit } from 'msw'
import { Failure } from '../../../src/core/failure.ts'
import { createStop } from '../../../src/core/deadlines.ts'
import { createVault, withToken, type Call, type Vault } from '../../../src/vault/client.ts'
import type { Connection } from '../../../src/vault/connection.ts'
import { otherTokenRead, idempotent, noRetry, ownRead, revocation, write } from '../../../src/vault/retry.ts'
import { endless } from '../../support/endless.ts'
import { mockNetwork } from '../../support/mocked-network.ts'
import { quickTimers, type Waits } from '../../support/quick-timers.ts'
import { failureOf } from '../../support/rejection.ts'

const { server, transport } = mockNetwork()
const connection: Connection = { urls: ['https://vault.test'], redirectHosts: ['standby.test'], correlationId: '1-2-job' }
const get: Call = { method: 'GET', path: 'secret/a', token: 's3cr3t-token', repeatable: ownRead }
const post: Call = { method: 'POST', path: 'auth/jwt/login', body: { jwt: 's3cr3t-jwt' }, repeatable: idempotent }

interface Seen {
  readonly method: string
  readonly url: string
  readonly headers: Headers
  readonly body: string
}

const json =
  (status: number, body: object = {}, headers: HttpResponseInit['headers'] = {}) =>
  () =>
    HttpResponse.json(body, { status, headers })
const ok = json(200, { data: { a: 1 } })
const lostReply = () => HttpResponse.error()
const redirect =
  (location: string, status = 307) =>
  () =>
    new HttpResponse(null, { status, headers: { location } })

/** Answers each request with the next response, then always with the last one. Returns the requests. */
function answer(...replies: (() => Response)[]): readonly Seen[] {
  const seen: Seen[] = []
  server.use(
    http.all('*', async ({ request }) => {
      seen.push({ method: request.method, url: request.url, headers: request.headers, body: await request.text() })
      return replies[Math.min(seen.length, replies.length) - 1]!()
    }),
  )
  return seen
}

const vaultAt = (at: Partial<Connection> = {}, stop: Parameters<typeof createVault>[2] = endless): Vault =>
  createVault({ ...connection, ...at }, transport, stop)

describe('the request', () => {
  it('has the headers for the audit log and the token', async () => {
    const seen = answer(ok)
    await vaultAt().call(get)
    expect(seen[0]).toMatchObject({ method: 'GET', url: 'https://vault.test/v1/secret/a', body: '' })
    const headers = Object.fromEntries(seen[0]!.headers)
    expect(headers).toMatchObject({ 'x-vault-request': 'true', 'x-correlation-id': '1-2-job', 'x-vault-token': 's3cr3t-token' })
    expect(headers['user-agent']).toMatch(/^vault-exchange\/\d+\.\d+\.\d+/)
    for (const absent of ['x-vault-namespace', 'x-vault-index', 'content-type', 'authorization']) expect(headers).not.toHaveProperty(absent)
  })

  it('has the namespace and a JSON body', async () => {
    const seen = answer(ok)
    await vaultAt({ namespace: 'team/a' }).call(post)
    expect(seen[0]).toMatchObject({ method: 'POST', body: '{"jwt":"s3cr3t-jwt"}' })
    expect(Object.fromEntries(seen[0]!.headers)).toMatchObject({ 'x-vault-namespace': 'team/a', 'content-type': 'application/json' })
    expect(seen[0]!.headers.has('x-vault-token')).toBe(false)
  })

  test.each([
    ['secret/data/a?version=2', 'https://vault.test/v1/secret/data/a?version=2'],
    ['secret/a#b', 'https://vault.test/v1/secret/a%23b'],
    ['secret/a\\b', 'https://vault.test/v1/secret/a%5Cb'],
    ['secret/a%2Fb', 'https://vault.test/v1/secret/a%2Fb'],
    ['secret/ä', 'https://vault.test/v1/secret/%C3%A4'],
    ['secret//a/', 'https://vault.test/v1/secret//a/'],
  ])('sends the path %s as %s', async (path, url) => {
    const seen = answer(ok)
    await vaultAt().call({ ...get, path })
    expect(seen[0]!.url).toBe(url)
  })

  it('keeps the path of a base address', async () => {
    const seen = answer(ok)
    await vaultAt({ urls: ['https://vault.test:8200/vault'] }).call(get)
    expect(seen[0]!.url).toBe('https://vault.test:8200/vault/v1/secret/a')
  })
})

describe('the result', () => {
  it('is the response', async () => {
    answer(ok)
    await expect(vaultAt().call(get)).resolves.toEqual({ reply: { data: { a: 1 } }, lost: false })
  })

  it('is an empty object for a 204', async () => {
    answer(() => new HttpResponse(null, { status: 204 }))
    await expect(vaultAt().call(post)).resolves.toEqual({ reply: {}, lost: false })
  })

  it("is a Failure with method, path, status and Vault's words, without secrets", async () => {
    answer(json(403, { errors: ['1 error occurred:\n\t* permission denied\n\n'] }))
    const failure = await failureOf(vaultAt().call(get))
    expect(failure).toMatchObject({ code: 'ERR_DENIED', status: 403, message: 'GET secret/a: 403 permission denied' })
    expect(`${failure.message}${failure.hint ?? ''}`).not.toContain('s3cr3t')
  })
})

describe('retries', () => {
  const kinds: Readonly<Record<string, Call>> = {
    own: get,
    foreign: { ...get, repeatable: otherTokenRead },
    login: post,
    write: { ...post, repeatable: write },
  }

  test.each<[string, () => Response, number, number, number, number]>([
    ['a lost connection', lostReply, 4, 1, 4, 1],
    ['412', json(412), 16, 16, 16, 16],
    ['429', json(429), 16, 16, 16, 16],
    ['a quota', json(429, { errors: ['rate limit quota exceeded'] }), 64, 64, 64, 64],
    ['503', json(503), 16, 16, 16, 16],
    ['503 sealed', json(503, { errors: ['Vault is sealed'] }), 4, 4, 4, 4],
    ['500', json(500), 3, 3, 4, 1],
    ['502', json(502), 3, 1, 4, 1],
    ['504', json(504), 3, 1, 4, 1],
    ['a refusal by an engine', json(500, { errors: ['"x" is not an allowed role'] }), 1, 1, 1, 1],
    ['unreachable keys of the issuer', json(400, { errors: ['fetching keys oidc: get keys failed: 503'] }), 4, 4, 4, 4],
    ['400', json(400), 1, 1, 1, 1],
    ['403', json(403), 1, 1, 1, 1],
    ['404', json(404), 1, 1, 1, 1],
    ['405', json(405), 1, 1, 1, 1],
    ['501', json(501), 1, 1, 1, 1],
    ['a web page that is not from Vault', () => HttpResponse.html('<html></html>'), 1, 1, 1, 1],
  ])('%s', async (_, reply, own, foreign, login, written) => {
    quickTimers()
    const counts: Record<string, number> = {}
    for (const [name, call] of Object.entries(kinds)) {
      server.resetHandlers()
      const seen = answer(reply)
      await failureOf(vaultAt().call(call))
      counts[name] = seen.length
    }
    expect(counts).toEqual({ own, foreign, login, write: written })
  })

  it('waits longer after each attempt, and returns the first success', async () => {
    const { asked } = quickTimers()
    jest.spyOn(Math, 'random').mockReturnValue(1)
    answer(json(503), json(503), json(503), ok)
    await expect(vaultAt().call(get)).resolves.toMatchObject({ lost: false })
    expect(asked).toEqual([250, 1_000, 4_000])
  })

  it('waits as long as Retry-After asks', async () => {
    const { asked } = quickTimers()
    jest.spyOn(Math, 'random').mockReturnValue(0)
    answer(json(429, {}, { 'retry-after': '2' }), ok)
    await vaultAt().call(get)
    expect(asked).toEqual([2_000])
  })

  it('reports that an earlier attempt may have acted', async () => {
    quickTimers()
    answer(lostReply, json(503), ok)
    await expect(vaultAt().call(get)).resolves.toMatchObject({ lost: true })
  })

  test.each<[string, (() => Response)[], boolean]>([
    ['the only response was lost', [lostReply], true],
    ['an earlier response was lost, and the last attempt was refused', [lostReply, json(400, { errors: ['missing role'] })], true],
    ['a gateway timed out, and Vault was sealed then', [json(504), json(503, { errors: ['Vault is sealed'] })], true],
    ['no response was lost', [json(503, { errors: ['Vault is sealed'] })], false],
  ])('reports this in a failure, too: %s', async (_, replies, lost) => {
    quickTimers()
    answer(...replies)
    expect(await failureOf(vaultAt().call(get))).toMatchObject({ lost })
  })

  it('does not report lost responses of the function that makes the body', async () => {
    const theirs = new Failure('ERR_CONNECT', 'theirs', { lost: true })
    answer(ok)
    expect(await failureOf(vaultAt().call({ ...post, body: () => Promise.reject(theirs) }))).toMatchObject({
      message: 'theirs',
      lost: false,
    })
  })

  it('counts each kind of failure separately, so that one kind does not use up the attempts for another', async () => {
    quickTimers()
    const quota = json(429, { errors: ['rate limit quota exceeded'] })
    const many = [...Array.from({ length: 20 }, () => quota), ...Array.from({ length: 10 }, () => json(503))]
    const seen = answer(...many, lostReply, lostReply, quota, lostReply, ok)
    await vaultAt().call(get)
    expect(seen).toHaveLength(35)
  })

  it('makes a new body for each attempt', async () => {
    quickTimers()
    const seen = answer(json(503), lostReply, ok)
    let made = 0
    await vaultAt().call({ ...post, body: () => Promise.resolve({ jwt: `jwt-${++made}` }) })
    expect(seen.map(({ body }) => body)).toEqual(['{"jwt":"jwt-1"}', '{"jwt":"jwt-2"}', '{"jwt":"jwt-3"}'])
  })

  it('reuses the body after a quota error', async () => {
    quickTimers()
    const quota = json(429, { errors: ['rate limit quota exceeded'] })
    const seen = answer(quota, quota, lostReply, ok)
    let made = 0
    await vaultAt().call({ ...post, body: () => Promise.resolve({ jwt: `jwt-${++made}` }) })
    expect(seen.map(({ body }) => body)).toEqual(['{"jwt":"jwt-1"}', '{"jwt":"jwt-1"}', '{"jwt":"jwt-1"}', '{"jwt":"jwt-2"}'])
  })

  it('makes a new body after 10 s, also after a quota error', async () => {
    quickTimers()
    const quota = json(429, { errors: ['rate limit quota exceeded'] })
    const later = jest.spyOn(performance, 'now')
    let now = 0
    later.mockImplementation(() => (now += 4_000))
    const seen = answer(quota, quota, quota, ok)
    let made = 0
    await vaultAt().call({ ...post, body: () => Promise.resolve({ jwt: `jwt-${++made}` }) })
    expect(seen.map(({ body }) => body)).toEqual(['{"jwt":"jwt-1"}', '{"jwt":"jwt-1"}', '{"jwt":"jwt-1"}', '{"jwt":"jwt-2"}'])
  })

  it('does not retry the function that makes the body', async () => {
    const seen = answer(ok)
    const supply = jest.fn(() => Promise.reject(new Failure('ERR_UNAVAILABLE', 'no token', { status: 503 })))
    expect((await failureOf(vaultAt().call({ ...post, body: supply }))).message).toBe('no token')
    expect(supply).toHaveBeenCalledTimes(1)
    expect(seen).toHaveLength(0)
  })
})

describe('a network failure', () => {
  test.each<[string, Response | Failure, string]>([
    ['ERR_CONNECT', new Failure('ERR_CONNECT', 'it closed the connection', { hint: 'h' }), 'GET secret/a: it closed the connection'],
    ['ERR_TLS', new Failure('ERR_TLS', 'not accepted', { hint: 'h', sent: false }), 'GET secret/a: not accepted'],
    ['ERR_TIMEOUT', new Failure('ERR_TIMEOUT', 'no answer', { hint: 'h' }), 'GET secret/a: no answer'],
    ['ERR_REPLY', new Failure('ERR_REPLY', 'larger than 8 MiB', { hint: 'h' }), 'GET secret/a: larger than 8 MiB'],
    ['ERR_CANCELLED', new Failure('ERR_CANCELLED', 'enough', { hint: 'h' }), 'enough'],
    [
      'ERR_REPLY, which has the request already',
      HttpResponse.html('<p>'),
      'GET secret/a: the response is not from Vault (not a JSON object)',
    ],
    ['a refusal, which has the request already', HttpResponse.json({ errors: ['no'] }, { status: 405 }), 'GET secret/a: 405 no'],
  ])('starts with the request: %s', async (_, end, message) => {
    const send = async () => {
      if (end instanceof Failure) throw end
      return { status: end.status, header: () => undefined, body: await end.text() }
    }
    const failure = await failureOf(
      createVault(connection, { send, close: () => undefined, prepare: () => undefined }, endless).call({ ...get, repeatable: noRetry }),
    )
    expect(failure.message).toBe(message)
    if (end instanceof Failure) expect(failure).toMatchObject({ code: end.code, hint: 'h', sent: end.sent })
  })

  it('is thrown unchanged if it is not a Failure', async () => {
    const defect = new TypeError('x')
    const broken = { send: () => Promise.reject(defect), close: () => undefined, prepare: () => undefined }
    await expect(createVault(connection, broken, endless).call(get)).rejects.toBe(defect)
  })
})

describe('redirects', () => {
  test.each([
    ['the same host', redirect('https://vault.test/v1/other')],
    ['the same host, relative', redirect('/v1/other')],
    ['a host of redirectHosts', redirect('https://standby.test:8200/v1/other')],
    ['301', redirect('https://standby.test/v1/other', 301)],
    ['302', redirect('https://standby.test/v1/other', 302)],
    ['308', redirect('https://standby.test/v1/other', 308)],
  ])('keep method, headers and body: %s', async (_, reply) => {
    const seen = answer(reply, ok)
    await vaultAt({ namespace: 'ns' }).call({ ...post, token: 's3cr3t-token' })
    expect(seen).toHaveLength(2)
    expect(seen[1]).toMatchObject({ method: 'POST', body: '{"jwt":"s3cr3t-jwt"}' })
    expect(new URL(seen[1]!.url).pathname).toBe('/v1/other')
    expect(Object.fromEntries(seen[1]!.headers)).toMatchObject({ 'x-vault-token': 's3cr3t-token', 'x-vault-namespace': 'ns' })
  })

  test.each<[string, string, RegExp | undefined]>([
    [
      'https://evil.test/v1/x',
      'vault.test redirects to https://evil.test, which is not allowed to receive your credentials',
      /redirectHosts: evil\.test$/,
    ],
    [
      'https://evil.test:8200/',
      'vault.test redirects to https://evil.test:8200, which is not allowed to receive your credentials',
      /redirectHosts: evil\.test:8200$/,
    ],
    [
      'https://vault.test@evil.test/',
      'vault.test redirects to https://evil.test, which is not allowed to receive your credentials',
      /redirectHosts: evil\.test$/,
    ],
    [
      '//evil.test/',
      'vault.test redirects to https://evil.test, which is not allowed to receive your credentials',
      /redirectHosts: evil\.test$/,
    ],
    ['http://vault.test/v1/x', 'vault.test redirects to http://vault.test, which is not allowed to receive your credentials', /api_addr/],
    [
      'http://standby.test/v1/x',
      'vault.test redirects to http://standby.test, which is not allowed to receive your credentials',
      /api_addr/,
    ],
    ['https://[', 'vault.test redirects to an invalid address', undefined],
  ])('to %s are rejected', async (location, message, hint) => {
    const seen = answer(redirect(location), ok)
    const failure = await failureOf(vaultAt().call(get))
    expect(failure).toMatchObject({ code: 'ERR_REDIRECT', message: `GET secret/a: ${message}` })
    if (hint) expect(failure.hint).toMatch(hint)
    else expect(failure.hint).toBeUndefined()
    expect(seen).toHaveLength(1)
  })

  it('are followed at most twice', async () => {
    const seen = answer(redirect('/v1/other'))
    expect(await failureOf(vaultAt().call(get))).toMatchObject({
      code: 'ERR_REDIRECT',
      message: 'GET secret/a: vault.test redirects in a loop',
    })
    expect(seen).toHaveLength(3)
  })

  it('are followed twice', async () => {
    answer(redirect('https://standby.test/'), redirect('https://vault.test/'), ok)
    await expect(vaultAt().call(get)).resolves.toMatchObject({ lost: false })
  })

  it('without an address are ERR_REFUSED', async () => {
    answer(() => new HttpResponse(null, { status: 307 }))
    expect(await failureOf(vaultAt().call(get))).toMatchObject({ code: 'ERR_REFUSED', status: 307 })
  })
})

describe('X-Vault-Index', () => {
  const indexOf = (seen: readonly Seen[]) => seen.map(({ headers }) => headers.get('x-vault-index'))

  it('of a login is sent with every later request', async () => {
    const seen = answer(json(200, {}, { 'x-vault-index': 'i1' }), ok, ok)
    const vault = vaultAt()
    await vault.call(post)
    await vault.call(get)
    await vault.call({ ...get, path: 'secret/b' })
    expect(indexOf(seen)).toEqual([null, 'i1', 'i1'])
  })

  it('of a read is ignored, and a login without one keeps the old one', async () => {
    const seen = answer(json(200, {}, { 'x-vault-index': 'i1' }), json(200, {}, { 'x-vault-index': 'i2' }), ok, ok)
    const vault = vaultAt()
    for (const call of [post, get, post, get]) await vault.call(call)
    expect(indexOf(seen)).toEqual([null, 'i1', 'i1', 'i1'])
  })
})

describe('after a stop', () => {
  const reason = new Failure('ERR_CANCELLED', 'enough')

  it('no attempt starts', async () => {
    const seen = answer(ok)
    const stop = createStop()
    stop.requestStop(reason)
    const supply = jest.fn(() => Promise.resolve({}))
    await expect(vaultAt({}, stop).call({ ...post, body: supply })).rejects.toBe(reason)
    stop.clear()
    expect(seen).toHaveLength(0)
    expect(supply).not.toHaveBeenCalled()
  })

  it('a response in flight still arrives', async () => {
    const stop = createStop()
    answer(() => {
      stop.requestStop(reason)
      return ok()
    })
    await expect(vaultAt({}, stop).call(get)).resolves.toMatchObject({ reply: { data: { a: 1 } } })
    stop.clear()
  })

  it('the wait for another attempt ends', async () => {
    const stop = createStop()
    const seen = answer(() => {
      setTimeout(() => {
        stop.requestStop(reason)
      }, 20)
      return json(429, {}, { 'retry-after': '25' })()
    })
    await expect(vaultAt({}, stop).call(get)).rejects.toBe(reason)
    stop.clear()
    expect(seen).toHaveLength(1)
  })

  it('a timeout during a wait also reports the failure before the wait', async () => {
    const asked = new AbortController()
    answer(() => {
      setTimeout(() => {
        asked.abort(new Failure('ERR_TIMEOUT', 'not finished after 6 s', { hint: 'h' }))
      }, 20)
      return json(503, { errors: ['Vault is sealed'] })()
    })
    const failure = await failureOf(vaultAt({}, { stopRequested: asked.signal, abortRequested: endless.abortRequested }).call(get))
    expect(failure).toMatchObject({ code: 'ERR_TIMEOUT', message: 'not finished after 6 s' })
    expect(failure.hint).toBe('h\nGET secret/a: 503 Vault is sealed\nVault is sealed: an operator must unseal it.')
  })

  it.each([idempotent, ownRead, otherTokenRead, write, revocation])(
    'a timeout during an attempt is reported once and not retried: %j',
    async (repeatable) => {
      const end = new AbortController()
      const late = new Failure('ERR_TIMEOUT', 'not finished after 6 s', { hint: 'the limit' })
      let requests = 0
      server.use(
        http.all('*', () => {
          requests++
          end.abort(late)
          return new Promise<never>(() => undefined)
        }),
      )
      const failure = await failureOf(vaultAt({}, { stopRequested: end.signal, abortRequested: end.signal }).call({ ...get, repeatable }))
      expect(failure).toMatchObject({ code: 'ERR_TIMEOUT', message: 'not finished after 6 s', hint: 'the limit', lost: true })
      expect(requests).toBe(1)
    },
  )

  it('a cancel during a wait is thrown unchanged', async () => {
    const asked = new AbortController()
    answer(() => {
      setTimeout(() => {
        asked.abort(reason)
      }, 20)
      return json(503)()
    })
    await expect(vaultAt({}, { stopRequested: asked.signal, abortRequested: endless.abortRequested }).call(get)).rejects.toBe(reason)
  })

  it.each([reason, new Failure('ERR_TIMEOUT', 'not finished after 6 s')])(
    'attempts in flight are aborted with the reason, and marked as possibly acted: %s',
    async (reason) => {
      const now = new AbortController()
      server.use(
        http.all('*', () => {
          now.abort(reason)
          return new Promise<never>(() => undefined)
        }),
      )
      await expect(
        vaultAt({}, { stopRequested: now.signal, abortRequested: now.signal }).call({ ...get, repeatable: noRetry }),
      ).rejects.toMatchObject({
        code: reason.code,
        message: reason.message,
        lost: true,
      })
    },
  )
})

describe('several addresses', () => {
  const urls = ['https://v1.test', 'https://v2.test', 'https://v3.test'] as const
  const sealed = json(503, { errors: ['Vault is sealed'] })
  const hosts = (seen: readonly Seen[]) => seen.map(({ url }) => new URL(url).hostname.slice(0, 2))

  let waits: Waits
  beforeEach(() => {
    waits = quickTimers()
  })

  it('are tried in order, without a delay, until one is in service, which stays in use', async () => {
    const seen = answer(lostReply, sealed, ok)
    const vault = vaultAt({ urls })
    await vault.call(get)
    await vault.call(get)
    expect(hosts(seen)).toEqual(['v1', 'v2', 'v3', 'v3'])
    expect(vault.connection().urls).toEqual(['https://v3.test', 'https://v1.test', 'https://v2.test'])
    expect(waits.asked).toEqual([])
  })

  it('count as one attempt together', async () => {
    const seen = answer(sealed)
    await failureOf(vaultAt({ urls }).call(get))
    expect(hosts(seen)).toEqual(Array.from({ length: 4 }, () => ['v1', 'v2', 'v3']).flat())
  })

  it('do not change after a quota error', async () => {
    const seen = answer(json(429, { errors: ['rate limit quota exceeded'] }), ok)
    await vaultAt({ urls }).call(get)
    expect(hosts(seen)).toEqual(['v1', 'v1'])
  })

  it('change after a 429 without a text, from a standby that lags behind', async () => {
    const seen = answer(json(429, { errors: [] }), ok)
    await vaultAt({ urls }).call(get)
    expect(hosts(seen)).toEqual(['v1', 'v2'])
  })

  it('are all listed if all fail', async () => {
    answer(sealed)
    const failure = await failureOf(vaultAt({ urls }).call(get))
    expect(failure).toMatchObject({ code: 'ERR_UNAVAILABLE', status: 503, message: 'GET secret/a: 503 Vault is sealed' })
    expect(failure.hint?.split('\n').slice(1)).toEqual([
      'The last error of each address in `url`:',
      ...urls.map((url) => `  ${url}: GET secret/a: 503 Vault is sealed`),
    ])
  })

  it('change for all requests at once', async () => {
    const seen = answer(ok)
    server.use(http.all('https://v1.test/*', lostReply))
    const vault = vaultAt({ urls })
    await Promise.all([vault.call(get), vault.call(get), vault.call(get)])
    expect(vault.connection().urls[0]).toBe('https://v2.test')
    expect(hosts(seen)).toEqual(['v2', 'v2', 'v2'])
  })

  it('are not tried for a request that must not be repeated', async () => {
    const seen = answer(lostReply, ok)
    await failureOf(vaultAt({ urls }).call({ ...get, repeatable: otherTokenRead }))
    expect(seen).toHaveLength(1)
  })

  it('change for the next request if the failed one is not retried', async () => {
    const seen = answer(sealed, ok)
    const vault = vaultAt({ urls })
    await failureOf(vault.call({ ...get, repeatable: noRetry }))
    await vault.call({ ...get, repeatable: noRetry })
    expect(hosts(seen)).toEqual(['v1', 'v2'])
  })

  it('are allowed to redirect to each other', async () => {
    const seen = answer(redirect('https://v3.test/v1/secret/a'), ok)
    await vaultAt({ urls }).call(get)
    expect(hosts(seen)).toEqual(['v1', 'v3'])
  })
})

describe('a standby that redirects to a leader that is down', () => {
  const toDeadLeader = redirect('https://standby.test/v1/secret/a')
  const refused = () => HttpResponse.error()

  beforeEach(() => {
    quickTimers()
  })

  it('is retried long enough for the election of a new leader', async () => {
    const seen = answer(
      toDeadLeader,
      refused,
      toDeadLeader,
      refused,
      toDeadLeader,
      refused,
      toDeadLeader,
      refused,
      toDeadLeader,
      refused,
      ok,
    )
    await expect(vaultAt().call(get)).resolves.toMatchObject({ lost: true })
    expect(seen.at(-1)?.url).toBe('https://vault.test/v1/secret/a')
  })

  it('is not retried for a write, which it may have forwarded', async () => {
    const seen = answer(toDeadLeader, refused, ok)
    expect(await failureOf(vaultAt().call({ ...post, repeatable: write }))).toMatchObject({
      code: 'ERR_UNAVAILABLE',
      message: 'POST auth/jwt/login: vault.test redirects to standby.test, which cannot be reached',
    })
    expect(seen).toHaveLength(2)
  })
})

describe('the uses of a token', () => {
  it('count each request with the token, redirects included in it', async () => {
    answer(redirect('https://standby.test/v1/secret/a'), json(500), ok)
    quickTimers()
    const vault = vaultAt()
    await vault.call(get)
    await vault.call(post)
    expect(vault.spent('s3cr3t-token')).toBe(2)
  })

  it('do not count a request that did not reach the server', async () => {
    quickTimers()
    const unreachable = { ...transport, send: () => Promise.reject(new Failure('ERR_CONNECT', 'x', { sent: false })) }
    const vault = createVault(connection, unreachable, endless)
    await failureOf(vault.call(get))
    expect(vault.spent('s3cr3t-token')).toBe(0)
  })

  test.each<[string, number]>([
    ['request path "secret/a": rate limit quota exceeded', 1],
    ['1 error occurred:\n\t* request path "secret/a": lease count quota exceeded\n\n', 2],
  ])('count a request that a quota rejected only if Vault had used the token: %s', async (words, spent) => {
    answer(json(429, { errors: [words] }), ok)
    quickTimers()
    const vault = vaultAt()
    await vault.call(get)
    expect(vault.spent('s3cr3t-token')).toBe(spent)
  })

  it('are counted per token, without requests that cost no use', async () => {
    answer(ok)
    const vault = vaultAt()
    await vault.call({ ...get, token: 'wrapping' })
    await vault.call(get)
    await vault.call({ ...get, costsNoUse: true })
    expect([vault.spent('wrapping'), vault.spent('s3cr3t-token'), vault.spent('other')]).toEqual([1, 1, 0])
  })
})

describe('the namespace of a call', () => {
  test.each([
    ['team', undefined, 'team'],
    ['team', 'elsewhere', 'elsewhere'],
    ['team', '', null],
    [undefined, undefined, null],
  ])('connection %j, call %j: %j', async (namespace, own, sent) => {
    const seen = answer(ok)
    await vaultAt({ ...(namespace !== undefined && { namespace }) }).call({ ...get, ...(own !== undefined && { namespace: own }) })
    expect(seen[0]!.headers.get('x-vault-namespace')).toBe(sent)
  })
})

describe('a client with a token', () => {
  const request: Call = { method: 'GET', path: 'secret/a', repeatable: ownRead }
  const client = (more: Partial<Connection> = {}) => createVault({ ...connection, ...more }, transport, createStop())

  it('sends it with every request, except one that has its own token', async () => {
    const seen = answer(ok)
    const vault = withToken(client(), 's3cr3t-own')
    await vault.call(request)
    await vault.call(get)
    expect(seen.map(({ headers }) => headers.get('x-vault-token'))).toEqual(['s3cr3t-own', 's3cr3t-token'])
    expect(vault.spent('s3cr3t-own')).toBe(1)
  })

  test.each([
    [{}, ''],
    [{ namespace: 'team' }, 'team'],
    [{ namespace: 'team/a', authNamespace: 'team' }, 'team'],
    [{ namespace: 'team', authNamespace: '' }, ''],
  ])('has the namespace of the token: %j, %j', (more, namespace) => {
    expect(withToken(client(more), 't').tokenNamespace).toBe(namespace)
  })
})
