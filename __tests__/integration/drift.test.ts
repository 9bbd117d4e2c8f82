import { randomInt } from 'node:crypto'
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { aclOf, decidingRules } from '../../src/drift/acl.ts'
import type { DriftFinding } from '../../src/drift/finding.ts'
import { parsePolicy } from '../../src/drift/server-policy.ts'
import { needsOf } from '../../src/plan/needs.ts'
import { jwtRoleFor, jwtRoleJson } from '../../src/policy/jwt-role.ts'
import type { KnownMount } from '../../src/policy/mounts.ts'
import { policyText } from '../../src/policy/policy.ts'
import type { Inventory } from '../../src/workflows/inventory.ts'
import { startFaultProxy } from '../../testing/proxy/fault-proxy.ts'
import { createJob } from '../../testing/runner/job.ts'
import { requestUrl } from '../../testing/stack/id-token.ts'
import { audience, jwtRoleBody } from '../../testing/stack/roles.ts'
import { endsWithTest } from '../support/ends-with-test.ts'
import { onlyWith } from '../support/only-with.ts'
import { look, stack } from '../support/scenario.ts'

const root = join(__dirname, '../..')
const file = '.github/workflows/deploy.yml'

/** The lines of the mapping, and of the step, in the workflow. */
const lines = { step: 12, app: 18, folder: 19, sign: 20, database: 21 }

const workflow = (role: string, namespace: string, url: string) => `name: deploy
on:
  push:
    branches: [main]
permissions:
  id-token: write
jobs:
  deploy:
    runs-on: ubuntu-latest
    timeout-minutes: 10
    steps:
      - uses: vault-exchange/vault-exchange@0123456789012345678901234567890123456789
        with:
          url: ${url}
          namespace: ${namespace}
          jwtGithubAudience: ${audience}
          secrets: |
            secret/data/ci/app password | PASSWORD ;
            secret/metadata/ci/ * | CI_ ;
            transit/sign/release/sha2-256 {"input": "aGk="} signature | SIGNATURE ;
            database/creds/app username | PGUSER ;
          role: ${role}
`

/** The policy of a role that compares: it reads no secret. */
const auditPolicy = `
path "auth/+/role/*" { capabilities = ["read"] }
path "auth/+/config" { capabilities = ["read"] }
path "sys/policies/acl/*" { capabilities = ["read"] }
path "sys/mounts" { capabilities = ["read"] }
path "transit/keys/*" { capabilities = ["read"] }
`
const mounts: readonly KnownMount[] = [{ namespace: '', path: 'secret/', type: 'kv', version: 2 }]

let folder: string
let number = 0
/** The role of the workflow; each test has its own. */
let role: string

const inNamespace = (namespace: string) => (namespace === '' ? undefined : namespace)

async function installAudit(namespace = ''): Promise<void> {
  await look.root('PUT', 'sys/policies/acl/drift-audit', { policy: auditPolicy }, inNamespace(namespace))
  await look.root('POST', 'auth/jwt/role/drift-audit', jwtRoleBody({ token_policies: ['drift-audit'] }), inNamespace(namespace))
}

beforeAll(() => installAudit())
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'drift-'))
  role = `drift-${++number}-${randomInt(1e9)}`
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

/** Writes the workflow to a workspace, and its generated policy and role to the server. `change` alters both before. */
async function prepare(
  change: (generated: { policy: string; role: Record<string, unknown> }) => object = () => ({}),
  namespace = '',
  url = stack.server.url,
): Promise<void> {
  mkdirSync(join(folder, '.github/workflows'), { recursive: true })
  writeFileSync(join(folder, file), workflow(role, namespace, url))
  const { outputs } = await runPlan({ check: 'false' })
  const [need] = needsOf((JSON.parse(outputs['inventory']!) as Inventory).usages)
  const known = mounts.map((mount) => ({ ...mount, namespace }))
  const generated = { policy: policyText(need!, known), role: JSON.parse(jwtRoleJson(jwtRoleFor(need!)!)) as Record<string, unknown> }
  const changed = { ...generated, ...change(generated) }
  await look.root('PUT', `sys/policies/acl/${role}`, { policy: changed.policy }, inNamespace(namespace))
  await look.root('POST', `auth/jwt/role/${role}`, changed.role, inNamespace(namespace))
}

