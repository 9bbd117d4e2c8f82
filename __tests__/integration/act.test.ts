import { execFileSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SignJWT } from 'jose'
import { runWorkflow, type WorkflowRun } from '../../testing/act/workflow.ts'
import { awsEnv } from '../../testing/stack/aws-api.ts'
import { startGitHost } from '../../testing/github/git-host.ts'
import { requestUrl } from '../../testing/stack/id-token.ts'
import { approle, user } from '../../testing/stack/logins.ts'
import { app, canary } from '../../testing/stack/stored.ts'
import { endsWithTest } from '../support/ends-with-test.ts'
import { startGithubOfApp } from '../support/github-scenario.ts'
import { action, look, stack } from '../support/scenario.ts'

const example = (name: string) => readFileSync(join(action, 'examples', name), 'utf8')

/** A deployment that keeps what it was given, and prints it as a careless script would. */
const deploy = `#!/bin/sh
echo "user $PGUSER with $APP_PASSWORD"
printf '%s\\n' "$PGUSER" "$APP_PASSWORD" > "$SEEN"
`

let seen: string
beforeEach(() => {
  seen = mkdtempSync(join(tmpdir(), 'seen-'))
})
afterEach(() => {
  rmSync(seen, { recursive: true })
})

/** What an example takes from its repository, beside or in place of the usual. */
interface Network {
  readonly vars: Readonly<Record<string, string>>
  readonly secrets: Readonly<Record<string, string>>
  /** The environment of the runner's machine. */
  readonly env?: Readonly<Record<string, string>>
}

async function push(workflow: string, files: Record<string, string>, network?: Network): Promise<WorkflowRun & { user: string }> {
  const repository = { '.github/workflows/main.yml': workflow, 'deploy.sh': deploy, ...files }
  const run = await runWorkflow({
    act: process.env['TEST_ACT']!,
    action,
    names: ['vault-exchange/vault-exchange@v0'],
    files: repository,
    workflow: '.github/workflows/main.yml',
    env: {
      SEEN: join(seen, 'values'),
      ACTIONS_ID_TOKEN_REQUEST_URL: requestUrl(stack.issuer, { run_id: '1' }),
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: stack.issuer.requestToken,
      ...awsEnv(stack.aws),
      ...network?.env,
    },
    vars: { VAULT_ADDR: stack.server.url, ...network?.vars },
    ...(network && { secrets: network.secrets }),
  })
  if (run.exitCode !== 0) throw new Error(run.log)
  const [user, password] = readFileSync(join(seen, 'values'), 'utf8').split('\n')
  expect(password).toBe(app.password)
  return { ...run, user: user! }
}

const rows: readonly (readonly [title: string, workflow: string, files: Record<string, string>, leases: string])[] = [
  ['a job', 'job.yml', {}, '2 leases'],
  [
    'a composite action that passes any mapping down and secrets up',
    'composite.yml',
    { '.github/actions/credentials/action.yml': example('composite/action.yml') },
    '1 lease',
  ],
  ['a command that alone gets the secrets', 'run.yml', {}, '1 lease'],
  ['a reusable workflow', 'reusable-caller.yml', { '.github/workflows/reusable.yml': example('reusable.yml') }, '1 lease'],
]

test.each(rows)(
  '%s: the deployment has its secrets, the log has none, and nothing is left',
  async (_, workflow, files, leases) => {
    const { log, user } = await push(example(workflow), files)
    expect(user).toMatch(/^v-jwt-/)
    expect(log).toMatch(/\| user \*\*\* with \*\*\*/)
    expect(log).toContain(`${leases} revoked, token revoked`)
    expect(log).not.toContain(canary)
    expect(log).not.toContain(user)
    expect(await look.databaseUsers()).not.toContain(user)
  },
  120_000,
)

test('a private CA, a client certificate and a gateway of its own', async () => {
  const { mutualUrl, ca, client } = stack.server.tls
  const base64 = (text: string) => Buffer.from(text).toString('base64')
  const { log } = await push(
    example('private-network.yml'),
    {},
    {
      vars: { VAULT_ADDR: mutualUrl, VAULT_CA: base64(ca), VAULT_CLIENT_CERTIFICATE: base64(client.certificate) },
      secrets: { VAULT_CLIENT_KEY: base64(client.key), GATEWAY_KEY: 'k3y-of-the-gateway' },
    },
  )
  expect(log).toContain('1 lease revoked, token revoked')
  expect(log).not.toContain(canary)
  expect(log).not.toContain('k3y-of-the-gateway')
}, 120_000)

