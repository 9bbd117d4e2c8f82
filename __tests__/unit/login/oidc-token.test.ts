import { http, HttpResponse } from 'msw'
import { Failure } from '../../../src/core/failure.ts'
import { requestOidcToken } from '../../../src/login/oidc-token.ts'
import { createStop } from '../../../src/core/deadlines.ts'
import { unsignedJwt } from '../../support/jwt.ts'
import { mockNetwork } from '../../support/mocked-network.ts'
import { quickTimers } from '../../support/quick-timers.ts'
import { failureOf } from '../../support/rejection.ts'
import { createLoginContext, jobClaims, jobEnv } from '../../support/login-context.ts'

const { server, transport } = mockNetwork()
const jwt = unsignedJwt(jobClaims)

/** Responds with the given responses in order, repeats the last one, and records the requests. */
function answer(...replies: (() => Response | Promise<never>)[]): readonly Request[] {
  const seen: Request[] = []
  server.use(
    http.get('https://oidc.test/*', ({ request }) => {
      seen.push(request)
      return replies[Math.min(seen.length, replies.length) - 1]!()
    }),
  )
  return seen
}
const token =
  (value: unknown = jwt) =>
  () =>
    HttpResponse.json({ count: 1, value })
const refuse =
  (status: number, message?: string, headers = {}) =>
  () =>
    HttpResponse.json(message === undefined ? {} : { message }, { status, headers })

describe('the request', () => {
  test.each([
    [undefined, 'https://oidc.test/token?api-version=2', null],
    ['https://vault.test', 'https://oidc.test/token?api-version=2&audience=https%3A%2F%2Fvault.test', 'https://vault.test'],
    ['a&b=c d', 'https://oidc.test/token?api-version=2&audience=a%26b%3Dc+d', 'a&b=c d'],
  ])('has the audience %p', async (audience, url, sent) => {
    const seen = answer(token())
    await expect(requestOidcToken(audience, createLoginContext(transport))).resolves.toEqual({ jwt, claims: jobClaims })
    expect(seen[0]!.url).toBe(url)
    expect(new URL(seen[0]!.url).searchParams.get('audience')).toBe(sent)
    expect(seen[0]!.headers.get('authorization')).toBe('Bearer s3cr3t-request-token')
  })

  it('masks the request token before it is used, and the token before it is read', async () => {
    const context = createLoginContext(transport)
    let masked: readonly string[] = []
    answer(() => {
      masked = [...context.masks]
      return token('s3cr3t, no JWT')()
    })
    expect(await failureOf(requestOidcToken(undefined, context))).toMatchObject({
      code: 'ERR_IDENTITY',
      message: 'the OIDC endpoint returned an invalid JWT',
    })
    expect(masked).toEqual(['s3cr3t-request-token'])
    expect(context.masks).toEqual(['s3cr3t-request-token', 's3cr3t, no JWT'])
  })
})

describe('without permission', () => {
  test.each([
    [{}],
    [{ ACTIONS_ID_TOKEN_REQUEST_URL: '', ACTIONS_ID_TOKEN_REQUEST_TOKEN: '' }],
    [{ ACTIONS_ID_TOKEN_REQUEST_URL: 'https://oidc.test/' }],
    [{ ACTIONS_ID_TOKEN_REQUEST_TOKEN: 's3cr3t' }],
  ])('fails at once and says what to add: %j', async (env) => {
    const seen = answer(token())
    const failure = await failureOf(requestOidcToken(undefined, createLoginContext(transport, { env })))
    expect(failure).toMatchObject({ code: 'ERR_IDENTITY', message: 'this job has no permission to request an OIDC token' })
    for (const said of ['permissions:', 'id-token: write', 'forks', 'Dependabot']) expect(failure.hint).toContain(said)
    expect(seen).toHaveLength(0)
  })

  it('names the variable of an invalid URL, and does not quote the value', async () => {
    const env = { ...jobEnv, ACTIONS_ID_TOKEN_REQUEST_URL: 's3cr3t' }
    const failure = await failureOf(requestOidcToken(undefined, createLoginContext(transport, { env })))
    expect(failure).toMatchObject({ code: 'ERR_IDENTITY', message: 'ACTIONS_ID_TOKEN_REQUEST_URL is not a valid URL' })
  })
})

describe('the token of another job', () => {
  test.each([
    [{ ...jobClaims, run_id: '78' }, 'the OIDC token was not issued for this job: run_id is "78", expected "77"'],
    [{ ...jobClaims, repository_id: '43' }, 'the OIDC token was not issued for this job: repository_id is "43", expected "42"'],
    [{ repository_id: '42' }, 'the OIDC token was not issued for this job: run_id is "", expected "77"'],
    [{ ...jobClaims, run_id: '7\n::error::7' }, 'the OIDC token was not issued for this job: run_id is "7 ::error::7", expected "77"'],
  ])('%j', async (claims, message) => {
    const seen = answer(token(unsignedJwt(claims)))
    const failure = await failureOf(requestOidcToken(undefined, createLoginContext(transport)))
    expect(failure).toMatchObject({ code: 'ERR_IDENTITY', message })
    expect(failure.hint).toContain('may have changed')
    expect(seen).toHaveLength(1)
  })

  it('is not reported if the claims are numbers, or if the runner sets no ids', async () => {
    answer(token(unsignedJwt({ run_id: 77, repository_id: 42 })))
    await expect(requestOidcToken(undefined, createLoginContext(transport))).resolves.toMatchObject({ claims: { run_id: 77 } })
    const env = { ...jobEnv, GITHUB_RUN_ID: undefined, GITHUB_REPOSITORY_ID: '' }
    answer(token(unsignedJwt({ sub: 's' })))
    await expect(requestOidcToken(undefined, createLoginContext(transport, { env }))).resolves.toMatchObject({ claims: { sub: 's' } })
  })
})

