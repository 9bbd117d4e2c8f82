import { maxMasks } from '../../../src/masks/masks.ts'
import { base64, masksOfValue, plain, runnerWith } from './runner-with.ts'

describe('1 MiB', () => {
  const size = 1024 * 1024
  const repeat = (text: string) => text.repeat(Math.ceil(size / text.length)).slice(0, size)
  const numbered = (line: (n: string) => string, count: number) => Array.from({ length: count }, (_, n) => line(String(n).padStart(8, '0')))

  const lines = (line: string) => Array.from({ length: 16 }, (_, n) => `${n}${line}`.slice(0, 65_000)).join('\n')

  test.each<[what: string, value: string, most: number]>([
    ['one line', repeat('s3cret-'), 9],
    ['lines that differ', numbered((n) => `MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7${n}abcd`, 16_132).join('\n'), maxMasks],
    ['the same line', repeat(`MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj\n`), 9],
    ['one-letter lines', repeat('a\n'), 9],
    ['line breaks', `a${repeat('\n')}b`, 9],
    ['JSON leaves', JSON.stringify(numbered((n) => `leaf-${n}`, 60_000)), maxMasks],
    [
      'JSON leaves in lines',
      JSON.stringify(
        numbered((n) => `leaf-${n}`, 60_000),
        null,
        1,
      ),
      maxMasks,
    ],
    ['empty lists', `[${repeat('[],')}[]]`, 9],
    ['deep JSON', `${'['.repeat(size / 2)}${']'.repeat(size / 2)}`, 9],
    ['deep JSON with long digits', `${'['.repeat(size / 2)}12345678901234567890${']'.repeat(size / 2)}`, 9],
    ['broken JSON', repeat('{"a":'), 9],
    ['one long key', JSON.stringify({ [repeat('a_Id')]: numbered((n) => n, 1_000) }), 9],
    ['JSON texts in JSON', JSON.stringify(numbered((n) => `{"n":"leaf-${n}"}`, 40_000)), maxMasks],
    ['quotes', repeat('"'), 12],
    ['addresses', JSON.stringify({ url: repeat('://') }), 9],
    ['addresses with passwords', numbered((n) => `https://user:${n}@host/${n}`, 20_000).join(' '), maxMasks],
    ['settings', numbered((n) => `KEY_${n}="s3cret-${n}" # ${n}`, 20_000).join('\n'), maxMasks],
    ['pairs in a row', lines(repeat('password="a" token=')), maxMasks],
    ['open quotes', lines(`a="x${repeat('\\"')}`), maxMasks],
    ['spaces in a setting', lines(`="x"${' '.repeat(60_000)}y`), maxMasks],
    ['spaces before a setting', lines(`a${' '.repeat(60_000)}=y`), maxMasks],
    ['elements', lines(repeat('<password>')), maxMasks],
    ['tags', lines(repeat('<password a')), maxMasks],
    ['names of .netrc', lines(repeat(' password')), maxMasks],
    ['pairs without quotes', lines(repeat('password=')), maxMasks],
    ['pairs with braces', lines(repeat('password={a}} token: ')), maxMasks],
    ['options', lines(repeat(' --password "a\\')), maxMasks],
    ["addresses of Go's MySQL driver", lines(repeat('a:b@tcp(')), maxMasks],
    ['colons', lines(repeat('a:123:')), maxMasks],
    ['key files on one line', repeat('-----BEGIN A\\n-----END '), maxMasks],
    ['letters', lines(repeat('a')), maxMasks],
  ])('of %s takes linear time and a bounded number of masks', (_, value, most) => {
    // processor time, because other processes share the machine
    const start = process.cpuUsage()
    const masks = masksOfValue(plain(value))
    const ms = process.cpuUsage(start).user / 1_000
    expect(masks.length).toBeGreaterThan(0)
    expect(masks.length).toBeLessThanOrEqual(most)
    expect(masks.reduce((sum, mask) => sum + mask.length, 0)).toBeLessThan(35 * size)
    expect(ms).toBeLessThan(3_000)
  })

  it('is masked whole, as text, base64, URI and JSON', () => {
    const text = repeat('s3cret "quoted" & 100% 🔑 (so) ')
    const mask = runnerWith(plain(text))
    for (const printed of [text, base64(text), encodeURIComponent(text.toWellFormed())]) expect(mask(printed)).toBe('***')
    expect(mask(JSON.stringify({ text }))).toBe('{"text":"***"}')
  })
})
