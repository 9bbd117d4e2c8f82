import { existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { onlyWith } from '../support/only-with.ts'
import { action, look, nothing, stack, startRun, withoutReceipt, type Finished, type Run, type Scenario } from '../support/scenario.ts'
import { serverWords } from '../support/server-words.ts'

jest.setTimeout(60_000)

// Every job here has a command that needs its credentials longer than they live without renewal. They all run at the same time.

/** Logs in to Postgres again and again with the credentials in its environment, for some seconds. Prints a line at the first change. */
const useDatabase = `
const pg = require(${JSON.stringify(join(action, 'node_modules/pg'))})
const end = Date.now() + Number(process.argv[2]) * 1_000
async function main() {
  let logins = 0
  let refused = 0
  while (Date.now() < end) {
    const client = new pg.Client({ ...${JSON.stringify({ ...stack.postgres, user: undefined, password: undefined })},
      user: process.env.PGUSER, password: process.env.PGPASSWORD })
    client.on('error', () => undefined)
    await client.connect().then(() => logins++, () => refused++)
    await client.end().catch(() => undefined)
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  console.log(logins > 10 ? 'many logins' : 'few logins', refused > 0 ? 'some refused' : 'none refused')
}
void main()
`

const credentials = (role: string, namespace = '') =>
  `${namespace}database/creds/${role} username | PGUSER ; ${namespace}database/creds/${role} password | PGPASSWORD ;`

interface Job extends Scenario {
  /** Seconds for which the command uses the database. */
  readonly seconds: number
  /** The command, if it is another one. */
  readonly command?: string
  /** Called when the command has started. */
  readonly during?: (run: Run) => Promise<void>
}

function startJob({ seconds, command, during, ...scenario }: Job): Promise<Finished> {
  const workspace = mkdtempSync(join(tmpdir(), 'workspace-'))
  writeFileSync(join(workspace, 'use-database.cjs'), useDatabase)
  const script = command ?? `node use-database.cjs ${seconds}`
  const run = startRun({ ...scenario, id: null, workspace, with: { ...scenario.with, run: `touch started\n${script}` } })
  return finish(run, workspace, during)
}

async function finish(run: Run, workspace: string, during: Job['during']): Promise<Finished> {
  if (during) {
    while (!existsSync(join(workspace, 'started'))) await Promise.race([sleep(50), run.step.main])
    await during(run)
  }
  const main = await run.step.main
  const [post] = await run.job.complete()
  return { ...run, main: withoutReceipt(main), post: withoutReceipt(post!) }
}

const revokeTokens = async ({ left }: Run): Promise<void> => {
  for (const accessor of (await left()).tokens) await look.root('POST', 'auth/token/revoke-accessor', { accessor })
}

const jobs = {
  'lease of 5 s': { seconds: 30, secrets: credentials('ttl-5s') },
  'max_ttl of 12 s': { seconds: 16, secrets: credentials('ttl-5s-max-12s') },
  'token of 6 s': { seconds: 20, role: 'ttl-6s', secrets: credentials('app') },
  'token_max_ttl of 14 s': { seconds: 20, role: 'ttl-6s-max-14s', secrets: credentials('app') },
  'token only': {
    seconds: 0,
    role: 'ttl-6s',
    command: 'sleep 15; curl -s -o /dev/null -w "%{http_code}\\n" -H "X-Vault-Token: $VAULT_TOKEN" "$VAULT_ADDR/v1/auth/token/lookup-self"',
    with: { exportToken: 'true' },
  },
  'maxTtl of 8 s': { seconds: 14, secrets: credentials('ttl-5s'), with: { maxTtl: '8s' } },
  'no policy': { seconds: 8, role: 'no-default-revoke', secrets: credentials('ttl-5s') },
  'batch token of 12 s': { seconds: 16, role: 'batch-12s', secrets: credentials('ttl-5s'), with: { exportToken: 'true' } },
  'revoked token': { seconds: 8, secrets: credentials('ttl-5s'), with: { exportToken: 'true' }, during: revokeTokens },
} satisfies Record<string, Job>

const running = new Map<string, Promise<Finished>>()
beforeAll(() => {
  for (const [name, job] of Object.entries(jobs)) {
    const run = startJob(job)
    run.catch(() => undefined)
    running.set(name, run)
  }
})

/** Waits for a job. Returns its log from the start of the command on, with its annotations. */
async function logOf(name: keyof typeof jobs): Promise<{ log: readonly string[]; annotations: readonly string[]; run: Finished }> {
  const run = await running.get(name)!
  const { log, annotations } = run.main
  return {
    log: log.slice(log.findIndex((line) => line.startsWith('Running the command')) + 1),
    annotations: annotations.map(({ level, message }) => `${level} ${message}`),
    run,
  }
}

const time = '\\d\\d:\\d\\d:\\d\\d UTC'
const matching = (text: string) => expect.stringMatching(new RegExp(`^${text}`)) as string

describe('while a command runs', () => {
  test('a lease of 5 s is valid for 30 s, and is revoked then', async () => {
    const { log, annotations, run } = await logOf('lease of 5 s')
    expect(log).toEqual([
      'many logins none refused',
      matching('Renewed 1 lease (8|9|1\\d) times while the command ran$'),
      '1 lease revoked, token revoked',
    ])
    expect([annotations, run.main.exitCode, run.post.log]).toEqual([[], 0, []])
    expect(await run.left()).toEqual(nothing)
    const user = `run-${run.id}`
    expect((await look.databaseUsers()).filter((name) => name.includes(user))).toEqual([])
  })

  test("a lease ends at its role's max_ttl, and a notice says so before", async () => {
    const { log, annotations, run } = await logOf('max_ttl of 12 s')
    expect(annotations).toEqual([
      matching(`notice database/creds/ttl-5s-max-12s ends at ${time}: limited by Vault's max_ttl of its role, or max_lease_ttl`),
    ])
    expect(log.slice(1)).toEqual([
      'many logins some refused',
      matching('Renewed 1 lease [2-4] times while the command ran$'),
      '1 lease revoked, token revoked',
    ])
    expect(log[0]).toContain('ends at')
    expect(await run.left()).toEqual(nothing)
  })

  test('a token of 6 s is renewed, and its lease with it', async () => {
    const { log, annotations, run } = await logOf('token of 6 s')
    expect(log).toEqual([
      'many logins none refused',
      matching('Renewed the token [4-7] times while the command ran$'),
      '1 lease revoked, token revoked',
    ])
    expect(annotations).toEqual([])
    expect(await run.left()).toEqual(nothing)
  })

  test('a token ends at token_max_ttl with its leases, and a notice says so before; its end is no further warning', async () => {
    const { log, annotations, run } = await logOf('token_max_ttl of 14 s')
    expect(annotations).toEqual([
      matching(
        `notice The token ends at ${time}: limited by Vault's token_max_ttl of its role, or max_lease_ttl .*\\. These end with it: database/creds/app\\.$`,
      ),
    ])
    expect(log[1]).toBe('many logins some refused')
    expect(log.at(-1)).toMatch(/^token already revoked or expired/)
    expect(run.main.exitCode).toBe(0)
    expect(await run.left()).toEqual(nothing)
  })

  test('VAULT_TOKEN stays valid without any lease', async () => {
    const { log, run } = await logOf('token only')
    expect(log).toEqual(['200', matching('Renewed the token [3-5] times while the command ran$'), 'token revoked'])
    expect(await run.left()).toEqual(nothing)
  })

  test('nothing lives longer than maxTtl', async () => {
    const { log, annotations, run } = await logOf('maxTtl of 8 s')
    expect(annotations.toSorted()).toEqual([
      matching(`notice The token ends at ${time}: limited by the input maxTtl\\.( These end with it: database/creds/ttl-5s\\.)?$`),
      matching(`notice database/creds/ttl-5s ends at ${time}: limited by the input maxTtl\\.$`),
    ])
    expect(log).toContain('many logins some refused')
    expect(await run.left()).toEqual(nothing)
  })

  test('a renewal that no policy allows is a warning with the line to add', async () => {
    const { log, annotations, run } = await logOf('no policy')
    expect(annotations).toEqual([
      matching(
        `warning database/creds/ttl-5s ends at ${time}: no policy allows its renewal, add path "sys/leases/renew" { capabilities = \\["update"\\] }\\.$`,
      ),
    ])
    expect(log.join('\n')).not.toContain('Renewed')
    expect(run.refused().filter((request) => request.includes('renew'))).toEqual(['update sys/leases/renew'])
    expect(await run.left()).toEqual(nothing)
  })

  test('a lease of a batch token is renewed until the token ends', async () => {
    const { log, annotations, run } = await logOf('batch token of 12 s')
    expect(annotations.toSorted()).toEqual([
      matching(`notice The token ends at ${time}: a batch token cannot be renewed\\. These end with it: VAULT_TOKEN\\.$`),
      matching(`notice database/creds/ttl-5s ends at ${time}: it lives no longer than its batch token\\.$`),
    ])
    expect(log).toContain('many logins some refused')
    expect(log).toContainEqual(matching('Renewed 1 lease [2-4] times while the command ran$'))
    expect([...log.slice(-1), ...run.post.log]).toContainEqual(matching('1 lease already expired, the batch token expires by'))
    expect([run.main.exitCode, run.post.annotations]).toEqual([0, []])
  })

  test('a token that is revoked meanwhile is one warning, which names what ends with it, and no login', async () => {
    const { annotations, log, run } = await logOf('revoked token')
    expect(annotations).toEqual([expect.stringMatching(serverWords('invalidTokenAtRenewal'))])
    expect(annotations[0]).toMatch(/\nThese end with it: VAULT_TOKEN, database\/creds\/ttl-5s\.$/)
    expect(log).toContain('few logins some refused')
    expect(run.requests().filter((request) => request.includes('login'))).toHaveLength(1)
    expect([run.main.exitCode, run.post.exitCode, run.post.annotations]).toEqual([0, 0, []])
    expect(await run.left()).toEqual(nothing)
  })
})

test("leases of the user's own token are renewed, the token is not", async () => {
  const { auth } = await look.root('POST', 'auth/token/create', { policies: ['read-dynamic', 'revoke-by-path'], ttl: '10m' })
  const token = auth!.client_token
  const run = await startJob({ seconds: 12, role: '', secrets: credentials('ttl-5s'), with: { method: 'token', token } })
  expect(run.main.log.slice(-3)).toEqual([
    'many logins none refused',
    expect.stringMatching(/^Renewed 1 lease [2-5] times while the command ran$/),
    '1 lease revoked',
  ])
  expect(run.requests().filter((request) => request.includes('renew-self'))).toEqual([])
  await look.root('POST', 'auth/token/revoke', { token })
})

onlyWith('namespaces', () => {
  test('a lease in another namespace outlives its token: a new login renews it, and its token is revoked at the end', async () => {
    const run = await startJob({
      seconds: 20,
      // masks and notices are registered nevertheless
      command: 'echo "::stop-commands::pause-1"; node use-database.cjs 20',
      role: 'across-namespaces-renew',
      secrets: credentials('ttl-5s', 'team/'),
      during: revokeTokens,
    })
    expect(run.main.annotations.map(({ level, message }) => `${level} ${message}`)).toEqual([
      expect.stringMatching(
        /^warning The token is no longer valid: .*\nThe action logged in again, and renews with the new token: team\/database\/creds\/ttl-5s\.$/,
      ),
    ])
    expect(run.main.log).toContain('many logins none refused')
    expect(run.main.log.slice(-2)).toEqual([
      expect.stringMatching(/^Renewed 1 lease [4-8] times while the command ran$/),
      '1 lease revoked, token revoked',
    ])
    expect(run.requests().filter((request) => request.includes('login'))).toHaveLength(2)
    expect(run.job.masks.filter((text) => /^(s|hvs)\./.test(text))).toHaveLength(2)
    expect(await run.left()).toEqual(nothing)
    expect(await run.left('team')).toEqual(nothing)
  })
})
