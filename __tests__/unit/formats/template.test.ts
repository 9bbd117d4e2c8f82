import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { textOf } from '../../../src/formats/planned-file.ts'
import { parseTemplate } from '../../../src/formats/template.ts'
import { values } from '../../support/format-values.ts'
import { failureIn } from '../../support/rejection.ts'
import { exceptOn, shellsDiffer } from '../../support/platform.ts'

const fill = (text: string, given: Record<string, string>) => {
  const { template, problems } = parseTemplate(text)
  expect(problems).toEqual([])
  return textOf({ path: '/x', line: 3, content: { template } }, new Map(Object.entries(given)))
}

test.each([
  ['', ''],
  ['no placeholder }} { { \r\n', 'no placeholder }} { { \r\n'],
  ['{{ A }}{{B}}\n{{\tA\t}}', `p'"$\\ é/b\np'"$\\ é/`],
  ['{{ A | json }}', String.raw`"p'\"$\\ é/"`],
  ['{{ A | base64 }}', 'cCciJFwgw6kv'],
  ['{{A|shell}}', String.raw`'p'\''"$\ é/'`],
  ['u={{ A | url }}', 'u=p%27%22%24%5C%20%C3%A9%2F'],
  ['{{ My Name }}', 'n'],
  ['{{ "{{" }} .Values.x }}{{ "{{" }}', '{{ .Values.x }}{{'],
  ['${{ A }}', `$p'"$\\ é/`],
])('%j', (text, expected) => {
  expect(fill(text, { A: `p'"$\\ é/`, B: 'b', 'My Name': 'n' })).toBe(expected)
})

test.each([
  ['{{ A', 0, 'has {{ without }} on the same line'],
  ['x {{ A\n}}', 2, 'has {{ without }} on the same line'],
  ['{{ }}', 0, 'has {{ }} without a name'],
  ['{{ | json }}', 0, 'has {{ }} without a name'],
  ['{{ A | upper }}', 0, 'has the unknown filter "upper"'],
  ['{{ A | json | base64 }}', 0, 'has the unknown filter "json | base64"'],
  ['{{ A | constructor }}', 0, 'has the unknown filter "constructor"'],
  ['{{ A | }}', 0, 'has the unknown filter ""'],
])('%j is a problem', (text, at, what) => {
  expect(parseTemplate(text).problems).toEqual([expect.objectContaining({ at, text: what })])
})

it('reports at most one hundred problems, and reads long lines in linear time', () => {
  expect(parseTemplate('{{ }}'.repeat(300_000)).problems).toHaveLength(100)
  expect(parseTemplate('{{'.repeat(1_000_000)).problems).toHaveLength(1)
  expect(parseTemplate('{{ A }}'.repeat(300_000)).template.length).toBeGreaterThan(300_000)
})

it('knows where each placeholder is', () => {
  const { template } = parseTemplate('a {{ B }}{{ C }}')
  expect(template.filter((part) => typeof part !== 'string').map(({ name, at }) => [name, at])).toEqual([
    ['B', 2],
    ['C', 9],
  ])
})

it('a name without a value is an error, and so is a value that the filter cannot write', () => {
  const failed = (text: string, given: Record<string, string>) => failureIn(() => fill(text, given))
  expect(failed('{{ B }}', { A: '' })).toMatchObject({ code: 'ERR_FILE', message: 'files line 3: no value has the name "B"' })
  expect(failed('{{ A | shell }}', { A: '\0' })).toMatchObject({ message: 'files line 3: the value of "A" contains NUL' })
  expect(failed('{{ A }}', { A: '\ud800' })).toMatchObject({ message: expect.stringContaining('surrogate') as string })
})

test.each<[filter: string, read: (text: string) => string]>([
  ['json', (text) => JSON.parse(text) as string],
  ['base64', (text) => Buffer.from(text, 'base64').toString()],
  ['url', (text) => decodeURIComponent(text)],
])('{{ A | %s }}: what its decoder reads is the value', (filter, read) => {
  let compared = 0
  fc.assert(
    fc.property(values, (value) => {
      const { template } = parseTemplate(`{{ A | ${filter} }}`)
      const [, part] = template
      if (typeof part !== 'object' || part.filter.refusal(value) !== undefined) return
      compared++
      expect(read(part.filter.write(value))).toBe(value)
    }),
    { numRuns: 1_000 },
  )
  expect(compared).toBeGreaterThan(500)
})

exceptOn('win32', shellsDiffer, () => {
  it('{{ A | shell }}: a shell reads the value', () => {
    fc.assert(
      fc.property(fc.array(values, { minLength: 100, maxLength: 100 }), (all) => {
        const usable = all.filter((value) => value.isWellFormed() && !value.includes('\0'))
        const words = usable.map((value) => fill('{{ A | shell }}', { A: value }))
        expect(execFileSync('sh', ['-c', `printf '%s\\0' ${words.join(' ')}`], { encoding: 'utf8' })).toBe(`${usable.join('\0')}\0`)
      }),
      { numRuns: 10 },
    )
  })
})
