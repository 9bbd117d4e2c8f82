import fc from 'fast-check'
import { decode } from '../../../src/select/decode.ts'

const bytes = (...values: number[]) => Buffer.from(values)

describe('utf8', () => {
  test.each(['', 'c2VjcmV0', ' text\r\n', '\uFEFFmarked', 'grüße 🔑\0'])('%j is unchanged', (stored) => {
    expect(decode(stored, 'utf8')).toBe(stored)
  })
})

describe('base64', () => {
  test.each<[why: string, stored: string, value: string | Uint8Array]>([
    ['whole groups', 'c2VjcmV0', 'secret'],
    ['padding of one', 'aHVudGVyMjI=', 'hunter22'],
    ['padding of two', 'aHVudGVyMg==', 'hunter2'],
    ['no padding', 'aHVudGVyMg', 'hunter2'],
    ['too little padding', 'aHVudGVyMg=', 'hunter2'],
    ['one byte', 'YQ', 'a'],
    ['a final line break', 'c2VjcmV0\n', 'secret'],
    ['broken into lines', 'c2Vj\r\ncm\tV0 \n', 'secret'],
    ['line breaks within the padding', 'aHVudGVyMg=\n=\n', 'hunter2'],
    ['the standard alphabet', '8J+UkT4/', '🔑>?'],
    ["the URL's alphabet", '8J-UkT4_', '🔑>?'],
    ['both alphabets', '8J+UkT4_', '🔑>?'],
    ['line breaks of the value', 'Cgo=', '\n\n'],
    ['NUL', 'AA==', '\0'],
    ['a byte order mark', '77u/YQ==', '\uFEFFa'],
    ['bytes that are not UTF-8', '/w==', bytes(0xff)],
    ['text cut within a character', '8J+U', bytes(0xf0, 0x9f, 0x94)],
    ['a surrogate in UTF-8', '7aCA', bytes(0xed, 0xa0, 0x80)],
    ['an overlong NUL', 'wIA=', bytes(0xc0, 0x80)],
  ])('%s: %j', (_, stored, value) => {
    expect(decode(stored, 'base64')).toEqual(value)
  })

  test.each<[why: string, stored: string]>([
    ['nothing', ''],
    ['only spaces', ' \n'],
    ['only padding', '=='],
    ['one character', 'Y'],
    ['4n+1 characters', 'c2VjcmV0Y'],
    ['4n+1 with padding', 'Y==='],
    ['padding of a whole group', 'c2VjcmV0='],
    ['too much padding', 'aHVudGVyMjI=='],
    ['padding in the middle', 'aHVudGVyMg==c2VjcmV0'],
    ['extra bits after one byte', 'YR=='],
    ['extra bits after two bytes', 'YWJ='],
    ['extra bits without padding', 'YR'],
    ['another character', 'c2Vj.mV0'],
    ['a character beyond ASCII', 'c2VjcmV0é'],
    ['a no-break space', 'c2Vj\u00a0cmV0'],
    ['a data URL', 'data:text/plain;base64,c2VjcmV0'],
    ['plain text that looks like base64', 'hunter2'],
    ['PEM', '-----BEGIN KEY-----\nc2VjcmV0\n-----END KEY-----'],
  ])('%s is refused: %j', (_, stored) => {
    expect(decode(stored, 'base64')).toBeUndefined()
  })
})

