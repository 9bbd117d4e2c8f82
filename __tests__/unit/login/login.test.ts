import { createInputReader } from '../../../src/core/input-reader.ts'
import { http, HttpResponse } from 'msw'
import { github } from '../../../src/login/github.ts'
import { jwt } from '../../../src/login/jwt.ts'
import { logIn, type LoginPlan } from '../../../src/login/login.ts'
import { createVault } from '../../../src/vault/client.ts'
import { endless } from '../../support/endless.ts'
import { unsignedJwt } from '../../support/jwt.ts'
import { connectionOf } from '../../support/revocable.ts'
import { mockNetwork } from '../../support/mocked-network.ts'
import { quickTimers } from '../../support/quick-timers.ts'
import { failureOf } from '../../support/rejection.ts'
import { createLoginContext, jobClaims } from '../../support/login-context.ts'

const { server, transport } = mockNetwork()
const vault = createVault(connectionOf(), transport, endless)
const auth = { client_token: 's3cr3t-vault-token', policies: ['default'], lease_duration: 900, token_type: 'service' }

async function plan(inputs: Record<string, string> = { role: 'ci' }, mount = 'jwt'): Promise<LoginPlan> {
  const access = await jwt.read(
    createInputReader(
      (name) => inputs[name],
      () => undefined,
    ),
    mount,
  )
  return { method: jwt, mount, access }
}

/** Mocks a runner that returns a new token each time, and a Vault with the given responses; records the login requests. */
function answer(...replies: (() => Response)[]): { path: string; body: unknown }[] {
  const seen: { path: string; body: unknown }[] = []
  let tokens = 0
  server.use(
    http.get('https://oidc.test/*', ({ request }) =>
      HttpResponse.json({
        value: unsignedJwt({ ...jobClaims, jti: ++tokens, aud: new URL(request.url).searchParams.get('audience') }),
      }),
    ),
    http.get('https://vault.test/v1/sys/health', () => HttpResponse.json({ initialized: true, sealed: true })),
    http.post('https://vault.test/*', async ({ request }) => {
      seen.push({ path: new URL(request.url).pathname, body: await request.json() })
      return replies[Math.min(seen.length, replies.length) - 1]!()
    }),
  )
  return seen
}
const refuse =
  (status: number, ...errors: string[]) =>
  () =>
    HttpResponse.json({ errors }, { status })
const token = (jti: number, aud: string | null = null) => unsignedJwt({ ...jobClaims, jti, aud })

it('exchanges the JWT for a token, and masks both before it returns', async () => {
  const seen = answer(() => HttpResponse.json({ auth }))
  const context = createLoginContext(transport)
  await expect(logIn(await plan({ role: 'ci', jwtGithubAudience: 'v' }), vault, context)).resolves.toMatchObject({
    auth: { token: 's3cr3t-vault-token', kind: 'service' },
    lost: false,
  })
  expect(seen).toEqual([{ path: '/v1/auth/jwt/login', body: { role: 'ci', jwt: token(1, 'v') } }])
  expect(context.masks).toEqual(['s3cr3t-request-token', token(1, 'v'), 's3cr3t-vault-token'])
})

it('sends no role if none is given, to the given mount', async () => {
  const seen = answer(() => HttpResponse.json({ auth }))
  await logIn(await plan({}, 'team/github'), vault, createLoginContext(transport))
  expect(seen).toEqual([{ path: '/v1/auth/team/github/login', body: { jwt: token(1) } }])
})

it('sends nothing if a token is given', async () => {
  const context = createLoginContext(transport)
  const supplied: LoginPlan = { method: jwt, mount: 'token', access: { token: 's3cr3t' } }
  await expect(logIn(supplied, vault, context)).resolves.toEqual({
    auth: { token: 's3cr3t', kind: 'supplied', seconds: 0, renewable: false, policies: [], uses: 0, accessor: '', requestId: '' },
    lost: false,
    claims: undefined,
  })
  expect(context.masks).toEqual(['s3cr3t'])
})

