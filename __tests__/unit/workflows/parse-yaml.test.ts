import { maxFileLength, parseYaml } from '../../../src/workflows/parse-yaml.ts'
import { entriesOf, itemsOf, textOf, valueAt, type YamlNode } from '../../../src/workflows/yaml-node.ts'

function parsed(text: string): YamlNode {
  const node = parseYaml(text)
  if ('problem' in node) throw new Error(node.problem)
  return node
}

describe('parseYaml', () => {
  it('keeps the lines of keys, values, items and blocks', () => {
    const file = parsed('# comment\na: 1\n\nb:\n  - x\n  - |\n    first\n    second\n  - >\n    folded\n    text\n"c": {d: [e]}\n')
    expect(entriesOf(file).map(([key, { line }]) => [key, line])).toEqual([
      ['a', 2],
      ['b', 4],
      ['c', 12],
    ])
    const items = itemsOf(valueAt(file, 'b'))
    expect(items.map((item) => [textOf(item), item.line, item.kind === 'text' && item.isBlock])).toEqual([
      ['x', 5, false],
      ['first\nsecond\n', 7, true],
      ['folded text\n', 10, false],
    ])
  })

  it.each([
    ['on: push', 'on', 'push'],
    ['yes: no', 'yes', 'no'],
    ['a: true', 'a', 'true'],
    ['a: 0x10', 'a', '16'],
    ['a: ~', 'a', undefined],
    ['a:', 'a', undefined],
    ['1: one', '1', 'one'],
    ['a: "\\u0041"', 'a', 'A'],
    ['<<: {a: 1}\nb: 2', 'b', '2'],
    ['a: !!binary aGk=', 'a', undefined],
  ])('reads %j as YAML 1.2 without merge keys', (text, key, value) => {
    expect(textOf(valueAt(parsed(text), key))).toBe(value)
  })

  it('replaces an alias by the last node with its anchor, as one node', () => {
    const file = parsed('a: &x [1]\nb: *x\nc: &x [2]\nd: *x\n')
    expect(valueAt(file, 'b')).toBe(valueAt(file, 'a'))
    expect(valueAt(file, 'd')).toBe(valueAt(file, 'c'))
  })

  it('reads an empty file and a scalar', () => {
    expect(textOf(parsed(''))).toBeUndefined()
    expect(textOf(parsed('text'))).toBe('text')
  })

  const laughs = [
    'a: &a [x, x, x, x, x, x, x, x, x, x]',
    ...'bcdefghi'.match(/./g)!.map((name, index) => bomb(name, 'abcdefgh'[index]!)),
  ].join('\n')
  function bomb(name: string, before: string) {
    return `${name}: &${name} [${Array.from({ length: 10 }, () => `*${before}`).join(', ')}]`
  }

  it.each<[string, string, number, RegExp]>([
    ['an anchor that multiplies', laughs, 5, /^has more than 100000 nodes when its aliases are expanded$/],
    ['an alias inside its anchor', 'a:\n  - &x [1, *x]', 2, /^has the alias \*x inside its own anchor$/],
    ['an alias before its anchor', 'a: 1\nb: *x\nc: &x 1', 2, /^is not valid YAML: Unresolved alias|^has the alias \*x without an anchor/],
    ['a large file', '#'.repeat(10_000_000), 1, /^is larger than 512 KiB$/],
    ['deep flow collections', `a:\n  ${'['.repeat(50_000)}`, 2, /^is nested deeper than 100 levels$/],
    ['deep closed collections', `${'['.repeat(2_000)}${']'.repeat(2_000)}`, 1, /^is nested deeper than 100 levels$/],
    ['deep maps on one line', '{a: '.repeat(100_000), 1, /^is nested deeper than 100 levels$/],
    ['deep sequences', '- '.repeat(200_000), 1, /^is nested deeper than 100 levels$/],
    [
      'deep blocks',
      Array.from({ length: 500 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'),
      100,
      /^is nested deeper than 100 levels$/,
    ],
    ['many commas', `a: [${','.repeat(maxFileLength - 10)}`, 1, /^has more than 100000 parts$/],
    ['many quotes', '"'.repeat(maxFileLength), 1, /^has more than 100000 parts$/],
    ['many documents', '---\n'.repeat(120_000), 50_001, /^has more than 100000 parts$/],
    ['many closing brackets', '}'.repeat(maxFileLength), 1, /^has more than 100000 parts$/],
    ['invalid YAML', 'a: 1\nb: [\n', 3, /^is not valid YAML: /],
    ['a key twice', 'a: 1\nb: 2\na: 3', 3, /^has the key "a" twice$/],
    ['a tab', 'a:\n\tb: 1', 2, /^is not valid YAML: /],
    ['a second document', 'a: 1\n---\nb: 1\n', 2, /^starts a second document, which GitHub refuses$/],
  ])('refuses %s with its line', (_, text, line, problem) => {
    const found = parseYaml(text)
    expect(found).toEqual({ line, problem: expect.stringMatching(problem) as string })
  })

  it('takes linear time for many keys and many aliases', () => {
    const keys = Array.from({ length: 12_000 }, (_, index) => `k${index}: 1`).join('\n')
    const aliases = Array.from({ length: 5_000 }, (_, index) => `- &a${index} x\n- *a${index}`).join('\n')
    expect(entriesOf(parsed(keys))).toHaveLength(12_000)
    expect(itemsOf(parsed(aliases))).toHaveLength(10_000)
  })
})