/** Starts plan as a step of a job whose tokens are named after its run. */
function startPlan(inputs: Readonly<Record<string, string>>, url = stack.server.url) {
  const id = String(randomInt(1e12))
  const claims = { run_id: id, repository: `octo-org/run-${id}` }
  const job = endsWithTest(
    createJob({
      github: { run_id: id, repository: 'octo-org/app' },
      workspace: folder,
      idToken: { url: requestUrl(stack.issuer, claims), token: stack.issuer.requestToken },
    }),
  )
  const login = { url, role: 'drift-audit', jwtGithubAudience: audience }
  const isChecking = inputs['check'] !== 'false'
  const step = job.start({
    action: join(root, 'plan'),
    id: 'plan',
    with: { ...(isChecking && { check: 'true', ...login }), ...inputs },
  })
  return { job, step, id, repository: claims.repository }
}

async function runPlan(inputs: Readonly<Record<string, string>> = {}) {
  const mark = look.auditMark()
  const { job, step, id, repository } = startPlan(inputs)
  const main = await step.main
  const { outputs } = step
  await job.complete()
  const mine = look.audit(mark).filter((entry) => entry.request.headers?.['x-correlation-id']?.[0]?.startsWith(`${id}-`))
  return {
    main,
    outputs,
    error: main.annotations.find(({ level, properties }) => level === 'error' && properties['title'] === undefined)?.message,
    findings: (JSON.parse(outputs['drift'] ?? '[]') as DriftFinding[]).map(({ code, place, text }) => `${place.line} ${code} ${text}`),
    requests: mine.flatMap(({ type, request }) => (type === 'request' ? [`${request.operation} ${request.path}`] : [])),
    tokens: await tokensOf(repository),
  }
}

/** Returns the tokens of a run that the server still has. */
async function tokensOf(repository: string, namespace?: string): Promise<string[]> {
  const accessors = await look.tokenAccessors(namespace)
  const names = accessors.map(async (accessor) => {
    const reply = await look.root('POST', 'auth/token/lookup-accessor', { accessor }, namespace).catch(() => undefined)
    return String(reply?.data['display_name'])
  })
  return (await Promise.all(names)).filter((name) => name.includes(repository))
}

const all = 'missing | excess | weak | changed'
const none = '1 role compared: 0 missing, 0 excess, 0 weak, 0 changed'

