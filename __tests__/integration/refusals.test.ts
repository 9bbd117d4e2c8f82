import { startFaultProxy } from '../../testing/proxy/fault-proxy.ts'
import { canary } from '../../testing/stack/stored.ts'
import { endsWithTest } from '../support/ends-with-test.ts'
import { configureRefusals } from '../support/refusing.ts'
import { onlyWith } from '../support/only-with.ts'
import { finishRun, nothing, stack, type Scenario } from '../support/scenario.ts'

/** Unix time in seconds. */
const now = Math.floor(Date.now() / 1_000)

/** The format of `sub` in repositories created since July 2026. */
const withIds = 'repo:octo-org@1/shop@271828182:ref:refs/heads/main'

/** Needs a server with namespaces. */
const unknownNamespace: readonly (readonly [string, Scenario, RegExp])[] = [
  ['unknown namespace', { with: { namespace: 'nowhere' } }, /namespace not found\nThere is no such namespace\. Check `namespace`\./],
]

const secrets = 'database/creds/app username; secret/data/ci/app password'

/** Refused runs, and the text of their only error. */
const refused: readonly (readonly [title: string, scenario: Scenario, says: RegExp])[] = [
  [
    'unknown role',
    { role: 'nobody' },
    /role "nobody" could not be found\nThere is no role "nobody" at this mount \(auth\/jwt\)\. Check `role` and `path`/,
  ],
  ['no role', { with: { role: '' } }, /missing role\nThe mount has no default role: set the input `role`/],
  [
    'wrong audience',
    { with: { jwtGithubAudience: 'https://other.example' } },
    /invalid audience.*\nThe token's audience is "https:\/\/other\.example": add it to bound_audiences of auth\/jwt\/role\/deploy, or send the audience that the role expects/,
  ],
  [
    'wrong mount',
    { with: { path: 'gitlab' } },
    /permission denied\nEither no auth method of this kind is mounted at auth\/gitlab \(check `path`, `method` and `namespace`\)/,
  ],
  [
    'a mount of another method',
    { with: { path: 'people' } },
    /permission denied\nEither no auth method of this kind is mounted at auth\/people \(check `path`, `method` and `namespace`\)/,
  ],
  [
    'no environment',
    { role: 'production' },
    /claim "environment" is missing\nauth\/jwt\/role\/production requires an environment, but the job has none: add `environment: NAME` to the job/,
  ],
  [
    'another environment',
    { role: 'production', claims: { environment: 'staging' } },
    /The token has environment = staging, but bound_claims of auth\/jwt\/role\/production require another value.* add its value to the role\. Otherwise set the environment that the role requires \(`environment:` of the job\), or use another role/,
  ],
  [
    'another repository',
    { role: 'for-repository' },
    /The token has repository = octo-org\/run-\d+, but bound_claims of auth\/jwt\/role\/for-repository require another value for "repository"\. If this job should be allowed to log in, add its value to the role\. Otherwise use another role/,
  ],
  [
    'another ref',
    { role: 'for-ref' },
    /The token has ref = refs\/heads\/main, but bound_claims of auth\/jwt\/role\/for-ref require another .* Otherwise run the job for a branch or tag that the role allows \(`on:` of the workflow\)/,
  ],
  [
    'a claim that the token does not have',
    { role: 'for-team' },
    /claim "team" is missing\nbound_claims of auth\/jwt\/role\/for-team require "team", but the token does not have this claim/,
  ],
  [
    'another subject',
    { role: 'for-subject' },
    /invalid subject.*\nThe token's sub is "repo:octo-org\/run-\d+:ref:refs\/heads\/main": set bound_subject of auth\/jwt\/role\/for-subject to this value/,
  ],
  [
    'a subject with ids, and a role without them',
    { role: 'for-subject', claims: { sub: withIds } },
    /sub contains ids.* If bound_subject of auth\/jwt\/role\/for-subject is the form without ids, "repo:octo-org\/shop:ref:refs\/heads\/main", change it to "repo:octo-org@1\/shop@271828182:ref:refs\/heads\/main"\. Or remove it, and bind repository_id \("271828182"\)/,
  ],
  [
    'a subject with ids, bound as a claim',
    { role: 'for-subject-claim', claims: { sub: withIds } },
    /sub contains ids.* If "sub" in bound_claims of auth\/jwt\/role\/for-subject-claim is the form without ids, "repo:octo-org\/shop:ref:refs\/heads\/main", change it to/,
  ],
  [
    'a role without audiences',
    { role: 'for-no-audience' },
    /no audiences bound to the role\nThe role binds no audience\. Set bound_audiences of auth\/jwt\/role\/for-no-audience to "https:\/\/vault\.example"/,
  ],
  [
    'a user_claim that the token does not have',
    { role: 'for-email' },
    /claim "email" not found in token\nuser_claim of auth\/jwt\/role\/for-email is "email", which this token lacks\. For tokens of GitHub use "repository"/,
  ],
  [
    'a runner at another address',
    { role: 'for-addresses' },
    /permission denied\nEither no auth method .*, or token_bound_cidrs of auth\/jwt\/role\/for-addresses exclude this runner's address/,
  ],
  [
    'a role for browsers',
    { role: 'for-browsers' },
    /oidc role_type is not allowed\nauth\/jwt\/role\/for-browsers has role_type=oidc, which is for logins in a browser\. Set role_type=jwt/,
  ],
  [
    'a mount without configuration',
    { with: { path: 'jwt-empty' } },
    /could not load configuration\nNothing is configured at auth\/jwt-empty\/config\. Check `path` and `namespace`/,
  ],
  [
    'another issuer',
    { with: { path: 'jwt-other-issuer' } },
    /invalid issuer.*\nThe token's issuer is "http:\/\/127\.0\.0\.1:\d+": bound_issuer of auth\/jwt-other-issuer\/config has to be the same/,
  ],
  [
    "a fixed key that is not the issuer's",
    { with: { path: 'jwt-other-key' } },
    /no known key successfully validated.*\nThe keys in Vault are not those of the issuer: .* jwt_validation_pubkeys of auth\/jwt-other-key\/config/,
  ],
  [
    'keys of another issuer',
    { with: { path: 'jwt-other-keys' } },
    /failed to verify id token signature\nThe keys in Vault are not those of the issuer: check jwks_url, .* of auth\/jwt-other-keys\/config/,
  ],
  [
    'keys that the server cannot reach',
    { with: { path: 'jwt-dead-keys' } },
    /fetching keys .*connection refused\nVault's server cannot reach the issuer's keys: check its network, and jwks_url or oidc_discovery_url of auth\/jwt-dead-keys\/config/,
  ],
  [
    'an issuer that the server cannot reach',
    { with: { path: 'jwt-dead-issuer' } },
    /error configuring token validator: .*connection refused\nVault's server cannot reach the issuer: check its network, and oidc_discovery_url of auth\/jwt-dead-issuer\/config/,
  ],
  [
    'an expired token',
    { claims: { iat: now - 900, nbf: now - 1_500, exp: now - 600 } },
    /token is expired\nThe token expired 1\d min ago, at \d{4}-[\d-]+T[\d:]+Z\. Use a new token/,
  ],
  [
    'an issuer whose clock is ahead',
    { claims: { iat: now + 600, exp: now + 900 } },
    /issued in the future\nThe issuer's clock is \d+ min ahead of this runner's: the token was issued at .*Z\. Correct the clock of the issuer/,
  ],
  [
    'a token that is not yet valid',
    { claims: { nbf: now + 600, exp: now + 900 } },
    /not yet valid\nThe token is valid only from .*Z \(nbf\), in \d+ min\. The issuer sets this time/,
  ],
  [
    'a token without a valid signature',
    { with: { jwt: 'eyJhIjoxfQ.eyJhIjoxfQ.e30' } },
    /malformed jwt.*\nThe token is not a signed JWT that Vault can verify/,
  ],
  [
    'a denied path',
    { secrets: `${secrets}; secret/data/forbidden password | F` },
    /line 1: GET secret\/data\/forbidden: 403 permission denied/,
  ],
  [
    'KV version 2 without data/',
    { secrets: `${secrets}; secret/ci/app password | F` },
    /If the mount is KV version 2, write secret\/data\/ci\/app/,
  ],
  [
    'nothing stored',
    { secrets: `${secrets}; secret/data/ci/nowhere password | F` },
    /line 1: GET secret\/data\/ci\/nowhere: 404 nothing is stored there/,
  ],
  [
    'KV version 2 without data/, if a policy allows the path',
    { role: 'reads-anywhere', secrets: 'secret/ci/app password' },
    /404 Invalid path for a versioned.*\nThe mount is KV version 2: write secret\/data\/ci\/app, or secret\/ci\/data\/app if .*\nERR_REFUSED/,
  ],
  [
    'KV version 2 without data/, also with the flag optional',
    { role: 'reads-anywhere', secrets: 'secret/ci/app password | F | optional' },
    /404 Invalid path for a versioned.*\n.*\nERR_REFUSED/,
  ],
  [
    'a deleted secret',
    { secrets: 'secret/data/ci/deleted password' },
    /line 1: GET secret\/data\/ci\/deleted: 404 version 1 was deleted at \d{4}-[\d-]+T[\d:]+Z\nRestore it \(vault kv undelete -mount=secret -versions=1 ci\/deleted\), write the secret again, or read an older version: add \?version=NUMBER to the path/,
  ],
  [
    'a deleted version',
    { secrets: 'secret/data/ci/ended?version=2 password' },
    /404 version 2 was deleted at .*Z\n.*-versions=2 ci\/ended\), write the secret again, or remove \?version= to read the newest version/,
  ],
  [
    'a destroyed version',
    { secrets: 'secret/data/ci/ended?version=1 password' },
    /404 version 1 was destroyed\nIt cannot be restored: write the secret again, or remove \?version= to read the newest version, or read another version\./,
  ],
  [
    'a version that was never written',
    { secrets: 'secret/data/ci/ended?version=9 password' },
    /404 nothing is stored there\nEither this path has no secret, or the secret does not have this version: .* Without \?version= the newest version is read/,
  ],
  [
    'an unknown database role',
    { secrets: 'database/creds/nobody username' },
    /unknown role: nobody\nThe last part of database\/creds\/nobody must be a role of this engine\. To list the roles: vault list database\/roles\n/,
  ],
  [
    'an unknown AWS role',
    { role: 'reads-anywhere', secrets: 'aws/creds/nobody access_key' },
    /400 Role "nobody" not found\nThe last part of aws\/creds\/nobody must be a role of this engine\. To list the roles: vault list aws\/roles/,
  ],
  [
    'an unknown PKI role',
    { role: 'reads-anywhere', secrets: 'pki/issue/nobody {"common_name": "a.example.com"} certificate' },
    /400 unknown role: nobody\nThe last part of pki\/issue\/nobody must be a role of this engine\. To list the roles: vault list pki\/roles/,
  ],
  [
    'an unknown SSH role',
    { role: 'reads-anywhere', secrets: 'ssh/sign/nobody {"public_key": "x"} signed_key' },
    /400 Unknown role: nobody\nThe last part of ssh\/sign\/nobody must be a role of this engine\. To list the roles: vault list ssh\/roles/,
  ],
  [
    'a token without uses left',
    { role: 'two-uses', secrets: 'secret/data/ci/app password; kv/ci/legacy password | A; secret/data/ci/ended password | B' },
    /403 .*permission denied.*\n *The role gives its tokens 2 uses \(token_num_uses\), but this step needs at least 4: .* Set token_num_uses of the role to 4 or more, or to 0/,
  ],
  [
    'a lease read with the last use',
    { role: 'one-use', secrets: 'database/creds/app username' },
    /token had one use left.*\nThe role gives its tokens 1 use \(token_num_uses\), but this step needs at least 2/,
  ],
  [
    'a mount that does not exist',
    { role: 'reads-anywhere', secrets: 'nowhere/data/ci/app password' },
    /403 permission denied\nA policy of the token must allow: path "nowhere\/data\/ci\/app"/,
  ],
  [
    'a key with the value null',
    { secrets: `${secrets}; secret/data/ci/app nothing | F` },
    /secret\/data\/ci\/app: the value of "nothing" is null/,
  ],
]

