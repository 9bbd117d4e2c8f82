import fc from 'fast-check'
import { formats } from '../../../src/formats/formats.ts'
import { shownBy, textOf, type PlannedFile } from '../../../src/formats/planned-file.ts'
import { parseTemplate } from '../../../src/formats/template.ts'
import { secretsOf } from '../../../src/masks/find-secrets.ts'
import { masksOf } from '../../../src/masks/masks.ts'
import { withShown } from '../../../src/masks/shown-forms.ts'
import { SecretMasker } from '../../../testing/runner/secret-masker.ts'
import { base64, plain } from './runner-with.ts'
import { oneLine, severalLines } from './secret-texts.ts'

const planned = (content: PlannedFile['content']): PlannedFile => ({ path: '/x', line: 1, content })
const contents: readonly (readonly [name: string, PlannedFile['content']])[] = [
  ...[...formats].map(([name, format]) => [name, { format, terms: [] }] as const),
  ...['', ' | json', ' | base64', ' | shell', ' | url'].map(
    (filter) => [`{{ V${filter} }}`, parseTemplate(`V={{ V${filter} }}\n`)] as const,
  ),
]

/** Returns the masker with the masks of a value that a file contains. */
function maskerOf(file: PlannedFile, value: string): SecretMasker {
  const masker = new SecretMasker()
  for (const mask of masksOf(withShown(secretsOf(plain(value), 1), shownBy([file], 'V')).secrets).masks) masker.add(mask)
  return masker
}

/** What may stay visible: the name, quotes, spaces, line breaks and escapes of these, of which the backslash can be part of a mask. */
const visible = /^(?:V|\*\*\*|["'`=:{}\s+]|\\(?:[nrt \\]|u00(?:09|0a|0d)|(?=\*))|(?<=\*)[nrt]|\$'|%(?:20|09|0A|0D))*$/i

it.each(contents)('%s: the log shows nothing of a value', (name, content) => {
  const file = planned(content)
  let compared = 0
  fc.assert(
    fc.property(fc.oneof(oneLine, severalLines), (generated) => {
      // base64 of the spaces at the ends is not masked
      const value = name.includes('base64') ? generated.trim() : generated
      if ('format' in content && content.format.valueRefusal(value, 'V') !== undefined) return
      const text = textOf(file, new Map([['V', value]]))
      const masker = maskerOf(file, value)
      compared++
      for (const line of text.split(/[\r\n]+/)) expect(masker.mask(line)).toMatch(visible)
    }),
    { numRuns: 400 },
  )
  expect(compared).toBeGreaterThan(100)
})

it.each(contents)('%s: base64 of the file shows at most two characters at each end of a value', (_name, content) => {
  const file = planned(content)
  const value = `hunter2 'é" \\ $x 42 and more of it`
  if ('format' in content && content.format.valueRefusal(value, 'V') !== undefined) {
    expect(content.format).toBe(formats.get('dotenv'))
    return
  }
  const text = textOf(file, new Map([['V', value]]))
  const shown = maskerOf(file, value).mask(base64(text))
  expect(shown).toContain('***')
  expect(shown.length).toBeLessThan(base64(text).length / 2)
})

it('the secrets within a value are masked as a file shows them', () => {
  const file = planned({ format: formats.get('dotenv:sh')!, terms: [] })
  const value = JSON.stringify({ password: "it's-s3cr3t", type: 'x' })
  const text = textOf(file, new Map([['V', value]]))
  expect(text).toContain("it'\\''s-s3cr3t")
  expect(maskerOf(file, value).mask("a later line: it'\\''s-s3cr3t")).toBe('a later line: ***')
})

it('a value that is not masked has no masks for files', () => {
  const secrets = secretsOf(plain("it's", 'none'), 1)
  expect(masksOf(withShown(secrets, [formats.get('dotenv:sh')!.shown]).secrets).masks).toEqual([])
})

it('only files that contain the value count', () => {
  const files = [
    planned({ format: formats.get('properties')!, terms: [{ text: 'A_*', isOptional: false }] }),
    planned(parseTemplate('{{ V | url }}{{ V | url }}{{ B | shell }}')),
  ]
  expect(shownBy(files, 'V').map((shown) => shown("é'"))).toEqual(['%C3%A9%27'])
  expect(shownBy(files, 'A_1').map((shown) => shown("é'"))).toEqual(["\\u00e9'"])
})