describe('another login', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string
  const base64 = (text: string) => Buffer.from(text).toString('base64')
  const sub = 'spiffe://example.org/ci/deploy'

  beforeAll(async () => {
    const role = { role_type: 'jwt', token_policies: ['read-kv', 'read-dynamic', 'revoke-by-path'] }
    const roles = {
      'jwt-key': { ...role, user_claim: 'repository', bound_claims: { repository: 'octo-org/shop' } },
      'jwt-spiffe': { ...role, user_claim: 'sub', bound_audiences: ['vault'], bound_subject: sub },
    }
    for (const [path, body] of Object.entries(roles)) {
      await look.root('POST', `sys/auth/${path}`, { type: 'jwt' })
      await look.root('POST', `auth/${path}/config`, { jwt_validation_pubkeys: [publicKey.export({ type: 'spki', format: 'pem' })] })
      await look.root('POST', `auth/${path}/role/deploy`, body)
    }
  })

  const { mutualUrl, ca, client } = stack.server.tls
  const { runner } = stack.aws
  test.each<[string, () => Network | Promise<Network>, string]>([
    [
      'approle',
      () => ({ vars: { VAULT_ROLE_ID: approle.roleId }, secrets: { VAULT_SECRET_ID: approle.secretId } }),
      '1 lease revoked, token revoked',
    ],
    ['userpass', () => ({ vars: {}, secrets: { VAULT_PASSWORD: user.password } }), '1 lease revoked, token revoked'],
    ['jwt-key', () => ({ vars: {}, secrets: { VAULT_JWT_KEY: base64(key) } }), '1 lease revoked, token revoked'],
    [
      'jwt-file',
      async () => {
        const jwt = await new SignJWT({ sub, aud: 'vault' })
          .setProtectedHeader({ alg: 'RS256' })
          .setIssuedAt()
          .setExpirationTime('5m')
          .sign(privateKey)
        writeFileSync(join(seen, 'svid'), jwt)
        return { vars: { SPIFFE_JWT_FILE: join(seen, 'svid') }, secrets: {} }
      },
      '1 lease revoked, token revoked',
    ],
    [
      'token',
      async () => {
        const { auth } = await look.root('POST', 'auth/token/create', {
          policies: ['read-kv', 'read-dynamic', 'revoke-by-path'],
          ttl: '10m',
        })
        return { vars: {}, secrets: { VAULT_TOKEN: auth!.client_token } }
      },
      '1 lease revoked',
    ],
    [
      'cert',
      () => ({
        vars: { VAULT_ADDR: mutualUrl, VAULT_CA: base64(ca), VAULT_CLIENT_CERTIFICATE: base64(client.certificate) },
        secrets: { VAULT_CLIENT_KEY: base64(client.key) },
      }),
      '1 lease revoked, token revoked',
    ],
    [
      'aws',
      () => ({ vars: {}, secrets: {}, env: { AWS_ACCESS_KEY_ID: runner.accessKeyId, AWS_SECRET_ACCESS_KEY: runner.secretAccessKey } }),
      '1 lease revoked, token revoked',
    ],
  ])(
    '%s',
    async (name, network, end) => {
      const given = await network()
      const { log } = await push(example(`login-${name}.yml`), {}, given)
      expect(log).toContain(end)
      expect(log).not.toContain(canary)
      for (const secret of [...Object.values(given.secrets), runner.secretAccessKey]) expect(log).not.toContain(secret)
    },
    120_000,
  )
})

