import { jwtRoleFor, jwtRoleJson } from '../../src/policy/jwt-role.ts'
import type { JobNeed, RoleNeed } from '../../src/policy/need.ts'
import { policyText } from '../../src/policy/policy.ts'
import type { Claims } from '../../testing/stack/claims.ts'
import { job, needFor } from '../support/needs.ts'
import { finishRun, look, type Finished } from '../support/scenario.ts'

const secrets = 'secret/data/ci/app password'

async function install(need: RoleNeed): Promise<void> {
  const role = jwtRoleFor(need)!
  await look.root('PUT', `sys/policies/acl/${role.policy}`, { policy: policyText(need, []) })
  await look.root('POST', `auth/jwt/role/${role.name}`, jwtRoleJson(role))
}

const errorOf = ({ main }: Finished) => main.annotations.find(({ level }) => level === 'error')?.message ?? 'none'

interface Case {
  readonly job: Partial<JobNeed>
  /** Claims of jobs that the role is for. */
  readonly admitted: readonly Claims[]
  /** Claims that differ from the first of them, and the claim that the server names. */
  readonly refused: readonly (readonly [Claims, string])[]
}

const shared = 'octo-org/shared/.github/workflows/deploy.yml'
const sha = '08c6903cd8c0fde910a37f88322edcfb5dd907a8'

const cases: Readonly<Record<string, Case>> = {
  'a push to a branch': {
    job: {},
    admitted: [{}],
    refused: [
      [{ ref: 'refs/heads/main2' }, 'ref'],
      [{ ref: 'refs/tags/main' }, 'ref'],
      [{ ref: null }, 'ref'],
      [{ event_name: 'pull_request' }, 'event_name'],
    ],
  },
  'another repository': {
    job: { repositoryId: '314159265' },
    admitted: [],
    refused: [[{}, 'repository_id']],
  },
  'a repository whose id is not known': {
    job: { repositoryId: undefined },
    admitted: [{ repository: 'octo-org/shop' }],
    refused: [[{ repository: 'octo-org/shop2' }, 'repository']],
  },
  'an environment, started by hand on any ref': {
    job: { environment: 'production', triggers: [{ event: 'workflow_dispatch' }] },
    admitted: [
      { environment: 'production', event_name: 'workflow_dispatch' },
      { environment: 'production', event_name: 'workflow_dispatch', ref: 'refs/tags/v1' },
    ],
    refused: [
      [{ environment: 'staging', event_name: 'workflow_dispatch' }, 'environment'],
      [{ event_name: 'workflow_dispatch' }, 'environment'],
      [{ environment: 'production', event_name: 'push' }, 'event_name'],
    ],
  },
  'patterns of branches and tags': {
    job: { triggers: [{ event: 'push', branches: ['release/**', 'main'], tags: ['v[12].*', '!v1.0'] }] },
    admitted: [{ ref: 'refs/heads/release/1/x' }, { ref: 'refs/heads/main' }, { ref: 'refs/tags/v2.7' }],
    refused: [
      [{ ref: 'refs/heads/mainline' }, 'ref'],
      [{ ref: 'refs/heads/v2.7' }, 'ref'],
      [{ ref: 'refs/tags/release/1' }, 'ref'],
      [{ ref: 'refs/heads/release/1', event_name: 'pushed' }, 'event_name'],
    ],
  },
  'pull requests and a schedule': {
    job: { triggers: [{ event: 'pull_request' }, { event: 'schedule' }] },
    admitted: [
      { event_name: 'pull_request', ref: 'refs/pull/7/merge' },
      { event_name: 'schedule', ref: 'refs/heads/main' },
    ],
    refused: [[{ event_name: 'schedule', ref: 'refs/heads/other' }, 'ref']],
  },
  'a reusable workflow at a name': {
    job: { reusable: { workflow: shared, ref: 'v1' } },
    admitted: [{ job_workflow_ref: `${shared}@refs/tags/v1` }, { job_workflow_ref: `${shared}@refs/heads/v1` }],
    refused: [
      [{ job_workflow_ref: `${shared}@refs/heads/main` }, 'job_workflow_ref'],
      [{ job_workflow_ref: 'octo-org/shop/.github/workflows/deploy.yml@refs/tags/v1' }, 'job_workflow_ref'],
    ],
  },
  'a reusable workflow at a commit': {
    job: { reusable: { workflow: shared, ref: sha } },
    admitted: [{ job_workflow_ref: `${shared}@${sha}` }],
    refused: [[{ job_workflow_ref: `${shared}@refs/heads/${sha}` }, 'job_workflow_ref']],
  },
  'a reusable workflow of the same repository, on any ref': {
    job: {
      reusable: { workflow: 'octo-org/shop/.github/workflows/deploy.yml', ref: undefined },
      triggers: [{ event: 'workflow_dispatch' }],
    },
    admitted: [
      { event_name: 'workflow_dispatch', ref: 'refs/heads/x', job_workflow_ref: 'octo-org/shop/.github/workflows/deploy.yml@refs/heads/x' },
    ],
    refused: [
      [{ event_name: 'workflow_dispatch', job_workflow_ref: 'octo-org/shop/.github/workflows/other.yml@refs/heads/x' }, 'job_workflow_ref'],
    ],
  },
  'an expression, until it is replaced': {
    job: { environment: '${{ inputs.environment }}' },
    admitted: [],
    refused: [[{ environment: 'production' }, 'environment']],
  },
}

describe.each(Object.entries(cases))('%s', (_, { job: part, admitted, refused }) => {
  const need = needFor(secrets, { role: 'plan-claims', jobs: [job(part)] })
  beforeAll(() => install(need))

  const rows = [...admitted.map((claims) => [claims, undefined] as const), ...refused]
  test.each(rows)('%j: refused because of %s', async (claims, claim) => {
    const error = errorOf(await finishRun({ role: 'plan-claims', secrets, claims }))
    if (claim === undefined) expect(error).toBe('none')
    else expect(error).toMatch(new RegExp(`claim "${claim}" (?:does not match any associated bound claim values|is missing)`))
  })
})

test('every claim of the role refuses a job', () => {
  const bound = Object.values(cases).flatMap(({ job: part }) =>
    Object.keys(jwtRoleFor(needFor(secrets, { jobs: [job(part)] }))!.bound.claims),
  )
  const refusing = Object.values(cases).flatMap(({ refused }) => refused.map(([, claim]) => claim))
  expect([...new Set(refusing)].sort()).toEqual([...new Set(bound)].sort())
})

test('another audience is refused', async () => {
  await install(needFor(secrets, { role: 'plan-claims', audiences: ['https://other.example'] }))
  expect(errorOf(await finishRun({ role: 'plan-claims', secrets }))).toContain('invalid audience (aud) claim')
})

test('the server stores the role as it is generated', async () => {
  await install(needFor(secrets, { role: 'plan-claims', jobs: [job(), job({ timeoutMinutes: 30.5 })] }))
  const { data } = await look.root('GET', 'auth/jwt/role/plan-claims')
  expect(data).toMatchObject({
    role_type: 'jwt',
    user_claim: 'repository',
    token_policies: ['plan-claims'],
    token_ttl: 36 * 60,
    token_max_ttl: 36 * 60,
    token_type: 'service',
    bound_claims_type: 'string',
  })
})