it('uses a new JWT for each attempt, because the previous one may have expired', async () => {
  quickTimers()
  const keys = refuse(400, 'error verifying token signature: fetching keys oidc: 503')
  const seen = answer(
    refuse(503),
    () => HttpResponse.error(),
    keys,
    () => HttpResponse.json({ auth }),
  )
  await expect(logIn(await plan(), vault, createLoginContext(transport))).resolves.toMatchObject({ lost: true })
  expect(seen.map(({ body }) => body)).toEqual([1, 2, 3, 4].map((jti) => ({ role: 'ci', jwt: token(jti) })))
})

describe('a refusal', () => {
  test.each<[() => Response, Record<string, string>, string, string]>([
    [
      refuse(400, 'role "ci" could not be found'),
      { role: 'ci' },
      'Vault refused the login (method jwt, mount jwt, role ci): role "ci" could not be found',
      'There is no role "ci"',
    ],
    [
      refuse(400, 'missing role'),
      {},
      'Vault refused the login (method jwt, mount jwt, the default role): missing role',
      'set the input `role`',
    ],
    [
      refuse(403, 'permission denied'),
      { role: 'ci' },
      'Vault refused the login (method jwt, mount jwt, role ci): permission denied',
      'no auth method of this kind is mounted at auth/jwt',
    ],
    [
      refuse(403),
      { role: 'ci' },
      'Vault refused the login (method jwt, mount jwt, role ci): 403',
      'no auth method of this kind is mounted at auth/jwt',
    ],
    [refuse(404), { role: 'ci' }, 'Vault refused the login (method jwt, mount jwt, role ci): 404', 'Check `url`, `path` and `namespace`'],
  ])('is explained: %#', async (reply, inputs, message, hint) => {
    answer(reply)
    const failure = await failureOf(logIn(await plan(inputs), vault, createLoginContext(transport)))
    expect(failure).toMatchObject({ code: 'ERR_LOGIN', message })
    expect(failure.hint).toContain(hint)
    expect(failure.details).toMatchObject({
      title: 'Claims of the token (unverified)',
      lines: expect.arrayContaining(['sub = repo:o/r:ref:refs/heads/main']) as unknown,
    })
    expect(`${failure.message}${failure.hint ?? ''}${failure.details?.lines.join() ?? ''}`).not.toContain(token(1))
  })
})

describe('a 500 of the login', () => {
  const logInToGithub = async () => {
    const access = await github.read(
      createInputReader(
        () => 'ghp_x',
        () => undefined,
      ),
      'github',
    )
    return failureOf(logIn({ method: github, mount: 'github', access }, vault, createLoginContext(transport)))
  }

  it('is a refusal if the method recognizes its text, and is not retried if the text is final', async () => {
    const seen = answer(refuse(500, '1 error occurred:\n\t* GET https://api.github.com/user: 401 Bad credentials []\n\n'))
    expect(await logInToGithub()).toMatchObject({
      code: 'ERR_LOGIN',
      message:
        'Vault refused the login (method github, mount github, the owner of `githubToken`): GET https://api.github.com/user: 401 Bad credentials []',
      hint: expect.stringContaining('GitHub rejects `githubToken`') as string,
    })
    expect(seen).toHaveLength(1)
  })

  it('is retried if its text is transient, and is explained in the end', async () => {
    quickTimers()
    const seen = answer(refuse(500, 'Get "https://api.github.com/user": dial tcp: i/o timeout'))
    expect(await logInToGithub()).toMatchObject({ code: 'ERR_LOGIN', hint: expect.stringContaining('cannot reach GitHub') as string })
    expect(seen).toHaveLength(4)
  })

  it('stays as it is if the method does not recognize its text', async () => {
    quickTimers()
    answer(refuse(500, 'storage is away'))
    expect(await logInToGithub()).toMatchObject({ code: 'ERR_UNAVAILABLE', message: 'POST auth/github/login: 500 storage is away' })
  })
})

