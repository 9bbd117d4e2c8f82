import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createJob } from '../../testing/runner/job.ts'
import type { Inventory } from '../../src/workflows/inventory.ts'
import { endsWithTest } from '../support/ends-with-test.ts'
import { startGithubApi } from '../support/github-api.ts'

const root = join(__dirname, '../..')
const fixtures = join(root, '__tests__/unit/workflows/fixtures')

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plan-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

/** Copies the repository of a fixture to a workspace. */
function workspaceOf(fixture: string): string {
  const workspace = join(folder, 'workspace')
  cpSync(join(fixtures, fixture, 'octo-org/app'), workspace, { recursive: true })
  return workspace
}

/** Runs the built action as a step. The files that it writes are read before the job ends. */
async function runStep(inputs: Readonly<Record<string, string>>, workspace: string, github: Readonly<Record<string, string>> = {}) {
  const job = endsWithTest(createJob({ workspace, github: { repository: 'octo-org/app', repository_id: '42', ...github } }))
  const step = job.start({ action: join(root, 'plan'), id: 'plan', with: inputs })
  const main = await step.main
  const { outputs } = step
  const file = outputs['inventoryFile']
  const mode = file === undefined ? 0 : statSync(file).mode & 0o777
  return { main, outputs, mode, file: file === undefined ? undefined : readFileSync(file, 'utf8') }
}

/** Runs the built command. */
function runCommand(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  return new Promise<{ code: number; out: string; err: string }>((resolve) => {
    const child = execFile(
      process.execPath,
      [join(root, 'plan/dist/main/index.js'), ...args],
      { env: { PATH: process.env['PATH'], ...env }, maxBuffer: 2 ** 26 },
      (_, out, err) => {
        resolve({ code: child.exitCode ?? -1, out, err })
      },
    )
  })
}

describe('plan as a step', () => {
  it('writes log, annotations, summary, outputs and a private file', async () => {
    const { main, outputs, mode, file } = await runStep({}, workspaceOf('composite'))
    expect([main.exitCode, mode]).toEqual([0, 0o600])
    const inventory = JSON.parse(outputs['inventory']!) as Inventory
    expect(JSON.parse(file!)).toEqual(inventory)
    expect(inventory.usages.map(({ role, job }) => [role, job?.id, job?.repositoryId])).toEqual([
      ['billing-deploy', 'billing', '42'],
      ['reader', 'shop', '42'],
      ['reader', undefined, undefined],
    ])
    expect(main.log).toContain('  GET database/creds/billing: username, password')
    expect(main.log.at(-1)).toBe('3 usages, 0 findings')
    expect(main.summary).toContain('| step | job | Vault | login | requests |')
  })

  it('annotates the lines of findings in the workspace, and fails if a file cannot be read', async () => {
    const { main, outputs, file } = await runStep({ deprecated: 'secret/data/legacy/* => database/creds/app' }, workspaceOf('findings'))
    expect(main.exitCode).toBe(1)
    const found = main.annotations.map(({ level, properties }) => [level, properties['title'], properties['file'], properties['line']])
    expect(found).toContainEqual(['warning', 'PLAN_DEPRECATED', '.github/workflows/pull-request.yml', '17'])
    expect(found).toContainEqual(['error', 'PLAN_FILE', '.github/workflows/broken.yml', '6'])
    expect(main.annotations.at(-1)!.message).toMatch(
      /^the inventory is incomplete: 1 finding with code PLAN_FILE\n.*\nERR_PLAN, see docs\/errors.md#err_plan$/,
    )
    expect((JSON.parse(file!) as Inventory).usages).toHaveLength(3)
    expect(outputs['errorMessage']).toBe('the inventory is incomplete: 1 finding with code PLAN_FILE')
  })

  it('annotates no line of a repository outside of the workspace', async () => {
    const outside = workspaceOf('nested-composites')
    mkdirSync(join(folder, 'empty'))
    const { main } = await runStep({ directory: outside }, join(folder, 'empty'))
    expect(main.annotations.map(({ properties }) => properties)).toEqual([{ title: 'PLAN_UNPINNED' }])
  })

  it('reports all problems of the inputs before it reads anything', async () => {
    const { main } = await runStep({ ownerToken: 'ghp_secret', vars: 'x' }, folder)
    expect(main.exitCode).toBe(1)
    expect(main.annotations.map(({ message }) => message.split('\n')[0])).toEqual(['2 problems in the inputs'])
  })

  it('reads all repositories of an owner, and never prints its token', async () => {
    const files = {
      '.github/workflows/a.yml': readFileSync(join(fixtures, 'single-job/octo-org/app/.github/workflows/deploy.yml'), 'utf8'),
    }
    const server = await endsWithTest(startGithubApi({ type: 'Organization', repositories: { one: { files }, two: { files } } }))
    const { main, file } = await runStep(
      { owner: 'octo-org', ownerToken: 'ghp_0123456789', vars: 'VAULT_ADDR=https://vault.example.com' },
      folder,
      { api_url: server.url },
    )
    expect(main.exitCode).toBe(0)
    expect((JSON.parse(file!) as Inventory).usages.map(({ place, url }) => [place.repository, url])).toEqual([
      ['octo-org/one', 'https://vault.example.com'],
      ['octo-org/two', 'https://vault.example.com'],
    ])
    expect([...server.tokens]).toEqual(['token ghp_0123456789'])
    expect([...main.log, main.summary, file].join('\n')).not.toContain('ghp_0123456789')
  })
})

describe('plan as a command', () => {
  it('prints text, or JSON alone', async () => {
    const workspace = workspaceOf('reusable-local')
    const text = await runCommand([workspace])
    expect(text).toMatchObject({ code: 0, err: '' })
    expect(text.out).toContain('  GET secret/data/shop: password, user\n')
    expect(text.out).toMatch(/^\.github\/workflows\/on-push\.yml:17: error PLAN_ID_TOKEN: /m)
    const json = await runCommand([workspace, '--json'])
    expect((JSON.parse(json.out) as Inventory).usages).toHaveLength(5)
  })

  it('explains wrong arguments and hostile files', async () => {
    expect(await runCommand(['--wrong'])).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringMatching(/^"--wrong" is not expected\./) as string,
    })
    mkdirSync(join(folder, '.github/workflows'), { recursive: true })
    writeFileSync(join(folder, '.github/workflows/a.yml'), '#'.repeat(10_000_000))
    const { code, out, err } = await runCommand([folder])
    expect([code, out.split('\n')[1]]).toEqual([
      1,
      '.github/workflows/a.yml:1: error PLAN_FILE: the file is larger than 512 KiB. Until this is corrected, the inventory is incomplete',
    ])
    expect(err).toMatch(/ERR_PLAN, see docs\/errors\.md#err_plan\n$/)
  })

  it('takes 1,000 workflow files in less than 5 s and 400 MB', async () => {
    const text = readFileSync(join(fixtures, 'single-job/octo-org/app/.github/workflows/deploy.yml'), 'utf8')
    const workflows = join(folder, '.github/workflows')
    mkdirSync(workflows, { recursive: true })
    for (let index = 0; index < 1_000; index++)
      writeFileSync(join(workflows, `w${index}.yml`), text.replace('role: deploy', `role: r${index}`))
    const start = performance.now()
    const { code, out } = await runCommand([folder, '--json'], { NODE_OPTIONS: '--max-old-space-size=400' })
    expect([code, (JSON.parse(out) as Inventory).usages.length]).toEqual([0, 1_000])
    expect(performance.now() - start).toBeLessThan(5_000)
  })
})
