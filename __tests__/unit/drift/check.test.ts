import fc from 'fast-check'
import type { JsonObject } from '../../../src/core/json.ts'
import { checkDrift, type CheckOptions } from '../../../src/drift/check.ts'
import type { DriftFinding } from '../../../src/drift/finding.ts'
import { jwtRoleFor, jwtRoleJson } from '../../../src/policy/jwt-role.ts'
import type { JobNeed, RoleNeed } from '../../../src/policy/need.ts'
import { policyText } from '../../../src/policy/policy.ts'
import { defaultPolicy, defaultPolicyText, fakeServer, serverRole, type FakeServer } from '../../support/fake-server.ts'
import { at, job, needFor } from '../../support/needs.ts'

const url = 'https://vault.example'
const options: CheckOptions = { urls: [url], failOn: [], isOwnToken: () => false, time: Date.UTC(2026, 0, 1) }

interface Content extends Partial<FakeServer> {
  readonly role?: JsonObject
  readonly policy?: string
}

const serverWith = ({ role = {}, policy = '', objects = {}, ...more }: Content) =>
  fakeServer({
    objects: {
      'auth/jwt/role/deploy': serverRole(role),
      'sys/policies/acl/deploy': { name: 'deploy', policy },
      'sys/policies/acl/default': defaultPolicy,
      ...objects,
    },
    ...more,
  })

const lineOf = ({ code, level, place, text, action }: DriftFinding) => `${place.line} ${level} ${code} ${text}. ${action}.`

/** Returns the findings as lines. */
async function found(need: RoleNeed | readonly RoleNeed[], content: Content, more: Partial<CheckOptions> = {}): Promise<readonly string[]> {
  const needs = Array.isArray(need) ? (need as readonly RoleNeed[]) : [need as RoleNeed]
  return (await checkDrift(needs, serverWith(content), { ...options, ...more })).findings.map(lineOf)
}

const rule = (path: string, ...capabilities: string[]) => `path "${path}" { capabilities = ${JSON.stringify(capabilities)} }`
const one = needFor('secret/data/app password')

