import fc from 'fast-check'

const awkwardUnits = [
  ...[
    'a',
    'Z',
    '7',
    ' ',
    '"',
    "'",
    '\\',
    '%',
    '%25',
    '&',
    '<',
    '>',
    '$',
    '(',
    ')',
    '!',
    '#',
    '*',
    '+',
    ',',
    '-',
    '.',
    '/',
    ':',
    ';',
    '=',
    '?',
  ],
  ...['@', '[', ']', '^', '_', '`', '{', '|', '}', '~', '\t', '\u001b', '\u007f', 'é', 'ß', '你', '🔑', '\u0085', '\u2028'],
]

const trimmed = fc
  .oneof(
    fc.string({ unit: fc.constantFrom(...awkwardUnits), minLength: 4, maxLength: 40 }),
    fc.string({ minLength: 4, maxLength: 400 }),
    fc.string({ unit: 'binary', minLength: 4, maxLength: 40 }),
    fc.base64String({ minLength: 4, maxLength: 80 }),
  )
  .map((text) =>
    text
      .replace(/[\r\n\0]/g, 'x')
      .toWellFormed()
      .trim(),
  )
  .filter((text) => text.length >= 4)

/** Secrets of one line with at least 4 characters, with and without white space at the ends. */
export const oneLine = fc
  .tuple(fc.constantFrom('', '', ' ', '\t', ' \t'), trimmed, fc.constantFrom('', '', ' ', '\t', '  '))
  .map((parts) => parts.join(''))

/** Secrets of one line in characters of a keyboard. */
export const commonLine = fc.string({
  unit: fc.constantFrom(...awkwardUnits.filter((unit) => !'\u0001\u007f'.includes(unit))),
  minLength: 4,
  maxLength: 40,
})

/** Secrets of several lines, with each kind of line break. */
export const severalLines = fc
  .tuple(fc.array(oneLine, { minLength: 2, maxLength: 12 }), fc.constantFrom('\n', '\r\n', '\r', '\n\n'), fc.constantFrom('', '\n', '\n\n'))
  .map(([lines, by, end]) => lines.join(by) + end)