test('a composite action that clones a second repository with an installation token', async () => {
  const github = await startGithubOfApp()
  const valid = (value: string) => github.tokens.find((token) => token.value === value && !token.isRevoked)
  const host = await endsWithTest(
    startGitHost(
      { 'octo-org/infra': { 'main.tf': 'module "shop" {}\n' } },
      (token, name) => valid(token)?.repositories.includes(name) ?? false,
    ),
  )
  const { exitCode, log } = await runWorkflow({
    act: process.env['TEST_ACT']!,
    action,
    names: ['vault-exchange/vault-exchange@v0'],
    files: {
      '.github/workflows/main.yml': example('github-token.yml'),
      '.github/actions/second-repository/action.yml': example('second-repository/action.yml'),
      'deploy.sh': '#!/bin/sh\ncat "$1/main.tf"\necho "config: $(cat "$1/.git/config")"\n',
    },
    workflow: '.github/workflows/main.yml',
    env: {
      ACTIONS_ID_TOKEN_REQUEST_URL: requestUrl(stack.issuer, { run_id: '1' }),
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: stack.issuer.requestToken,
      GITHUB_API_URL: github.url,
      GITHUB_SERVER_URL: host.url,
    },
    vars: { VAULT_ADDR: stack.server.url },
  })
  expect([exitCode, log]).toEqual([0, expect.stringContaining('| module "shop" {}')])
  expect(log).toContain('Created an installation token of the App octo-deployer for octo-org/infra')
  expect(log).toContain('Installation token revoked')
  expect(github.tokens).toEqual([
    expect.objectContaining({ repositories: ['octo-org/infra'], permissions: { contents: 'read' }, isRevoked: true }),
  ])
  expect(log).not.toContain(github.tokens[0]!.value)
}, 120_000)

describe('policies and roles that are committed', () => {
  const workflows = { '.github/workflows/main.yml': example('plan.yml'), '.github/workflows/deploy.yml': example('job.yml') }
  const run = (files: Readonly<Record<string, string>>) =>
    runWorkflow({
      act: process.env['TEST_ACT']!,
      action,
      names: ['vault-exchange/vault-exchange@v0'],
      files: { ...workflows, ...files },
      workflow: '.github/workflows/main.yml',
      env: {},
      vars: { VAULT_ADDR: 'https://vault.example.com' },
    })

  test('are checked against the workflows, without a login', async () => {
    const workspace = join(seen, 'repository')
    mkdirSync(join(workspace, '.github/workflows'), { recursive: true })
    mkdirSync(join(workspace, '.git'))
    writeFileSync(join(workspace, '.git/config'), '[remote "origin"]\n\turl = https://github.com/octo-org/shop.git\n')
    for (const [path, text] of Object.entries(workflows)) writeFileSync(join(workspace, path), text)
    const command = [join(action, 'plan/dist/main/index.js'), workspace, '--vars', 'VAULT_ADDR=https://vault.example.com']
    execFileSync(process.execPath, [...command, '--generate', join(workspace, 'vault')], { stdio: 'ignore' })
    const names = readdirSync(join(workspace, 'vault'))
    expect(names.sort()).toEqual(['commands.sh', 'deploy.hcl', 'deploy.role.json', 'vault.tf'])
    const files = Object.fromEntries(names.map((name) => [`vault/${name}`, readFileSync(join(workspace, 'vault', name), 'utf8')]))

    const same = await run(files)
    expect([same.exitCode, same.log]).toEqual([0, expect.stringContaining('| vault/deploy.hcl: unchanged')])
    const { exitCode, log } = await run({ ...files, 'vault/deploy.hcl': 'path "secret/*" { capabilities = ["read"] }\n' })
    expect([exitCode, log]).toEqual([1, expect.stringContaining('| vault/deploy.hcl: written')])
    expect(log).toContain('+path "database/creds/app" {')
    expect((await run({})).exitCode).toBe(1)
  }, 120_000)
})

test('uses: ./ in the repository of the action itself', async () => {
  const files = Object.fromEntries(
    ['action.yml', 'dist/main/index.js', 'dist/post/index.js', ...chunks()].map((path) => [path, readFileSync(join(action, path), 'utf8')]),
  )
  const { log } = await push(example('job.yml').replace('vault-exchange/vault-exchange@v0', './'), files)
  expect(log).toContain('2 leases revoked, token revoked')
}, 120_000)

/** The files that main and post share, or load when they are needed. */
function chunks(): string[] {
  return readdirSync(join(action, 'dist/shared')).map((name) => `dist/shared/${name}`)
}