describe('missing', () => {
  const missing = (path: string, what: string, why: string, line: string) =>
    `25 error DRIFT_MISSING role deploy (auth/jwt) does not grant ${what} on ${path}: ${why}. Write to the policy deploy: ${line}.`
  const read = 'path "secret/data/app" { capabilities = ["read"] }'

  test.each<[string, string, string]>([
    ['no rule', '', 'no rule of its policies matches'],
    ['another capability', rule('secret/data/app', 'list', 'update'), 'path "secret/data/app" of deploy decides, with list, update'],
    ['deny', rule('secret/data/app', 'deny'), 'path "secret/data/app" of deploy decides, with deny'],
    [
      'a more specific rule',
      [rule('secret/*', 'read'), rule('secret/+/app', 'update')].join('\n'),
      'path "secret/*" of deploy decides, with read',
    ],
    [
      'a wrapped response',
      `path "secret/data/app" {\n capabilities = ["read"]\n min_wrapping_ttl = "1m" }`,
      'path "secret/data/app" of deploy: min_wrapping_ttl requires a wrapped response',
    ],
  ])('with %s', async (name, policy, why) => {
    const lines = (await found(one, { policy })).filter((line) => line.includes('MISSING'))
    // + comes after the longer beginning before a *, so the first rule does not decide
    const expected = name === 'a more specific rule' ? why.replace('secret/*', 'secret/+/app').replace('with read', 'with update') : why
    expect(lines).toEqual([missing('secret/data/app', 'read', expected, read)])
  })

  test('one secret of a folder that another rule denies', async () => {
    const need = needFor('secret/metadata/app/ **')
    const policy = [
      rule('secret/metadata/app/', 'list'),
      rule('secret/metadata/app/*', 'list'),
      rule('secret/data/app/*', 'read'),
      rule('secret/data/app/x', 'deny'),
    ].join('\n')
    expect(await found(need, { policy })).toEqual([
      missing(
        'secret/data/app/*',
        'read',
        'path "secret/data/app/x" of deploy decides, with deny',
        'path "secret/data/app/*" { capabilities = ["read"] }',
      ),
    ])
  })

  test('of writes, leases and the own rights of the action', async () => {
    const need = needFor('database/creds/app username;\nsecret/data/x {"data": {}} ')
    const policy = [rule('database/creds/app', 'read'), rule('secret/data/x', 'update')].join('\n')
    expect(await found(need, { policy, role: { token_no_default_policy: true } })).toEqual([
      '20 error DRIFT_MISSING role deploy (auth/jwt) does not grant update on auth/token/revoke-self: no rule of its policies matches. Write to the policy deploy: path "auth/token/revoke-self" { capabilities = ["update"] }.',
      '20 error DRIFT_MISSING role deploy (auth/jwt) does not grant update on sys/capabilities-self: no rule of its policies matches. Write to the policy deploy: path "sys/capabilities-self" { capabilities = ["update"] }.',
      missing(
        'sys/leases/revoke/database/creds/app/*',
        'update',
        'no rule of its policies matches',
        'path "sys/leases/revoke/database/creds/app/*" { capabilities = ["update"] }',
      ),
      missing(
        'secret/data/x',
        'create',
        'path "secret/data/x" of deploy decides, with update',
        'path "secret/data/x" { capabilities = ["create", "update"] }',
      ).replace(/^25/, '26'),
    ])
  })

  test('of a path of which only a run knows a part', async () => {
    const need = needFor('', { requests: [{ ...one.requests[0]!, path: 'secret/data/${{ inputs.app }}/db' }] })
    expect(await found(need, { policy: rule('kv/*', 'read') })).toEqual([
      expect.stringContaining('DRIFT_EXCESS'),
      expect.stringContaining(
        'DRIFT_MISSING role deploy (auth/jwt) does not grant read on secret/data/${{ inputs.app }}/db: no rule of its policies can match',
      ),
    ])
    expect(await found(need, { policy: rule('secret/data/+/db', 'read') })).toEqual([
      '25 notice DRIFT_PARTIAL role deploy (auth/jwt), secret/data/${{ inputs.app }}/db: only a run knows ${{ inputs.app }}. Replace ${{ inputs.app }} by each value that it can have.',
    ])
    expect(await found(need, { policy: rule('secret/data/*', 'read') })).toEqual([])
  })

  test.each([
    ['that grants', [rule('secret/data/{{identity.entity.name}}', 'read')]],
    ['that denies', [rule('secret/data/*', 'read'), rule('secret/data/a{{identity.entity.name}}', 'deny')]],
  ])('is not certain with a template %s', async (_name, rules) => {
    const lines = (await found(one, { policy: rules.join('\n') })).filter((line) => !line.includes('EXCESS'))
    expect(lines).toEqual([
      '25 notice DRIFT_PARTIAL role deploy (auth/jwt), secret/data/app: a rule with a template ({{ }}) can decide, and its value is not known. Compare it by hand, or write an exact rule.',
    ])
  })

  test('is the role itself', async () => {
    expect(await found({ ...one, role: 'gone' }, {})).toEqual([
      '20 error DRIFT_MISSING role gone (auth/jwt) does not exist at auth/jwt/role/gone. Write the role, for example as plan generates it, or correct the inputs role and path of the step.',
    ])
  })

  test.each<[string, JsonObject, Partial<JobNeed>, string]>([
    ['role_type', { role_type: 'oidc' }, {}, 'has role_type oidc, with which jobs cannot log in'],
    ['the audience', { bound_audiences: ['x'] }, {}, 'does not accept the audience https://vault.example'],
    [
      'repository_id',
      { bound_claims: { repository_id: ['1', '2'] } },
      {},
      'refuses this job: bound_claims.repository_id is 1, 2, and the job has 271828182',
    ],
    [
      'ref',
      { bound_claims: { repository_id: '271828182', ref: 'refs/heads/release' } },
      {},
      'refuses this job: bound_claims.ref is refs/heads/release, and the job has refs/heads/main',
    ],
    [
      'environment',
      { bound_claims: { repository_id: '271828182', environment: 'production' } },
      {},
      'refuses this job: bound_claims.environment is production, and its token has no such claim',
    ],
    [
      'event_name',
      { bound_claims: { repository_id: '271828182', event_name: ['schedule'] } },
      {},
      'refuses this job: bound_claims.event_name is schedule, and the job has push',
    ],
    [
      'repository_owner',
      { bound_claims: { repository_id: '271828182', repository_owner: 'x' } },
      { repository: 'octo-org/app' },
      'refuses this job: bound_claims.repository_owner is x, and the job has octo-org',
    ],
    [
      'job_workflow_ref',
      { bound_claims_type: 'glob', bound_claims: { job_workflow_ref: 'o/r/.github/workflows/x.yml@*' } },
      { reusable: { workflow: 'o/r/.github/workflows/y.yml', ref: 'main' } },
      'refuses this job: bound_claims.job_workflow_ref is o/r/.github/workflows/x.yml@*, and the job has o/r/.github/workflows/y.yml@*',
    ],
  ])('a login that the role refuses by %s', async (_name, role, more, text) => {
    const lines = await found({ ...one, jobs: [job(more)] }, { policy: rule('secret/data/app', 'read'), role })
    expect(lines.filter((line) => line.includes('MISSING'))).toEqual([
      expect.stringContaining(`20 error DRIFT_MISSING role deploy (auth/jwt) ${text}. `),
    ])
  })

  test.each<[string, JsonObject, Partial<JobNeed>]>([
    ['a glob', { bound_claims_type: 'glob', bound_claims: { repository_id: '271828182', ref: 'refs/heads/*' } }, {}],
    [
      'a branch that a filter can match',
      { bound_claims: { repository_id: '271828182', ref: 'refs/heads/release/1' } },
      { triggers: [{ event: 'push', branches: ['release/**'] }] },
    ],
    [
      'one of several events',
      { bound_claims: { repository_id: '271828182', ref: 'refs/heads/main' } },
      { triggers: [{ event: 'push', branches: ['main'] }, { event: 'pull_request' }] },
    ],
    [
      'an environment that only a run knows',
      { bound_claims: { repository_id: '271828182', environment: 'x' } },
      { environment: '${{ inputs.env }}' },
    ],
    ['a claim that only a run knows', { bound_claims: { repository_id: '271828182', actor: 'x' } }, {}],
  ])('no login that the role accepts by %s', async (_name, role, more) => {
    expect(await found({ ...one, jobs: [job(more)] }, { policy: rule('secret/data/app', 'read'), role })).toEqual([])
  })
})

