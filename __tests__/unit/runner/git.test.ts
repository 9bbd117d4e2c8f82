import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { isTracked } from '../../../src/runner/git.ts'

let root: string
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'tracked-')))
  mkdirSync(join(root, 'repo/sub'), { recursive: true })
  writeFileSync(join(root, 'repo/sub/tracked'), 'x')
  for (const args of [
    ['init', '--quiet'],
    ['add', '-A'],
  ])
    spawnSync('git', args, { cwd: join(root, 'repo') })
})
afterEach(() => {
  jest.restoreAllMocks()
  rmSync(root, { recursive: true, force: true })
})

const at = (path: string) => join(root, path)

test.each([
  ['repo/sub/tracked', true],
  ['repo/sub/other', false],
  ['repo/not/there', false],
  ['repo/sub/*', false],
  ['outside', false],
  ['repo/.git/hooks/pre-commit', undefined],
])('%s: %j', (path, tracked) => {
  expect(isTracked(at(path))).toBe(tracked)
})

it('starts no git that is in the repository, and asks none that is no program', () => {
  writeFileSync(at('repo/git'), `#!/bin/sh\n: > ${at('started')}\nexit 1\n`)
  chmodSync(at('repo/git'), 0o755)
  mkdirSync(at('bin/git'), { recursive: true })
  jest.replaceProperty(process, 'env', { ...process.env, PATH: ['', '.', at('bin'), process.env['PATH']].join(delimiter) })
  expect(isTracked(at('repo/tracked'))).toBe(false)
  expect(existsSync(at('started'))).toBe(false)
  jest.replaceProperty(process, 'env', { PATH: ['', '.', at('bin')].join(delimiter) })
  expect(isTracked(at('repo/x'))).toBeUndefined()
  expect(existsSync(at('started'))).toBe(false)
})
