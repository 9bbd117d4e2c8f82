import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { writeGenerated } from '../../../src/plan/generate.ts'
import type { RoleNeed } from '../../../src/policy/need.ts'
import { needFor } from '../../support/needs.ts'
import { failureIn } from '../../support/rejection.ts'

let workspace: string
beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), 'generate-'))
})
afterEach(() => {
  rmSync(workspace, { recursive: true, force: true })
})

const need = needFor('secret/data/app password; kv/creds/app token', { role: 'deploy' })

/** Returns the lines of the log. */
function generate(name: string, needs: readonly RoleNeed[] = [need], known: Partial<Parameters<typeof writeGenerated>[2]> = {}) {
  const log: string[] = []
  const env = { GITHUB_WORKSPACE: workspace }
  writeGenerated(name, needs, { env, mounts: [], compared: undefined, say: (line) => log.push(line), ...known })
  return log
}

test('leaves files alone that git has checked out with the line breaks of Windows', () => {
  generate('vault')
  const file = join(workspace, 'vault/deploy.hcl')
  const converted = readFileSync(file, 'utf8').replaceAll('\n', '\r\n')
  writeFileSync(file, converted)
  expect(generate('vault')[0]).toBe(`${join('vault', 'deploy.hcl')}: unchanged`)
  expect(readFileSync(file, 'utf8')).toBe(converted)
})

test('writes the files, and a second run changes nothing', () => {
  const paths = ['deploy.hcl', 'deploy.role.json', 'commands.sh', 'vault.tf'].map((name) => join('infra/vault', name))
  expect(generate('infra/vault')).toEqual(paths.map((path) => `${path}: written`))
  const folder = join(workspace, 'infra/vault')
  writeFileSync(join(folder, 'main.tf'), 'mine')
  const states = () => readdirSync(folder).map((name) => [name, statSync(join(folder, name)).mtimeMs])
  const before = states()
  expect(generate('infra/vault')).toEqual(paths.map((path) => `${path}: unchanged`))
  expect(states()).toEqual(before)
  writeFileSync(join(folder, 'deploy.hcl'), 'changed')
  expect(generate('infra/vault').filter((line) => line.endsWith('written'))).toEqual([`${paths[0]}: written`])
  // a role that is gone leaves its files, as others that it did not write
  generate('infra/vault', [{ ...need, role: 'other' }])
  expect(readdirSync(folder)).toEqual(expect.arrayContaining([...paths.map((path) => basename(path)), 'main.tf', 'other.hcl']))
})

test('takes an absolute folder', () => {
  generate(join(workspace, 'absolute'))
  expect(existsSync(join(workspace, 'absolute/vault.tf'))).toBe(true)
})

test('uses what is known of the mounts of each server', () => {
  const other = { ...need, url: 'https://other.example' }
  const mounts = [{ namespace: '', path: 'kv/', type: 'kv', version: 1 }] as const
  generate('vault', [need, other], { compared: { urls: [`${need.url}/`], mounts } })
  const policy = (folder: string) => readFileSync(join(workspace, 'vault', folder, 'deploy.hcl'), 'utf8')
  expect(policy('vault-example')).not.toContain('sys/leases/revoke')
  expect(policy('other-example')).toContain('sys/leases/revoke/kv/creds/app/*')
  generate('vault', [need, other], { mounts })
  expect(policy('other-example')).not.toContain('sys/leases/revoke')
})

test('says if there is nothing to generate', () => {
  expect(generate('vault', [])).toEqual(['Nothing to generate: no step logs in'])
  expect(readdirSync(workspace)).toEqual([])
})

test('two roles never write one policy', () => {
  const failure = failureIn(() => generate('vault', [needFor('', { mount: 'a/b', role: 'c' }), needFor('', { mount: 'a', role: 'b-c' })]))
  expect(failure).toMatchObject({
    code: 'ERR_PLAN',
    message: 'the policies of auth/a/b/role/c and auth/a/role/b-c would both have the name a-b-c',
  })
  expect(readdirSync(workspace)).toEqual([])
})

describe('never writes outside, through a link of the repository', () => {
  let outside: string
  beforeEach(() => {
    outside = realpathSync(mkdtempSync(join(tmpdir(), 'outside-')))
  })
  afterEach(() => {
    rmSync(outside, { recursive: true, force: true })
  })

  it.each<[string, () => void]>([
    [
      'the folder',
      () => {
        symlinkSync(outside, join(workspace, 'vault'))
      },
    ],
    [
      'a file',
      () => {
        mkdirSync(join(workspace, 'vault'))
        symlinkSync(join(outside, 'bashrc'), join(workspace, 'vault/deploy.hcl'))
      },
    ],
    [
      'a file that is equal',
      () => {
        generate('other')
        mkdirSync(join(workspace, 'vault'))
        symlinkSync(join(workspace, 'other/deploy.hcl'), join(workspace, 'vault/deploy.hcl'))
      },
    ],
  ])('%s', (_, link) => {
    link()
    expect(failureIn(() => generate('vault'))).toMatchObject({
      code: 'ERR_PLAN',
      message: `the file ${join('vault', 'deploy.hcl')} is a link or a folder, or in a linked folder`,
    })
    expect(readdirSync(outside)).toEqual([])
  })
})

test('explains that a file cannot be written', () => {
  writeFileSync(join(workspace, 'vault'), '')
  expect(failureIn(() => generate('vault'))).toMatchObject({
    code: 'ERR_PLAN',
    message: `the file ${join('vault', 'deploy.hcl')} cannot be written`,
    hint: 'Set `generate` to a folder in which this user can write.',
  })
})
