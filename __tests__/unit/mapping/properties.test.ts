import fc from 'fast-check'
import { heads, shapes, textOf } from '../../../bench/mapping-shapes.ts'
import { derivedNames } from '../../../src/mapping/names.ts'
import { parseMapping, parsePki } from '../../../src/mapping/parse.ts'
import type { Plan } from '../../../src/mapping/plan.ts'
import { entriesOf, plainDefaults } from './meaning.ts'
import { oracle } from './oracle.ts'
import { print } from './printer.ts'

const parse = (text: string) => parseMapping(text, plainDefaults)
const oneOf = (characters: string) => fc.constantFrom(...Array.from(characters))

/** Pieces of text that are difficult to parse. */
const pieces = [
  ...Array.from(';|"`{}[]:,#\\*./? \t\n\r='),
  ...['\r\n', '\u2028', '\ufeff', '\u00a0', '\u0007', '\ud83d', '**', '..', '%2e', '||', ' | ', '; ', ';\n', '\n#', '\\"', '\\u003b'],
  ...['a/b', 'secret/data/x', 'key', 'my key', '"my key"', '`my key`', 'NAME', '"a;b"', '"a|b"', '{"a":"b"}', '{"a": "b"}', '{}'],
  ...['{"a": [1, {"b;c": "d|e"}],\n"f": null}', '{"a": 12345678901234567890}', '{"__proto__": 1}', "{'a': 1}", '{"a": '],
  ...['optional', 'default=', 'default="x y"', 'file=', 'file', 'base64', 'nomask', 'maskjson', 'noenv', 'env', 'utf8'],
]
const adversarial = fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((parts) => parts.join(''))

/** Entries that are mostly valid. */
const space = fc.constantFrom(' ', '\t', '\n', '  ', '\r\n', '\n# comment; {" |\n')
const path = fc.oneof(
  fc.constantFrom('a/b', '/a/b', 'c', 'a/b/', 'sys/a/', 'a/b?version=2', '#a', 'a"b', 'a|b'),
  fc.string({ minLength: 1, maxLength: 5 }),
)
const body = fc.constantFrom('', '{"a": "b;|#"}', '{"a":"b"}', '{ "c": {"d":1},\n "a": [] }', '{"c":{"d":1.0},"a":[]}', '{}')
const jsonText = fc.string({ unit: 'binary', maxLength: 6 }).map((text) => JSON.stringify(text).replaceAll(';', '\\u003b'))
const selector = fc.oneof(
  fc.constantFrom(
    'k',
    'a.b',
    '*',
    '**',
    'A_*',
    '"A_*"',
    '`a?`',
    'a.*',
    '?',
    'A**b',
    '"*"',
    '``',
    '`a b`',
    '"a b"',
    '{x}',
    'a|b',
    '""',
    '$f("x")',
  ),
  jsonText,
)
const name = fc.oneof(fc.constantFrom('', 'N', 'A B', 'a"b', '"a|b"', '`'), fc.string({ unit: 'grapheme', maxLength: 4 }))
const flag = fc.oneof(
  fc.constantFrom('optional', 'base64', 'hex', 'utf8', 'nomask', 'maskjson', 'file', 'env', 'noenv', 'file=a/b', 'default='),
  jsonText.map((text) => `default=${text}`),
  jsonText.map((text) => `file=${text}`),
)
const entry = fc
  .tuple(path, space, body, space, selector, fc.constantFrom('', '|', ' | '), name, fc.constantFrom('', '|', ' | '), fc.array(flag))
  .map(([from, space1, json, space2, key, bar1, as, bar2, flags]) =>
    [from, space1, json, space2, key, bar1, bar1 && as, bar2, bar2 && flags.join(' ')].join(''),
  )
const mapping = fc.array(entry, { maxLength: 6 }).map((entries) => entries.join(';\n'))

