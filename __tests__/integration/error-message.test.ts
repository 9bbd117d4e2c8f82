import { setTimeout as sleep } from 'node:timers/promises'
import { startFaultProxy, type Fault } from '../../testing/proxy/fault-proxy.ts'
import { jwtRoleBody } from '../../testing/stack/roles.ts'
import { canary } from '../../testing/stack/stored.ts'
import { endsWithTest } from '../support/ends-with-test.ts'
import { finishRun, look, stack, startRun, type Scenario } from '../support/scenario.ts'

const secrets = 'secret/data/ci/app password'
const refusing = (status: number, ...errors: string[]): Fault => ({ kind: 'status', status, body: { errors } })

/** One failure for each code: the job, the fault between runner and Vault, and the expected output. */
const failures: readonly (readonly [code: string, scenario: Scenario, fault: Fault | undefined, says: RegExp])[] = [
  ['ERR_INPUT', { secrets: 'a', with: { timeout: 'x' } }, undefined, /^2 problems in the inputs\n {2}secrets line 1, .*\n {2}timeout: .*$/],
  ['ERR_IDENTITY', { secrets, identity: false }, undefined, /^this job has no permission to request an OIDC token$/],
  ['ERR_LOGIN', { secrets, role: 'nobody' }, undefined, /^Vault refused the login .*: role "nobody" could not be found$/],
  ['ERR_CONNECT', { secrets, with: { url: 'http://127.0.0.1:1' } }, undefined, /^POST auth\/jwt\/login: cannot connect to 127\.0\.0\.1:1/],
  [
    'ERR_TLS',
    { secrets, with: { url: stack.server.url.replace('http:', 'https:') } },
    undefined,
    /^POST auth\/jwt\/login: the TLS handshake with .* failed/,
  ],
  ['ERR_TIMEOUT', { secrets, with: { timeout: '1' } }, { kind: 'hang' }, /^not finished after 1 s$/],
  [
    'ERR_REDIRECT',
    { secrets },
    { kind: 'redirect', location: 'http://elsewhere.example/' },
    /redirects to http:\/\/elsewhere\.example, which is not allowed to receive/,
  ],
  ['ERR_REPLY', { secrets }, { kind: 'not-json' }, /^secrets line 1: GET secret\/data\/ci\/app: the response is not from Vault/],
  ['ERR_UNAVAILABLE', { secrets }, refusing(503, 'Vault is sealed'), /^secrets line 1: GET secret\/data\/ci\/app: 503 Vault is sealed$/],
  [
    'ERR_DENIED',
    { secrets: 'secret/data/forbidden password' },
    undefined,
    /^secrets line 1: GET secret\/data\/forbidden: 403 permission denied$/,
  ],
  [
    'ERR_NOT_FOUND',
    { secrets: 'secret/data/ci/nowhere a' },
    undefined,
    /^secrets line 1: GET secret\/data\/ci\/nowhere: 404 nothing is stored there$/,
  ],
  [
    'ERR_FOLDER',
    { secrets: 'kv/ci/many/ **', role: 'error-message' },
    undefined,
    /^secrets line 1: GET kv\/ci\/many\/: the folder has more than 16 levels$/,
  ],
  [
    'ERR_REFUSED',
    { secrets: 'database/creds/nobody username' },
    undefined,
    /^secrets line 1: GET database\/creds\/nobody: 400 unknown role: nobody$/,
  ],
  [
    'ERR_KEY',
    { secrets: 'secret/data/ci/app nokey;\nsecret/data/ci/app nokey2 | B' },
    undefined,
    /^secrets line 1: .*\nsecrets line 2: .*$/,
  ],
  [
    'ERR_DECODE',
    { secrets: 'secret/data/ci/app password | P | hex' },
    undefined,
    /^secrets line 1: secret\/data\/ci\/app: the value of "password" is not hex$/,
  ],
  ['ERR_FILE', { secrets: 'secret/data/ci/app password | P | file=/etc/elsewhere' }, undefined, /would be outside/],
  ['ERR_EXPORT', { secrets: 'kv/ci/large text | T | env' }, undefined, /^secrets line 1: the variable "T" would be longer than 32 KiB$/],
]

beforeAll(async () => {
  await look.root('POST', 'kv/ci/large', { text: `hush-${'x'.repeat(40_000)}` })
  await look.root('POST', `kv/ci/many/${'f/'.repeat(17)}x`, { v: 'hush-deep' })
  await look.root('PUT', 'sys/policies/acl/error-message', { policy: 'path "kv/ci/*" { capabilities = ["list", "read"] }' })
  await look.root('POST', 'auth/jwt/role/error-message', jwtRoleBody({ token_policies: ['error-message'] }))
})

test.each(failures)('%s: the output errorMessage is the error without hint and code', async (code, scenario, fault, says) => {
  const proxy = await endsWithTest(startFaultProxy({ target: stack.server.url }))
  if (fault) proxy.fault('/v1/secret', fault, { times: 20 })
  const run = await finishRun({ ...scenario, with: { url: proxy.url, ...scenario.with } })
  const [error, ...more] = run.main.annotations.filter(({ level }) => level === 'error')
  const { errorMessage, ...others } = run.step.outputs
  expect(errorMessage).toMatch(says)
  expect(error!.message.startsWith(`${errorMessage!}\n`)).toBe(true)
  expect(error!.message.split('\n').at(-1)).toBe(`${code}, see docs/errors.md#${code.toLowerCase()}`)
  expect([more, others, run.main.exitCode, run.post.exitCode]).toEqual([[], {}, 1, 0])
  expect(errorMessage).not.toMatch(new RegExp(`${canary}|${code}|eyJ`))
})

test('ERR_OIDC: the same, without a request to Vault', async () => {
  const issuer = await endsWithTest(startFaultProxy({ target: stack.issuer.url }))
  issuer.fault('/token', { kind: 'not-json' }, { times: 20 })
  const run = await finishRun({ secrets, issuerUrl: issuer.url })
  const [error] = run.main.annotations
  expect(error!.message).toMatch(/\nERR_OIDC, see docs\/errors\.md#err_oidc$/)
  expect(error!.message.startsWith(`${run.step.outputs['errorMessage']!}\n`)).toBe(true)
  expect(run.requests()).toEqual([])
})

test('ERR_CANCELLED: the same, and exit code 130', async () => {
  const proxy = await endsWithTest(startFaultProxy({ target: stack.server.url }))
  proxy.fault('/v1/secret', { kind: 'hang' }, { times: 20 })
  const run = startRun({ secrets, with: { url: proxy.url } })
  for (let tries = 0; tries < 200 && !proxy.requests.some(({ path }) => path.startsWith('/v1/secret')); tries++) await sleep(50)
  run.step.signal('SIGINT')
  expect((await run.step.main).exitCode).toBe(130)
  expect(run.step.outputs).toEqual({ errorMessage: 'the step was cancelled (SIGINT)' })
  await run.job.complete()
})

test('without a failure, errorMessage is not set', async () => {
  expect((await finishRun({ secrets })).step.outputs).not.toHaveProperty('errorMessage')
})
