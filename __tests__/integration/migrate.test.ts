import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runWorkflow, type WorkflowRun } from '../../testing/act/workflow.ts'
import { awsEnv } from '../../testing/stack/aws-api.ts'
import { requestUrl } from '../../testing/stack/id-token.ts'
import { approle, user } from '../../testing/stack/logins.ts'
import { app, canary, legacy, teamApp } from '../../testing/stack/stored.ts'
import { endsWithTest } from '../support/ends-with-test.ts'
import { unsignedJwt } from '../support/jwt.ts'
import { action, look, stack } from '../support/scenario.ts'
import { readShape, shapeNames } from '../unit/migrate/shapes.ts'

/** Stored for these tests. */
const deep = {
  a: { b: { c: 'hush-at-three-levels' }, token: 'hush-nested-token' },
  editor: 'hush-editor',
  encoded: Buffer.from('hush-decoded').toString('base64'),
}
const settings = { 'log-level': 'hush-level', region: 'hush-region' }

/** A new value for each run. */
const dynamic = expect.stringMatching(/./) as unknown

/**
 * The values that vault-action sets for the step before the migration, by its documented rules: name of the shape, the rule that it
 * shows, outputs, and variables. Names of outputs are in lower case, because GitHub ignores their case.
 */
const rows: readonly (readonly [shape: string, rule: string, outputs: Values, variables: Values])[] = [
  ['token', 'method: token by default; exportEnv is true; a name is the key', {}, { PASSWORD: app.password, PORT: '5432' }],
  ['jwt-outputs', 'exportEnv: false sets outputs only', { db_password: app.password, db_user: legacy.username }, {}],
  ['approle-pinned', 'other values are JSON', { password: app.password, enabled: 'true' }, { PASSWORD: app.password, ENABLED: 'true' }],
  [
    'folded',
    'white space separates path and key; only the first dot of a key becomes __',
    { password: app.password, a__bc: deep.a.b.c, username: legacy.username },
    { PASSWORD: app.password, A__BC: deep.a.b.c, USERNAME: legacy.username },
  ],
  ['one-line', "exportEnv: 'false'", { password: app.password, a__bc: deep.a.b.c }, {}],
  ['matrix-app', 'expressions in paths and keys', { password: app.password }, { PASSWORD: app.password }],
  ['matrix-deep', 'expressions in paths and keys', { password: deep.a.token }, { PASSWORD: deep.a.token }],
  ['composite', 'variables leave a composite action', { password: app.password }, { PASSWORD: app.password }],
  ['reusable', 'the mapping is an input of the workflow', { password: app.password }, { PASSWORD: app.password }],
  ['kubernetes', 'path is the mount of the login', { password: app.password }, { PASSWORD: app.password }],
  [
    'userpass',
    'a path into nested objects',
    { password: app.password, db_user: app.database.user },
    { PASSWORD: app.password, DB_USER: app.database.user },
  ],
  ['custom-method', 'authPayload', { password: app.password }, { PASSWORD: app.password }],
  ...(stack.namespaces
    ? [
        [
          'namespace',
          'a dash is dropped in a name',
          { apikey: teamApp['api-key'], team_password: teamApp.password },
          { APIKEY: teamApp['api-key'], TEAM_PASSWORD: teamApp.password },
        ] as const,
      ]
    : []),
  [
    'wildcards',
    '* is upper case in variables, ** is not; a name is a prefix',
    { app_loglevel: 'hush-level', app_region: 'hush-region', loglevel: 'hush-level', region: 'hush-region' },
    { APP_LOGLEVEL: 'hush-level', APP_REGION: 'hush-region', loglevel: 'hush-level', region: 'hush-region' },
  ],
  ['certificates', 'base64 of PEM', { password: app.password }, { PASSWORD: app.password }],
  [
    'booleans',
    'everything but false is true; an unknown encoding is ignored; a missing path is skipped',
    { password: app.password },
    { PASSWORD: app.password },
  ],
  ['extra-headers', 'one header a line', { password: app.password }, { PASSWORD: app.password }],
  ['export-token', 'exportToken sets VAULT_TOKEN', {}, { VAULT_TOKEN: dynamic }],
  ['output-token', 'outputToken sets vault_token', { password: app.password, vault_token: dynamic }, {}],
  ['anchors', 'an alias is a copy', { password: app.password }, { PASSWORD: app.password }],
  ['flow-style', 'the same values in { }', { password: app.password, a__bc: deep.a.b.c }, { PASSWORD: app.password, A__BC: deep.a.b.c }],
  ['crlf', 'the same values', { password: app.password, a__bc: deep.a.b.c }, { PASSWORD: app.password, A__BC: deep.a.b.c }],
  [
    'comments',
    'a comment is no part of a name',
    { password: app.password, token: deep.a.token },
    { PASSWORD: app.password, TOKEN: deep.a.token },
  ],
  [
    'derived-names',
    'names without | NAME; the runner keeps its own GITHUB_SHA',
    {
      a__bc: deep.a.b.c,
      database__user: app.database.user,
      apikey: app['api-key'],
      editor: deep.editor,
      github_sha: deep.a.token,
    },
    {
      A__BC: deep.a.b.c,
      DATABASE__USER: app.database.user,
      APIKEY: app['api-key'],
      EDITOR: deep.editor,
      GITHUB_SHA: expect.stringMatching(/^[\da-f]{40}$/),
    },
  ],
  ['jwt-key', 'secretEncodingType: base64', { decoded: 'hush-decoded' }, { DECODED: 'hush-decoded' }],
  [
    'dynamic',
    'one read of a path for all its entries',
    { pguser: dynamic, pgpassword: dynamic, aws_access_key_id: dynamic, aws_secret_access_key: dynamic, aws_session_token: '' },
    { PGUSER: dynamic, PGPASSWORD: dynamic, AWS_ACCESS_KEY_ID: dynamic, AWS_SECRET_ACCESS_KEY: dynamic, AWS_SESSION_TOKEN: '' },
  ],
  [
    'pki',
    'names of the role',
    { web_cert: dynamic, web_key: dynamic, web_ca: dynamic, web_ca_chain: dynamic },
    { WEB_CERT: dynamic, WEB_KEY: dynamic, WEB_CA: dynamic, WEB_CA_CHAIN: dynamic },
  ],
  ['last-step', 'a job passes an output on', { port: '5432' }, {}],
]

