import { masksOf, masksOfText, maxMasks } from '../../../src/masks/masks.ts'
import { secretsOf, type Maskable } from '../../../src/masks/find-secrets.ts'
import { secretsOfText } from '../../../src/masks/secrets.ts'
import { base64, masksOfValue, plain, runnerWith } from './runner-with.ts'

const flags = (value: Maskable, minLength = 4) => {
  const { isShort, isUnmasked } = secretsOf(value, minLength)
  return [isShort && 'short', isUnmasked && 'unmasked'].filter(Boolean).join(' ')
}

describe('a value of one line', () => {
  test.each<[value: string, masks: readonly string[], flags: string]>([
    ['hunter', ['hunter', 'aHVudGVy', 'h1bnRlc', 'odW50ZX', '\\h\\u\\n\\t\\e\\r'], ''],
    ['four', ['four', 'Zm91c', 'ZvdX', 'mb3Vy', '\\f\\o\\u\\r'], 'short'],
    ['abc', ['abc', 'YWJj', '\\a\\b\\c'], 'short'],
    ['1', ['1'], 'short'],
    ['a}', ['a}'], 'short'],
    ['}{!', [], 'unmasked'],
    [' ~\t', [], 'unmasked'],
    ['', [], ''],
    [' \t', [], ''],
    ['\n\r\n', [], ''],
  ])('%j', (value, masks, expected) => {
    const found = masksOfValue(plain(value))
    expect(masks.length > 1 ? found : found.slice(0, 1)).toEqual(masks)
    expect(flags(plain(value))).toBe(expected)
  })

  it('of 4 characters of punctuation is masked', () => {
    expect(masksOfValue(plain(']!$?'))[0]).toBe(']!$?')
  })

  it('is masked without the spaces at its ends too, as a shell prints it', () => {
    expect(masksOfValue(plain(' two\t words \t'))).toEqual(expect.arrayContaining([' two\t words \t', 'two\t words', 'two words']))
  })

  it('has each form once, and no form of fewer than 4 characters except itself', () => {
    const masks = masksOfValue(plain('a"b'))
    expect(masks.filter((mask) => mask.length < 4)).toEqual(['a"b'])
    expect(new Set(masks).size).toBe(masks.length)
  })

  it('is masked in the lines that base64 prints', () => {
    const value = 'correct-horse-battery-staple:'.repeat(4) + 'abcde'
    const columns = base64(value).match(/.{1,76}/g)!
    expect(columns).toHaveLength(3)
    const mask = runnerWith(plain(value))
    for (const line of base64(value).match(/.{1,76}/g)!) expect(mask(line)).toMatch(/^\*{3}[\w+/]?=*$/)
  })

  it('has no mask for a short last line of base64', () => {
    // 58 bytes: a line of 76 and "YQ=="
    expect(masksOfText(`${'x'.repeat(57)}a`, 4).filter((mask) => mask.length < 8)).toEqual([])
  })
})

describe('a value of several lines', () => {
  test.each<[value: string, minLength: number, lines: readonly string[], flags: string]>([
    ['-----BEGIN KEY-----\nMIIabc\n-----END KEY-----\n', 4, ['-----BEGIN KEY-----', 'MIIabc', '-----END KEY-----'], ''],
    ['mine:\n  - {\n  "a", b\n  }', 4, ['mine:', '"a", b'], ''],
    ['long line\nab\n---', 4, ['long line'], ''],
    ['long line\n]!$?[<\n(((())))', 4, ['long line', ']!$?[<', '(((())))'], ''],
    ['long line\nab', 2, ['long line', 'ab'], ''],
    ['one\r\nlonger\rlongest', 4, ['longer', 'longest'], ''],
    ['ab\ncd', 4, ['ab', 'cd'], 'short'],
    ['ab\n}', 4, ['ab'], 'short'],
    ['ab\n}', 1, ['ab'], ''],
    ['}\n{', 4, [], 'unmasked'],
    ['secret\n', 4, ['secret'], ''],
    ['same\nsame', 4, ['same'], ''],
  ])('%j, lines of %i or more characters', (value, minLength, lines, expected) => {
    expect(masksOfValue(plain(value), minLength).filter((mask) => value.includes(mask))).toEqual(lines)
    expect(masksOfText(value, minLength).filter((mask) => value.includes(mask))).toEqual(lines)
    expect(flags(plain(value), minLength)).toBe(expected)
  })

  it('is masked as base64 of the whole value, within any text, and in JSON', () => {
    const mask = runnerWith(plain('first\nsecond\n\n'))
    for (const printed of ['first\nsecond\n\n', 'first\nsecond', JSON.stringify({ a: 'first\nsecond' })]) {
      for (const before of ['', '1', '12']) expect(mask(base64(before + printed))).toMatch(/^.{0,16}\*{3}.{0,8}$/)
    }
  })
})

