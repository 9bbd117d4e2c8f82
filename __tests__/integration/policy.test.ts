import { jwtRoleFor, jwtRoleJson } from '../../src/policy/jwt-role.ts'
import type { KnownMount } from '../../src/policy/mounts.ts'
import type { RoleNeed } from '../../src/policy/need.ts'
import { policyText } from '../../src/policy/policy.ts'
import { ownRights, rightsOf, type Right } from '../../src/policy/rights.ts'
import { eventually } from '../../testing/stack/eventually.ts'
import { needFor, requestsOf } from '../support/needs.ts'
import { onlyWith } from '../support/only-with.ts'
import { finishRun, look, nothing, type Finished, type Scenario } from '../support/scenario.ts'

/** A job with every kind of request. */
const secrets = `
  kv/plan/legacy password | LEGACY ;
  kv/plan/flat/ * | FLAT_ ;
  kv/plan/deep/ ** | DEEP_ ;
  kv/plan/deep/written {"value": "hush-plan-1"} ;
  secret/data/plan/app?version=1 password ;
  secret/metadata/plan/flat/ * | F_ ;
  secret/metadata/plan/deep/ ** | D_ ;
  secret/data/plan/flat/written {"data": {"value": "hush-plan-2"}} ;
  secret/data/plan/written {"data": {"value": "hush-plan-3"}} version ;
  transit/sign/release/sha2-256 {"input": "aGk="} signature ;
  transit/encrypt/orders {"plaintext": "aGk="} ciphertext ;
  pki/issue/web {"common_name": "a.example.com"} certificate | CERTIFICATE ;
  pki-leased/issue/web {"common_name": "a.example.com"} certificate | LEASED ;
  ssh/sign/deploy {"public_key": "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIO8fPqbcbeFm0JuaRsJVtbPM2n1d2SO9pH+t5gv3h2yD"} signed_key ;
  ssh/creds/otp {"ip": "127.0.0.1"} key | OTP ;
  identity/oidc/token/deploy token | ID_TOKEN ;
  database/creds/app username | PGUSER ;
  aws/creds/deploy access_key | AWS_ACCESS_KEY_ID ;
`
/** The mounts whose paths do not show the engine. */
const mounts: readonly KnownMount[] = [{ namespace: '', path: 'pki-leased/', type: 'pki', leases: true }]
/** What the job writes, as the paths that delete it. */
const written = ['kv/plan/deep/written', 'secret/metadata/plan/flat/written', 'secret/metadata/plan/written']
const need = needFor(secrets, { role: 'plan' })
const allRevoked = '4 leases revoked, token revoked'

beforeAll(async () => {
  const stored = (path: string, data: object) => eventually(() => look.root('POST', path, data), 10)
  await look.root('POST', 'sys/mounts/pki-leased', { type: 'pki' })
  await look.root('POST', 'pki-leased/root/generate/internal', { common_name: 'Leased', key_type: 'ec', ttl: '48h' })
  const role = { allowed_domains: ['example.com'], allow_subdomains: true, key_type: 'ec', generate_lease: true, max_ttl: '24h' }
  await look.root('POST', 'pki-leased/roles/web', role)
  // a folder can have the name of a secret
  for (const path of ['legacy', 'flat/a', 'deep/a', 'deep/written/b/c']) await stored(`kv/plan/${path}`, { password: 'hush-plan-kv' })
  for (const path of ['app', 'flat/a', 'deep/a', 'deep/b/c']) await stored(`secret/data/plan/${path}`, { data: { password: 'hush-plan' } })
})

/** Writes the JWT role of a need, and a policy for it. */
async function install(need: RoleNeed, policy: string, more: object = {}): Promise<void> {
  const role = jwtRoleFor(need)!
  const namespace = need.namespace === '' ? undefined : need.namespace
  await look.root('PUT', `sys/policies/acl/${role.policy}`, { policy }, namespace)
  await look.root('POST', `auth/${role.mount}/role/${role.name}`, { ...(JSON.parse(jwtRoleJson(role)) as object), ...more }, namespace)
}

/** Runs a job twice: what it writes does not exist before the first run. */
async function runTwice(scenario: Scenario): Promise<readonly Finished[]> {
  for (const path of written) await look.root('DELETE', path)
  return [await finishRun(scenario), await finishRun(scenario)]
}

const errorOf = ({ main }: Finished) => main.annotations.find(({ level }) => level === 'error')?.message
/** The error of the job, or what the post step reports. */
const resultOf = (run: Finished) => errorOf(run) ?? run.post.log.join('\n')

const without = (rights: readonly Right[], index: number, capability: string): string => {
  const less = rights.map((right, other) => ({
    path: right.path,
    capabilities: right.capabilities.filter((one) => other !== index || one !== capability),
  }))
  const path = Object.fromEntries(less.flatMap(({ path, capabilities }) => (capabilities.length > 0 ? [[path, { capabilities }]] : [])))
  return JSON.stringify({ path })
}

test('with the generated policy and role alone, the job works, and each revocation is confirmed without a denied request', async () => {
  await install(need, policyText(need, mounts))
  for (const run of await runTwice({ role: 'plan', secrets })) {
    expect(errorOf(run)).toBeUndefined()
    expect(run.post.log).toEqual([allRevoked])
    expect(run.refused()).toEqual([])
    expect(await run.left()).toEqual(nothing)
  }
})

