import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { keyValuePairs } from '../../../testing/runner/key-value-file.ts'
import { appendValues } from '../../../src/runner/command-files.ts'
import { exceptOn, systemMode } from '../../support/platform.ts'

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'runner-file-'))
  path = join(folder, 'output')
  writeFileSync(path, 'BEFORE=1\n', { mode: 0o600 })
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

/** The values of the file, as the runner reads them. */
const values = () => Object.fromEntries(keyValuePairs(readFileSync(path, 'utf8')))

it('appends to the file', () => {
  appendValues(path, [
    ['a', 'x'],
    ['b', ''],
    ['c', 'one\ntwo\n\nfour'],
  ])
  expect(values()).toEqual({ BEFORE: '1', a: 'x', b: '', c: 'one\ntwo\n\nfour' })
  expect(statSync(path).mode & 0o777).toBe(systemMode(0o600))
})

it('no value can end early and add another name', () => {
  const hostile = [
    'x\nghadelimiter\nEVIL=1',
    'ghadelimiter',
    'ghadelimiter_\nghadelimiter__\nEVIL<<ghadelimiter\n1\nghadelimiter',
    `${'ghadelimiter'.repeat(50)}${'_'.repeat(99)}`,
  ]
  appendValues(
    path,
    hostile.map((value, index) => [`v${index}`, value]),
  )
  expect(values()).toEqual({ BEFORE: '1', ...Object.fromEntries(hostile.map((value, index) => [`v${index}`, value])) })
})

test.each<[NodeJS.Platform, string]>([
  ['linux', '\n'],
  ['win32', '\r\n'],
])('writes every text so that the runner reads the same text, on %s', (platform, eol) => {
  const part = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('ghadelimiter', '_', '\n', '\r', '=', '<<', 'A<<ghadelimiter\n'))
  const text = fc.array(part, { maxLength: 8 }).map((parts) => parts.join(''))
  fc.assert(
    fc.property(text, (value) => {
      writeFileSync(path, '')
      appendValues(
        path,
        [
          ['value', value],
          ['after', 'x'],
        ],
        eol,
      )
      expect(Object.fromEntries(keyValuePairs(readFileSync(path, 'utf8'), platform))).toEqual({ value, after: 'x' })
    }),
  )
})

it('is fast for a value that looks like a very long delimiter', () => {
  const value = 'ghadelimiter'.padEnd(4_000_000, '_')
  const { user } = process.cpuUsage()
  appendValues(path, [['value', value]])
  expect(process.cpuUsage().user - user).toBeLessThan(2_000_000)
  expect(values()).toEqual({ BEFORE: '1', value })
})

exceptOn('win32', 'it has no limit for the size of files', () => {
  it('leaves no partial entry if the disk is full', () => {
    const module = join(__dirname, '../../../src/runner/command-files.ts')
    const script = [
      `const { appendValues } = require(${JSON.stringify(module)})`,
      `try { appendValues(${JSON.stringify(path)}, [['a', 'x'.repeat(9_999)]]) } catch ({ code }) { console.log(code) }`,
      `appendValues(${JSON.stringify(path)}, [['b', 'y']])`,
    ].join('\n')
    // limits files to one block, of 512 or 1024 bytes
    const shell = `ulimit -f 1; exec "$0" --disable-warning=MODULE_TYPELESS_PACKAGE_JSON -e "$1"`
    const shellResult = spawnSync('sh', ['-c', shell, process.execPath, script], { encoding: 'utf8' })
    expect([shellResult.stdout, shellResult.stderr, shellResult.status]).toEqual(['EFBIG\n', '', 0])
    expect(values()).toEqual({ BEFORE: '1', b: 'y' })
  })
})

it('does not create a file', () => {
  const none = join(folder, 'none')
  expect(() => {
    appendValues(none, [['a', 's3cr3t']])
  }).toThrow('ENOENT')
  expect(existsSync(none)).toBe(false)
  for (const missing of [undefined, '']) {
    expect(() => {
      appendValues(missing, [['a', 's3cr3t']])
    }).toThrow('the runner provided no file')
  }
})

it('needs no file if there are no values', () => {
  chmodSync(path, 0o400)
  appendValues(undefined, [])
  appendValues(path, new Map())
  expect(values()).toEqual({ BEFORE: '1' })
})