describe('hex', () => {
  test.each<[why: string, stored: string, value: string | Uint8Array]>([
    ['lower case', '736563726574', 'secret'],
    ['upper case', '6A6B', 'jk'],
    ['both', '6a6B', 'jk'],
    ['spaces between pairs', '73 65 63\t72', 'secr'],
    ['line breaks', '7365\r\n6372\n', 'secr'],
    ['spaces around', ' 73 ', 's'],
    ['bytes that are not UTF-8', 'FF00', bytes(0xff, 0)],
    ['a byte order mark', 'efbbbf61', '\uFEFFa'],
  ])('%s: %j', (_, stored, value) => {
    expect(decode(stored, 'hex')).toEqual(value)
  })

  test.each<[why: string, stored: string]>([
    ['nothing', ''],
    ['only spaces', ' \n'],
    ['an odd length', '736'],
    ['a split pair', '7 365'],
    ['two split pairs', '7 36 5'],
    ['other characters', '73g5'],
    ['a prefix', '0x73'],
    ['colons', '73:65'],
    ['digits of another script', '٣٣'],
  ])('%s is refused: %j', (_, stored) => {
    expect(decode(stored, 'hex')).toBeUndefined()
  })
})

describe('any bytes', () => {
  const content = fc.oneof(
    fc.uint8Array({ minLength: 1, maxLength: 200 }),
    fc.string({ unit: 'binary', minLength: 1 }).map((text) => Buffer.from(text)),
  )
  const asBytes = (value: string | Uint8Array | undefined) => (value === undefined ? undefined : Buffer.from(value as Uint8Array))
  const withBreaks = (text: string, every: number, by: string) => text.replace(new RegExp(`.{${every}}`, 'g'), `$&${by}`)

  it('are decoded from base64 in any form', () => {
    const form = fc.record({
      alphabet: fc.constantFrom('base64', 'base64url'),
      padded: fc.boolean(),
      every: fc.integer({ min: 1, max: 80 }),
      by: fc.constantFrom('', '\n', '\r\n', ' '),
    })
    fc.assert(
      fc.property(content, form, (original, { alphabet, padded, every, by }) => {
        const text = Buffer.from(original).toString(alphabet)
        const decoded = decode(withBreaks(padded ? text : text.replace(/=+$/, ''), every, by), 'base64')
        expect(asBytes(decoded)).toEqual(Buffer.from(original))
      }),
    )
  })

  it('are decoded from hex in any form', () => {
    fc.assert(
      fc.property(content, fc.boolean(), fc.integer({ min: 1, max: 40 }), (original, upper, pairs) => {
        const text = Buffer.from(original).toString('hex')
        const decoded = decode(withBreaks(upper ? text.toUpperCase() : text, pairs * 2, '\n'), 'hex')
        expect(asBytes(decoded)).toEqual(Buffer.from(original))
      }),
    )
  })

  it('any text is refused, or equals the encoded result', () => {
    const counts = { base64: 0, hex: 0, refused: 0 }
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom('Q', 'U', 'J', 'R', '=', '-', '_', '+', '4', '1', '\n') }),
      fc.string({ unit: fc.constantFrom('00', '4a', 'F7', ' ', '\n', '1') }),
    )
    fc.assert(
      fc.property(text, (stored) => {
        const plain = stored.replace(/[ \t\r\n]/g, '')
        const base64 = asBytes(decode(stored, 'base64'))
        if (base64 !== undefined)
          expect(base64.toString('base64url')).toBe(plain.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, ''))
        const hex = asBytes(decode(stored, 'hex'))
        if (hex !== undefined) expect(hex.toString('hex')).toBe(plain.toLowerCase())
        for (const value of [base64, hex]) expect(value?.length).not.toBe(0)
        if (base64 !== undefined) counts.base64 += 1
        if (hex !== undefined) counts.hex += 1
        if (base64 === undefined || hex === undefined) counts.refused += 1
      }),
      { numRuns: 1_000 },
    )
    expect(Math.min(counts.base64, counts.hex, counts.refused)).toBeGreaterThan(30)
  })

  it.each(['base64', 'hex'] as const)('8 MiB of %s take less than a second', (encoding) => {
    const content = Buffer.alloc(8 * 1024 * 1024, 'secret')
    const start = performance.now()
    expect(decode(content.toString(encoding), encoding)).toHaveLength(content.length)
    expect(performance.now() - start).toBeLessThan(1_000)
  })
})
