import fc from 'fast-check'
import { derivedNames } from '../../../src/mapping/names.ts'
import { parseMapping, type Parsed } from '../../../src/mapping/parse.ts'
import type { Entry } from '../../../src/mapping/plan.ts'

const parse = (text: string, optional = false, toEnvironment = false) => parseMapping(text, { optional, toEnvironment })
const entriesOf = ({ plan }: Parsed) =>
  plan.flatMap((read) => read.entries.map((entry) => ({ path: read.path, entry }))).toSorted((a, b) => a.entry.order - b.entry.order)
const brief = ({ path, entry }: { path: string; entry: Entry }) =>
  entry.kind === 'key' ? [path, entry.selector, entry.output, entry.variable] : [path, entry.upperCase ? '*' : '**', entry.prefix]

describe('what is an entry', () => {
  test.each<[string, string[][]]>([
    ['', []],
    [' \n ; ;\n;', []],
    ['secret/a key', [['secret/a', 'key', 'key', 'KEY']]],
    ['secret/a key;', [['secret/a', 'key', 'key', 'KEY']]],
    ['  secret/a \t key  ;', [['secret/a', 'key', 'key', 'KEY']]],
    ['secret/a key | My-Name;', [['secret/a', 'key', 'My-Name', 'My-Name']]],
    ['secret/a key|NAME', [['secret/a', 'key', 'NAME', 'NAME']]],
    ['secret/a key | A B', [['secret/a', 'key', 'A B', 'A B']]],
    ['secret/a "my.key" | N', [['secret/a', 'my.key', 'N', 'N']]],
    ['secret/a a"b"c', [['secret/a', 'abc', 'abc', 'ABC']]],
    ['secret/a a.b', [['secret/a', 'a.b', 'a__b', 'A__B']]],
    ['secret/a *', [['secret/a', '*', '']]],
    ['secret/a **', [['secret/a', '**', '']]],
    ['secret/a "*" | p_', [['secret/a', '*', 'p_']]],
    ['secret/a ** | p_', [['secret/a', '**', 'p_']]],
    [
      'secret/a k1; secret/a k2',
      [
        ['secret/a', 'k1', 'k1', 'K1'],
        ['secret/a', 'k2', 'k2', 'K2'],
      ],
    ],
    ['secret/a\nkey\n| NAME;', [['secret/a', 'key', 'NAME', 'NAME']]],
    [
      'secret/a key | A;\r\nsecret/b key | B;\r\n',
      [
        ['secret/a', 'key', 'A', 'A'],
        ['secret/b', 'key', 'B', 'B'],
      ],
    ],
    ['/secret/a key', [['secret/a', 'key', 'key', 'KEY']]],
    ['///secret/a key', [['secret/a', 'key', 'key', 'KEY']]],
    ['secret/data/a?version=2 key', [['secret/data/a?version=2', 'key', 'key', 'KEY']]],
    ['secret/a#b key', [['secret/a#b', 'key', 'key', 'KEY']]],
    ['secret/..a/b... key', [['secret/..a/b...', 'key', 'key', 'KEY']]],
    ['secret/a|b key | N', [['secret/a|b', 'key', 'N', 'N']]],
  ])('%j', (text, expected) => {
    const parsed = parse(text)
    expect(parsed.problems).toEqual([])
    expect(entriesOf(parsed).map(brief)).toEqual(expected)
  })

  test.each([
    '# secret/x k;\nsecret/a key;',
    'secret/a key;\n   # a comment; with | everything in it',
    '\t#\nsecret/a key\n# between\n;',
    '# one\r\n# two\r\nsecret/a key;\r\n',
  ])('lines that start with # are comments: %j', (text) => {
    expect(entriesOf(parse(text)).map(brief)).toEqual([['secret/a', 'key', 'key', 'KEY']])
    expect(parse(text).problems).toEqual([])
  })

  it('takes a # later in a line as part of the entry', () => {
    expect(entriesOf(parse('secret/a #1 | N # n')).map(brief)).toEqual([['secret/a', '#1', 'N # n', 'N # n']])
  })
})

describe('what is read', () => {
  it('reads each distinct path once and keeps the order of the entries', () => {
    const { plan } = parse('secret/a x | N;\n/secret/b y | N; secret/a z | N;\nsecret/a?version=1 w;')
    expect(plan.map((read) => [read.method, read.path, read.entries.map((entry) => [entry.order, entry.line])])).toEqual([
      [
        'GET',
        'secret/a',
        [
          [0, 1],
          [2, 2],
        ],
      ],
      ['GET', 'secret/b', [[1, 2]]],
      ['GET', 'secret/a?version=1', [[3, 3]]],
    ])
  })

  it.each([
    [true, false],
    [false, true],
  ])('gives every entry its options (optional %j, environment %j)', (optional, toEnvironment) => {
    const entries = entriesOf(parse('a/b c; a/b *;', optional, toEnvironment)).map(({ entry }) => entry)
    expect(entries).toHaveLength(2)
    for (const entry of entries) expect(entry).toMatchObject({ optional, toEnvironment })
  })

  it('counts lines from where an entry starts, blank and comment lines included', () => {
    const lines = entriesOf(parse('\n# c\n\na/b k1;\na/b k2; a/b k3\n;\n\na/b\n k4')).map(({ entry }) => entry.line)
    expect(lines).toEqual([4, 5, 5, 8])
  })
})