describe('excess', () => {
  const need = needFor('secret/data/app password;\nsecret/data/other password')
  const exact = [rule('secret/data/app', 'read'), rule('secret/data/other', 'read')].join('\n')
  const excess = (text: string) => `20 warning DRIFT_EXCESS role deploy (auth/jwt): ${text}`

  test.each<[string, string, string]>([
    [
      'a wildcard',
      rule('secret/data/*', 'read'),
      'path "secret/data/*" of deploy grants read on more paths than the jobs use. Replace the rule by the paths that are used: secret/data/app, secret/data/other.',
    ],
    [
      'a + ',
      `${exact}\n${rule('+/data/app', 'read')}`,
      'path "+/data/app" of deploy grants read on more paths than the jobs use. Replace the rule by the paths that are used: secret/data/app.',
    ],
    [
      'a path',
      `${exact}\n${rule('secret/data/third', 'read')}`,
      'path "secret/data/third" of deploy grants read, which no job uses. Remove the rule.',
    ],
    [
      'a write',
      `${rule('secret/data/app', 'create', 'read', 'update')}\n${rule('secret/data/other', 'read')}`,
      'path "secret/data/app" of deploy grants create, update, which no job uses. Remove create, update from its capabilities.',
    ],
  ])('with %s', async (_name, policy, text) => {
    expect(await found(need, { policy })).toEqual([excess(text)])
  })

  test('both of one rule', async () => {
    expect(await found(need, { policy: rule('secret/*', 'list', 'read') })).toEqual([
      excess('path "secret/*" of deploy grants list, which no job uses. Remove list from its capabilities.'),
      excess(
        'path "secret/*" of deploy grants read on more paths than the jobs use. Replace the rule by the paths that are used: secret/data/app, secret/data/other.',
      ),
    ])
  })

  test('a policy that does not exist', async () => {
    expect(await found(need, { policy: exact, role: { token_policies: ['deploy', 'planned'] } })).toEqual([
      '20 warning DRIFT_EXCESS role deploy (auth/jwt) names the policy planned, which does not exist: a policy with this name would apply at once. Remove planned from token_policies, or write the policy.',
    ])
  })

  test('an addition to the policy default', async () => {
    const policy = `${defaultPolicyText}\n${rule('secret/data/shared', 'read')}`
    const objects = { 'sys/policies/acl/default': { name: 'default', policy } }
    expect(await found(need, { policy: exact, objects })).toEqual([
      excess('path "secret/data/shared" of default grants read, which no job uses. Remove the rule.'),
    ])
  })

  test('of a token that later steps use is not known', async () => {
    const exporting = { ...need, jobs: [job({ exportsToken: true })] }
    expect(await found(exporting, { policy: rule('secret/*', 'read') })).toEqual([
      '20 warning DRIFT_UNCHECKED role deploy (auth/jwt): later steps use its token (exportToken or outputToken), and no workflow says for which paths. Read the paths with the mapping, or give these steps a role of their own.',
    ])
  })

  test('of entries that only a run knows is not known', async () => {
    const open = { ...need, openEntries: [{ expression: '${{ inputs.secrets }}', place: at(31) }] }
    const partly =
      '31 notice DRIFT_PARTIAL role deploy (auth/jwt): only a run knows the entries of ${{ inputs.secrets }}, so what they need and what is excess was not compared. Write the entries in the workflow, or compare them by hand.'
    expect(await found(open, { policy: rule('secret/*', 'read') })).toEqual([partly])
    // also if another address of the same server has the role
    expect(await found([{ ...need, url: '${{ vars.VAULT_ADDR }}' }, open], { policy: rule('secret/*', 'read') })).toEqual([partly])
  })

  test('is nothing that leases of pki may need', async () => {
    const pki = needFor('pki/issue/web {"common_name": "a"} certificate')
    const policy = [rule('pki/issue/web', 'update'), rule('sys/leases/revoke/pki/issue/web/*', 'update')].join('\n')
    expect(await found(pki, { policy })).toEqual([])
    expect(await found(pki, { policy, mounts: [{ namespace: '', path: 'pki/', type: 'pki' }] })).toEqual([])
  })

  test('is nothing of a path that only a run knows', async () => {
    const open = { ...need, requests: [{ ...need.requests[0]!, path: 'secret/data/${{ inputs.app }}' }] }
    expect(await found(open, { policy: rule('secret/data/*', 'read') })).toEqual([])
    expect(await found(open, { policy: rule('secret/*', 'read') })).toEqual([expect.stringContaining('grants read on more paths')])
  })
})