beforeAll(configureRefusals)

describe('reports one error with advice, and leaves nothing behind', () => {
  test.each(refused)('%s', async (_, scenario, says) => {
    await expectRefusal(scenario, says)
  })

  onlyWith('namespaces', () => {
    test.each(unknownNamespace)('%s', async (_, scenario, says) => {
      await expectRefusal(scenario, says)
    })
  })
})

async function expectRefusal(scenario: Scenario, says: RegExp): Promise<void> {
  const run = await finishRun({ secrets, ...scenario })
  const errors = run.main.annotations.filter(({ level }) => level === 'error')
  expect(errors).toHaveLength(1)
  expect(errors[0]!.message).toMatch(says)
  expect(run.main.exitCode).toBe(1)
  expect(run.post.log).toEqual([])
  expect(Object.keys(run.step.outputs)).toEqual(['errorMessage'])
  expect(await run.left()).toEqual(nothing)
  expect([run.main.raw.replace(/^::add-mask::.*$/gm, ''), run.main.summary, run.post.raw].join('\n')).not.toContain(canary)
}

/** Mistakes that are found before any request. */
const mistaken: readonly (readonly [title: string, scenario: Scenario, says: RegExp])[] = [
  [
    'a typo in the mapping',
    { secrets: 'secret/data/ci/app password;\nsecret/data/ci/app' },
    /^secrets line 2, column 1: "secret\/data\/ci\/app" has no key\. Write: secret\/data\/ci\/app KEY/,
  ],
  [
    'a forgotten semicolon',
    { secrets: 'secret/data/ci/app a b\nsecret/data/ci/app b' },
    /^secrets line 1, column 1: .* spans several lines\. Write: one entry per line/,
  ],
  [
    'no step could read',
    { secrets, id: null },
    /this step has no `id`, and `exportEnv` is not set\nAdd one of these to this step:\n {2}id: vault /,
  ],
  ['no address', { secrets, with: { url: '' } }, /^url: is required\. Write: https:\/\/vault\.example\.com/],
  ['a wrong boolean', { secrets, with: { exportEnv: 'yes' } }, /^exportEnv: "yes" is neither true nor false/],
  [
    'a variable that the runner owns',
    { secrets: 'secret/data/ci/app password | GITHUB_ENV', with: { exportEnv: 'true' } },
    /^secrets line 1: the variable "GITHUB_ENV" is set by the runner itself/,
  ],
  [
    'credentials of several methods',
    { secrets, with: { token: 's.one', roleId: 'role-1' } },
    /^method: is required: token and roleId imply different methods\. Write: token or approle, and remove the other credential/,
  ],
  ['many at once', { secrets: 'a; b c d', with: { exportEnv: 'x', timeout: '-1' } }, /^4 problems in the inputs\n/],
]

