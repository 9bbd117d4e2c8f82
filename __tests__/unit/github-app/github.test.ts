import { http, HttpResponse } from 'msw'
import { createStop } from '../../../src/core/deadlines.ts'
import { apiUrl, createGithub } from '../../../src/github-app/github.ts'
import { cancelled } from '../../../src/run/fail-and-revoke.ts'
import { endless } from '../../support/endless.ts'
import { mockNetwork } from '../../support/mocked-network.ts'
import { quickTimers, type Waits } from '../../support/quick-timers.ts'
import { failureOf } from '../../support/rejection.ts'

const { server, transport } = mockNetwork()
const api = 'https://github.test/api/v3'
const github = () => createGithub(api, transport, endless)
const app = () => github().request('GET /app')

let waits: Waits
beforeEach(() => {
  waits = quickTimers()
})

/** Answers the requests in turn, the last one again and again, and returns how many came. */
function answers(...replies: (() => Response)[]): { count: () => number } {
  let count = 0
  server.use(http.all(`${api}/*`, () => replies[Math.min(count++, replies.length - 1)]!()))
  return { count: () => count }
}
const refuse =
  (status: number, message: string, headers: Record<string, string> = {}) =>
  () =>
    HttpResponse.json({ message, documentation_url: 'https://docs.github.com' }, { status, headers })
const ok = () => HttpResponse.json({ id: 1 })

test('the address of the API', () => {
  expect(apiUrl({})).toBe('https://api.github.com')
  expect(apiUrl({ GITHUB_API_URL: 'https://ghe.example/api/v3/' })).toBe('https://ghe.example/api/v3')
})

test('a request carries the token, the version of the API and its body', async () => {
  let seen: unknown
  server.use(
    http.post(`${api}/app/installations/7/access_tokens`, async ({ request }) => {
      const names = ['authorization', 'accept', 'x-github-api-version', 'content-type']
      seen = [names.map((name) => request.headers.get(name)), await request.json()]
      return HttpResponse.json({ token: 't' }, { status: 201 })
    }),
  )
  const request = github().request('POST /app/installations/{installation_id}/access_tokens', {
    installation_id: 7,
    permissions: { contents: 'read' },
  })
  await expect(github().send(request, 'jwt')).resolves.toEqual({ body: { token: 't' }, lost: false })
  expect(seen).toEqual([
    ['Bearer jwt', 'application/vnd.github+json', '2022-11-28', 'application/json; charset=utf-8'],
    { permissions: { contents: 'read' } },
  ])
})

test.each<[string, () => Response, number]>([
  ['500', refuse(500, 'Server Error'), 4],
  ['503', refuse(503, 'down'), 4],
  ['a lost connection', () => HttpResponse.error(), 4],
  ['404', refuse(404, 'Not Found'), 1],
  ['422', refuse(422, 'Validation Failed'), 1],
  ['a page', () => HttpResponse.html('<html>'), 1],
  ['another success than GitHub documents', () => HttpResponse.json({}, { status: 202 }), 1],
])('%s is sent so many times', async (_, reply, times) => {
  const { count } = answers(reply)
  await failureOf(github().send(app(), 'jwt'))
  expect(count()).toBe(times)
})

test('a revocation is also sent again after a response that is not from GitHub', async () => {
  const { count } = answers(
    () => HttpResponse.html('<html>'),
    () => HttpResponse.json({}),
    () => new HttpResponse(null, { status: 204 }),
  )
  await expect(github().send(github().request('DELETE /installation/token'), 'ghs')).resolves.toEqual({ body: {}, lost: true })
  expect(count()).toBe(3)
})

