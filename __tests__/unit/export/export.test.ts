import type { ExportSettings } from '../../../src/export/names.ts'
import { exportValues, maskAll, planExports } from '../../../src/export/export.ts'
import { exportToken, outputToken } from '../../../src/export/token.ts'
import { mask } from '../../../src/masks/register.ts'
import type { Entry } from '../../../src/mapping/plan.ts'
import type { Selected } from '../../../src/select/select.ts'
import { captureLog, type CapturedLog } from '../../support/captured-log.ts'
import { keyEntry, wildcardEntry } from '../../support/entry.ts'
import { failureIn } from '../../support/rejection.ts'
import { createRunnerFiles, type RunnerFiles } from '../../support/runner-files.ts'

let files: RunnerFiles
let log: CapturedLog
beforeEach(() => {
  files = createRunnerFiles()
  log = captureLog()
})
afterEach(() => {
  files.remove()
  jest.restoreAllMocks()
})

function selected(output: string, value: string, toEnvironment = false, variable = output.toUpperCase()): Selected {
  return { output, variable, stored: value, value, entry: wildcardEntry({ toEnvironment }) }
}
/** Creates a value of a key entry, or of another entry. */
function written(output: string, value: string | Uint8Array, entry: Entry = keyEntry('k', { toEnvironment: true })): Selected {
  return { output, variable: output.toUpperCase(), stored: String(value), value, entry }
}
const noFiles = {
  write: () => {
    throw new Error('no file was requested')
  },
}
const noToken: ExportSettings = { destination: 'job', exportToken: false, outputToken: false }
const exportAll = (...values: Selected[]) => exportValues(planExports(values, noToken), noFiles, process.env)

describe('exportValues', () => {
  test.each([
    'plain',
    '',
    ' spaces ',
    'two\nlines',
    'ends with a break\n',
    '\n\nbegins so',
    'cr\r\nlf\r',
    'a=b<<c',
    'name<<EOF\nvalue\nEOF',
    '::error::x',
    '%0A%25',
    '{"a": 1}',
    'ü 🔑',
    '\u0001\u0007',
  ])('passes %j to the runner byte for byte', (value) => {
    exportAll(selected('out', value, true, 'VAR'))
    expect(files.outputs()).toMatchObject({ out: value })
    expect(files.variables()).toEqual({ VAR: value })
    expect(log.text()).toBe('')
  })

  it('passes NUL to an output', () => {
    exportAll(selected('out', 'a\0b'))
    expect(files.outputs()).toMatchObject({ out: 'a\0b' })
  })

  it('writes a value to a file, and sets its path as output and variable', () => {
    const calls: unknown[][] = []
    const toFiles = { write: (...args: unknown[]) => `/temp/${calls.push(args)}` }
    const bytes = new Uint8Array([255, 0])
    const exports = planExports(
      [
        written('key', bytes, keyEntry('k', { file: { path: undefined } })),
        written('pem', 'text', keyEntry('k', { file: { path: 'tls/key.pem' }, toEnvironment: true })),
        written('plain', 'x', keyEntry('k')),
      ],
      noToken,
    )
    expect(exportValues(exports, toFiles, process.env)).toEqual({ outputs: ['key', 'pem', 'plain'], variables: ['PEM'], files: [] })
    expect(calls).toEqual([
      ['key', undefined, bytes],
      ['pem', 'tls/key.pem', 'text'],
    ])
    expect(files.outputs()).toEqual({
      key: '/temp/1',
      pem: '/temp/2',
      plain: 'x',
      secrets: '{"key":"/temp/1","pem":"/temp/2","plain":"x"}',
    })
    expect(files.variables()).toEqual({ PEM: '/temp/2' })
  })

  it('sets an output for each value, and one with all of them as JSON', () => {
    expect(exportAll(selected('a', '1'), selected('b', 'x\ny'), selected('__proto__', 'p'))).toEqual({
      outputs: ['a', 'b', '__proto__'],
      variables: [],
      files: [],
    })
    const { secrets, ...single } = files.outputs()
    expect(secrets).toBe('{"a":"1","b":"x\\ny","__proto__":"p"}')
    expect(Object.entries(single).sort()).toEqual([
      ['__proto__', 'p'],
      ['a', '1'],
      ['b', 'x\ny'],
    ])
  })

  it('uses the last of several entries with the same name', () => {
    expect(exportAll(selected('a', 'first', true), selected('b', 'x'), selected('a', 'second', true))).toEqual({
      outputs: ['a', 'b'],
      variables: ['A'],
      files: [],
    })
    expect(files.outputs()).toEqual({ a: 'second', b: 'x', secrets: '{"a":"second","b":"x"}' })
    expect(files.variables()).toEqual({ A: 'second' })
  })

  it('sets variables only if the entry requests them', () => {
    exportAll(selected('a', 'x'), selected('b', 'y', true))
    expect(files.variables()).toEqual({ B: 'y' })
  })

  it('sets an empty object if nothing was selected', () => {
    expect(exportAll()).toEqual({ outputs: [], variables: [], files: [] })
    expect(files.outputs()).toEqual({ secrets: '{}' })
  })
})