describe('the hint about a token whose response was lost', () => {
  const lost = 'Vault may have created a token whose response was lost'
  test.each<[string, () => Response, boolean]>([
    ['is given if the connection was lost', () => HttpResponse.error(), true],
    ['is given if the response is incomplete', () => new HttpResponse('{"auth":{"client_t'), true],
    ['is given if a gateway timed out', refuse(504), true],
    ['is omitted if Vault refused', refuse(403), false],
    ['is omitted if Vault is sealed', refuse(503, 'Vault is sealed'), false],
    ['is omitted if the response is not from Vault', () => HttpResponse.html('<p>'), false],
    ['is omitted if the response has no token', () => HttpResponse.json({ auth: null }), false],
  ])('%s', async (_, reply, isSaid) => {
    quickTimers()
    answer(reply)
    expect((await failureOf(logIn(await plan(), vault, createLoginContext(transport)))).hint?.includes(lost) ?? false).toBe(isSaid)
  })

  test.each<[string, () => Response]>([
    ['the next attempt was refused', refuse(403)],
    ['Vault was sealed afterwards', refuse(503, 'Vault is sealed')],
  ])('is given if a response was lost and %s', async (_, next) => {
    quickTimers()
    answer(() => HttpResponse.error(), next)
    expect((await failureOf(logIn(await plan(), vault, createLoginContext(transport)))).hint).toContain(lost)
  })

  it('is omitted if the runner returned no OIDC token', async () => {
    quickTimers()
    server.use(http.get('https://oidc.test/*', () => HttpResponse.error()))
    const failure = await failureOf(logIn(await plan(), vault, createLoginContext(transport)))
    expect(failure).toMatchObject({ code: 'ERR_CONNECT' })
    expect(failure.hint ?? '').not.toContain(lost)
  })
})

describe('a failure that is not a refusal of the login stays as it is', () => {
  test.each<[string, () => Response, string, string]>([
    ['sealed', refuse(503, 'Vault is sealed'), 'ERR_UNAVAILABLE', 'POST auth/jwt/login: 503 Vault is sealed'],
    ['a quota', refuse(429, 'rate limit quota exceeded'), 'ERR_UNAVAILABLE', 'POST auth/jwt/login: 429 rate limit quota exceeded'],
    [
      'a lost connection',
      () => HttpResponse.error(),
      'ERR_CONNECT',
      'POST auth/jwt/login: vault.test closed the connection before it responded',
    ],
    ['a page', () => HttpResponse.html('<p>'), 'ERR_REPLY', 'POST auth/jwt/login: the response is not from Vault (not a JSON object)'],
    [
      'a second factor',
      () => HttpResponse.json({ auth: { client_token: '', mfa_requirement: {} } }),
      'ERR_LOGIN',
      'the login requires a second factor (MFA), which a job cannot provide',
    ],
    ['no token', () => HttpResponse.json({ auth: null }), 'ERR_REPLY', 'the login response contains no token'],
  ])('%s', async (_, reply, code, message) => {
    quickTimers()
    answer(reply)
    expect(await failureOf(logIn(await plan(), vault, createLoginContext(transport)))).toMatchObject({ code, message })
  })

  it('no permission for an OIDC token', async () => {
    const seen = answer(() => HttpResponse.json({ auth }))
    expect(await failureOf(logIn(await plan(), vault, createLoginContext(transport, { env: {} })))).toMatchObject({ code: 'ERR_IDENTITY' })
    expect(seen).toHaveLength(0)
  })

  it('a defect', async () => {
    const defect = new TypeError('x')
    await expect(
      logIn({ ...(await plan()), access: { as: 'x', supply: () => Promise.reject(defect) } }, vault, createLoginContext(transport)),
    ).rejects.toBe(defect)
  })
})
