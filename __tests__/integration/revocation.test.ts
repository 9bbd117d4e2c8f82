import { setTimeout as sleep } from 'node:timers/promises'
import { callerWith } from '../../testing/stack/root.ts'
import { onlyWith } from '../support/only-with.ts'
import { finishRun, look, stack, type Finished, type Scenario } from '../support/scenario.ts'

/** One mode of revocation with its expected result. */
interface Mode {
  readonly title: string
  readonly role?: string
  readonly secrets: string
  readonly with?: Readonly<Record<string, string>>
  /** Policies of a token that the test creates and supplies with `method: token`. */
  readonly supplied?: readonly string[]
  readonly exits?: readonly [main: number, post: number]
  /** The whole log of the post step, or a pattern that it has to match. */
  readonly post: readonly string[] | RegExp
  readonly main?: RegExp
  /** Requests that the server's policies denied; none by default. */
  readonly refused?: readonly string[]
  /** Leases that are left at the end. */
  readonly leases?: number
  /** Tokens that are left at the end. */
  readonly tokens?: number
  /** The namespace of the leases. */
  readonly namespace?: string
}

const kv = 'secret/data/ci/app password'
const database = 'database/creds/app username'
const aws = 'aws/creds/deploy access_key'
const batchEnd = expect.stringMatching(/^1 lease revoked, the batch token expires by 20.* UTC$/) as string