describe('at a rate limit', () => {
  const limited = 'You have exceeded a secondary rate limit'
  const inSeconds = (seconds: number) => String(Math.floor(Date.now() / 1_000) + seconds)

  test.each<[string, () => Response, number]>([
    ['Retry-After', refuse(403, limited, { 'retry-after': '2' }), 2],
    ['429', refuse(429, limited, { 'retry-after': '3' }), 3],
    [
      'the reset of the limit',
      () => refuse(403, 'API rate limit exceeded', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': inSeconds(3) })(),
      3,
    ],
  ])('waits as %s says', async (_, reply, seconds) => {
    answers(reply, ok)
    await github().send(app(), 'jwt')
    expect(waits.asked).toHaveLength(1)
    expect(waits.asked[0]).toBeGreaterThanOrEqual((seconds - 1) * 1_000)
    expect(waits.asked[0]).toBeLessThanOrEqual(seconds * 1_250)
  })

  test.each<[string, () => Response]>([
    ['a long Retry-After', refuse(429, limited, { 'retry-after': '91' })],
    [
      'a reset in an hour',
      () => refuse(403, 'API rate limit exceeded', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': inSeconds(3_600) })(),
    ],
  ])('%s fails at once', async (_, reply) => {
    const { count } = answers(reply)
    expect(await failureOf(github().send(app(), 'jwt'))).toMatchObject({
      code: 'ERR_UNAVAILABLE',
      hint: expect.stringContaining('rate limit') as string,
    })
    expect(count()).toBe(1)
  })

  test('waits a minute if the response does not say how long', async () => {
    const stop = createStop()
    answers(refuse(403, limited))
    const real = jest.mocked(setTimeout).mock.calls.length
    const failing = failureOf(createGithub(api, transport, stop).send(app(), 'jwt'))
    await new Promise((resolve) => setTimeout(resolve, 50))
    stop.requestStop(cancelled('SIGINT'))
    await failing
    stop.clear()
    const longest = jest
      .mocked(setTimeout)
      .mock.calls.slice(real)
      .map(([, ms = 0]) => ms)
    expect(longest.some((ms) => ms >= 60_000 && ms <= 75_000)).toBe(true)
  })
})

test('a 403 that is not a rate limit is final, with the words of GitHub and its details', async () => {
  const { count } = answers(() =>
    HttpResponse.json({ message: 'Forbidden\u0007', errors: ['one', { message: 'two' }, {}] }, { status: 403 }),
  )
  expect(await failureOf(github().send(app(), 'jwt'))).toMatchObject({
    code: 'ERR_GITHUB',
    status: 403,
    message: 'GET /api/v3/app: 403 Forbidden ; one; two',
  })
  expect(count()).toBe(1)
})

describe('a redirect', () => {
  const to = (location: string) => () => new HttpResponse(null, { status: 301, headers: { location } })

  test('is followed within the API, with the token', async () => {
    const { count } = answers(to('/api/v3/repositories/1/installation'), ok)
    await expect(github().send(app(), 'jwt')).resolves.toMatchObject({ body: { id: 1 } })
    expect(count()).toBe(2)
  })

  test.each([
    ['https://other.test/x', /^GET \/api\/v3\/app: github\.test redirects to other\.test, which is not GitHub's API$/],
    ['http://github.test/api/v3/x', /redirects to github\.test/],
    ['https://', /redirects to an invalid address/],
    ['/api/v3/app', /redirects in a loop/],
  ])('to %s is an error', async (location, says) => {
    answers(to(location))
    expect(await failureOf(github().send(app(), 'jwt'))).toMatchObject({
      code: 'ERR_REDIRECT',
      message: expect.stringMatching(says) as string,
    })
  })
})

test('an error of the network names the request and the address of the API, not the input url', async () => {
  answers(() => HttpResponse.error())
  const { message, hint, lost } = await failureOf(github().send(app(), 's3cr3t-jwt'))
  expect(message).toMatch(/^GET \/api\/v3\/app: /)
  expect([hint, lost]).toEqual([expect.stringContaining('https://github.test (GITHUB_API_URL)'), true])
  expect(`${message}${hint ?? ''}`).not.toContain('s3cr3t')
})
