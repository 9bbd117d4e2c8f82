import { stageEnvironment, type EnvironmentSources } from '../runner/environment.ts'
import { encoders } from '../runner/encoders.ts'
import type { Action } from '../runner/action.ts'
import { inputVariable, stageInputs } from '../runner/inputs.ts'
import { keyValuePairs } from '../runner/key-value-file.ts'
import { LineSplitter } from '../runner/output-lines.ts'
import { SecretMasker } from '../runner/secret-masker.ts'
import { parseCommand } from '../runner/workflow-command.ts'

describe('GITHUB_ENV, GITHUB_OUTPUT and GITHUB_STATE files', () => {
  test.each<[name: string, text: string, pairs: [string, string][]]>([
    ['nothing', '', []],
    ['a pair', 'a=b\n', [['a', 'b']]],
    ['a last line without a line break', 'a=b', [['a', 'b']]],
    ['an empty value', 'a=\n', [['a', '']]],
    ['an empty name', '=b\n', [['', 'b']]],
    ['a later = belongs to the value', 'a=b=c\n', [['a', 'b=c']]],
    ['<< after = belongs to the value', 'a=b<<c\n', [['a', 'b<<c']]],
    ['spaces are kept', ' a = b \n', [[' a ', ' b ']]],
    ['a CR belongs to the value', 'a=b\r\n', [['a', 'b\r']]],
    [
      'empty lines between',
      '\n\na=b\n\nc=d\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['a heredoc', 'a<<END\none\ntwo\nEND\n', [['a', 'one\ntwo']]],
    ['a heredoc that ends without a line break', 'a<<END\none\nEND', [['a', 'one']]],
    ['an empty heredoc', 'a<<END\nEND\n', [['a', '']]],
    ['a heredoc of one empty line', 'a<<END\n\nEND\n', [['a', '']]],
    ['a heredoc that starts and ends with empty lines', 'a<<END\n\nx\n\nEND\n', [['a', '\nx\n']]],
    [
      'pairs, similar delimiters and CRs within a heredoc',
      'a<<END\nb=c\n END\nEND \r\nEND\nd=e',
      [
        ['a', 'b=c\n END\nEND \r'],
        ['d', 'e'],
      ],
    ],
    ['a delimiter with = in it', 'a<<E=F\nx\nE=F\n', [['a', 'x']]],
    ['a delimiter with << in it', 'a<<<<\nx\n<<\n', [['a', 'x']]],
  ])('%s', (_, text, pairs) => {
    expect([...keyValuePairs(text, 'linux')]).toEqual(pairs)
  })

  test.each<[name: string, text: string, pairs: [string, string][]]>([
    [
      'CR LF ends a line',
      'a=b\r\nc=d\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['another CR belongs to the value', 'a=b\rc\r\r\n', [['a', 'b\rc\r']]],
    ['a heredoc', 'a<<END\r\none\r\ntwo\nthree\r\r\nEND\r\n', [['a', 'one\r\ntwo\nthree\r']]],
  ])('on Windows: %s', (_, text, pairs) => {
    expect([...keyValuePairs(text, 'win32')]).toEqual(pairs)
  })

  test.each<[text: string, message: string]>([
    ['abc\n', "Invalid format 'abc'"],
    ['abc', "Invalid format 'abc'"],
    ['\r\n', "Invalid format '\r'"],
    ['<<END\nx\nEND\n', "Invalid format '<<END'. Name must not be empty and delimiter must not be empty"],
    ['a<<\nx\n\n', "Invalid format 'a<<'. Name must not be empty and delimiter must not be empty"],
    ['a<<END\nx\n', "Invalid value. Matching delimiter not found 'END'"],
    ['a<<END', "Invalid value. Matching delimiter not found 'END'"],
    ['a<<END\nx', 'Invalid value. EOF marker missing new line.'],
    ['a<<END\nxEND', 'Invalid value. EOF marker missing new line.'],
    ['a<<END\r\nx\r\nEND\n', "Invalid value. Matching delimiter not found 'END\r'"],
  ])('%j is refused', (text, message) => {
    expect(() => [...keyValuePairs(text)]).toThrow(new Error(message))
  })

  test('yields the pairs before a refused line', () => {
    const pairs: unknown[] = []
    expect(() => {
      for (const pair of keyValuePairs('a=b\nc')) pairs.push(pair)
    }).toThrow()
    expect(pairs).toEqual([['a', 'b']])
  })
})

describe('masks', () => {
  test.each<[encoder: string, value: string, text: string]>([
    ['base64', 'tøp "secret"', 'dMO4cCAic2VjcmV0Ig=='],
    ['base64Shift1', 'abcdef', 'YmNkZWY='],
    ['base64Shift1', 'a', 'YQ=='],
    ['base64Shift2', 'abcdef', 'Y2RlZg=='],
    ['base64Shift2', 'ab', 'YWI='],
    ['commandLineArgument', 'a"b', 'a\\"b'],
    ['expressionString', "it's", "it''s"],
    ['jsonString', 'a"b\\c\n\t\u0001\u2028é/', 'a\\"b\\\\c\\n\\t\\u0001\\u2028é/'],
    ['uriData', "a b/c!'()*~é", 'a%20b%2Fc%21%27%28%29%2A~%C3%A9'],
    ['uriData', '\ud800', '%EF%BF%BD'],
    ['xmlData', `<a b="c">'&`, '&lt;a b=&quot;c&quot;&gt;&apos;&amp;'],
    ['trimDoubleQuotes', '"1234567"', '1234567'],
    ['trimDoubleQuotes', '"123456"', ''],
    ['powerShellPreAmpersand', 'part1&part2&part3', 'part1&part2&'],
    ['powerShellPreAmpersand', 'part1&+part2&part3', 'part1&+'],
    ['powerShellPreAmpersand', 'abc&part2', ''],
    ['powerShellPreAmpersand', 'no ampersand', ''],
    ['powerShellPostAmpersand', 'part1&part2&', ''],
    ['powerShellPostAmpersand', 'part1&secret', 'secret'],
    ['powerShellPostAmpersand', 'part1&+secret2', 'ecret2'],
    ['powerShellPostAmpersand', 'part1&five5', ''],
  ])('%s of %j', (encoder, value, text) => {
    expect(encoders[encoder]!(value)).toBe(text)
    if (text === '') return
    const masker = new SecretMasker()
    masker.add(value)
    expect(masker.mask(`<${text}>`)).toBe('<***>')
  })

  test.each<[name: string, values: string[], text: string, masked: string]>([
    ['nothing registered', [], 'abc', 'abc'],
    ['an empty text', ['a'], '', ''],
    ['each match', ['hunter2'], 'hunter2, hunter2!', '***, ***!'],
    ['a part of a word, case-sensitive', ['cat'], 'concatenate Cat', 'con***enate Cat'],
    ['one character', ['1'], '10.1', '***0.***'],
    ['overlapping matches', ['abcd', 'cdef'], 'xabcdefx', 'x***x'],
    ['adjacent matches', ['abc', 'def'], 'xabcdefx', 'x***x'],
    ['overlapping matches of the same value', ['aba'], 'ababa', '***'],
    ['a match within a match', ['abcdef', 'cd'], 'abcdefg', '***g'],
    ['separate matches', ['abc', 'def'], 'abc def', '*** ***'],
    ['several lines as a whole', ['one\ntwo'], 'one\ntwo', '***'],
    ['each of several lines, trimmed', ['  one\r\n\r\ntwo  \n'], 'a one, b two', 'a ***, b ***'],
    ['not base64url', ['>>>???'], 'Pj4-Pz8_', 'Pj4-Pz8_'],
    ['not base64 with a final line break', ['secret1'], 'c2VjcmV0MQo=', 'c2VjcmV0MQo='],
    ['no pattern characters', ['a.c$'], 'abc$ a.c$', 'abc$ ***'],
  ])('%s', (_, values, text, masked) => {
    const masker = new SecretMasker()
    for (const value of values) masker.add(value)
    expect(masker.mask(text)).toBe(masked)
  })

  test('values does not contain encoded forms', () => {
    const masker = new SecretMasker()
    masker.add('one\n two')
    masker.add('one')
    expect(masker.values).toEqual(['one\n two', 'one', 'two'])
  })
})

describe('workflow commands', () => {
  const known = new Set(['add-mask', 'error', 'set-output'])
  test.each<[line: string, name: string, properties: Record<string, string>, data: string]>([
    ['::add-mask::secret', 'add-mask', {}, 'secret'],
    ['  ::ADD-MASK::secret ', 'add-mask', {}, 'secret '],
    ['::add-mask::', 'add-mask', {}, ''],
    ['::add-mask::a::b', 'add-mask', {}, 'a::b'],
    ['::add-mask::a%0D%0Ab%25c', 'add-mask', {}, 'a\r\nb%c'],
    ['::add-mask::%250A', 'add-mask', {}, '%0A'],
    ['::add-mask::%0a%3A', 'add-mask', {}, '%0a%3A'],
    ['::error file=a.ts,line=1,title=x%3Ay%2Cz%25::m', 'error', { file: 'a.ts', line: '1', title: 'x:y,z%' }, 'm'],
    ['::error  file=a , bad,=x,y=::m', 'error', { file: 'a ' }, 'm'],
    ['::error a=b=c,A=d::m', 'error', { a: 'd' }, 'm'],
    ['##[error]m', 'error', {}, 'm'],
    ['text ##[error file=a%3Bb%5D;line=2]m%0A', 'error', { file: 'a;b]', line: '2' }, 'm\n'],
    ['::unknown::x ##[error]m', 'error', {}, 'm'],
  ])('%j', (line, name, properties, data) => {
    const command = parseCommand(line, known)
    expect([command?.name, command?.properties.toObject(), command?.data]).toEqual([name, properties, data])
  })

  test.each(['text', '', '::error', 'x ::error::m', '::warning::m', '::error,::m', '##[error', '##[warning]m', ':: error::m'])(
    '%j is output',
    (line) => {
      expect(parseCommand(line, known)).toBeUndefined()
    },
  )
})

describe('inputs', () => {
  const action = (inputs: Record<string, string | { deprecated: string }>): Action => ({
    directory: '',
    main: '',
    post: undefined,
    inputs: Object.entries(inputs).map(([name, input]) => ({
      name,
      default: typeof input === 'string' ? input : '',
      deprecationMessage: typeof input === 'string' ? undefined : input.deprecated,
    })),
  })

  test.each([
    ['url', 'INPUT_URL'],
    ['caCertificate', 'INPUT_CACERTIFICATE'],
    ['my input', 'INPUT_MY_INPUT'],
    ['vault-url', 'INPUT_VAULT-URL'],
    ['a.b', 'INPUT_A.B'],
  ])('%j is %s', (name, variable) => {
    expect(inputVariable(name)).toBe(variable)
  })

  test('uses the default, or the empty string if there is none; keeps a given empty string', () => {
    expect(stageInputs(action({ a: 'x', b: '', c: 'z' }), { c: '' }).values).toEqual({ c: '', a: 'x', b: '' })
  })

  test('names ignore case', () => {
    expect(stageInputs(action({ maxTtl: '6h' }), { MAXTTL: '1h' })).toEqual({ values: { MAXTTL: '1h' }, warnings: [] })
  })

  test('undeclared and deprecated inputs cause a warning and are passed on', () => {
    expect(stageInputs(action({ url: '', old: { deprecated: 'use url' } }), { addr: 'a', old: 'o', x: '' })).toEqual({
      values: { addr: 'a', old: 'o', x: '', url: '' },
      warnings: [
        "Input 'old' has been deprecated with message: use url",
        "Unexpected input(s) 'addr', 'x', valid inputs are ['url', 'old']",
      ],
    })
  })
})

describe('precedence of environment variables', () => {
  const nothing: EnvironmentSources = { machine: {}, env: {}, state: {}, inputs: {}, path: [], github: {}, runner: {}, idToken: undefined }
  test.each<[name: string, sources: Partial<EnvironmentSources>, expected: Record<string, string | undefined>]>([
    ['always', {}, { GITHUB_ACTIONS: 'true', CI: 'true' }],
    ['CI may be set', { env: { CI: '1', GITHUB_ACTIONS: 'no' } }, { GITHUB_ACTIONS: 'true', CI: '1' }],
    ['env over the machine', { machine: { A: '1', B: '1' }, env: { A: '2' } }, { A: '2', B: '1' }],
    ['state over env, case kept', { env: { STATE_a: '1', STATE_b: '1' }, state: { a: '2' } }, { STATE_a: '2', STATE_b: '1' }],
    ['inputs over env; undeclared INPUT_ stays', { env: { INPUT_A: '1', INPUT_B: '1' }, inputs: { a: '' } }, { INPUT_A: '', INPUT_B: '1' }],
    [
      'contexts over env',
      { env: { GITHUB_SHA: '1', RUNNER_OS: '1' }, github: { sha: '2' }, runner: { os: '2' } },
      { GITHUB_SHA: '2', RUNNER_OS: '2' },
    ],
    [
      'names outside the context stay',
      { env: { GITHUB_TOKEN: '1', RUNNER_X: '1', GITHUB_ACTION_PATH: '/p' } },
      { GITHUB_TOKEN: '1', RUNNER_X: '1', GITHUB_ACTION_PATH: '/p' },
    ],
    [
      'the OIDC endpoint over env',
      { env: { ACTIONS_ID_TOKEN_REQUEST_URL: 'evil', ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'evil' }, idToken: { url: 'u', token: 't' } },
      { ACTIONS_ID_TOKEN_REQUEST_URL: 'u', ACTIONS_ID_TOKEN_REQUEST_TOKEN: 't' },
    ],
    [
      'without the permission, the value of env stays',
      { env: { ACTIONS_ID_TOKEN_REQUEST_URL: 'evil' } },
      { ACTIONS_ID_TOKEN_REQUEST_URL: 'evil', ACTIONS_ID_TOKEN_REQUEST_TOKEN: undefined },
    ],
    ['the last added path first', { machine: { PATH: '/bin' }, path: ['/a', '/b'] }, { PATH: '/b:/a:/bin' }],
    ["the path of env instead of the machine's", { machine: { PATH: '/bin' }, env: { PATH: '/own' }, path: ['/a'] }, { PATH: '/a:/own' }],
    [
      'variables that the runner removes',
      { env: { NODE_ICU_DATA: '/x', NODE_EXTRA_CA_CERTS: '/y' } },
      { NODE_ICU_DATA: undefined, NODE_EXTRA_CA_CERTS: '/y' },
    ],
  ])('%s', (_, sources, expected) => {
    const environment = stageEnvironment({ ...nothing, ...sources })
    expect(Object.fromEntries(Object.keys(expected).map((name) => [name, environment[name]]))).toEqual(expected)
  })
})

describe('splitting a stream into lines', () => {
  test.each<[name: string, chunks: string[], lines: string[]]>([
    ['LF, CR LF and CR', ['a\nb\r\nc\rd\n'], ['a', 'b', 'c', 'd']],
    ['a last line without a line break', ['a\nb'], ['a', 'b']],
    ['empty lines', ['\n\na\n'], ['', '', 'a']],
    ['a line in pieces', ['a', 'b', '\nc\n'], ['ab', 'c']],
    ['CR and LF in different chunks', ['a\r', '\nb\n'], ['a', 'b']],
    ['a CR at the end of the stream', ['a\r'], ['a']],
    ['Unicode line separators do not end a line', ['a\u2028b\n'], ['a\u2028b']],
  ])('%s', (_, chunks, lines) => {
    const splitter = new LineSplitter()
    expect([...chunks.flatMap((chunk) => splitter.push(Buffer.from(chunk))), ...splitter.end()]).toEqual(lines)
  })

  test('a character in pieces', () => {
    const splitter = new LineSplitter()
    const bytes = Buffer.from('€\n')
    expect([splitter.push(bytes.subarray(0, 1)), splitter.push(bytes.subarray(1)), splitter.end()]).toEqual([[], ['€'], []])
  })
})
