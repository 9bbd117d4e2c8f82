import { execFileSync } from 'node:child_process'
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
import { join } from 'node:path'
import { onlyWhere } from '../support/only-where.ts'
import { finishRun, nothing, type Scenario } from '../support/scenario.ts'

/** Folders of one job, outside of which a machine can be read-only. */
let root: string
let workspace: string
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'machine-')))
  workspace = join(root, 'workspace')
  for (const folder of ['workspace', 'temp', 'bin']) mkdirSync(join(root, folder))
})
afterEach(() => {
  rmSync(root, { recursive: true, force: true })
})

const secrets = `
  database/creds/app username | PGUSER ;
  database/creds/app password | PGPASSWORD ;
  database/creds/app password | PGFILE | file ;
`

/**
 * Runs the action in its two ways: with outputs and files of which one was there before, and with a command. All of it has to work, and
 * nothing is left.
 */
async function worksOn(machine: Scenario): Promise<void> {
  const file = join(workspace, 'config/app.env')
  mkdirSync(join(workspace, 'config'))
  writeFileSync(file, 'BEFORE=1\n')
  const folders = { secrets, workspace, temp: join(root, 'temp'), ...machine }
  const exported = await finishRun({ ...folders, with: { files: 'config/app.env | dotenv PGUSER PGPASSWORD;' } }, ({ step }, main) => {
    expect([main.exitCode, main.annotations]).toEqual([0, []])
    const { PGUSER = '', PGPASSWORD = '', PGFILE = '' } = step.outputs
    expect(readFileSync(file, 'utf8')).toMatch(new RegExp(`^PGUSER="?${PGUSER}"?\nPGPASSWORD="?${PGPASSWORD}"?\n$`))
    expect(readFileSync(PGFILE, 'utf8')).toBe(PGPASSWORD)
    expect([file, PGFILE].map((path) => statSync(path).mode & 0o777)).toEqual([0o600, 0o600])
  })
  expect([exported.post.exitCode, exported.post.annotations]).toEqual([0, []])
  expect(readFileSync(file, 'utf8')).toBe('BEFORE=1\n')
  expect(existsSync(exported.step.outputs['PGFILE']!)).toBe(false)
  expect(await exported.left()).toEqual(nothing)

  const command = await finishRun({
    ...folders,
    id: null,
    with: { run: 'printf %s "$PGUSER" > user; cat "$PGFILE" > copy; printf %s "$PGPASSWORD" | cmp - copy' },
  })
  expect([command.main.exitCode, command.main.annotations, command.post.exitCode]).toEqual([0, [], 0])
  expect(readFileSync(join(workspace, 'user'), 'utf8')).toMatch(/^v-/)
  expect(await command.left()).toEqual(nothing)
  expect(readdirSync(folders.temp).filter((name) => name.startsWith('vault-exchange-'))).toEqual([])
}

it('works without HOME', async () => {
  await worksOn({ machine: { HOME: undefined } })
})

onlyWhere(['sh', '-c', 'test -d /dev/shm', 'sh'], () => {
  it('works with RUNNER_TEMP on another volume than the workspace', async () => {
    const temp = mkdtempSync('/dev/shm/temp-')
    try {
      expect(statSync(temp).dev).not.toBe(statSync(workspace).dev)
      await worksOn({ temp })
    } finally {
      rmSync(temp, { recursive: true, force: true })
    }
  })
})

it('works with only sh in PATH, as in a small image: no bash, no git', async () => {
  for (const program of ['sh', 'cat', 'cmp'])
    symlinkSync(execFileSync('sh', ['-c', `command -v ${program}`], { encoding: 'utf8' }).trim(), join(root, 'bin', program))
  await worksOn({ machine: { PATH: join(root, 'bin') } })
})

const noEntry = ['unshare', '--user', '--map-user=54321', '--map-group=54321']
onlyWhere(noEntry, () => {
  it('works for a user without an entry in /etc/passwd, and says that it has no home directory', async () => {
    await worksOn({ launcher: noEntry, machine: { HOME: '/' } })
    const { main } = await finishRun({
      secrets,
      workspace,
      launcher: noEntry,
      machine: { HOME: '/' },
      with: { files: '~/.pgpass | dotenv;\n/var/x.env | dotenv;' },
    })
    expect(main.log.filter((line) => line.includes('files line'))).toEqual([
      expect.stringContaining('"~/.pgpass" starts with ~, and the user of this job has no home directory'),
      expect.stringContaining('"/var/x.env" is outside the workspace, RUNNER_TEMP and the home directory'),
    ])
  })
})

/** Starts a program in a mount namespace of its own, after commands that change what is mounted there. */
const withMounts = (commands: string): readonly string[] => ['unshare', '-r', '-m', 'sh', '-c', `${commands}; exec "$@"`, 'sh']

const noProc = withMounts('mount -t tmpfs none /proc')
onlyWhere(noProc, () => {
  it('works without /proc', async () => {
    await worksOn({ launcher: noProc })
  })
})

const readOnly = (folder: string) =>
  withMounts(`mount --bind ${folder} ${folder} && mount -o remount,bind,ro / && ! touch /read-only 2>/dev/null`)
onlyWhere(readOnly('/tmp'), () => {
  it('works on a read-only root file system: it writes only into the workspace and RUNNER_TEMP', async () => {
    await worksOn({ launcher: readOnly(root), machine: { HOME: '/nonexistent' } })
  })
})
