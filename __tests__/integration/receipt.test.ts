import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { readAuditLog } from '../../audit/audit-log.ts'
import { collect } from '../../audit/collect.ts'
import { compare } from '../../audit/compare.ts'
import { readReceipts } from '../../audit/receipts.ts'
import { startFaultProxy, type Fault, type FaultProxy } from '../../testing/proxy/fault-proxy.ts'
import type { StageResult } from '../../testing/runner/job.ts'
import { eventually } from '../../testing/stack/eventually.ts'
import { endsWithTest } from '../support/ends-with-test.ts'
import { onlyWith } from '../support/only-with.ts'
import { action, finishWithReceipt, look, stack, startRun, type Scenario } from '../support/scenario.ts'

jest.setTimeout(60_000)

const folder = mkdtempSync(join(tmpdir(), 'receipts-'))

/** What a job's receipts and the audit log say. */
interface Audited {
  /** Kind and end of each grant of the only receipt, and of what may have been granted in addition. */
  readonly ends: readonly string[]
  readonly problems: readonly string[]
  readonly notes: readonly string[]
}

/** Reads the receipts in the log of a job, as GitHub offers it for download, and compares them with the audit log. */
async function audited({ id, stages }: { readonly id: string; readonly stages: readonly StageResult[] }): Promise<Audited> {
  const file = join(folder, `${id}.log`)
  writeFileSync(file, stages.flatMap(({ log }) => log.map((line) => `2026-07-01T12:00:00.0000000Z ${line}\n`)).join(''))
  const receipts = await readReceipts(file)
  expect(receipts).toHaveLength(1)
  const [step] = await collect(receipts, () => readAuditLog(stack.server.auditLog, () => undefined))
  // login, and a read or a revocation
  expect(step!.responses.length).toBeGreaterThan(1)
  const { grants, unknown } = receipts[0]!
  const ends = grants.map(({ kind, end }) => `${kind}: ${end.how}${end.confirmed ? '' : ', not confirmed'}`)
  return { ends: [...ends, ...unknown.map(({ kind }) => `unknown: ${kind}`)], ...compare(step!) }
}

async function auditOf(scenario: Scenario): Promise<Audited> {
  const { id, main, post } = await finishWithReceipt(scenario)
  return audited({ id, stages: [main, post] })
}

/** Runs a job whose requests go through a proxy. */
async function auditThrough(plan: (proxy: FaultProxy) => void, scenario: Scenario): Promise<Audited> {
  const proxy = await endsWithTest(startFaultProxy({ target: stack.server.url }))
  plan(proxy)
  return auditOf({ ...scenario, with: { ...scenario.with, url: proxy.url } })
}

const db = 'database/creds/app username'
const static_ = 'secret/data/ci/app password'
const revoked = 'service token: revoke-self'

describe('the receipt agrees with the audit log, in both directions:', () => {
  const withTtl = (ttl: string) => ({ secrets: `database/creds/${ttl} username`, with: { run: 'sleep 8' } })

  test.each<[string, Scenario, string[]]>([
    ['own service token, by path', { secrets: `${db}; aws/creds/deploy access_key` }, [revoked, 'lease: by path', 'lease: by path']],
    ['own service token, by body', { role: 'deploy-body', secrets: db }, [revoked, 'lease: by body']],
    ['own service token, neither granted', { role: 'deploy-plain', secrets: db }, [revoked, 'lease: with token, not confirmed']],
    ['own service token, required', { role: 'deploy-plain', secrets: db, with: { revoke: 'required' } }, [revoked, 'lease: by renewal']],
    ['own batch token, by path', { role: 'deploy-batch', secrets: db }, ['batch token: none, not confirmed', 'lease: by path']],
    ['own batch token, by renewal', { role: 'deploy-batch-plain', secrets: db }, ['batch token: none, not confirmed', 'lease: by renewal']],
    ['AWS STS', { role: 'deploy-write', secrets: 'aws/sts/assume {} access_key' }, [revoked, 'sts: none, not confirmed']],
    ['a main step that fails', { secrets: `${db}; secret/data/ci/app passwort` }, [revoked, 'lease: by path']],
    ['revoke: false', { secrets: db, with: { revoke: 'false' } }, ['service token: none, not confirmed', 'lease: none, not confirmed']],
    ['run', { secrets: db, with: { run: 'true' } }, [revoked, 'lease: by path']],
    ['run, with renewals', withTtl('ttl-5s'), [revoked, 'lease: by path']],
    ['minTtl', { secrets: db, with: { minTtl: '45m' } }, [revoked, 'lease: by path']],
    ['maxTtl', { secrets: db, with: { maxTtl: '5m' } }, [revoked, 'lease: by path']],
    ['static secrets, with `summary: true`', { role: 'kv-only', secrets: static_, with: { summary: 'true' } }, [revoked]],
    [
      'a token of an entry',
      { role: 'parent', secrets: 'auth/token/create {"ttl": "5m"}' },
      [revoked, 'child token: with token, not confirmed'],
    ],
  ])('%s', async (_, scenario, ends) => {
    expect(await auditOf(scenario)).toMatchObject({ ends, problems: [] })
  })

  test('a supplied token, which is no grant', async () => {
    const { auth } = await look.root('POST', 'auth/token/create', { policies: ['read-dynamic', 'revoke-by-path'], ttl: '5m' })
    const scenario = { role: '', secrets: db, with: { method: 'token', token: auth!.client_token, jwtGithubAudience: '' } }
    expect(await auditOf(scenario)).toEqual({ ends: ['lease: by path'], problems: [], notes: [] })
  })

  onlyWith('namespaces', () => {
    test.each<[string, Scenario, string[]]>([
      ['login and lease in a namespace', { secrets: db, with: { namespace: 'team' } }, [revoked, 'lease: by path']],
      [
        'the lease in another namespace than the token',
        { role: 'across-namespaces', secrets: db, with: { namespace: 'team', authNamespace: 'root' } },
        [revoked, 'lease: by path'],
      ],
      ['a path with a namespace', { role: 'across-namespaces-renew', secrets: `team/${db}` }, [revoked, 'lease: by path']],
    ])('%s', async (_, scenario, ends) => {
      expect(await auditOf(scenario)).toMatchObject({ ends, problems: [] })
    })
  })
})