describe('weak', () => {
  const policy = rule('secret/data/app', 'read')
  const bind = 'Set bound_claims.repository_id to the id of the repository'

  test.each<[string, JsonObject, string]>([
    [
      'no audience',
      { bound_audiences: null },
      'binds no audience, so a token that another service received can be used. Set bound_audiences to the audience of the workflows.',
    ],
    ['no bound claims', { bound_claims: null }, `has no bound claims, so every workflow on GitHub can log in. ${bind}.`],
    ['claims of others', { bound_claims: { actor: 'octocat' } }, `binds only actor, which other repositories can have too. ${bind}.`],
    [
      'the owner',
      { bound_claims: { repository_owner: 'octo-org', ref: 'refs/heads/main' } },
      `binds only repository_owner, ref, so every repository of octo-org can log in. ${bind}.`,
    ],
    [
      'a glob',
      { bound_claims_type: 'glob', bound_claims: { repository: 'octo-org/*' } },
      `binds repository to a glob over repositories: octo-org/*. ${bind}.`,
    ],
    [
      'a glob of the subject',
      { bound_claims_type: 'glob', bound_claims: { sub: 'repo:octo-org/*' } },
      `binds sub to a glob over repositories: repo:octo-org/*. ${bind}.`,
    ],
    [
      'a client of every run',
      { user_claim: 'run_id' },
      'has user_claim run_id, so every run counts as a client of Vault. Set user_claim to repository.',
    ],
    [
      'no TTL',
      { token_ttl: 0, token_max_ttl: 0 },
      'has no token_ttl, so its tokens live as long as the server allows (32 days by default). Set token_ttl and token_max_ttl to the duration of the longest job.',
    ],
    [
      'a period',
      { token_period: 3600 },
      'has a token_period, so its tokens can be renewed without end. Set token_ttl and token_max_ttl to the duration of the longest job, and token_period to 0.',
    ],
  ])('with %s', async (_name, role, text) => {
    const lines = await found(one, { policy, role })
    expect(lines.filter((line) => line.includes('WEAK'))).toEqual([`20 warning DRIFT_WEAK role deploy (auth/jwt) ${text}`])
  })

  test.each<[string, JsonObject]>([
    ['the subject', { bound_claims: null, bound_subject: 'repo:octo-org/app:ref:refs/heads/main' }],
    ['a glob over branches', { bound_claims_type: 'glob', bound_claims: { sub: 'repo:octo-org/app:*' } }],
    ['a * that is no glob', { bound_claims: { repository: 'octo-org/*' } }],
    ['a reusable workflow', { bound_claims_type: 'glob', bound_claims: { job_workflow_ref: 'octo-org/app/.github/workflows/x.yml@*' } }],
    ['max_ttl alone', { token_ttl: 0 }],
  ])('not with %s', async (_name, role) => {
    expect((await found(one, { policy, role })).filter((line) => line.includes('WEAK'))).toEqual([])
  })
})