describe('planExports', () => {
  it('exports a key with a reserved name as an output only, and reports it', () => {
    const exports = planExports([selected('path', '/evil', true), selected('ok', 'x', true)], noToken)
    expect(exports.skipped).toEqual([
      { kind: 'variable', name: 'PATH', why: 'changes which programs and libraries later steps load', outputs: ['path'] },
    ])
    exportValues(exports, noFiles, process.env)
    expect(files.outputs()).toMatchObject({ path: '/evil', ok: 'x' })
    expect(files.variables()).toEqual({ OK: 'x' })
  })

  it('reports a variable once, with each output that it is for', () => {
    const { skipped } = planExports([selected('path', 'a', true), selected('PATH', 'b', true), selected('path', 'c', true)], noToken)
    expect(skipped).toMatchObject([{ kind: 'variable', name: 'PATH', outputs: ['path', 'PATH'] }])
  })

  it('skips a name that is refused for outputs and variables', () => {
    const exports = planExports([selected('', 'x')], noToken)
    expect(exports.skipped).toEqual([{ kind: 'output', name: '', why: 'is empty', outputs: [] }])
    expect(exportValues(exports, noFiles, process.env)).toEqual({ outputs: [], variables: [], files: [] })
  })
})

const kib = (count: number) => 'x'.repeat(count * 1024)

describe('a value that cannot be a variable', () => {
  test.each([
    ['NUL', 'a\0b', 'would contain NUL'],
    ['a byte over 32 KiB', `${kib(32)}x`, 'would be longer than 32 KiB'],
    ['over 32 KiB in bytes, not in characters', 'ü'.repeat(16 * 1024 + 1), 'would be longer than 32 KiB'],
  ])('%s: fails for a key entry, is skipped for a wildcard, and is allowed for an output', (_, value, why) => {
    const failure = failureIn(() => planExports([written('name', value, keyEntry('k', { toEnvironment: true, line: 3 }))], noToken))
    expect(failure).toMatchObject({
      code: 'ERR_EXPORT',
      message: `secrets line 3: the variable "NAME" ${why}`,
      hint: 'Add the flag noenv and use the output, or add the flag file.',
    })

    const found = planExports([selected('name', value, true), selected('ok', 'x', true)], noToken)
    expect(found.skipped).toEqual([{ kind: 'variable', name: 'NAME', why, outputs: ['name'] }])
    expect(exportValues(found, noFiles, process.env)).toEqual({ outputs: ['name', 'ok'], variables: ['OK'], files: [] })

    expect(planExports([written('name', value, keyEntry('k'))], noToken)).toMatchObject({ skipped: [], items: [{ output: 'name' }] })
  })

  it('is not one of exactly 32 KiB, nor one of sixteen of them', () => {
    const all = Array.from({ length: 16 }, (_, i) => written(`a${i}`, kib(32)))
    expect(planExports(all, noToken).items.filter(({ variable }) => variable !== undefined)).toHaveLength(16)
  })

  it('is one that makes the environment larger than 512 KiB', () => {
    const full = Array.from({ length: 16 }, (_, i) => written(`a${i}`, kib(32)))
    expect(failureIn(() => planExports([...full, written('more', 'x')], noToken))).toMatchObject({
      code: 'ERR_EXPORT',
      message: 'secrets line 1: the variable "MORE" would make the environment larger than 512 KiB',
    })
    const found = planExports([...full, selected('more', 'x', true), selected('empty', '', true)], noToken)
    expect(found.skipped).toEqual([
      { kind: 'variable', name: 'MORE', why: 'would make the environment larger than 512 KiB', outputs: ['more'] },
    ])
    expect(found.items.at(-1)).toMatchObject({ variable: 'EMPTY' })
  })

  it('is not counted if it goes into a file or does not become a variable', () => {
    const toFile = keyEntry('k', { toEnvironment: true, file: { path: undefined } })
    const rest = [
      ...Array.from({ length: 3 }, (_, i) => written(`f${i}`, kib(512), toFile)),
      written('bytes', new Uint8Array([0, 255]), toFile),
      written('out', kib(512), keyEntry('k')),
      selected('long', kib(512), true),
      selected('path', kib(31), true),
    ]
    const full = Array.from({ length: 16 }, (_, i) => written(`a${i}`, kib(32)))
    const exports = planExports([...rest, ...full], noToken)
    expect(exports.skipped.map(({ name }) => name)).toEqual(['LONG', 'PATH'])
    expect(exports.items.filter(({ variable }) => variable !== undefined)).toHaveLength(4 + 16)
  })
})