describe('a generated role and policy', () => {
  test('have no difference; the comparison reads no secret, and its token is revoked', async () => {
    await prepare()
    const { main, findings, requests, tokens } = await runPlan({ failOn: 'missing excess, weak' })
    expect(findings).toEqual([])
    expect([main.exitCode, main.log.slice(-2)]).toEqual([0, ['token revoked', none]])
    expect(requests.sort()).toEqual([
      `read auth/jwt/role/${role}`,
      'read sys/mounts',
      'read sys/policies/acl/default',
      `read sys/policies/acl/${role}`,
      'read transit/keys/release',
      'update auth/jwt/login',
      'update auth/token/revoke-self',
    ])
    expect(tokens).toEqual([])
    expect(main.summary).toContain('### Drift')
  })

  test('have none for the token of the role itself, as far as its rights show', async () => {
    await prepare()
    const { main, findings, requests, tokens } = await runPlan({ role, failOn: 'missing excess' })
    expect(findings).toEqual([
      `${lines.step} DRIFT_PARTIAL role ${role} (auth/jwt): the token may not read auth/jwt/role/${role}. Its rights are those of this token, from sys/capabilities-self and sys/internal/ui/resultant-acl, which in OpenBao leaves out rules with +`,
      `${lines.step} DRIFT_UNCHECKED role ${role} (auth/jwt) was not compared for weak: the token may not read auth/jwt/role/${role}`,
    ])
    expect([main.exitCode, tokens]).toEqual([0, []])
    expect(requests.filter((request) => /secret\/|database\/|transit\//.test(request))).toEqual([])
  })
})

describe('a difference', () => {
  const policyWith = (more: string) => (generated: { policy: string }) => ({ policy: `${generated.policy}\n${more}` })
  const roleWith = (more: object) => (generated: { role: object }) => ({ role: { ...generated.role, ...more } })
  const without = (path: string) => (generated: { policy: string }) => ({
    policy: generated.policy.replace(`path "${path}"`, `path "other"`),
  })
  const replaced = (path: string, by: string) => (generated: { policy: string }) => ({
    policy: generated.policy.replace(`"${path}"`, `"${by}"`),
  })

  test.each<[string, Parameters<typeof prepare>[0], () => readonly string[]]>([
    [
      'missing: a path',
      without('database/creds/app'),
      () => [
        `${lines.step} DRIFT_EXCESS role ${role} (auth/jwt): path "other" of ${role} grants read, which no job uses`,
        `${lines.database} DRIFT_MISSING role ${role} (auth/jwt) does not grant read on database/creds/app: no rule of its policies matches`,
      ],
    ],
    [
      'missing: a folder',
      without('secret/data/ci/+'),
      () => [
        `${lines.step} DRIFT_EXCESS role ${role} (auth/jwt): path "other" of ${role} grants read, which no job uses`,
        `${lines.app} DRIFT_MISSING role ${role} (auth/jwt) does not grant read on secret/data/ci/+ (and 1 more line): no rule of its policies matches`,
      ],
    ],
    [
      'missing: the revocation of leases',
      without('sys/leases/revoke/database/creds/app/*'),
      () => [
        `${lines.step} DRIFT_EXCESS role ${role} (auth/jwt): path "other" of ${role} grants update, which no job uses`,
        `${lines.database} DRIFT_MISSING role ${role} (auth/jwt) does not grant update on sys/leases/revoke/database/creds/app/*: no rule of its policies matches`,
      ],
    ],
    [
      'missing: a right that another rule denies',
      policyWith('path "secret/data/ci/app" { capabilities = ["deny"] }'),
      () => [
        `${lines.app} DRIFT_MISSING role ${role} (auth/jwt) does not grant read on secret/data/ci/+ (and 1 more line): path "secret/data/ci/app" of ${role} decides, with deny`,
      ],
    ],
    [
      'missing: the login',
      roleWith({ bound_audiences: ['https://other.example'] }),
      () => [`${lines.step} DRIFT_MISSING role ${role} (auth/jwt) does not accept the audience ${audience}`],
    ],
    [
      'excess: a wildcard',
      replaced('database/creds/app', 'database/creds/*'),
      () => [
        `${lines.step} DRIFT_EXCESS role ${role} (auth/jwt): path "database/creds/*" of ${role} grants read on more paths than the jobs use`,
      ],
    ],
    [
      'excess: a write',
      policyWith('path "transit/sign/release/sha2-256" { capabilities = ["create", "update"] }'),
      () => [
        `${lines.step} DRIFT_EXCESS role ${role} (auth/jwt): path "transit/sign/release/sha2-256" of ${role} grants create, which no job uses`,
      ],
    ],
    [
      'weak: no bound claims',
      roleWith({ bound_claims: {} }),
      () => [`${lines.step} DRIFT_WEAK role ${role} (auth/jwt) has no bound claims, so every workflow on GitHub can log in`],
    ],
    [
      'weak: no TTL, and a client of every run',
      roleWith({ token_ttl: 0, token_max_ttl: 0, user_claim: 'jti' }),
      () => [
        `${lines.step} DRIFT_WEAK role ${role} (auth/jwt) has no token_ttl, so its tokens live as long as the server allows (32 days by default)`,
        `${lines.step} DRIFT_WEAK role ${role} (auth/jwt) has user_claim jti, so every run counts as a client of Vault`,
      ],
    ],
    [
      'weak: a glob over repositories',
      roleWith({ bound_claims_type: 'glob', bound_claims: { repository: 'octo-org/*' } }),
      () => [`${lines.step} DRIFT_WEAK role ${role} (auth/jwt) binds repository to a glob over repositories: octo-org/*`],
    ],
  ])('%s', async (_name, change, expected) => {
    await prepare(change)
    const { findings, main, tokens } = await runPlan()
    expect(findings).toEqual(expected())
    expect([main.exitCode, tokens]).toEqual([0, []])
  })

  test('is an annotation of the line, and an error with failOn; the token is revoked in both cases', async () => {
    await prepare(without('transit/sign/release/sha2-256'))
    const { main, error, outputs, tokens } = await runPlan({ failOn: 'missing' })
    const found = main.annotations.filter(({ properties }) => properties['title']?.startsWith('DRIFT'))
    expect(found.map(({ level, properties }) => [level, properties['title'], properties['file'], properties['line']])).toEqual([
      ['warning', 'DRIFT_EXCESS', file, String(lines.step)],
      ['error', 'DRIFT_MISSING', file, String(lines.sign)],
    ])
    expect(found[1]!.message).toContain(`Write to the policy ${role}: path "transit/sign/release/sha2-256" { capabilities = ["update"] }`)
    expect(error).toMatch(/^1 finding about the server that `failOn` does not allow \(missing\)\n.*\nERR_DRIFT, see /)
    expect([main.exitCode, outputs['errorMessage'], tokens]).toEqual([
      1,
      '1 finding about the server that `failOn` does not allow (missing)',
      [],
    ])
  })
})

describe('without the permission to read roles', () => {
  test('another role is not compared, and failOn does not accept that', async () => {
    await prepare()
    const { main, findings } = await runPlan({ role: 'kv-only', failOn: 'weak' })
    expect(findings).toEqual([
      `${lines.step} DRIFT_UNCHECKED role ${role} (auth/jwt) was not compared: the token may not read auth/jwt/role/${role}`,
    ])
    expect(main.exitCode).toBe(1)
  })

  test('the own token shows what is missing and what is excess', async () => {
    await prepare(({ policy }) => ({
      policy: policy.replace('"database/creds/app"', '"database/*"').replace('"transit/sign', '"transit/x'),
    }))
    const { findings } = await runPlan({ role })
    expect(findings.filter((line) => /MISSING|EXCESS/.test(line))).toEqual([
      `${lines.step} DRIFT_EXCESS role ${role} (auth/jwt): path "database/*" of the token grants read on more paths than the jobs use`,
      `${lines.step} DRIFT_EXCESS role ${role} (auth/jwt): path "transit/x/release/sha2-256" of the token grants update, which no job uses`,
      `${lines.sign} DRIFT_MISSING role ${role} (auth/jwt) does not grant update on transit/sign/release/sha2-256: sys/capabilities-self does not return it`,
    ])
  })
})

describe('a baseline', () => {
  const baseline = 'vault-baseline.json'
  const read = () => readFileSync(join(folder, baseline), 'utf8')

  test('is written by approve, the same each time, and then has no change', async () => {
    await prepare()
    const { main } = await runPlan({ baseline, approve: 'true' })
    expect([main.exitCode, main.log.includes(`Baseline ${baseline} written: commit it to approve this state`)]).toEqual([0, true])
    const text = read()
    const { objects } = JSON.parse(text) as { objects: { path: string }[] }
    expect(objects.map(({ path }) => path)).toEqual([
      `auth/jwt/role/${role}`,
      'sys/policies/acl/default',
      `sys/policies/acl/${role}`,
      'transit/keys/release',
    ])
    await runPlan({ baseline, approve: 'true' })
    expect(read()).toBe(text)
    const second = await runPlan({ baseline, failOn: all })
    expect([second.main.exitCode, second.findings]).toEqual([0, []])
  })

  test('names every later change field by field', async () => {
    await prepare()
    await runPlan({ baseline, approve: 'true' })
    const { data } = await look.root('GET', `auth/jwt/role/${role}`)
    await look.root('POST', `auth/jwt/role/${role}`, { ...data, token_max_ttl: 7_200, token_policies: [role, 'read-kv'] })
    const { data: policy } = await look.root('GET', `sys/policies/acl/${role}`)
    await look.root('PUT', `sys/policies/acl/${role}`, {
      policy: `${String(policy['policy'])}\npath "secret/data/ci/app" { capabilities = ["list"] }`,
    })
    const exportable = (allowed: boolean) => look.root('POST', 'transit/keys/release/config', { deletion_allowed: allowed })
    await exportable(true)
    const { main, findings } = await runPlan({ baseline, failOn: 'changed' })
    await exportable(false)
    const changed = findings.filter((line) => line.includes('CHANGED'))
    expect(changed).toEqual([
      `${lines.step} DRIFT_CHANGED auth/jwt/role/${role}: token_max_ttl was 900 when it was approved, and is now 7200`,
      `${lines.step} DRIFT_CHANGED auth/jwt/role/${role}: token_policies was ["${role}"] when it was approved, and is now ["${role}","read-kv"]`,
      expect.stringContaining(`${lines.step} DRIFT_CHANGED sys/policies/acl/${role}: path "secret/data/ci/app"`),
      `${lines.step} DRIFT_CHANGED sys/policies/acl/read-kv is not in the baseline`,
      `${lines.sign} DRIFT_CHANGED transit/keys/release: deletion_allowed was false when it was approved, and is now true`,
    ])
    expect(main.exitCode).toBe(1)
  })

  test('that is not a baseline is an error before the login', async () => {
    await prepare()
    writeFileSync(join(folder, baseline), '{}')
    const { main, error, requests } = await runPlan({ baseline })
    expect([main.exitCode, requests]).toEqual([1, []])
    expect(error).toMatch(
      /^baseline: vault-baseline.json has no list "objects". Write: the path of a file that plan wrote with `approve: true`\n/,
    )
  })
})

test('SARIF has the findings of the workflows and of the server', async () => {
  await prepare(({ policy }) => ({ policy: `${policy}\npath "kv/*" { capabilities = ["read"] }` }))
  const { main } = await runPlan({ sarif: 'plan.sarif', deprecated: 'secret/data/ci/* => database/creds/ROLE' })
  expect(main.exitCode).toBe(0)
  const log = JSON.parse(readFileSync(join(folder, 'plan.sarif'), 'utf8')) as {
    version: string
    runs: { results: { ruleId: string; locations: { physicalLocation: { artifactLocation: { uri: string }; region: object } }[] }[] }[]
  }
  expect([log.version, log.runs.length]).toEqual(['2.1.0', 1])
  expect(log.runs[0]!.results.map(({ ruleId, locations }) => [ruleId, locations[0]!.physicalLocation])).toEqual([
    ['PLAN_DEPRECATED', { artifactLocation: { uri: file }, region: { startLine: lines.app } }],
    ['DRIFT_EXCESS', { artifactLocation: { uri: file }, region: { startLine: lines.step } }],
  ])
})

describe('the token of the login', () => {
  /** An address that only a run knows counts as that of the comparison. */
  const openUrl = '${{ secrets.VAULT_ADDR }}'

  test('is revoked on a signal, and the step says so', async () => {
    await prepare(undefined, '', openUrl)
    const vault = await endsWithTest(startFaultProxy({ target: stack.server.url }))
    const hold = vault.hold('/v1/sys/mounts', 'before')
    const { step, repository } = startPlan({}, vault.url)
    await hold.reached
    step.signal('SIGTERM')
    hold.release()
    const main = await step.main
    expect([main.exitCode, main.log]).toEqual([130, expect.arrayContaining(['token revoked'])])
    expect(main.annotations.at(-1)!.message).toMatch(/^the step was cancelled \(SIGTERM\)\nERR_CANCELLED/)
    expect(await tokensOf(repository)).toEqual([])
  })

  test('is revoked by post if main is killed', async () => {
    await prepare(undefined, '', openUrl)
    const vault = await endsWithTest(startFaultProxy({ target: stack.server.url }))
    const hold = vault.hold('/v1/sys/mounts', 'before')
    const { job, step, repository } = startPlan({}, vault.url)
    await hold.reached
    await step.kill()
    hold.release()
    expect(await tokensOf(repository)).toHaveLength(1)
    const [post] = await job.complete()
    expect([post!.exitCode, post!.log]).toEqual([0, ['token revoked']])
    expect(await tokensOf(repository)).toEqual([])
  })

  test('is revoked if a request fails, and each request has a timeout', async () => {
    await prepare(undefined, '', openUrl)
    const vault = await endsWithTest(startFaultProxy({ target: stack.server.url }))
    vault.fault(`/v1/auth/jwt/role/${role}`, { kind: 'hang' }, { times: 10 })
    const { step, repository } = startPlan({ timeout: '2' }, vault.url)
    const main = await step.main
    expect([main.exitCode, main.annotations.at(-1)!.message]).toEqual([1, expect.stringMatching(/^not finished after 2 s\n/)])
    expect(await tokensOf(repository)).toEqual([])
  })
})

describe('other logins', () => {
  test('a command with VAULT_TOKEN prints no token, and does not revoke it', async () => {
    await prepare()
    const { auth } = await look.root('POST', 'auth/token/create', { policies: ['drift-audit'], ttl: '5m' })
    const token = auth!.client_token
    const args = [folder, '--check', '--url', stack.server.url, '--failOn', 'missing', '--baseline', join(folder, 'b.json'), '--approve']
    const { code, out, err } = await runCommand(args, { VAULT_TOKEN: token })
    expect([code, err]).toEqual([
      0,
      `Comparing with ${stack.server.url}\nBaseline ${join(folder, 'b.json')} written: commit it to approve this state\n`,
    ])
    expect(out).toContain(none)
    expect(`${out}${err}`).not.toContain(token)
    expect(statSync(join(folder, 'b.json')).size).toBeGreaterThan(500)
    expect((await look.root('POST', 'auth/token/lookup', { token })).data['policies']).toEqual(['default', 'drift-audit'])
  })

  test('a refused login is explained, and nothing is left', async () => {
    await prepare()
    const { main, error } = await runPlan({ role: 'not-there' })
    expect([main.exitCode, error]).toEqual([
      1,
      expect.stringMatching(/^Vault refused the login \(method jwt, mount jwt, role not-there\): role "not-there" could not be found\n/),
    ])
  })
})

onlyWith('namespaces', () => {
  test('roles, policies and rights of a namespace are compared there', async () => {
    await installAudit('team')
    await prepare(({ policy }) => ({ policy: `${policy}\npath "kv/x" { capabilities = ["read"] }` }), 'team')
    const { main, findings } = await runPlan({ namespace: 'team' })
    expect(findings).toEqual([`${lines.step} DRIFT_EXCESS role ${role} (auth/jwt): path "kv/x" of ${role} grants read, which no job uses`])
    expect(main.exitCode).toBe(0)
    const own = await runPlan({ namespace: 'team', role })
    expect(own.findings.filter((line) => /MISSING|EXCESS/.test(line))).toEqual([
      `${lines.step} DRIFT_EXCESS role ${role} (auth/jwt): path "kv/x" of the token grants read, which no job uses`,
    ])
  })
})

test('the rule that decides is that of the server', async () => {
  const names = ['a', 'b', 'ab']
  const path = fc
    .tuple(fc.array(fc.constantFrom('+', ...names), { minLength: 1, maxLength: 3 }), fc.constantFrom('', '/', '/*', '*'))
    .map(([segments, ending]) => `kv/${segments.join('/')}${ending}`)
    .filter((text) => !text.includes('+*'))
  const rule = fc
    .tuple(path, fc.subarray(['read', 'list', 'update', 'deny']))
    .map(([text, some]) => `path "${text}" { capabilities = ${JSON.stringify(some)} }`)
  const probes = names
    .flatMap((x) => [x, `${x}/`, ...names.flatMap((y) => [`${x}/${y}`, `${x}/${y}/`, ...names.map((z) => `${x}/${y}/${z}`)])])
    .map((text) => `kv/${text}`)
  let granted = 0
  await fc.assert(
    fc.asyncProperty(fc.array(rule, { minLength: 1, maxLength: 8 }), fc.array(rule, { maxLength: 4 }), async (one, other) => {
      const policies = [one, other].map((rules, index) => ({ name: `drift-rules-${index}`, text: rules.join('\n') }))
      for (const { name, text } of policies) await look.root('PUT', `sys/policies/acl/${name}`, { policy: text === '' ? '# empty' : text })
      const { auth } = await look.root('POST', 'auth/token/create', {
        policies: policies.map(({ name }) => name),
        no_default_policy: true,
        ttl: '60s',
      })
      const { data } = await look.root('POST', 'sys/capabilities', { token: auth!.client_token, paths: probes })
      const acl = aclOf(
        policies.map(({ name, text }) => ({ name, rules: parsePolicy(text) })),
        0,
      )
      for (const probe of probes) {
        // sys/capabilities asks as for a list; on a path with a final / the servers try wildcards in different orders
        const rules = decidingRules(acl, probe, 'list')
        const server = (data[probe] as string[]).filter((capability) => capability !== 'deny').sort()
        const ours = rules.map(({ capabilities }) => [...capabilities].sort())
        expect([probe, one, other, rules.length === 0 ? [[]] : ours]).toEqual([probe, one, other, expect.arrayContaining([server])])
        granted += server.length
      }
    }),
    { numRuns: 150 },
  )
  expect(granted).toBeGreaterThan(1_000)
})

/** Runs the built command. */
function runCommand(args: readonly string[], env: Readonly<Record<string, string>>) {
  return new Promise<{ code: number; out: string; err: string }>((resolve) => {
    const child = execFile(
      process.execPath,
      [join(root, 'plan/dist/main/index.js'), ...args],
      { env: { PATH: process.env['PATH'], ...env } },
      (_, out, err) => {
        resolve({ code: child.exitCode ?? -1, out, err })
      },
    )
  })
}