describe('a decoded value', () => {
  test.each<[string, Maskable['masking'], string, string | Uint8Array, readonly string[], string]>([
    ['text', 'usual', 'c2VjcmV0', 'secret', ['c2VjcmV0', 'secret'], ''],
    ['text of hex', 'usual', '736563726574', 'secret', ['736563726574', 'secret', 'c2VjcmV0'], ''],
    ['a short text', 'usual', 'YWJj', 'abc', ['YWJj', 'abc'], 'short'],
    ['bytes', 'usual', 'gP-B', Buffer.from([0x80, 0xff, 0x81]), ['gP-B', 'gP+B', '80ff81'], 'short'],
    ['bytes without padding', 'usual', '_wA', Buffer.from([0xff, 0]), ['_wA', '/wA=', 'ff00'], 'short'],
    ['one byte', 'usual', 'FF', Buffer.from([0xff]), ['FF', '/w=='], 'short'],
    ['lines', 'usual', 'c2Vj\ncmV0\n', 'secret', ['c2Vj', 'cmV0', 'secret'], ''],
  ])('%s is masked stored and decoded (%s)', (_, masking, stored, value, masks, expected) => {
    expect(masksOfValue({ stored, value, masking })).toEqual(expect.arrayContaining([...masks]))
    expect(flags({ stored, value, masking })).toBe(expected)
  })

  test.each<[string, string | Uint8Array]>([
    ['/w==', Buffer.from([0xff])],
    ['c2VjcmV0', 'secret'],
    ['{"password": "hunter2-hunter2"}', '{"password": "hunter2-hunter2"}'],
  ])('with nomask has no masks: %j', (stored, value) => {
    expect(secretsOf({ stored, value, masking: 'none' }, 4)).toEqual({ secrets: [], isShort: false, isUnmasked: false })
  })

  it('of bytes is masked in the lines that base64 prints', () => {
    const content = Buffer.alloc(200, Buffer.from([0xfe, 0x01, 0x99]))
    const mask = runnerWith({ stored: content.toString('base64url'), value: content, masking: 'usual' })
    for (const line of content.toString('base64').match(/.{1,76}/g)!) expect(mask(line)).toMatch(/^\*{3}[\w+/]?=*$/)
    for (const form of ['base64', 'base64url', 'hex'] as const) expect(mask(content.toString(form))).toBe('***')
  })
})

describe('more masks than the runner can search', () => {
  const { secrets } = secretsOf(plain('{"a": "first-secret", "b": "second+secret"}'), 4)

  it('are left out, the least valuable first', () => {
    const all = masksOf(secrets)
    expect(all.leftOut).toBe('nothing')
    expect(all.masks.slice(0, 3)).toEqual(['{"a": "first-secret", "b": "second+secret"}', 'second+secret', 'first-secret'])
    expect(masksOf(secrets, 4)).toEqual({ masks: all.masks.slice(0, 4), leftOut: 'forms' })
    expect(masksOf(secrets, 2)).toEqual({ masks: all.masks.slice(0, 2), leftOut: 'texts' })
    expect(masksOf(secrets, all.masks.length).leftOut).toBe('nothing')
    expect(all.masks.length).toBeLessThan(maxMasks)
  })

  it('come in this order: values, their lines, secrets within them, base64, other encodings', () => {
    const lines = secretsOf(plain('one+ line\ntoken: part+1'), 4).secrets
    const { masks } = masksOf([...lines, ...secretsOf(plain('whole+1'), 4).secrets])
    const texts = ['whole+1', 'one+ line', 'token: part+1', 'part+1']
    expect(masks.slice(0, 4)).toEqual(texts)
    const encoded = [
      base64('part+1').slice(0, 8),
      base64('whole+1').slice(0, 8),
      encodeURIComponent('part+1'),
      encodeURIComponent('whole+1'),
    ]
    const positions = encoded.map((form) => masks.findIndex((mask) => mask.startsWith(form)))
    expect(Math.min(...positions)).toBeGreaterThanOrEqual(4)
    expect(Math.max(...positions.slice(0, 2))).toBeLessThan(Math.min(...positions.slice(2)))
  })

  it('are only the texts themselves if the forms have more than 32 MiB', () => {
    const text = 'one long line '.repeat(1024 * 1024)
    const { masks, leftOut } = masksOf(secretsOfText(text, 4).secrets)
    expect(leftOut).toBe('forms')
    expect(masks).toHaveLength(3)
    expect(masks.slice(0, 2)).toEqual([text, text.trim()])
  })
})