describe('changed', () => {
  const policy = rule('secret/data/app', 'read')
  const content = { policy }
  const baselineOf = async (need: RoleNeed, more: Content) => ({
    objects: (await checkDrift([need], serverWith(more), options)).objects,
    place: { repository: '', file: 'vault.json', line: 1 },
  })
  const approve = 'If this is intended, run plan with `approve: true` and commit the baseline'

  test('nothing, for any layout of the policy', async () => {
    const baseline = await baselineOf(one, content)
    expect(
      await found(one, { policy: `# a comment\n${policy.replaceAll(' ', '\n')}`, role: { max_age: 0, oidc_scopes: null } }, { baseline }),
    ).toEqual([])
  })

  test('fields of a role, a policy and a transit key', async () => {
    const need = needFor('transit/sign/release {"input": "aGk="} signature')
    const mounts = [{ namespace: '', path: 'transit/', type: 'transit' }]
    const key = { type: 'ecdsa-p256', exportable: false, keys: { 1: 5 }, latest_version: 1 }
    const before = { policy: rule('transit/sign/release', 'update'), mounts, objects: { 'transit/keys/release': key } }
    const baseline = await baselineOf(need, before)
    const after = {
      policy: `${rule('transit/sign/release', 'sudo', 'update')}\n${rule('kv/*', 'deny')}`,
      role: { token_ttl: 1800, bound_claims: { repository_id: '271828182', ref: ['refs/heads/main'] } },
      mounts,
      objects: { 'transit/keys/release': { ...key, exportable: true, keys: { 1: 5, 2: 6 }, latest_version: 2 } },
    }
    const changed = (line: number, text: string) => `${line} warning DRIFT_CHANGED ${text}. ${approve}.`
    expect((await found(need, after, { baseline })).filter((line) => line.includes('CHANGED'))).toEqual([
      changed(20, 'auth/jwt/role/deploy: bound_claims.ref was not set when it was approved, and is now ["refs/heads/main"]'),
      changed(20, 'auth/jwt/role/deploy: token_ttl was 900 when it was approved, and is now 1800'),
      changed(20, 'sys/policies/acl/deploy: path "kv/*".capabilities was not set when it was approved, and is now ["deny"]'),
      changed(
        20,
        'sys/policies/acl/deploy: path "transit/sign/release".capabilities was ["update"] when it was approved, and is now ["sudo","update"]',
      ),
      changed(25, 'transit/keys/release: exportable was false when it was approved, and is now true'),
    ])
  })

  test('objects that are new or gone, also without a workflow', async () => {
    const baseline = await baselineOf(one, content)
    const next = { ...one, role: 'next' }
    const objects = {
      'auth/jwt/role/next': serverRole({ token_policies: ['next'] }),
      'sys/policies/acl/next': { policy },
      'auth/jwt/role/deploy': serverRole({ token_ttl: 1 }),
    }
    const server = serverWith({ objects })
    const { findings } = await checkDrift([next], server, { ...options, baseline })
    expect(findings.map(({ place, text }) => `${place.file} ${text}`)).toEqual([
      '.github/workflows/deploy.yml auth/jwt/role/next is not in the baseline',
      '.github/workflows/deploy.yml sys/policies/acl/next is not in the baseline',
      'vault.json auth/jwt/role/deploy: token_ttl was 900 when it was approved, and is now 1',
      'vault.json sys/policies/acl/deploy: path "secret/data/app".capabilities was ["read"] when it was approved, and is now not set',
    ])
  })

  test('never reads another path of a baseline', async () => {
    const objects = ['secret/data/app', 'secret/data/auth/x/role/y', 'transit/keys/x'].map((path) => ({ namespace: '', path, fields: {} }))
    const server = serverWith(content)
    await checkDrift([one], server, { ...options, baseline: { objects, place: at(1) } })
    expect(server.asked).toEqual(['auth/jwt/role/deploy', 'sys/policies/acl/default', 'sys/policies/acl/deploy'])
  })
})

