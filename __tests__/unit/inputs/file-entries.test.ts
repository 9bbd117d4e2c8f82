import fc from 'fast-check'
import { fileEntries } from '../../../src/inputs/file-entries.ts'

const shortly = (text: string) =>
  fileEntries(text).map((entry) => {
    const at = `${entry.line}:${entry.column}`
    if ('problem' in entry) return `${at} "${entry.text}" ${entry.problem}`
    return `${at} ${entry.path} | ${[entry.format, ...entry.words.map((word) => `${word.text}@${word.line}:${word.column}`)].join(' ')}`
  })

test.each<[string, ...string[]]>([
  [''],
  [' ;\n; \n# x | json\n'],
  ['a | json', '1:1 a | json'],
  ['a|dotenv:sh A_* B ;', '1:1 a | dotenv:sh A_*@1:13 B@1:17'],
  ['my dir/a b | json;~/x | template t x.tmpl', '1:1 my dir/a b | json', '1:19 ~/x | template t@1:34 x.tmpl@1:36'],
  ['a | json\nb | yaml', '1:1 a | json', '2:1 b | yaml'],
  ['a | json A\n  B\nb | yaml', '1:1 a | json A@1:10 B@2:3', '3:1 b | yaml'],
  ['a | json ;\r\n# b | json\r\n  c | yaml ;\r\n', '1:1 a | json', '3:3 c | yaml'],
  ['a', '1:1 "a" has no format'],
  ['a |', '1:1 "a |" has no format'],
  ['| json', '1:1 "| json" has no path'],
  ['a | json | B', '1:1 "a | json | B" has more than one |'],
  ['a\nb | json', '1:1 "a\nb | json" spans several lines'],
])('%j', (text, ...entries) => {
  expect(shortly(text)).toEqual(entries)
})

it('any text: each entry and each word is where its position says', () => {
  let compared = 0
  const pieces = fc.constantFrom(...Array.from(';|\n\r\t #*?~/.aB'), '; ', ' | ', ' | json', '\n# ', 'x/y', 'template', '\ufeff')
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
      const text = parts.join('')
      const rest = (line: number, column: number) =>
        text
          .split('\n')
          .slice(line - 1)
          .join('\n')
          .slice(column - 1)
      for (const entry of fileEntries(text)) {
        const words = 'problem' in entry ? [] : entry.words
        const start = 'problem' in entry ? entry.text : entry.path
        compared += 1 + words.length
        expect(rest(entry.line, entry.column).startsWith(start.split(/[\r\n]/, 1).join())).toBe(true)
        for (const word of words) expect(rest(word.line, word.column).startsWith(word.text)).toBe(true)
      }
    }),
    { numRuns: 2_000 },
  )
  expect(compared).toBeGreaterThan(1_000)
})

it('reads a long text in linear time', () => {
  expect(fileEntries('a | json ;\n'.repeat(100_000))).toHaveLength(100_000)
  expect(fileEntries('|'.repeat(1_000_000))).toHaveLength(1)
  expect(fileEntries(`a | json ${'B '.repeat(300_000)}`)).toHaveLength(1)
})