const modes: readonly Mode[] = [
  { title: 'own service token, URL form granted', secrets: `${database}; ${aws}; ${kv}`, post: ['2 leases revoked, token revoked'] },
  { title: 'own service token, body form granted', role: 'deploy-body', secrets: database, post: ['1 lease revoked, token revoked'] },
  {
    title: 'own service token, neither granted: unconfirmed',
    role: 'deploy-plain',
    secrets: `${database}; ${aws}`,
    // the example is the lease whose response came first
    post: /^token revoked, 2 leases revoked with it, not confirmed\. To get a confirmation, allow: path "sys\/leases\/revoke\/(database\/creds\/app|aws\/creds\/deploy)\/\*"/,
  },
  {
    title: 'required, URL form granted',
    secrets: database,
    with: { revoke: 'required' },
    post: ['1 lease revoked, token revoked'],
  },
  {
    title: 'required, neither granted: renewed by one second, confirmed',
    role: 'deploy-plain',
    secrets: `${database}; ${aws}`,
    with: { revoke: 'required' },
    post: ['2 leases revoked, token revoked'],
  },
  {
    title: 'required, neither granted and not renewable: the step fails',
    role: 'deploy-plain',
    secrets: 'ssh/creds/otp {"ip": "127.0.0.1"} key',
    with: { revoke: 'required' },
    exits: [0, 1],
    post: /`revoke: required` is not satisfied[^]*ssh\/creds\/otp \(.*\) is revoked with the token in the background/,
  },
  {
    title: 'required, with a batch token: the step fails before the export',
    role: 'deploy-batch',
    secrets: database,
    with: { revoke: 'required' },
    exits: [1, 0],
    main: /`revoke: required` cannot be satisfied: the login returned a batch token/,
    post: [],
  },
  {
    title: 'required, with STS credentials: the step fails before the export',
    secrets: 'aws/sts/assume access_key',
    with: { revoke: 'required' },
    exits: [1, 0],
    main: /the AWS STS credentials of aws\/sts\/assume cannot be revoked/,
    post: [],
  },
  {
    title: 'false: token and leases stay valid, and the post step has nothing to do',
    secrets: database,
    with: { revoke: 'false' },
    main: /database\/creds\/app – not revoked, expires by 20[^]*Not revoked, because `revoke` is false: token \(expires by .* UTC\), 1 lease \(expires by .* UTC\)/,
    post: [],
    leases: 1,
    tokens: 1,
  },
  {
    title: 'false, but the step fails: everything is revoked',
    secrets: 'database/creds/app nokey',
    with: { revoke: 'false' },
    exits: [1, 0],
    main: /1 lease revoked, token revoked/,
    post: [],
  },
  { title: 'own batch token, URL form granted', role: 'deploy-batch', secrets: database, post: [batchEnd] },
  {
    title: 'own batch token, neither granted: renewed by one second',
    role: 'deploy-batch-plain',
    secrets: database,
    post: [batchEnd],
  },
  {
    title: 'own batch token, neither granted and not renewable: left and logged',
    role: 'deploy-batch-plain',
    secrets: 'ssh/creds/otp {"ip": "127.0.0.1"} key',
    post: /^the batch token expires by [^]*ssh\/creds\/otp \(.*\) is still valid: no policy allows its revocation, add path "sys\/leases\/revoke\/ssh\/creds\/otp\/\*".*It expires by 20/,
    leases: 1,
  },
  {
    title: 'supplied token, URL form granted',
    supplied: ['read-dynamic', 'revoke-by-path'],
    secrets: database,
    post: ['1 lease revoked'],
    tokens: 1,
  },
  {
    title: 'supplied token, neither granted: renewed by one second',
    supplied: ['read-dynamic'],
    secrets: database,
    post: ['1 lease revoked'],
    tokens: 1,
  },
  { title: 'supplied token, static secrets only: nothing to do', supplied: ['read-kv'], secrets: kv, post: [], tokens: 1 },
  {
    title: 'limited uses, too few: only the token is revoked',
    role: 'two-uses',
    secrets: database,
    post: /^token revoked, 1 lease revoked with it, not confirmed; the permissions to revoke leases could not be checked: the limited-use token has too few uses left$/,
  },
  { title: 'limited uses, enough', role: 'ten-uses', secrets: `${database}; ${aws}`, post: ['2 leases revoked, token revoked'] },
  {
    // it is not known whether such a token may ask for its grants, so one query is denied
    title: 'no default policy, but own grants',
    role: 'no-default-revoke',
    secrets: database,
    post: ['1 lease revoked, token revoked'],
    refused: ['update sys/capabilities-self', 'update sys/capabilities-self'],
  },
  {
    title: 'no default policy and no grants: everything is left and logged',
    role: 'no-default',
    secrets: database,
    post: /database\/creds\/app \(.*\) is still valid: .*permission denied[^]*The token is still valid: .*permission denied/,
    refused: expect.arrayContaining(['update auth/token/revoke-self']) as string[],
    leases: 1,
    tokens: 1,
  },
  {
    title: 'STS: the expiry is logged, and the token is revoked at the end of main',
    secrets: 'aws/sts/assume access_key',
    main: /aws\/sts\/assume – AWS STS, cannot be revoked, expires by 20.* UTC[^]*token revoked/,
    post: [],
    // the engine keeps the lease, but its revocation would have no effect
    leases: expect.any(Number) as number,
  },
  {
    title: 'a response with a child token: it is revoked with the own token, at the end of the job',
    role: 'parent',
    secrets: `auth/token/create {"display_name": "child", "ttl": "30m"}; ${kv}`,
    post: ['token revoked'],
  },
  { title: 'exported token: valid until the job ends', secrets: kv, with: { exportToken: 'true' }, post: ['token revoked'] },
]

const modesWithNamespaces: readonly Mode[] = [
  {
    title: 'token and lease in a namespace',
    role: 'deploy',
    secrets: database,
    with: { namespace: 'team' },
    post: ['1 lease revoked, token revoked'],
    namespace: 'team',
  },
  {
    title: 'token in one namespace, lease in another',
    role: 'across-namespaces',
    secrets: database,
    with: { namespace: 'team', authNamespace: 'root' },
    post: ['1 lease revoked, token revoked'],
    namespace: 'team',
  },
  {
    title: 'a namespace in the path, revocation granted there',
    role: 'across-namespaces',
    secrets: `team/${database}`,
    post: ['1 lease revoked, token revoked'],
    namespace: 'team',
  },
  {
    // a lease in another namespace is not revoked with the token
    title: 'a namespace in the path, no grant: left and logged',
    role: 'across-namespaces-plain',
    secrets: `team/${database}`,
    post: /^token revoked[^]*team\/database\/creds\/app \(.*\) is still valid: no policy allows its revocation, add path "team\/sys\/leases\/revoke\/database\/creds\/app\/\*".*It expires by 20/,
    leases: 1,
    namespace: 'team',
  },
]

test('namespaces are tested if the server has them', () => {
  expect(stack.namespaces).toBe(stack.server.product === 'openbao')
})

