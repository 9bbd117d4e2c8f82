import { exportToken, handOver, mask, maskAll, outputToken, planExports } from '../../../src/export/export.ts'
import type { Selected } from '../../../src/select/select.ts'
import { captureLog, type CapturedLog } from '../support/captured-log.ts'
import { createRunnerFiles, type RunnerFiles } from '../support/runner-files.ts'

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
  const entry = { kind: 'wildcard', upperCase: true, prefix: '', order: 0, line: 1, optional: false, toEnvironment } as const
  return { output, variable, value, entry }
}
const hand = (...values: Selected[]) => handOver(planExports(values))

describe('handOver', () => {
  test.each([
    'plain',
    '',
    ' blanks ',
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
    '\u0000\u0007',
  ])('gives %j to the runner byte for byte', (value) => {
    hand(selected('out', value, true, 'VAR'))
    expect(files.outputs()).toMatchObject({ out: value })
    expect(files.variables()).toEqual({ VAR: value })
    expect(log.text()).toBe('')
  })

  it('gives every value under its own name and all of them as JSON', () => {
    expect(hand(selected('a', '1'), selected('b', 'x\ny'), selected('__proto__', 'p'))).toEqual(['a', 'b', '__proto__'])
    const { secrets, ...single } = files.outputs()
    expect(secrets).toBe('{"a":"1","b":"x\\ny","__proto__":"p"}')
    expect(Object.entries(single).sort()).toEqual([
      ['__proto__', 'p'],
      ['a', '1'],
      ['b', 'x\ny'],
    ])
  })

  it('lets the later entry of one name win', () => {
    expect(hand(selected('a', 'first', true), selected('b', 'x'), selected('a', 'second', true))).toEqual(['a', 'b'])
    expect(files.outputs()).toEqual({ a: 'second', b: 'x', secrets: '{"a":"second","b":"x"}' })
    expect(files.variables()).toEqual({ A: 'second' })
  })

  it('sets variables only where that is asked for', () => {
    hand(selected('a', 'x'), selected('b', 'y', true))
    expect(files.variables()).toEqual({ B: 'y' })
  })

  it('gives an empty object where nothing was selected', () => {
    expect(hand()).toEqual([])
    expect(files.outputs()).toEqual({ secrets: '{}' })
  })
})

describe('planExports', () => {
  it('keeps a key that may be no variable as an output, and says so', () => {
    const exports = planExports([selected('path', '/evil', true), selected('ok', 'x', true)])
    expect(exports.skipped).toEqual([{ kind: 'variable', name: 'PATH', why: 'would change what later steps run, trust or log in with' }])
    handOver(exports)
    expect(files.outputs()).toMatchObject({ path: '/evil', ok: 'x' })
    expect(files.variables()).toEqual({ OK: 'x' })
  })

  it('leaves a name out that can be nothing at all', () => {
    const exports = planExports([selected('', 'x')])
    expect(exports.skipped).toEqual([{ kind: 'output', name: '', why: 'is empty' }])
    expect(handOver(exports)).toEqual([])
  })
})

describe('masks', () => {
  it('of all values are registered, those that are handed on nowhere too, and short ones are named', () => {
    const exports = planExports([
      selected('a', 'hunter22'),
      selected('', 'not handed on'),
      selected('b', 'x'),
      selected('c', 'first line\nsecond line'),
    ])
    expect(maskAll(exports, 4)).toEqual(['b'])
    const masks = log.commands('add-mask')
    expect(masks).toEqual(
      expect.arrayContaining([
        'hunter22',
        'not handed on',
        'x',
        'first line',
        'second line',
        Buffer.from('first line\nsecond line').toString('base64'),
      ]),
    )
    expect(log.text()).not.toMatch(/^(?!::add-mask::)./m)
  })

  it('of a single secret are registered line by line, however short', () => {
    mask('first\nb%\n}')
    expect(log.commands('add-mask')).toEqual(expect.arrayContaining(['first', 'b%']))
    expect(log.commands('add-mask').every((one) => !one.includes('\n'))).toBe(true)
  })
})

describe('the token', () => {
  it('becomes an output', () => {
    outputToken('hvs.t')
    expect(files.outputs()).toEqual({ vault_token: 'hvs.t' })
  })

  test.each([
    [undefined, { VAULT_TOKEN: 'hvs.t', VAULT_ADDR: 'https://vault.test' }],
    ['team/a', { VAULT_TOKEN: 'hvs.t', VAULT_ADDR: 'https://vault.test', VAULT_NAMESPACE: 'team/a' }],
  ])('goes to the environment with all that tools need, namespace %p', (namespace, variables) => {
    exportToken('hvs.t', {
      url: 'https://vault.test',
      redirectHosts: [],
      correlationId: 'x',
      ...(namespace !== undefined && { namespace }),
    })
    expect(files.variables()).toEqual(variables)
    expect(files.outputs()).toEqual({})
  })
})