describe('what the step cannot know is in the receipt as unknown:', () => {
  const lost: Fault = { kind: 'reset-after' }

  test.each<[string, string, string[], RegExp]>([
    [
      'a lost response to a read',
      '/v1/database/creds/app',
      [revoked, 'lease: by path', 'unknown: read'],
      /^database\/creds\/app\/\w+ \(request .*\) was granted to a request whose response was lost$/,
    ],
    [
      'a lost response to a login',
      '/v1/auth/jwt/login',
      [revoked, 'lease: by path', 'unknown: login'],
      /^token of auth\/jwt\/login \(request .*\) was granted to a request whose response was lost$/,
    ],
  ])('%s', async (_, path, ends, note) => {
    const { notes, ...rest } = await auditThrough(
      (proxy) => {
        proxy.fault(path, lost)
      },
      { secrets: db },
    )
    expect(rest).toEqual({ ends, problems: [] })
    expect(notes).toEqual([expect.stringMatching(note)])
  })

  test.each(['/v1/sys/leases/revoke', '/v1/auth/token/revoke-self'])(
    'not a lost response to a revocation, which is repeated: %s',
    async (path) => {
      const result = await auditThrough(
        (proxy) => {
          proxy.fault(path, lost)
        },
        { secrets: db },
      )
      expect(result.problems).toEqual([])
      expect(result.ends[1]).toBe('lease: by path')
    },
  )

  test('a main step that is killed while it reads', async () => {
    const proxy = await endsWithTest(startFaultProxy({ target: stack.server.url }))
    const hold = proxy.hold('/v1/aws/creds/deploy', 'after')
    const { job, step, id } = startRun({ secrets: `${db}; aws/creds/deploy access_key`, with: { url: proxy.url } })
    await hold.reached
    await eventually(() => {
      expect(savedState(job.temp)).toContain('lease_1')
      return Promise.resolve()
    })
    step.signal('SIGKILL')
    const main = await step.main
    hold.release()
    const [post] = await job.complete()
    const { ends, problems } = await audited({ id, stages: [main, post!] })
    expect([ends, problems]).toEqual([[revoked, 'lease: by path', 'unknown: killed'], []])
  })

  test('a main step that is killed before it got the only lease', async () => {
    const proxy = await endsWithTest(startFaultProxy({ target: stack.server.url }))
    const hold = proxy.hold('/v1/database/creds/app', 'after')
    const { job, step, id } = startRun({ secrets: db, with: { url: proxy.url } })
    await hold.reached
    step.signal('SIGKILL')
    const main = await step.main
    hold.release()
    const [post] = await job.complete()
    const { ends, problems } = await audited({ id, stages: [main, post!] })
    expect([ends, problems]).toEqual([[revoked, 'unknown: killed'], []])
  })

  /** Returns what main has saved so far. */
  const savedState = (temp: string): string => {
    const folder = join(temp, '_runner_file_commands')
    return readdirSync(folder)
      .filter((file) => file.startsWith('save_state_'))
      .map((file) => readFileSync(join(folder, file), 'utf8'))
      .join('')
  }
})