describe('revocation, mode by mode', () => {
  test.each(titled(modes))('%s', async (_, mode) => {
    await check(mode)
  })

  onlyWith('namespaces', () => {
    test.each(titled(modesWithNamespaces))('%s', async (_, mode) => {
      await check(mode)
    })
  })
})

/** Returns rows of a test table with their titles. */
function titled(some: readonly Mode[]) {
  return some.map((mode) => [mode.title, mode] as const)
}

async function check(mode: Mode): Promise<void> {
  const run = await finish(mode)
  expect([run.main.exitCode, run.post.exitCode]).toEqual(mode.exits ?? [0, 0])
  if (mode.main) expect(run.main.log.join('\n')).toMatch(mode.main)
  if (Array.isArray(mode.post)) expect(run.post.log).toEqual(mode.post)
  else expect(run.post.log.join('\n')).toMatch(mode.post as RegExp)
  expect(run.refused()).toEqual(mode.refused ?? [])

  const left = await countsOf(run, mode)
  expect(left.leases).toEqual(mode.leases ?? 0)
  expect(left.tokens).toEqual(mode.tokens ?? 0)
  // checks the same in the engines
  const { username, access_key } = run.step.outputs
  const reads = (text: string) => run.main.exitCode === 0 && mode.secrets.includes(text)
  expect([username !== undefined, access_key !== undefined]).toEqual([reads('username'), reads('access_key')])
  if (username !== undefined) expect((await look.databaseUsers()).includes(username)).toBe(mode.leases === 1)
  if (access_key !== undefined && mode.leases === undefined) expect(await look.accessKeys()).not.toContain(access_key)
  await run.cleanUp()
}

/** Returns the number of leases and tokens that are left after the background work of Vault. */
async function countsOf(run: Finished & Supplied, mode: Mode): Promise<{ leases: number; tokens: number }> {
  for (let waited = 0; ; waited += 200) {
    const { leases, tokens } = await run.left(mode.namespace)
    // the token can be in the root namespace, and the leases in another one
    const all = [...tokens, ...(mode.namespace === undefined ? [] : (await run.left()).tokens)]
    const counts = { leases: leases.length, tokens: new Set(all).size + (await run.suppliedAlive()) }
    const isRight = (mode.leases === undefined ? 0 : mode.leases) === counts.leases && (mode.tokens ?? 0) === counts.tokens
    if (isRight || waited > 4_000) return counts
    await sleep(200)
  }
}

interface Supplied {
  readonly suppliedAlive: () => Promise<number>
  readonly cleanUp: () => Promise<void>
}

async function finish(mode: Mode): Promise<Finished & Supplied> {
  const scenario: Scenario = {
    secrets: mode.secrets,
    ...(mode.role !== undefined && { role: mode.role }),
    ...(mode.with && { with: mode.with }),
  }
  if (!mode.supplied) {
    const run = await finishRun(scenario)
    return { ...run, suppliedAlive: () => Promise.resolve(0), cleanUp: () => revokeAll(run, mode) }
  }
  const { auth } = await look.root('POST', 'auth/token/create', { policies: mode.supplied, ttl: '1h' })
  const token = auth!.client_token
  const run = await finishRun({ ...scenario, role: '', with: { method: 'token', token, jwtGithubAudience: '', ...mode.with } })
  expect(run.main.raw.split('\n').filter((line) => line.includes(token) && !line.startsWith('::add-mask::'))).toEqual([])
  return {
    ...run,
    suppliedAlive: async () => ((await callerWith(stack.server.url, token)('GET', 'auth/token/lookup-self')).data['id'] === token ? 1 : 0),
    cleanUp: async () => {
      await look.root('POST', 'auth/token/revoke', { token })
    },
  }
}

/** Revokes what a mode leaves. */
async function revokeAll(run: Finished, mode: Mode): Promise<void> {
  const { leases, tokens } = await run.left(mode.namespace)
  await Promise.all(leases.map((lease_id) => look.root('PUT', 'sys/leases/revoke', { lease_id }, mode.namespace)))
  await Promise.all(tokens.map((accessor) => look.root('POST', 'auth/token/revoke-accessor', { accessor })))
}
