import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { destinationOf } from '../../../src/inputs/destination.ts'
import { readFiles } from '../../../src/inputs/files.ts'

let root: string
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'destination-')))
  for (const folder of ['work', 'temp', 'home']) mkdirSync(join(root, folder))
})
afterEach(() => {
  rmSync(root, { recursive: true, force: true })
})

const directories = (home = join(root, 'home')) => ({ workspace: join(root, 'work'), temp: join(root, 'temp'), home })

it('is below the home directory for ~/, also with a backslash', () => {
  for (const written of ['~/.npmrc', '~\\.npmrc']) expect(destinationOf(written, directories())).toBe(join(root, 'home/.npmrc'))
})

it('says that there is no home directory', () => {
  expect(destinationOf('~/.npmrc', directories(''))).toEqual({
    text: 'starts with ~, and the user of this job has no home directory',
    instead: 'a path in the workspace, or below runner.temp',
  })
})

it('has a name that Windows allows, on Windows', () => {
  expect(destinationOf('aux.env', directories(), 'win32')).toMatchObject({ text: 'has the name of a device of Windows' })
  expect(destinationOf('aux.env', directories(), 'linux')).toBe(join(root, 'work/aux.env'))
})

test.each<[NodeJS.Platform, readonly string[]]>([
  ['win32', ['files line 2, column 1 "APP.env" is already the path of another entry']],
  ['darwin', ['files line 2, column 1 "APP.env" is already the path of another entry']],
  ['linux', []],
])('two paths that differ only in case, on %s: %j', (platform, expected) => {
  const env = {
    INPUT_FILES: 'app.env | dotenv;\r\nAPP.env | json;\r\n',
    GITHUB_WORKSPACE: join(root, 'work'),
    RUNNER_TEMP: join(root, 'temp'),
  }
  const problems: string[] = []
  readFiles(env, [], (where, text) => problems.push(`${where} ${text}`), platform)
  expect(problems).toEqual(expected)
})