test('what main has confirmed counts, if the post step has to repeat the rest', async () => {
  const proxy = await endsWithTest(startFaultProxy({ target: stack.server.url }))
  proxy.fault('/v1/auth/token/revoke-self', {
    kind: 'status',
    status: 403,
    body: { errors: ['1 error occurred:\n\t* permission denied\n\n'] },
  })
  const { job, step, id } = startRun({ secrets: `${db}; secret/data/ci/app passwort`, with: { url: proxy.url } })
  const main = await step.main
  const between = new Date().toISOString()
  await sleep(50)
  const [post] = await job.complete()
  const { ends, problems } = await audited({ id, stages: [main, post!] })
  expect([ends, problems]).toEqual([[revoked, 'lease: by path'], []])
  const { grants } = (await readReceipts(join(folder, `${id}.log`)))[0]!
  const [tokenEnded, leaseEnded] = grants.map(({ end }) => end.at!)
  expect(leaseEnded! < between && between < tokenEnded!).toBe(true)
})

onlyWith('namespaces', () => {
  test('the token of a second login, after the first was revoked meanwhile, is a grant of its own', async () => {
    const workspace = mkdtempSync(join(tmpdir(), 'workspace-'))
    const { job, step, id, left } = startRun({
      ...{ id: null, workspace, role: 'across-namespaces-renew', secrets: 'team/database/creds/ttl-5s username' },
      with: { run: 'touch started; sleep 8' },
    })
    while (!existsSync(join(workspace, 'started'))) await Promise.race([sleep(50), step.main])
    for (const accessor of (await left()).tokens) await look.root('POST', 'auth/token/revoke-accessor', { accessor })
    const main = await step.main
    const { ends, problems } = await audited({ id, stages: [main, ...(await job.complete())] })
    expect([ends, problems]).toEqual([['service token: gone', revoked, 'lease: by path'], []])
  })
})

describe('an auditor', () => {
  test('finds all requests of the token by the HMAC of its accessor', async () => {
    const { id, main, post } = await finishWithReceipt({ secrets: db })
    await audited({ id, stages: [main, post] })
    const { correlationId, grants } = (await readReceipts(join(folder, `${id}.log`)))[0]!
    const { data } = await look.root('POST', 'sys/audit-hash/to-file', { input: grants[0]!.accessor })
    const responses = look.audit().filter(({ type, auth }) => type === 'response' && auth?.accessor === data['hash'])
    expect(responses.map(({ request }) => request.path)).toEqual(
      expect.arrayContaining(['auth/jwt/login', 'database/creds/app', 'auth/token/revoke-self']),
    )
    expect(new Set(responses.map(({ request }) => request.headers?.['x-correlation-id']?.[0]))).toEqual(new Set([correlationId]))
  })

  test('runs the check, which also needs no X-Correlation-Id', async () => {
    const { id, main, post } = await finishWithReceipt({ secrets: `${db}; aws/creds/deploy access_key` })
    await audited({ id, stages: [main, post] })
    const bare = join(folder, 'bare.log')
    writeFileSync(bare, readFileSync(stack.server.auditLog, 'utf8').replaceAll('"x-correlation-id"', '"x-other"'))
    for (const log of [stack.server.auditLog, bare]) {
      const check = spawnSync(process.execPath, [join(action, 'audit/check.ts'), log, join(folder, `${id}.log`)], { encoding: 'utf8' })
      expect([check.status, check.stdout.split('\n')]).toEqual([
        0,
        [
          expect.stringMatching(`^${id}-1-deploy-[\\da-f]{8}: 3 grants, every grant is accounted for$`),
          '1 receipt, all of them agree with the audit log',
          '',
        ],
      ])
    }
  })
})

describe('the job summary and the log', () => {
  test.each<[string, Scenario, boolean]>([
    ['have a receipt if a lease was read', { secrets: db }, true],
    ['have none with `summary: false`', { secrets: db, with: { summary: 'false' } }, false],
    ['have none after static secrets', { role: 'kv-only', secrets: static_ }, false],
  ])('%s', async (_, scenario, isWritten) => {
    const { main, post } = await finishWithReceipt(scenario)
    const log = [...main.log, ...post.log].join('\n')
    expect([main.summary, post.summary.includes('| lease |'), log.includes('##[group]Receipt')]).toEqual(['', isWritten, isWritten])
  })

  test('contain no value and no whole lease id', async () => {
    const { id, main, post, step } = await finishWithReceipt({ secrets: `${db}; database/creds/app password` })
    const ids = look
      .audit()
      .flatMap(({ request, response }) =>
        request.headers?.['x-correlation-id']?.[0]?.startsWith(`${id}-`) ? [response?.secret?.lease_id ?? ''] : [],
      )
    const text = [...main.log, ...post.log, main.summary, post.summary].join('\n')
    const parts = [...ids.filter(Boolean), step.outputs['username']!, step.outputs['password']!]
    expect(parts).toHaveLength(3)
    expect(parts.filter((part) => text.includes(part))).toEqual([])
    expect(text).toContain(`…${ids.find(Boolean)!.slice(-4)}`)
  })
})
