import { needsOf } from '../../../src/plan/needs.ts'
import { takeInventory } from '../../../src/workflows/inventory.ts'
import { readFixture } from '../workflows/fixtures.ts'

const usagesIn = (name: string) => {
  const { repositories, options } = readFixture(name)
  return takeInventory(repositories, options).usages
}
const needsIn = (name: string) => needsOf(usagesIn(name))

describe('needsOf', () => {
  it('has one need for each address, namespace, mount and role', () => {
    expect(needsIn('environments').map(({ url, namespace, method, mount, role }) => [url, namespace, method, mount, role])).toEqual([
      ['https://vault.example.com', '', 'jwt', 'github-jwt', 'production'],
      ['https://vault.example.com', '', 'jwt', 'github-jwt', 'staging'],
      ['https://vault.example.com', '', 'jwt', 'jwt', 'only-main'],
    ])
  })

  it('passes on what is known of jobs and requests', () => {
    const [production, , onlyMain] = needsIn('environments')
    const file = '.github/workflows/deploy.yml'
    const repository = 'octo-org/app'
    expect(production).toEqual({
      url: 'https://vault.example.com',
      namespace: '',
      method: 'jwt',
      oidc: true,
      mount: 'github-jwt',
      role: 'production',
      audiences: ['https://github.com/octo-org'],
      requests: [
        {
          method: 'GET',
          path: 'secret/data/app',
          namespace: 'teams/a',
          keys: ['token'],
          revokes: true,
          places: [{ repository, file, line: 32 }],
        },
      ],
      openEntries: [],
      jobs: [
        {
          repository,
          repositoryId: '271828182',
          defaultBranch: 'main',
          triggers: [{ event: 'push', branches: ['main'] }, { event: 'schedule' }, { event: 'workflow_dispatch' }],
          environment: 'production',
          reusable: undefined,
          timeoutMinutes: 45,
          exportsToken: false,
          place: { repository, file, line: 24 },
          jobPlace: { repository, file, line: 19 },
        },
      ],
    })
    expect(onlyMain).toMatchObject({ requests: [{ revokes: false }], jobs: [{ exportsToken: true, timeoutMinutes: undefined }] })
  })

  it('joins the requests and the jobs of a role', () => {
    const [reader, ...others] = needsIn('vault-action-logins').filter(({ oidc }) => oidc)
    expect(others.map(({ namespace }) => namespace)).toEqual([''])
    expect(reader).toMatchObject({ namespace: 'admin', requests: [{ revokes: false }, { path: 'secret/data/other', keys: ['*'] }] })
    const anchors = needsIn('anchors').find(({ role }) => role === 'first')
    expect(anchors!.jobs).toHaveLength(2)
    expect(anchors!.requests.map(({ path }) => path)).toEqual(['secret/data/app', 'secret/data/first'])
  })

  it('joins roles that differ only in case, because Vault has one', () => {
    const [usage] = usagesIn('single-job')
    const named = (role: string, oidc = true) => ({ ...usage!, role, oidc })
    expect(needsOf([named('deploy'), named('Deploy'), named('other')]).map(({ role, jobs }) => [role, jobs.length])).toEqual([
      ['Deploy', 1],
      ['other', 1],
    ])
    expect(needsOf([named('Deploy'), named('deploy')])[0]!.role).toBe('Deploy')
    // no role is generated if one of its jobs logs in with another token
    expect(needsOf([named('deploy'), named('deploy', false)]).map(({ oidc }) => oidc)).toEqual([false])
  })

  it('passes on entries that only a run knows', () => {
    expect(needsIn('composite').map(({ role, openEntries }) => [role, openEntries.map(({ expression }) => expression)])).toEqual([
      ['billing-deploy', []],
      ['reader', []],
      ['reader', ['${{ inputs.more }}']],
    ])
  })

  it('keeps the calls of reusable workflows', () => {
    const reusable = needsIn('reusable-remote').flatMap(({ jobs }) => jobs.map((job) => job.reusable))
    expect(reusable).toEqual([undefined, { workflow: 'octo-org/shared/.github/workflows/run.yml', ref: 'v3' }])
  })
})