type Values = Readonly<Record<string, unknown>>

/** Shapes that no job runs here, and why. */
const notRun: Readonly<Record<string, string>> = {
  github: 'the server needs GitHub for its users; login-backends.test.ts logs in',
  ...(!stack.namespaces && { namespace: 'the server has no namespaces' }),
}

/** Keeps the outputs and the environment of a step for the test. */
const seenScript = `#!/bin/sh
printf '%s' "$OUTPUTS" > "$SEEN/\${SHAPE:-$GITHUB_WORKFLOW}.json"
env -0 > "$SEEN/\${SHAPE:-$GITHUB_WORKFLOW}.env"
`

const base64 = (text: string) => Buffer.from(text).toString('base64')
const policies = ['read-kv', 'read-dynamic', 'revoke-by-path']
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const account = unsignedJwt({
  sub: 'system:serviceaccount:ci:runner',
  exp: 4_000_000_000,
  iat: 1_700_000_000,
  nbf: 1_700_000_000,
  'kubernetes.io': { namespace: 'ci', serviceaccount: { name: 'runner', uid: 'uid-1' } },
})

/** Starts the part of a cluster that knows the service account. Returns its address. */
async function tokenReviewer(): Promise<string> {
  const cluster = createServer((request, response) => {
    request.resume().on('end', () => {
      const status = { authenticated: true, user: { username: 'system:serviceaccount:ci:runner', uid: 'uid-1', groups: [] } }
      const review = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenReview', metadata: {}, spec: {}, status }
      response.writeHead(201, { 'content-type': 'application/json' }).end(JSON.stringify(review))
    })
  }).listen(0, '127.0.0.1')
  await once(endsWithTest(cluster), 'listening')
  return `http://127.0.0.1:${(cluster.address() as AddressInfo).port}`
}

/** Configures what the shapes log in with and read, beside the usual content of the stack. */
async function configure(): Promise<{ token: string }> {
  const { root } = look
  await root('POST', 'secret/data/ci/deep', { data: deep })
  await root('POST', 'kv/ci/settings', settings)
  await root('POST', 'sys/auth/ci-login', { type: 'approle' })
  await root('POST', 'auth/ci-login/role/deploy', { role_id: approle.roleId, token_policies: policies })
  await root('POST', 'auth/ci-login/role/deploy/custom-secret-id', { secret_id: approle.secretId })
  await root('POST', 'sys/auth/jwt-signed', { type: 'jwt' })
  await root('POST', 'auth/jwt-signed/config', { jwt_validation_pubkeys: [publicKey.export({ type: 'spki', format: 'pem' })] })
  const bound = { user_claim: 'repository', bound_claims: { repository: 'octo-org/shop' } }
  await root('POST', 'auth/jwt-signed/role/deploy', { role_type: 'jwt', token_policies: policies, ...bound })
  await root('POST', 'sys/auth/k8s', { type: 'kubernetes' })
  const reviewer = { token_reviewer_jwt: account, disable_local_ca_jwt: true, kubernetes_ca_cert: stack.server.tls.ca }
  await root('POST', 'auth/k8s/config', { kubernetes_host: await tokenReviewer(), ...reviewer })
  const accounts = { bound_service_account_names: 'runner', bound_service_account_namespaces: 'ci' }
  await root('POST', 'auth/k8s/role/deploy', { ...accounts, token_policies: policies })
  const { auth } = await root('POST', 'auth/token/create', { policies, ttl: '10m' })
  return { token: auth!.client_token }
}

