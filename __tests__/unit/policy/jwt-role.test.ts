import type { JobNeed, RoleNeed } from '../../../src/policy/need.ts'
import { jwtRoleFor, jwtRoleJson } from '../../../src/policy/jwt-role.ts'
import { at, job, needFor } from '../../support/needs.ts'

const roleFor = (...jobs: readonly Partial<JobNeed>[]) => jwtRoleFor(needFor('', { jobs: jobs.map(job) }))!
const claimsFor = (...jobs: readonly Partial<JobNeed>[]) => roleFor(...jobs).bound.claims
const notesFor = (...jobs: readonly Partial<JobNeed>[]) => roleFor(...jobs).notes
const release = at(9, 'release.yml')
const shared = 'octo-org/shared/.github/workflows/deploy.yml'
const byHand = { triggers: [{ event: 'workflow_dispatch' }] }

describe('bound claims', () => {
  test('of one job: the repository, its branch and its event', () => {
    expect(roleFor({}).bound).toEqual({
      claims: { event_name: ['push'], ref: ['refs/heads/main'], repository_id: ['271828182'] },
      type: 'string',
      notes: [],
    })
  })

  test('of several jobs: the values of all, sorted, each once', () => {
    const other = { repositoryId: '1', triggers: [{ event: 'schedule' }, { event: 'push', branches: ['dev', 'main'] }] }
    expect(claimsFor({ environment: 'b' }, { ...other, environment: 'a' }, { environment: 'b' })).toEqual({
      environment: ['a', 'b'],
      event_name: ['push', 'schedule'],
      ref: ['refs/heads/dev', 'refs/heads/main'],
      repository_id: ['1', '271828182'],
    })
  })

  test('a claim that one job does not limit is not bound, and a note names the job', () => {
    expect(claimsFor({}, { ...byHand, place: release })).toEqual({
      event_name: ['push', 'workflow_dispatch'],
      repository_id: ['271828182'],
    })
    expect(notesFor({}, { ...byHand, place: release })).toEqual([
      'Every branch and tag can log in. Give the job an environment, or limit on.push.branches: release.yml',
    ])
    expect(claimsFor({ environment: 'a' }, { place: release })).not.toHaveProperty('environment')
    expect(notesFor({ environment: 'a' }, { place: release })).toEqual([
      'environment is not bound, because these jobs have none. Give them a role of their own: release.yml',
    ])
    const reusable = { reusable: { workflow: shared, ref: 'v1' } }
    expect(claimsFor(reusable, { place: release })).not.toHaveProperty('job_workflow_ref')
    expect(notesFor(reusable, { place: release })).toEqual([
      'job_workflow_ref is not bound, because these jobs are in no reusable workflow. Give them a role of their own: release.yml',
    ])
  })

  test('with an environment, a ref that is not limited needs no note', () => {
    expect(notesFor({ ...byHand, environment: 'production' })).toEqual([])
  })

  test('the id of the repository is bound if it is known for all, and otherwise the name', () => {
    expect(claimsFor({ repositoryId: undefined })).toMatchObject({ repository: ['octo-org/shop'] })
    expect(claimsFor({}, { repositoryId: undefined, repository: 'octo-org/web' })).toMatchObject({
      repository: ['octo-org/shop', 'octo-org/web'],
    })
    expect(notesFor({}, { repositoryId: undefined, repository: 'octo-org/web' })).toEqual([
      'Bind repository_id instead of repository, because a name can change: gh api repos/octo-org/web --jq .id',
    ])
  })

  test('a reusable workflow whose callers are not known is bound by its ref', () => {
    const unknown = { repository: '${{ github.repository }}', repositoryId: undefined, triggers: [{ event: 'workflow_call' }] }
    const called = { ...unknown, reusable: { workflow: shared, ref: 'main' } }
    expect(claimsFor(called)).toEqual({ job_workflow_ref: [`${shared}@refs/heads/main`, `${shared}@refs/tags/main`] })
    expect(notesFor(called)).toEqual([
      'Every repository that calls the workflow can log in. To limit them, add repository_id.',
      'Every branch and tag can log in. Give the job an environment, or limit on.push.branches: .github/workflows/deploy.yml',
      'The events of the callers are not known: .github/workflows/deploy.yml',
    ])
    // without the workflow, nothing limits who can log in
    expect(claimsFor(unknown)).toEqual({ repository: ['${{ github.repository }}'] })
  })

  test('a workflow of the same repository has the refs of its caller', () => {
    const reusable = { workflow: 'octo-org/shop/.github/workflows/b.yml', ref: undefined }
    expect(claimsFor({ reusable })).toMatchObject({ job_workflow_ref: ['octo-org/shop/.github/workflows/b.yml@refs/heads/main'] })
    expect(roleFor({ ...byHand, reusable }).bound).toMatchObject({
      claims: { job_workflow_ref: ['octo-org/shop/.github/workflows/b.yml@*'] },
      type: 'glob',
    })
  })

  test('an expression stays in the claim, where it matches no token, and a note asks for its values', () => {
    expect(claimsFor({ environment: '${{ inputs.env }}' })).toMatchObject({ environment: ['${{ inputs.env }}'] })
    expect(notesFor({ environment: '${{ inputs.env }}' })).toEqual([
      'bound_claims.environment: replace ${{ inputs.env }} by each value that it can have. Until then it matches no token.',
    ])
  })

  test('notes name filters that Vault cannot express, and combinations that no job has', () => {
    expect(notesFor({ triggers: [{ event: 'push', branches: ['**', '!main'] }] })).toEqual([
      'Vault cannot exclude branches and tags as these workflows do (!, branches-ignore, tags-ignore): .github/workflows/deploy.yml',
    ])
    const dev = { environment: 'dev', triggers: [{ event: 'push', branches: ['dev'] }], place: release }
    expect(notesFor({ environment: 'production' }, dev)).toEqual([
      'Every combination of the values of environment, ref can log in. A role for each of these jobs would be narrower: .github/workflows/deploy.yml, release.yml',
    ])
  })
})