describe('without permission to read', () => {
  const denied = { 'auth/jwt/role/deploy': 'denied' } as const

  test('nothing is compared with the token of another role', async () => {
    expect(await found(one, { objects: denied }, { failOn: ['weak'] })).toEqual([
      '20 error DRIFT_UNCHECKED role deploy (auth/jwt) was not compared: the token may not read auth/jwt/role/deploy. Log in with a role that may read auth/*/role/* and sys/policies/acl/* (docs/drift.md).',
    ])
  })

  test('rights are compared with the own token, and this is said', async () => {
    const objects = {
      ...denied,
      'sys/internal/ui/resultant-acl': {
        exact_paths: { 'auth/token/revoke-self': { capabilities: ['update'] }, 'secret/data/app': { capabilities: ['deny'] } },
        glob_paths: { 'secret/': { capabilities: ['read'] }, 'kv/': { capabilities: ['deny'] }, 'kv/+/x': { capabilities: ['read'] } },
        root: false,
      },
    }
    const own = { 'secret/data/app': ['deny'], 'auth/token/revoke-self': ['update'] }
    expect(await found(one, { objects, own }, { isOwnToken: () => true })).toEqual([
      '20 warning DRIFT_EXCESS role deploy (auth/jwt): path "kv/+/x" of the token grants read, which no job uses. Remove the rule.',
      '20 warning DRIFT_EXCESS role deploy (auth/jwt): path "secret/*" of the token grants read on more paths than the jobs use. Replace the rule by the paths that are used: secret/data/app.',
      '20 notice DRIFT_PARTIAL role deploy (auth/jwt): the token may not read auth/jwt/role/deploy. Its rights are those of this token, from sys/capabilities-self and sys/internal/ui/resultant-acl, which in OpenBao leaves out rules with +. Log in with a role that may read auth/*/role/* and sys/policies/acl/* (docs/drift.md).',
      '20 warning DRIFT_UNCHECKED role deploy (auth/jwt) was not compared for weak: the token may not read auth/jwt/role/deploy. Log in with a role that may read auth/*/role/* and sys/policies/acl/* (docs/drift.md).',
      '25 error DRIFT_MISSING role deploy (auth/jwt) does not grant read on secret/data/app: sys/capabilities-self does not return it. Write to the policy deploy: path "secret/data/app" { capabilities = ["read"] }.',
    ])
  })

  test('a policy that cannot be read with certainty is named', async () => {
    expect(await found(one, { policy: 'path "secret/data/app" { capability = ["read"] }' })).toEqual([
      '20 warning DRIFT_UNCHECKED role deploy (auth/jwt) was not compared: the policy deploy cannot be read: line 1: path "secret/data/app": capability is not known. Write it in another form, or compare it by hand.',
    ])
  })

  test('another server is named', async () => {
    const elsewhere = { ...one, url: 'https://other.example', jobs: [job({ place: at(40) })] }
    expect(await found([one, elsewhere], { policy: rule('secret/data/app', 'read') })).toEqual([
      '40 notice DRIFT_PARTIAL 1 role at https://other.example not compared: this run compares https://vault.example. Run plan with this address as url too.',
    ])
  })

  test.each<[string, Partial<RoleNeed>, string]>([
    [
      'a role that only a run knows',
      { role: '${{ inputs.role }}' },
      'only a run knows ${{ inputs.role }}. Give its value in the input vars, or write it in the workflow.',
    ],
    [
      'a method without roles',
      { role: '', method: 'approle', oidc: false },
      'the workflow names no role of the method approle. Compare it by hand.',
    ],
  ])('%s is not compared', async (_name, more, text) => {
    expect(await found({ ...one, ...more }, {}, { isOwnToken: () => false })).toEqual([
      expect.stringMatching(`DRIFT_UNCHECKED .* was not compared: ${text.replaceAll(/[$.{}]/g, '\\$&')}$`),
    ])
  })

  test('the default role of a mount is found', async () => {
    const objects = { 'auth/jwt/config': { default_role: 'deploy' } }
    expect(await found({ ...one, role: '' }, { policy: rule('secret/data/app', 'read'), objects })).toEqual([])
    expect(await found({ ...one, role: '' }, {})).toEqual([
      expect.stringContaining('the default role of auth/jwt was not compared: auth/jwt has no default_role'),
    ])
  })
})