test.each(mistaken)('reports an error before any request: %s', async (_, scenario, says) => {
  const proxy = await endsWithTest(startFaultProxy({ target: stack.server.url }))
  const issuer = await endsWithTest(startFaultProxy({ target: stack.issuer.url }))
  const run = await finishRun({ ...scenario, issuerUrl: issuer.url, with: { url: proxy.url, ...scenario.with } })
  expect(run.main.exitCode).toBe(1)
  expect(run.main.annotations.filter(({ level }) => level === 'error').map(({ message }) => message)).toEqual([expect.stringMatching(says)])
  expect([...proxy.requests, ...issuer.requests]).toEqual([])
})

test.each<[string, Scenario, string]>([
  [
    'a branch',
    { secrets, role: 'for-ref', claims: { ref: '##[add-mask]main\n::add-mask::main' } },
    'ref = ## [add-mask]main ::add-mask::main',
  ],
  ['a path', { secrets: 'secret/data/ci/##[add-mask]deploy password' }, 'GET secret/data/ci/## [add-mask]deploy: 404'],
])('does not print a runner command that is part of a name: %s', async (_, scenario, shown) => {
  const run = await finishRun(scenario)
  expect(run.main.exitCode).toBe(1)
  // if the runner had executed the command, its mask would hide a part of this
  expect(run.main.log.join('\n')).toContain(shown)
  expect(await run.left()).toEqual(nothing)
})

