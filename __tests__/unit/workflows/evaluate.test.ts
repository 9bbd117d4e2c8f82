import fc from 'fast-check'
import { Budget } from '../../../src/workflows/budget.ts'
import { evaluate, isCertainlyFalse } from '../../../src/workflows/evaluate.ts'
import { parseExpression } from '../../../src/workflows/expression.ts'
import { contextOf, type Scope } from '../../../src/workflows/scope.ts'
import type { Value } from '../../../src/workflows/value.ts'

const scope: Scope = {
  repository: 'octo-org/app',
  file: 'file.yml',
  budget: new Budget(),
  contexts: new Map([
    ['github', contextOf([['event_name', { known: 'push' }]], false)],
    [
      'inputs',
      contextOf(
        [
          ['Role', { known: 'deploy' }],
          ['empty', { known: '' }],
          ['open', { open: 'x-${{ github.sha }}' }],
          ['object', { known: { A: [1, { b: 'c' }] } }],
        ],
        true,
      ),
    ],
  ]),
}

const valueOf = (text: string): Value | undefined => {
  const expression = parseExpression(text)
  if (!expression) throw new Error(`not an expression: ${text}`)
  return evaluate(expression, scope)
}

describe('evaluate', () => {
  it.each<[string, unknown]>([
    ["'it''s'", "it's"],
    ['0xff', 255],
    ['-1.5e1', -15],
    ['true && 1', 1],
    ["inputs.role || 'x'", 'deploy'],
    ["inputs.empty || 'x'", 'x'],
    ['inputs.missing', null],
    ['INPUTS.ROLE', 'deploy'],
    ["inputs['role']", 'deploy'],
    ['inputs.object.a[1].B', 'c'],
    ['inputs.object.a[7]', null],
    ["inputs.role == 'DEPLOY'", true],
    ["inputs.role != 'deploy'", false],
    ["'1' == 1", true],
    ['null == 0', true],
    ["'' == 0", true],
    ["'x' == 0", false],
    ['inputs.object == inputs.object', false],
    ['1 < 2 && 2 <= 2 && 3 > 2 && 2 >= 2', true],
    ["'a' < 'B'", true],
    ['!(1 == 2)', true],
    ["false || inputs.empty || 'last'", 'last'],
    ["contains('Hello', 'ELL')", true],
    ['contains(fromJSON(\'["a", "b"]\'), \'B\')', true],
    ["startsWith('refs/heads/main', 'REFS/')", true],
    ["endsWith('file.yml', '.YML')", true],
    ["format('{0}-{1}-{{}}', 'a', 1)", 'a-1-{}'],
    ["join(fromJSON('[\"a\", 1]'), '+')", 'a+1'],
    ["join('a')", 'a'],
    ['fromJSON(\'{"a": [1]}\').a[0]', 1],
    ["fromJSON('true')", true],
    ["fromJSON('45')", 45],
    ['toJSON(inputs.role)', '"deploy"'],
  ])('%s is %j', (text, known) => {
    expect(valueOf(text)).toEqual({ known })
  })

  it.each([
    'github.sha',
    'github.sha && 1',
    "'a' && github.sha",
    'secrets.TOKEN',
    'inputs.open == 1',
    'inputs.object.*.b',
    "hashFiles('**')",
    'toString(1)',
    "contains(github.ref, 'x')",
    "format('{0}', github.sha)",
    "fromJSON('[')",
    `fromJSON('${'['.repeat(60)}${']'.repeat(60)}')`,
  ])('%s is known only to a run', (text) => {
    expect(valueOf(text)).toBeUndefined()
  })

  it.each([
    ['inputs.open', 'x-${{ github.sha }}'],
    ["format('a/{0}', inputs.open)", 'a/x-${{ github.sha }}'],
    ['inputs.empty || inputs.open', 'x-${{ github.sha }}'],
  ])('%s is the open text of an input', (text, open) => {
    expect(valueOf(text)).toEqual({ open })
  })

  it('leaves texts open that multiply', () => {
    const long = "'" + 'x'.repeat(10_000) + "'"
    expect(valueOf(`format('${'{0}'.repeat(11)}', ${long})`)).toBeUndefined()
    expect(valueOf(`join(fromJSON('[${'1,'.repeat(200)}1]'), format('{0}', ${long}))`)).toBeUndefined()
  })
})

describe('isCertainlyFalse', () => {
  it.each([
    ["github.event_name == 'schedule'", true],
    ["success() && github.event_name == 'schedule'", true],
    ["always() || github.event_name == 'schedule'", false],
    ["github.event_name == 'push'", false],
    ['!inputs.role', true],
    ['github.actor', false],
    ['false', true],
  ])('%s: %j', (text, isFalse) => {
    expect(isCertainlyFalse(parseExpression(text)!, scope)).toBe(isFalse)
  })
})

describe('parseExpression', () => {
  it.each(['', '1 +', "'open", 'a.', 'a[', 'a[1', '(1', 'f(1', 'f(,)', '1 2', '&& 1', 'a..b', '$', '(('.repeat(60)])(
    'refuses %j',
    (text) => {
      expect(parseExpression(text)).toBeUndefined()
    },
  )

  it('never throws', () => {
    const part = fc.constantFrom('a', '.', '[', ']', '(', ')', ',', "'", '!', '&&', '||', '==', '<', '1', '*', ' ', 'true', 'fromJSON(')
    fc.assert(
      fc.property(fc.array(part, { maxLength: 40 }), (parts) => {
        const expression = parseExpression(parts.join(''))
        if (expression) evaluate(expression, scope)
      }),
    )
    expect(parseExpression('('.repeat(20_000))).toBeUndefined()
    expect(parseExpression('!'.repeat(20_000) + '1')).toBeUndefined()
  })
})