describe('each right is needed: without it, the job fails or a revocation is not confirmed', () => {
  const rights = rightsOf(need, mounts)
  const single = rights.flatMap(({ path, capabilities }, index) => capabilities.map((capability) => ({ path, capability, index })))

  test.each(single)('$capability on $path', async ({ path, capability, index }) => {
    await install({ ...need, role: 'plan-less' }, without(rights, index, capability))
    const results = (await runTwice({ role: 'plan-less', secrets })).map(resultOf)
    const isStored = rights[index]!.capabilities.includes('create')
    // a path that a write stores at needs create in the first run, all other rights in the second
    if (isStored) expect(results[capability === 'create' ? 0 : 1]).toMatch(/403 permission denied/)
    else if (path.startsWith('sys/'))
      for (const result of results) expect(result).toMatch(/^3 leases revoked, token revoked, .* not confirmed/)
    else for (const result of results) expect(result).toMatch(/403 permission denied/)
  })

  test('the rows are of every kind of right', () => {
    const kinds = new Set(single.map(({ path, capability }) => `${capability} ${path.split('/')[0]}`))
    expect([...kinds].sort()).toEqual(
      ['create kv', 'list kv', 'read kv', 'update kv', 'create secret', 'list secret', 'read secret', 'update secret', 'read aws']
        .concat(['read database', 'read identity', 'update pki', 'update pki-leased', 'update ssh', 'update sys', 'update transit'])
        .sort(),
    )
  })
})

describe('the rights of the action itself', () => {
  const own = ownRights(need, mounts)
  const rights = [...rightsOf(need, mounts), ...own]
  const role = { ...need, role: 'plan-own' }
  const run = async (policy: string) => {
    await install(role, policy, { token_no_default_policy: true })
    return finishRun({ role: 'plan-own', secrets })
  }

  test('are enough without the default policy', async () => {
    const done = await run(without(rights, -1, ''))
    expect([resultOf(done), done.refused()]).toEqual([allRevoked, []])
  })

  test('are all needed: without revoke-self the token is left, without capabilities-self a request is denied', async () => {
    expect(own.map(({ path }) => path)).toEqual(['auth/token/revoke-self', 'sys/capabilities-self'])
    const [withToken, withQuestion] = [
      await run(without(rights, rights.length - 2, 'update')),
      await run(without(rights, rights.length - 1, 'update')),
    ]
    expect(withToken.post.annotations.map(({ message }) => message).join()).toContain('The token is still valid')
    expect(withToken.refused()).toEqual(['update auth/token/revoke-self'])
    expect(new Set(withQuestion.refused())).toEqual(new Set(['update sys/capabilities-self']))
  })
})

test('AWS STS credentials get no right to revoke them, because they cannot be revoked', async () => {
  const secrets = 'aws/sts/assume access_key | KEY; aws/sts/assume {"ttl": "15m"} access_key | KEY_2'
  const need = needFor(secrets, { role: 'plan-sts' })
  expect(rightsOf(need).map(({ path, capabilities }) => [path, capabilities])).toEqual([['aws/sts/assume', ['read', 'update']]])
  await install(need, policyText(need, []))
  const done = await finishRun({ role: 'plan-sts', secrets })
  expect([errorOf(done), done.refused()]).toEqual([undefined, []])
})

test('a step with `revoke: false` gets no right to revoke its leases', async () => {
  const secrets = 'database/creds/app username'
  const requests = requestsOf(secrets).map((request) => ({ ...request, revokes: false }))
  const need = needFor(secrets, { role: 'plan-keep', requests })
  expect(rightsOf(need).map(({ path }) => path)).toEqual(['database/creds/app'])
  await install(need, policyText(need, []))
  const done = await finishRun({ role: 'plan-keep', secrets, with: { revoke: 'false' } })
  expect([errorOf(done), done.refused()]).toEqual([undefined, []])
})

onlyWith('namespaces', () => {
  const inTeam: KnownMount = { namespace: 'team', path: 'database/', type: 'database' }
  const read = 'secret/data/ci/app password; database/creds/app username'
  const below = 'team/secret/data/ci/app password; team/database/creds/app username'
  const own = 'secret/data/ci/app password; database/creds/app username'
  test.each([
    [
      'below that of the login',
      needFor('', { role: 'plan-ns', requests: requestsOf(read, 'team') }),
      read,
      { namespace: 'team', authNamespace: 'root' },
      [],
    ],
    [
      'that is that of the login',
      needFor('', { role: 'plan-team', namespace: 'team', requests: requestsOf(own, 'team') }),
      own,
      { namespace: 'team' },
      [],
    ],
    ['at the start of a path', needFor(below, { role: 'plan-ns' }), below, {}, [inTeam]],
  ])('a namespace %s', async (_, need, secrets, inputs, mounts) => {
    await install(need, policyText(need, mounts))
    const done = await finishRun({ role: need.role, secrets, with: inputs })
    expect([resultOf(done), done.refused()]).toEqual(['1 lease revoked, token revoked', []])
    const rights = rightsOf(need, mounts)
    for (const [index, { capabilities }] of rights.entries()) {
      await install(need, without(rights, index, capabilities[0]!))
      expect(resultOf(await finishRun({ role: need.role, secrets, with: inputs }))).not.toBe('1 lease revoked, token revoked')
    }
  })
})
