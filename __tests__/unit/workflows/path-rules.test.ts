import { parsePathRules } from '../../../src/workflows/path-rules.ts'

const request = (path: string, keys: readonly string[] = []) => ({ method: 'GET', path, keys, places: [] }) as const

describe('parsePathRules', () => {
  it('reads a rule a line, and says which lines are not rules', () => {
    const { rules, problems } = parsePathRules('# comment\n\n secret/data/* => a b \n/x/? key* => y\nx\n=> y\nx y z => a\nx =>')
    expect(rules.map(({ pattern, replacement }) => [pattern, replacement])).toEqual([
      ['secret/data/*', 'a b'],
      ['/x/? key*', 'y'],
    ])
    expect(problems).toEqual([
      { line: 5, text: 'x' },
      { line: 6, text: '=> y' },
      { line: 7, text: 'x y z => a' },
      { line: 8, text: 'x =>' },
    ])
  })

  it.each([
    ['secret/data/*', request('secret/data/a/b'), true],
    ['secret/data/*', request('secret/metadata/a'), false],
    ['/secret/data/a', request('secret/data/a?version=2'), true],
    ['secret/data/?', request('secret/data/ab'), false],
    ['*/legacy/*', request('kv/data/legacy/x'), true],
    ['a.c', request('abc'), false],
    ['a aws_*', request('a', ['user', 'aws_key']), true],
    ['a aws_*', request('a', ['user']), false],
    ['a aws_*', request('a', []), false],
  ])('%s matches %j: %j', (pattern, one, matches) => {
    expect(parsePathRules(`${pattern} => x`).rules[0]!.matches(one)).toBe(matches)
  })

  it('takes no exponential time', () => {
    const [rule] = parsePathRules(`${'*a'.repeat(50)}b => x`).rules
    expect(rule!.matches(request('a'.repeat(5_000)))).toBe(false)
  })
})