test('needs no id with exportEnv or in a composite action', async () => {
  const exported = await finishRun({ id: null, secrets: 'secret/data/ci/app password', with: { exportEnv: 'true' } })
  expect(exported.job.env).toHaveProperty('PASSWORD')
  const composite = await finishRun({ id: null, secrets: 'secret/data/ci/app password', composite: '/some/action' })
  expect(composite.main.exitCode).toBe(0)
})

test('rejects the token of an OIDC endpoint that an earlier step has set', async () => {
  const run = await finishRun({ secrets, claims: { run_id: '1' } })
  expect(run.main.annotations[0]!.message).toMatch(/^the OIDC token was not issued for this job: run_id is "1", expected/)
  expect(run.requests()).toEqual([])
})

test('reads no URL and no credential from the environment', async () => {
  const run = await finishRun({ secrets, with: { url: '' }, env: { VAULT_ADDR: stack.server.url, VAULT_TOKEN: 'hush' } })
  expect(run.main.annotations[0]!.message).toMatch(/^url: is required/)
})

test('ignoreNotFound reports missing secrets as notices, but a denied path stays an error', async () => {
  const optional = { ignoreNotFound: 'true' }
  const run = await finishRun({
    secrets: 'secret/data/ci/nowhere a; secret/data/ci/app nokey; secret/data/ci/app password',
    with: optional,
  })
  expect(run.step.outputs).toMatchObject({ password: 'hush-app-password' })
  expect(run.main.annotations.map(({ level, message }) => `${level} ${message}`)).toEqual([
    'notice secrets line 1: secret/data/ci/nowhere: nothing is stored there; ignored because of the flag optional or the input ignoreNotFound',
    expect.stringMatching(
      /^notice secrets line 1: secret\/data\/ci\/app: there is no key "nokey"; nearest keys: .*; ignored because of the flag optional or the input ignoreNotFound$/,
    ),
  ])
  const denied = await finishRun({ secrets: 'secret/data/forbidden a', with: optional })
  expect(denied.main.exitCode).toBe(1)
})
