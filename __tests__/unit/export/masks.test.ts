import fc from 'fast-check'
import { masksOf } from '../../../src/export/masks.ts'

const base64 = (text: string) => Buffer.from(text).toString('base64')

describe('a value of one line', () => {
  test.each<[string, readonly string[], boolean]>([
    ['hunter22', ['hunter22'], false],
    ['four', ['four'], false],
    ['abc', ['abc'], true],
    ['1', ['1'], true],
    ['}', ['}'], true],
    [' padded ', [' padded '], false],
    ['!@#$%^&*', ['!@#$%^&*'], false],
    ['', [], false],
    [' \t', [], false],
    ['\n\r\n', [], false],
  ])('%j is masked whole', (value, masks, short) => {
    expect(masksOf(value, 4)).toEqual({ masks, short })
  })
})

describe('a value of several lines', () => {
  const lines = (value: string, minLength = 4) => {
    const { masks, short } = masksOf(value, minLength)
    return { lines: masks.filter((mask) => !/^[A-Za-z0-9+/]+=*$/.test(mask) || value.includes(mask)), short }
  }

  test.each<[string, number, readonly string[], boolean]>([
    ['-----BEGIN KEY-----\nMIIabc\n-----END KEY-----\n', 4, ['-----BEGIN KEY-----', 'MIIabc', '-----END KEY-----'], false],
    ['{\n  "key": "value"\n}', 4, ['"key": "value"'], false],
    ['long line\nab\n----\n=====', 4, ['long line'], false],
    ['long line\nab', 2, ['long line', 'ab'], false],
    ['one\r\nlonger\rlongest', 4, ['longer', 'longest'], false],
    ['ab\ncd', 4, ['ab', 'cd'], true],
    ['ab\n}', 4, ['ab'], true],
    ['}\n{', 4, ['}', '{'], true],
    ['secret\n', 4, ['secret'], false],
    ['same\nsame', 4, ['same'], false],
  ])('%j, from %i characters on', (value, minLength, expected, short) => {
    expect(lines(value, minLength)).toEqual({ lines: expected, short })
  })

  it('is masked as base64 of the whole, as a file and as a shell make it', () => {
    expect(masksOf('first\nsecond\n\n', 4).masks).toEqual([
      'first',
      'second',
      base64('first\nsecond\n\n'),
      base64('first\nsecond'),
      base64('first\nsecond\n'),
    ])
    expect(masksOf('first\nsecond', 4).masks).toEqual(['first', 'second', base64('first\nsecond'), base64('first\nsecond\n')])
  })
})

describe('whatever the value', () => {
  const value = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('a', 'b', '1', ' ', '}', '\n', '\r', '\t', '-') }))

  it('no mask is blank or has a line break, and none comes twice', () => {
    fc.assert(
      fc.property(value, fc.integer({ min: 1, max: 8 }), (text, minLength) => {
        const { masks } = masksOf(text, minLength)
        expect(masks.filter((mask) => mask.trim() === '' || /[\r\n]/.test(mask))).toEqual([])
        expect(new Set(masks).size).toBe(masks.length)
      }),
    )
  })

  it('something is masked, and every line with a word of that length', () => {
    fc.assert(
      fc.property(value, fc.integer({ min: 1, max: 8 }), (text, minLength) => {
        const { masks } = masksOf(text, minLength)
        expect(masks.length > 0).toBe(text.trim() !== '')
        const words = text
          .split(/[\r\n]+/)
          .map((line) => line.trim())
          .filter((line) => line.length >= minLength && /[a-z0-9]/i.test(line))
        for (const line of words) expect(masks.some((mask) => mask.includes(line))).toBe(true)
      }),
    )
  })
})