describe('what is wrong', () => {
  const asVaultKnowsIt = 'the path as Vault knows it, for example secret/data/app'

  test.each([
    ['secret/a', 1, '"secret/a" has no key', 'secret/a KEY'],
    ['secret/a | NAME', 1, '"secret/a | NAME" has no key', 'secret/a KEY | NAME'],
    ['| NAME', 1, '"| NAME" has no key', 'PATH KEY | NAME'],
    ['secret/a key |', 1, '"secret/a key |" has no name after the |', 'secret/a key | NAME'],
    ['secret/a key other', 1, '"secret/a key other" is more than a path and a key', 'secret/a key | NAME'],
    ['a b | c | d', 1, '"a b | c | d" is more than a path and a key', 'a b | NAME'],
    ['ok/a k;\nsecret/a k1 | A\nsecret/b k2 | B;', 2, 'an entry goes over several lines', 'one entry a line, each with a ; at its end'],
    ['/ key', 1, 'the path "/" is empty', asVaultKnowsIt],
    ['secret/../sys key', 1, 'the path "secret/../sys" contains . or .. as a segment', asVaultKnowsIt],
    ['./a key', 1, 'the path "./a" contains . or .. as a segment', asVaultKnowsIt],
    ['secret/a/..?x=1 key', 1, 'the path "secret/a/..?x=1" contains . or .. as a segment', asVaultKnowsIt],
    ['secret/%2e%2E/sys key', 1, 'the path "secret/%2e%2E/sys" contains . or .. as a segment', asVaultKnowsIt],
    ['secret/.%2e key', 1, 'the path "secret/.%2e" contains . or .. as a segment', asVaultKnowsIt],
    ['secret/\u0007a key', 1, 'the path "secret/\u0007a" contains a control character', asVaultKnowsIt],
    ['secret/\u0085a key', 1, 'the path "secret/\u0085a" contains a control character', asVaultKnowsIt],
  ])('%j', (text, line, what, instead) => {
    expect(parse(text).problems).toEqual([{ line, text: what, instead }])
  })

  it('tells all problems at once and plans the rest', () => {
    const { plan, problems } = parse('a;\nb c;\n\n../d e;\nf g |;')
    expect(problems.map((problem) => problem.line)).toEqual([1, 4, 5])
    expect(plan.map((read) => read.path)).toEqual(['b'])
  })
})

/** vault-action's rule, in few lines; undefined where it refuses. */
function oracle(text: string): (readonly [path: string, selector: string, name: string | undefined])[] | undefined {
  const entries = text
    .split(';')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
    .map((entry) => {
      const bar = entry.lastIndexOf('|')
      const name = bar < 0 ? undefined : entry.slice(bar + 1).trim()
      const parts = (bar < 0 ? entry : entry.slice(0, bar))
        .trim()
        .split(/\s+/)
        .filter((part) => part !== '')
      if (parts.length !== 2 || name === '') return undefined
      return [parts[0]!.replace(/^\/+/, ''), parts[1]!.replaceAll('"', ''), name] as const
    })
  return entries.every((entry) => entry !== undefined) ? entries : undefined
}

describe("against vault-action's rule", () => {
  const oneOf = (characters: string) => fc.constantFrom(...Array.from(characters))
  const blank = fc.constantFrom(' ', '\t', '\n', '  ', '\r\n')
  const word = fc.string({ unit: oneOf('aZ09_-./"*?#=%{}é\\:,[]'), minLength: 1, maxLength: 8 })
  const name = fc.option(fc.tuple(blank, fc.string({ unit: oneOf('aZ0_ -".#'), minLength: 1, maxLength: 5 })), { nil: undefined })
  const entry = fc
    .tuple(fc.option(blank, { nil: '' }), word, blank, word, name)
    .map(([before, path, between, selector, named]) => `${before}${path}${between}${selector}${named ? `${named[0]}|${named[1]}` : ''}`)
  const wellFormed = fc.array(entry, { maxLength: 4 }).map((entries) => entries.join(';'))
  const anyText = fc.string({ unit: oneOf('aB1./|; \n\t"*#-_é='), maxLength: 24 })
  // what the parser refuses or passes over on purpose, where the rule does not
  const isOurs = (text: string) => /^\s*#/m.test(text)
  const isRefusedPath = (path: string) => path === '' || path.split(/[/?]/).some((segment) => /^(\.|%2e){1,2}$/i.test(segment))

  it('parses to the same entries whatever the rule accepts', () => {
    let compared = 0
    fc.assert(
      fc.property(fc.oneof(wellFormed, anyText), (text) => {
        const expected = oracle(text)
        if (!expected || isOurs(text) || expected.some(([path]) => isRefusedPath(path))) return
        compared += expected.length
        const parsed = parse(text)
        expect(parsed.problems).toEqual([])
        expect(entriesOf(parsed).map(brief)).toEqual(
          expected.map(([path, selector, given]) => {
            if (selector === '*' || selector === '**') return [path, selector, given ?? '']
            const derived = derivedNames(selector)
            return [path, selector, given ?? derived.output, given ?? derived.variable]
          }),
        )
      }),
      { numRuns: 1_000 },
    )
    expect(compared).toBeGreaterThan(300)
  })

  it('never throws, and each chunk is either planned or a problem', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const parsed = parse(text)
        const chunks = text
          .replace(/^[^\S\n]*#.*$/gm, '')
          .split(';')
          .filter((chunk) => chunk.trim() !== '')
        expect(entriesOf(parsed).length + parsed.problems.length).toBe(chunks.length)
      }),
    )
  })
})
