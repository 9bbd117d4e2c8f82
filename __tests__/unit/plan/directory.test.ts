import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { readDirectory } from '../../../src/plan/directory.ts'
import { failureIn } from '../../support/rejection.ts'
import { exceptOn } from '../../support/platform.ts'

let root: string
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'plan-')))
})
afterEach(() => {
  rmSync(root, { recursive: true, force: true })
})

function write(path: string, text = path): void {
  mkdirSync(dirname(join(root, 'repository', path)), { recursive: true })
  writeFileSync(join(root, 'repository', path), text)
}
const read = (env: Readonly<Record<string, string>> = {}) => readDirectory(join(root, 'repository'), env)
const filesOf = () => Object.fromEntries(read().files)

describe('readDirectory', () => {
  it('reads workflows and actions, and nothing else', () => {
    for (const path of ['.github/workflows/a.yml', '.github/workflows/b.yaml', 'action.yml', 'a/b/action.yaml']) write(path)
    for (const path of ['.github/workflows/c/d.yml', '.github/x.yml', 'my-action.yml', 'node_modules/x/action.yml', '.git/action.yml'])
      write(path)
    expect(filesOf()).toEqual({
      '.github/workflows/a.yml': '.github/workflows/a.yml',
      '.github/workflows/b.yaml': '.github/workflows/b.yaml',
      'a/b/action.yaml': 'a/b/action.yaml',
      'action.yml': 'action.yml',
    })
  })

  it('follows links to files inside the repository only', () => {
    write('action.yml', 'inside')
    writeFileSync(join(root, 'secret.yml'), 'outside')
    mkdirSync(join(root, 'folder'))
    writeFileSync(join(root, 'folder/action.yml'), 'outside')
    for (const name of ['in', 'out', 'broken', 'loop']) mkdirSync(join(root, 'repository', name))
    symlinkSync('../action.yml', join(root, 'repository/in/action.yml'))
    symlinkSync('../../secret.yml', join(root, 'repository/out/action.yml'))
    symlinkSync('nowhere', join(root, 'repository/broken/action.yml'))
    symlinkSync('action.yml', join(root, 'repository/loop/action.yml'))
    symlinkSync('../folder', join(root, 'repository/linked'))
    symlinkSync('.', join(root, 'repository/self'))
    expect(filesOf()).toEqual({
      'action.yml': 'inside',
      'in/action.yml': 'inside',
      'out/action.yml': { problem: 'is a link to a file outside the repository' },
      'broken/action.yml': { problem: 'cannot be read (ENOENT)' },
      'loop/action.yml': { problem: 'cannot be read (ELOOP)' },
    })
  })

  exceptOn('win32', 'it has no named pipes in folders', () => {
    it('waits for no pipe, and reads no large file', () => {
      write('action.yml', 'x'.repeat(3_000_000))
      mkdirSync(join(root, 'repository/pipe'))
      execFileSync('mkfifo', [join(root, 'pipe'), join(root, 'repository/pipe/action.yml')])
      mkdirSync(join(root, 'repository/link'))
      execFileSync('mkfifo', [join(root, 'repository/real-pipe')])
      symlinkSync('../real-pipe', join(root, 'repository/link/action.yml'))
      expect(filesOf()).toEqual({
        'action.yml': { problem: 'is larger than 512 KiB' },
        'link/action.yml': { problem: 'is not a file' },
      })
    })
  })

  it.each([
    ['missing', / does not exist\. Write: the root of a repository$/],
    ['empty', / contains no workflow and no action\. Write: /],
  ])('refuses a directory that is %s', (name, message) => {
    mkdirSync(join(root, 'empty'))
    expect(failureIn(() => readDirectory(join(root, name), {}))).toMatchObject({
      code: 'ERR_INPUT',
      message: expect.stringMatching(message) as string,
    })
  })

  describe('the name of the repository', () => {
    const config = (url: string) =>
      `[core]\n\tbare = false\n[remote "upstream"]\n\turl = https://github.com/x/y\n[remote "origin"]\n\turl = ${url}\n\tfetch = x\n`

    it.each([
      'https://github.com/octo-org/app',
      'https://github.com/octo-org/app.git',
      'https://x-access-token:ghs_x@github.com/octo-org/app.git/',
      'git@github.com:octo-org/app.git',
      'ssh://git@ghe.example:22/octo-org/app.git',
    ])('is that of the remote %s', (url) => {
      write('action.yml')
      write('.git/config', config(url))
      write('.git/refs/remotes/origin/HEAD', 'ref: refs/remotes/origin/trunk\n')
      expect(read({ GITHUB_REPOSITORY: 'octo-org/caller', GITHUB_REPOSITORY_ID: '1' })).toMatchObject({
        name: 'octo-org/app',
        defaultBranch: 'trunk',
      })
    })

    it('is that of the job in its workspace, with its id and default branch', () => {
      write('action.yml')
      write('event.json', '{"repository": {"default_branch": "develop"}}')
      const job = { GITHUB_REPOSITORY: 'octo-org/app', GITHUB_REPOSITORY_ID: '42', GITHUB_EVENT_PATH: join(root, 'repository/event.json') }
      expect(read({ ...job, GITHUB_WORKSPACE: join(root, 'repository') })).toMatchObject({
        name: 'octo-org/app',
        id: '42',
        defaultBranch: 'develop',
      })
      expect(read({ ...job, GITHUB_WORKSPACE: root }).name).toBe('')
      expect(read().name).toBe('')
    })
  })
})