describe('an endpoint that returns no token', () => {
  test.each<[string, () => Response, number, string, string]>([
    ['a final 403', refuse(403, 'not allowed'), 1, 'ERR_OIDC', 'the OIDC endpoint refused the token request: 403 not allowed'],
    [
      'a 403 for a job that has not started',
      refuse(403, "Can't issue ID_TOKEN for job in 'Pending' state."),
      4,
      'ERR_UNAVAILABLE',
      "the OIDC endpoint refused the token request: 403 Can't issue ID_TOKEN for job in 'Pending' state.",
    ],
    ['400', refuse(400), 1, 'ERR_OIDC', 'the OIDC endpoint refused the token request: 400'],
    ['a redirect', refuse(307), 1, 'ERR_OIDC', 'the OIDC endpoint refused the token request: 307'],
    ['429', refuse(429), 4, 'ERR_UNAVAILABLE', 'the OIDC endpoint refused the token request: 429'],
    ['500', refuse(500, 'x\u001b[31m'), 4, 'ERR_UNAVAILABLE', 'the OIDC endpoint refused the token request: 500 x [31m'],
    [
      '503 with a page',
      () => HttpResponse.html('<p>', { status: 503 }),
      4,
      'ERR_UNAVAILABLE',
      'the OIDC endpoint refused the token request: 503',
    ],
    ['a lost connection', () => HttpResponse.error(), 4, 'ERR_CONNECT', 'oidc.test closed the connection before it responded'],
    ['no token', () => HttpResponse.json({}), 1, 'ERR_OIDC', 'the response of the OIDC endpoint has no token'],
    ['an empty token', token(''), 1, 'ERR_OIDC', 'the response of the OIDC endpoint has no token'],
    ['a number for a token', token(7), 1, 'ERR_OIDC', 'the response of the OIDC endpoint has no token'],
    ['a list', () => HttpResponse.json([jwt]), 1, 'ERR_OIDC', 'the response of the OIDC endpoint has no token'],
    ['a page', () => HttpResponse.html('<p>'), 1, 'ERR_OIDC', 'the response of the OIDC endpoint has no token'],
  ])('%s', async (_, reply, requests, code, message) => {
    quickTimers()
    const seen = answer(reply)
    const failure = await failureOf(requestOidcToken(undefined, createLoginContext(transport)))
    expect(failure).toMatchObject({ code, message })
    expect(`${failure.message}${failure.hint ?? ''}`).not.toContain('s3cr3t')
    expect(seen).toHaveLength(requests)
  })

  it('is asked again after the delay that it requests', async () => {
    const { asked } = quickTimers()
    jest.spyOn(Math, 'random').mockReturnValue(1)
    const seen = answer(
      refuse(403, "Can't issue ID_TOKEN for job in 'Delayed' state."),
      refuse(429, undefined, { 'retry-after': '3' }),
      token(),
    )
    await expect(requestOidcToken(undefined, createLoginContext(transport))).resolves.toMatchObject({ jwt })
    expect(seen).toHaveLength(3)
    expect(asked).toEqual([250, 3_750])
  })

  it('has 10 s for each attempt', async () => {
    quickTimers()
    const send = jest.fn(() => Promise.reject(new Failure('ERR_TIMEOUT', 'late')))
    expect(
      await failureOf(requestOidcToken(undefined, createLoginContext({ send, close: () => undefined, prepare: () => undefined }))),
    ).toMatchObject({
      code: 'ERR_TIMEOUT',
    })
    expect(send).toHaveBeenCalledTimes(4)
    expect(send).toHaveBeenCalledWith(expect.objectContaining({ replyMs: 10_000 }))
  })

  it('is not asked again after a stop is requested', async () => {
    const reason = new Failure('ERR_CANCELLED', 'enough')
    const stop = createStop()
    const seen = answer(() => {
      setTimeout(() => {
        stop.requestStop(reason)
      }, 10)
      return refuse(429, undefined, { 'retry-after': '20' })()
    })
    await expect(requestOidcToken(undefined, createLoginContext(transport, { stop }))).rejects.toBe(reason)
    stop.clear()
    expect(seen).toHaveLength(1)
  })

  it('is aborted if the stop aborts requests', async () => {
    const reason = new Failure('ERR_CANCELLED', 'enough')
    const now = new AbortController()
    answer(() => {
      now.abort(reason)
      return new Promise<never>(() => undefined)
    })
    await expect(
      requestOidcToken(undefined, createLoginContext(transport, { stop: { stopRequested: now.signal, abortRequested: now.signal } })),
    ).rejects.toBe(reason)
  })

  it('is not asked again after an unexpected error', async () => {
    const defect = new TypeError('a defect')
    await expect(
      requestOidcToken(
        undefined,
        createLoginContext({ send: () => Promise.reject(defect), close: () => undefined, prepare: () => undefined }),
      ),
    ).rejects.toBe(defect)
  })
})
