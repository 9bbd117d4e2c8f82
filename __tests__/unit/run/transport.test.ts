import { Failure } from '../../../src/core/failure.ts'
import type { Transport, WireRequest } from '../../../src/http/transport.ts'
import { withExtraHeaders } from '../../../src/run/transport.ts'
import { captureLog, type CapturedLog } from '../../support/captured-log.ts'
import { unsignedJwt } from '../../support/jwt.ts'
import { failureOf } from '../../support/rejection.ts'
import { jobClaims, jobEnv } from '../../support/login-context.ts'

let log: CapturedLog
beforeEach(() => {
  log = captureLog()
})
afterEach(() => {
  jest.restoreAllMocks()
})

/** Creates a transport that responds to every request, issues tokens by audience, and records the requests. */
function createEcho(): Transport & { readonly sent: WireRequest[] } {
  const sent: WireRequest[] = []
  return {
    sent,
    send: (request) => {
      sent.push(request)
      const aud = request.url.searchParams.get('audience')
      const value = aud === null ? {} : { value: unsignedJwt({ ...jobClaims, aud, n: sent.length }) }
      return Promise.resolve({ status: 200, header: () => undefined, body: JSON.stringify(value) })
    },
    close: () => undefined,
    prepare: () => undefined,
  }
}
const request = (more: Partial<WireRequest> = {}): WireRequest => ({
  method: 'GET',
  url: new URL('https://vault.test/v1/x'),
  headers: { 'x-vault-token': 'own' },
  replyMs: 1_000,
  ...more,
})

it('adds headers, masks them, and never replaces an existing one', async () => {
  const echo = createEcho()
  await withExtraHeaders(echo, jobEnv).send(request({ extraHeaders: 'X-Api: k3y-s\nX-Vault-Token: stranger' }))
  expect(echo.sent.map(({ headers }) => headers)).toEqual([{ 'x-api': 'k3y-s', 'x-vault-token': 'own' }])
  expect(echo.sent[0]).not.toHaveProperty('extraHeaders')
  expect(log.commands('add-mask')).toContain('k3y-s')
})

it('does not change requests without extra headers', async () => {
  const echo = createEcho()
  await withExtraHeaders(echo, jobEnv).send(request())
  expect(echo.sent).toEqual([request()])
})

it('requests one token per audience for all requests, and masks it', async () => {
  const echo = createEcho()
  const transport = withExtraHeaders(echo, jobEnv)
  const extraHeaders = 'Authorization: Bearer {oidc:a}\nX-Two: {oidc:b} {oidc:a}'
  await Promise.all([1, 2, 3].map(() => transport.send(request({ extraHeaders }))))
  const [oidc, vault] = [echo.sent.filter(({ url }) => url.host === 'oidc.test'), echo.sent.filter(({ url }) => url.host === 'vault.test')]
  expect(oidc.map(({ url }) => url.searchParams.get('audience'))).toEqual(['a', 'b'])
  const [, token] = vault[0]!.headers['authorization']!.split(' ')
  expect(vault).toHaveLength(3)
  for (const { headers } of vault) expect(headers).toEqual(vault[0]!.headers)
  expect(vault[0]!.headers['x-two']).toMatch(new RegExp(`^\\S+ ${token!}$`))
  expect(log.commands('add-mask')).toContain(token)
  expect(log.commands('add-mask')).not.toContain('Bearer')
})

it('fails without an OIDC token, and tries again with the next request', async () => {
  const echo = createEcho()
  const env: Record<string, string> = {}
  const transport = withExtraHeaders(echo, env)
  const asking = () => transport.send(request({ extraHeaders: 'X-Api: {oidc:a}' }))
  expect(await failureOf(asking())).toBeInstanceOf(Failure)
  expect(echo.sent).toEqual([])
  Object.assign(env, jobEnv)
  await asking()
  expect(echo.sent).toHaveLength(2)
})