/** Runs the migrated workflows of all shapes in one repository. */
async function runAll(seen: string): Promise<WorkflowRun> {
  const { token } = await configure()
  writeFileSync(join(seen, 'account'), account)
  const files = shapeNames
    .filter((name) => !(name in notRun))
    .flatMap((name) =>
      Object.entries(readShape(name).after).map(([file, text]) => {
        if (file === 'action.yml') return ['.github/actions/secrets/action.yml', text] as const
        return [`.github/workflows/${file === 'workflow.yml' ? `${name}.yml` : file}`, text] as const
      }),
    )
  const { tls, url } = stack.server
  return runWorkflow({
    act: process.env['TEST_ACT']!,
    action,
    names: ['vault-exchange/vault-exchange@v0'],
    files: { ...Object.fromEntries(files), 'seen.sh': seenScript },
    workflow: '.github/workflows',
    env: {
      SEEN: seen,
      ACTIONS_ID_TOKEN_REQUEST_URL: requestUrl(stack.issuer, { run_id: '1' }),
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: stack.issuer.requestToken,
      ...awsEnv(stack.aws),
    },
    vars: {
      VAULT_ADDR: url,
      VAULT_TLS_ADDR: tls.url,
      VAULT_MUTUAL_ADDR: tls.mutualUrl,
      SERVICE_ACCOUNT_TOKEN: join(seen, 'account'),
      HOST: 'migrated.example.com',
    },
    secrets: {
      VAULT_TOKEN: token,
      VAULT_ROLE_ID: approle.roleId,
      VAULT_SECRET_ID: approle.secretId,
      VAULT_PASSWORD: user.password,
      VAULT_JWT_KEY: base64(privateKey.export({ type: 'pkcs8', format: 'pem' }) as string),
      VAULT_CA_CERT: base64(tls.ca),
      VAULT_CLIENT_CERT: base64(tls.client.certificate),
      VAULT_CLIENT_KEY: base64(tls.client.key),
      GATEWAY_ID: 'gateway-id',
      GATEWAY_KEY: 'k3y-of-the-gateway',
    },
  })
}

let seen: string
let run: WorkflowRun
beforeAll(async () => {
  seen = mkdtempSync(join(tmpdir(), 'seen-'))
  run = await runAll(seen)
}, 300_000)
afterAll(() => {
  rmSync(seen, { recursive: true })
})

const isOwn = (name: string) => ['secrets', 'leases', 'notfound'].includes(name)

describe('a migrated step sets the same values as vault-action', () => {
  it('for every shape', () => {
    const shapes = rows.map(([shape]) => shape.replace(/^matrix-.*/, 'matrix'))
    expect([...new Set([...shapes, ...Object.keys(notRun)])].sort()).toEqual([...shapeNames].sort())
  })

  it('and prints none of them', () => {
    const { exitCode, log } = run
    if (exitCode !== 0) throw new Error(log)
    expect(log).not.toContain(canary)
    expect(log).not.toContain('k3y-of-the-gateway')
    // every shape with a login of its own
    expect(log.match(/Token revoked|token revoked/g)?.length).toBeGreaterThanOrEqual(20)
  })

  it.each(rows)('%s: %s', (shape, _rule, outputs, variables) => {
    const written = readFileSync(join(seen, `${shape}.json`), 'utf8')
    const all =
      written === '' ? [] : Object.entries(JSON.parse(written) as Values).map(([name, value]) => [name.toLowerCase(), value] as const)
    expect(Object.fromEntries(all.filter(([name]) => !isOwn(name)))).toEqual(outputs)

    const environment = new Map(
      readFileSync(join(seen, `${shape}.env`), 'utf8')
        .split('\0')
        .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
    )
    // the names of all outputs, in every case in which a variable could have them
    const possible = Object.keys(outputs).flatMap((name) => [name, name.toUpperCase(), name.toLowerCase()])
    const names = [...new Set([...possible, ...Object.keys(variables)])].filter((name) => environment.has(name))
    expect(Object.fromEntries(names.map((name) => [name, environment.get(name)]))).toEqual(variables)
  })
})