describe('TTL', () => {
  test.each<[readonly JobNeed['timeoutMinutes'][], number, readonly RegExp[]]>([
    [[15], 20, []],
    [[15, 30.5], 36, []],
    [[undefined], 360, [/^The token lives as long as a job can run\. Set timeout-minutes/]],
    [
      [5, '${{ inputs.minutes }}'],
      360,
      [/^token_ttl, token_max_ttl: replace by timeout-minutes, \$\{\{ inputs\.minutes \}\}, and 5 minutes$/],
    ],
    [[720], 725, []],
  ])('timeout-minutes %j: %d minutes', (timeouts, minutes, notes) => {
    const role = roleFor(...timeouts.map((timeoutMinutes) => ({ timeoutMinutes })))
    expect(role.ttlMinutes).toBe(minutes)
    expect(role.notes).toEqual(notes.map((note) => expect.stringMatching(note) as string))
  })
})

describe('names', () => {
  const named = (more: Partial<RoleNeed>) => {
    const { mount, name, policy } = jwtRoleFor(needFor('', more))!
    return [mount, name, policy]
  }
  test.each<[Partial<RoleNeed>, string[]]>([
    [{}, ['jwt', 'deploy', 'deploy']],
    [{ role: 'Deploy' }, ['jwt', 'Deploy', 'deploy']],
    [{ mount: 'ci/github' }, ['ci/github', 'deploy', 'ci-github-deploy']],
    [{ role: '' }, ['jwt', 'jwt-default', 'jwt-default']],
    [{ role: '${{ inputs.role }}' }, ['jwt', '${{ inputs.role }}', '${{ inputs.role }}']],
  ])('%j', (more, expected) => {
    expect(named(more)).toEqual(expected)
  })

  test('a role that no step names, and names with expressions, have a note', () => {
    expect(jwtRoleFor(needFor('', { role: '' }))!.notes[0]).toMatch(/^No step sets the input role: make this role the default_role/)
    expect(jwtRoleFor(needFor('', { role: 'a-${{ x }}', audiences: ['${{ vars.AUD }}'] }))!.notes).toEqual([
      'the role: replace ${{ x }} by the value that it has',
      'bound_audiences: replace ${{ vars.AUD }} by the value that it has',
    ])
  })
})

test('the JSON binds audiences and claims, and gives a service token with one policy', () => {
  const need = needFor('', { audiences: ['b', 'a', 'b'], jobs: [job({ triggers: [{ event: 'push', tags: ['v*'] }] })] })
  expect(JSON.parse(jwtRoleJson(jwtRoleFor(need)!))).toEqual({
    role_type: 'jwt',
    user_claim: 'repository',
    bound_audiences: ['a', 'b'],
    bound_claims_type: 'glob',
    bound_claims: { event_name: ['push'], ref: ['refs/tags/v*'], repository_id: ['271828182'] },
    token_policies: ['deploy'],
    token_type: 'service',
    token_ttl: '20m',
    token_max_ttl: '20m',
  })
})

test('a role that only actions name matches no token, and lives as long as a job can run', () => {
  const role = jwtRoleFor(needFor('', { jobs: [], audiences: [] }))!
  expect([role.bound.claims, role.ttlMinutes]).toEqual([{ repository: ['${{ github.repository }}'] }, 360])
  expect(role.notes).toEqual([
    expect.stringMatching(/^bound_audiences: write the audience of the tokens/),
    expect.stringMatching(/^No job with this role was found, only actions\./),
  ])
})

test('there is no role for a login with another credential, whose claims are not known', () => {
  expect(jwtRoleFor(needFor('', { oidc: false }))).toBeUndefined()
})
