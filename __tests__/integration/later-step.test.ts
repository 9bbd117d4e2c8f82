import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { finishRun, nothing, stack, type Scenario } from '../support/scenario.ts'

const secrets = 'database/creds/app username | PGUSER;'
let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'later-step-'))
  writeFileSync(join(folder, 'action.yml'), 'name: later step\ndescription: x\nruns:\n  using: node24\n  main: main.js\n')
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

/** Runs a job in which a step after the action's sets variables for all later steps, and so for the action's post step. */
async function after(plants: Readonly<Record<string, string>>, scenario: Scenario = {}) {
  const lines = Object.entries(plants).map(([name, value]) => `${name}=${value}\n`)
  writeFileSync(join(folder, 'main.js'), `require('node:fs').appendFileSync(process.env.GITHUB_ENV, ${JSON.stringify(lines.join(''))})`)
  return finishRun({ secrets, ...scenario }, async ({ job }, main) => {
    expect(main.outcome).toBe('success')
    expect((await job.start({ action: folder }).main).outcome).toBe('success')
    expect(job.env).toMatchObject(plants)
  })
}

const notice = (names: string) => [
  { level: 'notice', message: expect.stringContaining(`${names} ignored, because the main step did not save`) as string },
]

type Row = [title: string, plants: Record<string, string>, scenario: Scenario, names: string]
const withNamespace: Row = [
  '{} as a second lease, with a namespace',
  { STATE_lease_2: '{}' },
  { with: { namespace: 'team' } },
  'STATE_lease_2 is',
]

test.each<Row>([
  ['null as a second lease', { STATE_lease_2: 'null' }, {}, 'STATE_lease_2 is'],
  ...(stack.namespaces ? [withNamespace] : []),
  [
    'every name that main did not write',
    { STATE_lease_2: '[', STATE_lease_7: '{"parts":3}', STATE_file_1: '{"__proto__":{}}', STATE_lease_1_part_1: 'x' },
    {},
    'STATE_lease_2, STATE_lease_7, STATE_file_1 are',
  ],
])('%s does not prevent the revocation of lease and token', async (_, plants, scenario, names) => {
  const { post, left } = await after(plants, scenario)
  expect(post).toMatchObject({ exitCode: 0, annotations: notice(names) })
  expect(post.log.at(-1)).toBe('1 lease revoked, token revoked')
  expect(await left(scenario.with?.['namespace'])).toEqual(nothing)
})

test('what main wrote is not replaced', async () => {
  const { post, left } = await after({ STATE_session: 'null', STATE_lease_1: '{}', STATE_grants: '[]', STATE_reading: 'true' })
  expect(post.log).toEqual(['1 lease revoked, token revoked'])
  expect(await left()).toEqual(nothing)
})

test('a planted file path outside the workspace and RUNNER_TEMP is not removed', async () => {
  const outside = join(folder, 'action.yml')
  const { post } = await after({ STATE_file_1: JSON.stringify(outside) })
  expect(post.log).toContain('1 lease revoked, token revoked')
  expect(existsSync(outside)).toBe(true)
  expect(post.annotations).toMatchObject([
    { level: 'warning', message: expect.stringContaining('its path is now outside the workspace') as string },
  ])
})
