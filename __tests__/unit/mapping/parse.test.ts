import { parseMapping, parsePki } from '../../../src/mapping/parse.ts'
import { entriesOf, meanings, plainDefaults } from './meaning.ts'

describe('parseMapping', () => {
  const parse = (text: string) => parseMapping(text, plainDefaults)

  it('joins equal requests and keeps the order of the entries', () => {
    const { plan } = parse('a x | N;\n/b y | N; a z | N;\na?version=1 w;\na {"c": 1} v; b {"c": 1}')
    expect(plan.map(({ method, path, line, entries }) => [method, path, line, entries.map((entry) => [entry.order, entry.line])])).toEqual([
      [
        'GET',
        'a',
        1,
        [
          [0, 1],
          [2, 2],
        ],
      ],
      ['GET', 'b', 2, [[1, 2]]],
      ['GET', 'a?version=1', 3, [[3, 3]]],
      ['POST', 'a', 4, [[4, 4]]],
      ['POST', 'b', 4, []],
    ])
  })

  it.each([
    { optional: true, toEnvironment: false, encoding: 'utf8' },
    { optional: false, toEnvironment: true, encoding: 'base64' },
    { optional: false, toEnvironment: false, encoding: 'hex' },
  ] as const)('applies the defaults of the inputs to every entry: %j', (defaults) => {
    const entries = entriesOf(parseMapping('a b; a *; a {"c": 1} d; a "e f" | | maskjson', defaults))
    expect(entries).toHaveLength(4)
    for (const { entry } of entries) expect(entry).toMatchObject(defaults)
  })

  it('flags override the defaults of the inputs', () => {
    const defaults = { optional: true, toEnvironment: true, encoding: 'base64' } as const
    const [first, second] = entriesOf(parseMapping('a b | N | noenv utf8; a c', defaults))
    expect(first?.entry).toMatchObject({ optional: true, toEnvironment: false, encoding: 'utf8' })
    expect(second?.entry).toMatchObject(defaults)
  })

  it('reports the line where each entry starts', () => {
    const text = '\n# c\n\na k1;\na k2; a k3\n;\n\na\n k4;\r\na {\r\n"b":\r\n1} k5; a k6\na k7 | N\n\n a k8'
    expect(entriesOf(parse(text)).map(({ entry }) => entry.line)).toEqual([4, 5, 5, 8, 10, 12, 13, 15])
  })

  it('numbers the entries of lines without ;', () => {
    expect(entriesOf(parse('a k1; b k2 | A\na k3 | B; b k4')).map(({ entry }) => entry.order)).toEqual([0, 1, 2, 3])
  })

  it('reports the position of each problem', () => {
    const { problems, plan } = parse('\ufeffa;\r\n  b c;\td; # e\n{"x": 1} y z;\n\u00e9\ud83d\udd11 f;g')
    expect(problems.map(({ line, column }) => [line, column])).toEqual([
      [1, 2],
      [2, 8],
      [2, 11],
      [4, 7],
    ])
    expect(plan.map(({ path }) => path)).toEqual(['b', '\u00e9\ud83d\udd11'])
  })

  it('treats __proto__ and constructor as ordinary keys', () => {
    const [request] = parse('a {"__proto__": {"polluted": true}, "constructor": 1} b').plan
    expect(Object.keys(request!.body!)).toEqual(['__proto__', 'constructor'])
    expect({}).not.toHaveProperty('polluted')
  })
})

describe('parsePki', () => {
  const meaningOf = (text: string) => meanings(parsePki(text, plainDefaults))
  const certificate = (role: string, env: string) =>
    [
      `certificate → ${role}_cert, ${env}_CERT`,
      `private_key → ${role}_key, ${env}_KEY`,
      `issuing_ca → ${role}_ca, ${env}_CA`,
      `ca_chain → ${role}_ca_chain, ${env}_CA_CHAIN`,
    ].join('; ')
  const wrong = (text: string, path: string) =>
    `1:1 "${text}" is not a path followed by a valid JSON object. Write: ${path} {"common_name": "…"};`

  test.each([
    ['', []],
    ['pki/issue/web {"common_name": "a.b"};', [`POST pki/issue/web {"common_name":"a.b"}: ${certificate('web', 'WEB')}`]],
    [
      '# one\n/pki/issue/web-1 {\n  "common_name": "a;b",\n # two\n "ttl": "1h"\n}\n;',
      [`POST pki/issue/web-1 {"common_name":"a;b","ttl":"1h"}: ${certificate('web1', 'WEB1')}`],
    ],
    ['a/b {}; c/d {}', [`POST a/b {}: ${certificate('b', 'B')}`, `POST c/d {}: ${certificate('d', 'D')}`]],
    ['a/b', [wrong('a/b', 'a/b')]],
    ['a/b key', [wrong('a/b key', 'a/b')]],
    ['a/b {"c": 1} certificate', [wrong('a/b {"c": 1} certificate', 'a/b')]],
    ["a/b {'c': 1}", [wrong("a/b {'c': 1}", 'a/b')]],
    ['a/b {} | N', [wrong('a/b {} | N', 'a/b')]],
    ['a/b {}\nc/d {}', [wrong('a/b {} c/d {}', 'a/b')]],
    ['../b {}', ['1:1 "../b {}" has . or .. as a path segment. Write: the full path in Vault, for example secret/data/app']],
  ])('%j', (text, expected) => {
    expect(meaningOf(text)).toEqual(expected)
  })

  it('sets the options of each entry', () => {
    const entries = entriesOf(parsePki('a/b {}; c/d {}', { ...plainDefaults, toEnvironment: true }))
    expect(entries.map(({ entry }) => entry.order)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
    for (const { entry } of entries) expect(entry).toMatchObject({ joinsLines: true, input: 'pki', toEnvironment: true })
  })
})