describe("against vault-action's rule", () => {
  const gap = fc.constantFrom(' ', '\t', '\n', '  ', '\r\n', '\u00a0')
  const word = fc.string({ unit: oneOf('aZ09_-./"**??#=%{}é\\:,[]|`$'), minLength: 1, maxLength: 8 })
  const named = fc.option(fc.tuple(gap, fc.string({ unit: oneOf('aZ0_ -".#{`'), minLength: 1, maxLength: 5 })), { nil: undefined })
  const written = fc
    .tuple(fc.option(gap, { nil: '' }), word, gap, word, named)
    .map(([before, from, between, key, named]) => `${before}${from}${between}${key}${named ? `${named[0]}|${named[1]}` : ''}`)
  const wellFormed = fc.array(written, { maxLength: 4 }).map((entries) => entries.join(';'))

  // texts that the parser intentionally refuses or parses differently
  const isExcluded = (text: string) => /(^|;)\s*#/m.test(text) || /\s\{[^]*\}/.test(text)
  const isRefused = (path: string) =>
    path === '' || /\p{Cc}/u.test(path) || path.split(/[/?]/).some((segment) => /^(\.|%2e){1,2}$/i.test(segment))

  const isRefusedName = (name = '') => name.includes('\n') || /\s#|^#\s/.test(name)

  it('parses every text that the rule accepts to the same paths, selectors and names', () => {
    let compared = 0
    fc.assert(
      fc.property(fc.oneof(wellFormed, mapping, adversarial), (text) => {
        const expected = oracle(text)?.map((one) => ({ ...one, path: one.path.replace(/^\/+/, '') }))
        if (!expected || isExcluded(text) || expected.some((one) => isRefused(one.path) || isRefusedName(one.name))) return
        compared += expected.length
        const parsed = parse(text)
        expect(parsed.problems).toEqual([])
        expect(parsed.plan.every(({ method }) => method === 'GET')).toBe(true)
        expect(
          entriesOf(parsed).map(({ path: from, entry: one }) =>
            one.kind === 'key'
              ? [from, one.selector, one.output, one.variable]
              : [from, one.pattern, one.asKey?.output ?? one.prefix, one.asKey?.variable ?? one.prefix],
          ),
        ).toEqual(
          expected.map(({ path: from, selector: key, name: as }) => {
            if (key === '*' || key === '**') return [from, key, as ?? '', as ?? '']
            const derived = derivedNames(key)
            return [from, key, as ?? derived.output, as ?? derived.variable]
          }),
        )
      }),
      { numRuns: 3_000 },
    )
    expect(compared).toBeGreaterThan(1_000)
  })
})

describe('any text', () => {
  it.each([
    ['secrets', parseMapping],
    ['pki', parsePki],
  ])('%s: does not throw, and each problem has the position of the text that it quotes', (_input, parseIt) => {
    let compared = 0
    fc.assert(
      fc.property(fc.oneof(adversarial, mapping, fc.string({ unit: 'binary' })), (text) => {
        for (const { line, column, text: what, instead } of parseIt(text, plainDefaults).problems) {
          const rest = text
            .split('\n')
            .slice(line - 1)
            .join('\n')
            .slice(column - 1)
          compared += 1
          const [first = ''] = what.slice(1).split(/[\s…]/)
          expect(rest.startsWith(first.replace(/"$/, ''))).toBe(true)
          expect(what.length).toBeLessThan(250)
          expect(instead).not.toBe('')
          expect(`${what}${instead}`).not.toMatch(/[\r\n]/)
        }
      }),
      { numRuns: 2_000 },
    )
    expect(compared).toBeGreaterThan(1_000)
  })

  it('a printed plan parses to the same plan', () => {
    let compared = 0
    fc.assert(
      fc.property(fc.oneof({ weight: 3, arbitrary: mapping }, adversarial), (text) => {
        const { plan } = parse(text)
        compared += plan.length
        const again = parse(print(plan))
        expect(again.problems).toEqual([])
        expect(withoutLines(again.plan)).toBe(withoutLines(plan))
      }),
      { numRuns: 3_000 },
    )
    expect(compared).toBeGreaterThan(1_000)
  })

  /** Returns JSON, which keeps all digits and keys such as __proto__; replaces each entry's order by its rank. */
  function withoutLines(plan: Plan): string {
    const ranks = plan.flatMap(({ entries }) => entries.map(({ order }) => order)).toSorted((a, b) => a - b)
    return JSON.stringify(plan, (key, value: unknown) => {
      if (key === 'line') return undefined
      return key === 'order' ? ranks.indexOf(value as number) : value
    })
  }
})

describe('1 MiB of', () => {
  // quadratic time would take hours; bench/mapping.ts measures
  test.each(Object.entries(shapes))('%s, and 256 KiB of it after each head', (_name, shape) => {
    const hasEntry = shape.replace(/#.*/g, '').replace(/[\s;]/g, '') !== ''
    for (const head of Object.values(heads)) {
      const { plan, problems } = parse(textOf(head, shape, head === '' ? 1024 * 1024 : 256 * 1024))
      expect(plan.length + problems.length > 0).toBe(head !== '' || hasEntry)
      expect(problems.length).toBeLessThanOrEqual(100)
    }
  })
})