describe('entries with the same name', () => {
  it('for a command are compared as its system does', () => {
    const items = [written('token', 'a'), written('TOKEN', 'b')].map((item) => ({ ...item, variable: item.output }))
    const shadowed = (platform: NodeJS.Platform) => planExports(items, { ...noToken, destination: 'child' }, platform).shadowed
    expect([shadowed('win32'), shadowed('linux')]).toEqual([['TOKEN'], []])
  })

  const names = (...items: Selected[]) => planExports(items, noToken).shadowed

  it('are reported, compared case-insensitively as the runner does', () => {
    expect(names(written('a', '1'), written('b', '2'))).toEqual([])
    expect(names(written('a', '1'), written('a', '2'))).toEqual(['a'])
    expect(names(written('Name', '1'), written('b', '2'), written('NAME', '3'))).toEqual(['NAME'])
    expect(names(written('a', '1'), written('a', '2'), written('A', '3'))).toEqual(['a', 'A'])
  })

  it('are not reported if a key entry replaces a value of a wildcard', () => {
    expect(names(selected('a', '1'), selected('b', '2'), written('a', '3'))).toEqual([])
  })

  it('are reported for one wildcard, and not for two', () => {
    expect(names(selected('a', '1'), selected('b', '2'), selected('A', '3'))).toEqual(['A'])
    const second = selected('a', '2')
    expect(names(selected('a', '1'), { ...second, entry: { ...second.entry, order: 1 } })).toEqual([])
  })
})

describe('masks', () => {
  it('of all values are registered, including those that are not exported, and short ones are reported', () => {
    const exports = planExports(
      [
        selected('a', 'hunter22'),
        selected('', 'not exported'),
        selected('b', 'x'),
        selected('c', 'first line\nsecond line'),
        selected('tilde', '~'),
      ],
      noToken,
    )
    expect(maskAll(exports, 4)).toEqual({ short: ['b'], unmasked: ['tilde'], leftOut: 'nothing' })
    const masks = log.commands('add-mask')
    expect(masks).toEqual(
      expect.arrayContaining([
        'hunter22',
        'not exported',
        'x',
        'first line',
        'second line',
        Buffer.from('first line\nsecond line').toString('base64').slice(0, 29),
      ]),
    )
    expect(log.text()).not.toMatch(/^(?!::add-mask::)./m)
  })

  it('of an entry with nomask are not registered', () => {
    expect(maskAll(planExports([written('a', 'x', keyEntry('k', { masking: 'none' }))], noToken), 4)).toEqual({
      short: [],
      unmasked: [],
      leftOut: 'nothing',
    })
    expect(log.text()).toBe('')
  })

  it('of a single secret are registered for each line, including short ones', () => {
    mask('first\nb%\n}')
    expect(log.commands('add-mask')).toEqual(expect.arrayContaining(['first', 'b%']))
    expect(log.commands('add-mask').every((one) => !one.includes('\n'))).toBe(true)
  })
})

it("fails without the runner's files, and prints no value", () => {
  delete process.env['GITHUB_OUTPUT']
  expect(failureIn(() => exportAll(selected('a', 's3cr3t')))).toMatchObject({ code: 'ERR_STATE' })
  expect(log.text()).toBe('')
})

describe('the token', () => {
  it('is set as an output', () => {
    outputToken('hvs.t', process.env)
    expect(files.outputs()).toEqual({ vault_token: 'hvs.t' })
  })

  const here = { VAULT_TOKEN: 'hvs.t', VAULT_ADDR: 'https://vault.test' }
  test.each<[string | undefined, Record<string, string>, Record<string, string>]>([
    [undefined, {}, here],
    ['team/a', {}, { ...here, VAULT_NAMESPACE: 'team/a' }],
    [undefined, { VAULT_ADDR: 'https://other.test', VAULT_NAMESPACE: '' }, here],
    [undefined, { VAULT_NAMESPACE: 'other' }, { ...here, VAULT_NAMESPACE: '' }],
    [undefined, { BAO_ADDR: 'https://other.test' }, { ...here, BAO_ADDR: 'https://vault.test' }],
    [undefined, { BAO_TOKEN: '', BAO_NAMESPACE: 'other' }, { ...here, BAO_TOKEN: 'hvs.t', BAO_NAMESPACE: '' }],
    ['a', { BAO_NAMESPACE: '' }, { ...here, VAULT_NAMESPACE: 'a', BAO_NAMESPACE: 'a' }],
  ])('is exported with address and namespace: namespace %p, previous variables %p', (namespace, before, variables) => {
    Object.assign(process.env, before)
    const connection = { urls: ['https://vault.test'], redirectHosts: [], correlationId: 'x' } as const
    exportToken('hvs.t', { ...connection, ...(namespace !== undefined && { namespace }) }, process.env)
    expect(files.variables()).toEqual(variables)
    expect(files.outputs()).toEqual({})
  })
})