test('failOn makes errors of its kinds, except of what was compared in part', async () => {
  const policy = rule('secret/data/*', 'read')
  const levels = async (failOn: CheckOptions['failOn']) =>
    (await checkDrift([one], serverWith({ policy, role: { token_ttl: 0, token_max_ttl: 0 } }), { ...options, failOn })).findings.map(
      ({ code, level }) => `${code} ${level}`,
    )
  expect(await levels([])).toEqual(['DRIFT_EXCESS warning', 'DRIFT_WEAK warning'])
  expect(await levels(['excess'])).toEqual(['DRIFT_EXCESS error', 'DRIFT_WEAK warning'])
  expect(await levels(['missing', 'weak'])).toEqual(['DRIFT_EXCESS warning', 'DRIFT_WEAK error'])
})

test('a generated role and policy have no difference from the need that they were made from', async () => {
  const name = fc.constantFrom('a', 'b', 'app', 'ci')
  const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => names.join('/'))
  const entry = fc.oneof(
    path.map((one) => `secret/data/${one} key | N`),
    path.map((one) => `secret/metadata/${one}/ * | N`),
    path.map((one) => `secret/metadata/${one}/ ** | N`),
    path.map((one) => `kv/${one}/ ** | N`),
    path.map((one) => `secret/data/${one} {"data": {}} version | N`),
    name.map((one) => `database/creds/${one} username | N`),
    name.map((one) => `transit/sign/${one} {"input": ""} signature | N`),
    name.map((one) => `pki/issue/${one} {"common_name": "x"} certificate | N`),
  )
  const trigger = fc.constantFrom(
    { event: 'push', branches: ['main', 'release/**'] },
    { event: 'push', tags: ['v*'] },
    { event: 'pull_request' },
    { event: 'schedule' },
    { event: 'workflow_dispatch' },
  )
  const jobs = fc.record({
    triggers: fc.uniqueArray(trigger, { minLength: 1, maxLength: 3 }),
    environment: fc.constantFrom(undefined, 'production'),
    repositoryId: fc.constantFrom(undefined, '271828182'),
    reusable: fc.constantFrom(undefined, { workflow: 'o/r/.github/workflows/x.yml', ref: 'v1' }),
  })
  let compared = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(entry, { minLength: 1, maxLength: 8 }),
      fc.array(jobs, { minLength: 1, maxLength: 3 }),
      async (entries, some) => {
        const need = needFor(entries.map((one, index) => `${one}${index}`).join(';\n'), { jobs: some.map((one) => job(one)) })
        const role = JSON.parse(jwtRoleJson(jwtRoleFor(need)!)) as JsonObject
        const stored = { ...role, token_ttl: 900, token_max_ttl: 900 }
        const server = fakeServer({
          objects: {
            'auth/jwt/role/deploy': stored,
            'sys/policies/acl/deploy': { policy: policyText(need, []) },
            'sys/policies/acl/default': defaultPolicy,
          },
        })
        const { findings } = await checkDrift([need], server, { ...options, failOn: ['missing', 'excess', 'weak'] })
        expect(findings).toEqual([])
        compared += need.requests.length
      },
    ),
    { numRuns: 300 },
  )
  expect(compared).toBeGreaterThan(500)
})
