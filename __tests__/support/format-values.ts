import fc from 'fast-check'
import type { Format } from '../../src/formats/format.ts'

const pieces = [
  ...Array.from(`'"\`$\\#=!~{}()[]|&;<>*? \t\n\r\f\v:,@%+-.0aZé🔑`),
  ...[
    '\\n',
    '\\r',
    '\\\\',
    "\\'",
    '${A}',
    '${A:-b}',
    '$(id)',
    '`id`',
    ' #',
    '\r\n',
    '\u0085',
    '\u2028',
    '\ufeff',
    '\u007f',
    '\u0001',
    '\0',
  ],
  ...['\ud800', '\uffff', '%s', 'export A=b', 'null', 'true', '---', '- a', '<<', '{{', '}}', '-----BEGIN KEY-----\n'],
]

/** Texts that formats must escape or refuse, and passwords. */
export const values = fc.oneof(
  fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((parts) => parts.join('')),
  fc.string({ unit: 'grapheme-ascii', minLength: 8, maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 20 }),
)

/** A file with the values that a format does not refuse, and how many it refuses. */
interface Sample {
  readonly text: string
  readonly contained: Readonly<Record<string, string>>
  readonly refused: number
}

/** Generates files with many values each, because a reader is a process. */
export const samples = (format: Format, nameOf = (index: number) => `V${index}`): fc.Arbitrary<Sample> =>
  fc.array(values, { minLength: 300, maxLength: 300 }).map((all) => {
    const named = all.map((value, index) => [nameOf(index), value] as const)
    const contained = named.filter(([name, value]) => format.valueRefusal(value, name) === undefined)
    return { text: format.render(new Map(contained)), contained: Object.fromEntries(contained), refused: all.length - contained.length }
  })
