import { startFaultProxy } from '../../testing/proxy/fault-proxy.ts'
import { canary } from '../../testing/stack/stored.ts'
import { finishRun, nothing, stack, type Scenario } from './support/scenario.ts'

const secrets = 'database/creds/app username; secret/data/ci/app password'

/** What goes wrong, and what the one error has to say. */
const refused: readonly (readonly [title: string, scenario: Scenario, says: RegExp])[] = [
  [
    'unknown role',
    { role: 'nobody' },
    /role "nobody" could not be found\nThere is no role "nobody" at this mount \(auth\/jwt\)\. Check `role` and `path`/,
  ],
  ['no role', { with: { role: '' } }, /missing role\nThe mount has no default role: give the input `role`/],
  [
    'wrong audience',
    { with: { jwtGithubAudience: 'https://other.example' } },
    /invalid audience.*\nThe token's audience is "https:\/\/other\.example": add it to bound_audiences of auth\/jwt\/role\/deploy, or send the audience that the role expects/,
  ],
  [
    'wrong mount',
    { with: { path: 'gitlab' } },
    /permission denied\nEither no auth method is mounted at auth\/gitlab \(check `path` and `namespace`\)/,
  ],
  [
    'another environment',
    { role: 'production' },
    /claim "environment" is missing\nauth\/jwt\/role\/production is bound to an environment, and the job runs in none: add `environment: NAME` to the job/,
  ],
  [
    'denied path',
    { secrets: `${secrets}; secret/data/forbidden password | F` },
    /line 1: GET secret\/data\/forbidden: 403 permission denied/,
  ],
  [
    'KV v2 without data/',
    { secrets: `${secrets}; secret/ci/app password | F` },
    /If that is KV version 2, its path is secret\/data\/ci\/app/,
  ],
  [
    'nothing stored',
    { secrets: `${secrets}; secret/data/ci/nowhere password | F` },
    /line 1: GET secret\/data\/ci\/nowhere: 404 nothing is stored there/,
  ],
  ['deleted version', { secrets: `${secrets}; secret/data/ci/deleted password | F` }, /404 .*\n.*a deleted version is not found either/],
  [
    'unknown database role',
    { secrets: 'database/creds/nobody username' },
    /unknown role: nobody\nThe last part of database\/creds\/nobody has to be a role/,
  ],
  ['key that is null', { secrets: `${secrets}; secret/data/ci/app nothing | F` }, /secret\/data\/ci\/app: there is no key "nothing"/],
]

describe('one error that says what to do, and nothing left', () => {
  test.each(refused)('%s', async (_, scenario, says) => {
    const run = await finishRun({ secrets, ...scenario })
    const errors = run.main.annotations.filter(({ level }) => level === 'error')
    expect(errors).toHaveLength(1)
    expect(errors[0]!.message).toMatch(says)
    expect(run.main.exitCode).toBe(1)
    expect(run.post.log).toEqual([])
    expect(Object.keys(run.step.outputs)).toEqual(['errorMessage'])
    expect(await run.left()).toEqual(nothing)
    expect([run.main.raw.replace(/^::add-mask::.*$/gm, ''), run.main.summary, run.post.raw].join('\n')).not.toContain(canary)
  })
})

/** What is wrong before any network. */
const mistaken: readonly (readonly [title: string, scenario: Scenario, says: RegExp])[] = [
  [
    'a typo in the mapping',
    { secrets: 'secret/data/ci/app password;\nsecret/data/ci/app' },
    /^secrets line 2, column 1: "secret\/data\/ci\/app" has no key\. Write: secret\/data\/ci\/app KEY/,
  ],
  [
    'a forgotten semicolon',
    { secrets: 'secret/data/ci/app a b\nsecret/data/ci/app b' },
    /^secrets line 1, column 1: .* goes over several lines\. Write: one entry a line/,
  ],
  [
    'no step could read',
    { secrets, id: null },
    /this step has no `id`, and `exportEnv` is not given\nAdd to this step one of these:\n {2}id: vault /,
  ],
  ['no address', { secrets, with: { url: '' } }, /^url: is not given\. Write: https:\/\/vault\.example\.com/],
  ['a wrong boolean', { secrets, with: { exportEnv: 'yes' } }, /^exportEnv: "yes" is neither true nor false/],
  [
    'a variable that steers later steps',
    { secrets: 'secret/data/ci/app password | LD_PRELOAD', with: { exportEnv: 'true' } },
    /^secrets line 1: the variable "LD_PRELOAD" would change/,
  ],
  [
    'credentials of several methods',
    { secrets, with: { token: 's.one', roleId: 'role-1' } },
    /^method: is not given, and token, roleId may be for several\. Write: token or approle/,
  ],
  ['many at once', { secrets: 'a; b c d', with: { exportEnv: 'x', timeout: '-1' } }, /^4 inputs are wrong\n/],
]

test.each(mistaken)('%s: an error before any network', async (_, scenario, says) => {
  const proxy = await startFaultProxy({ target: stack.server.url })
  const issuer = await startFaultProxy({ target: stack.issuer.url })
  const run = await finishRun({ ...scenario, issuerUrl: issuer.url, with: { url: proxy.url, ...scenario.with } })
  expect(run.main.exitCode).toBe(1)
  expect(run.main.annotations.filter(({ level }) => level === 'error').map(({ message }) => message)).toEqual([expect.stringMatching(says)])
  expect([...proxy.requests, ...issuer.requests]).toEqual([])
  await Promise.all([proxy.close(), issuer.close()])
})

test('without an id, exportEnv is enough, and so is a composite action around the step', async () => {
  const exported = await finishRun({ id: null, secrets: 'secret/data/ci/app password', with: { exportEnv: 'true' } })
  expect(exported.job.env).toHaveProperty('PASSWORD')
  const composite = await finishRun({ id: null, secrets: 'secret/data/ci/app password', composite: '/some/action' })
  expect(composite.main.exitCode).toBe(0)
})

test('an OIDC endpoint that an earlier step planted is not believed', async () => {
  const run = await finishRun({ secrets, claims: { run_id: '1' } })
  expect(run.main.annotations[0]!.message).toMatch(/^the OIDC token is not this job's: run_id is "1", not/)
  expect(run.requests()).toEqual([])
})

test('no address and no credential comes from the environment', async () => {
  const run = await finishRun({ secrets, with: { url: '' }, env: { VAULT_ADDR: stack.server.url, VAULT_TOKEN: 'hush' } })
  expect(run.main.annotations[0]!.message).toMatch(/^url: is not given/)
})

test('ignoreNotFound reports what it passed over, and a denied path stays an error', async () => {
  const optional = { ignoreNotFound: 'true' }
  const run = await finishRun({
    secrets: 'secret/data/ci/nowhere a; secret/data/ci/app nokey; secret/data/ci/app password',
    with: optional,
  })
  expect(run.step.outputs).toMatchObject({ password: 'hush-app-password' })
  expect(run.main.annotations.map(({ level, message }) => `${level} ${message}`)).toEqual([
    'notice secrets line 1: secret/data/ci/nowhere: nothing is stored there; passed over, since it is optional',
    'notice secrets line 1: secret/data/ci/app: has no key "nokey"; passed over, since it is optional',
  ])
  const denied = await finishRun({ secrets: 'secret/data/forbidden a', with: optional })
  expect(denied.main.exitCode).toBe(1)
})
