import { generateKeyPairSync } from 'node:crypto'
import fc from 'fast-check'
import { masksOf, masksOfText, type Maskable } from '../../../src/export/masks.ts'
import { encoders } from '../../../testing/runner/encoders.ts'
import { SecretMasker } from '../../../testing/runner/secret-masker.ts'

const base64 = (text: string) => Buffer.from(text).toString('base64')
const plain = (text: string, masking: Maskable['masking'] = 'usual'): Maskable => ({ stored: text, value: text, masking })

/** The runner, once all masks of the value are registered. */
function runnerWith(value: Maskable, minLength = 4): (printed: string) => string {
  const masker = new SecretMasker()
  for (const mask of masksOf(value, minLength).masks) masker.add(mask)
  return (printed) => masker.mask(printed)
}

describe('a value of one line', () => {
  test.each<[string, readonly string[], boolean]>([
    ['hunter', ['hunter'], false],
    ['four', ['four', base64('four\n')], true],
    ['fives', ['fives', base64('fives\n')], true],
    ['abc', ['abc'], true],
    ['1', ['1', base64('1\n')], true],
    ['}', ['}', base64('}\n')], true],
    [' padded', [' padded', base64(' padded\n')], false],
    ['p@ss-#$', ['p@ss-#$', base64('p@ss-#$\n')], false],
    ['', [], false],
    [' \t', [], false],
    ['\n\r\n', [], false],
  ])('%j is masked whole, and as echo and base64 print it', (value, masks, short) => {
    expect(masksOf(plain(value), 4)).toEqual({ masks, short })
    expect(masksOfText(value, 4)).toEqual({ masks, short })
  })

  test.each<[why: string, value: string, further: readonly string[]]>([
    ['encodeURIComponent', "it's (so) 1", ["it's%20(so)%201"]],
    ['encodeURIComponent that changes nothing', "it's!!", []],
    ['JSON within JSON', 'pa"ss\\wo1', ['pa\\"ss\\\\wo1']],
    ['JSON of JavaScript', 'pa"ss\u0085', ['pa\\"ss\u0085']],
    ['JSON of Go', 'a<b&c>', ['a\\u003cb\\u0026c\\u003e']],
    ['JSON of Go with line separators', 'a<\u2029', ['a\\u003c\\u2029']],
    ['a shape that is too short by itself', "'\"'", ["'\\\"'", "'%22'"]],
    ['no shape of a short one', '("', ['(%22']],
  ])('%s: %j', (_, value, further) => {
    const { masks } = masksOf(plain(value), 4)
    expect(masks).toEqual([value, ...further, ...masks.filter((mask) => mask === base64(`${value}\n`))])
  })

  it('is masked in the lines that base64 breaks it into', () => {
    const value = 'correct-horse-battery-staple:'.repeat(4) + 'abcde'
    const columns = base64(value).match(/.{1,76}/g)!
    expect(columns).toHaveLength(3)
    expect(masksOfText(value, 4).masks).toEqual(expect.arrayContaining(columns))
    const mask = runnerWith(plain(value))
    for (const form of [value, `${value}\n`]) for (const line of base64(form).match(/.{1,76}/g)!) expect(mask(line)).toBe('***')
  })

  it('a last line of base64 that is short is no mask', () => {
    // 58 bytes: a line of 76 and "YQ=="
    expect(masksOfText(`${'x'.repeat(57)}a`, 4).masks.filter((mask) => mask.length < 8)).toEqual([])
  })
})

describe('a value of several lines', () => {
  const lines = (value: string, minLength = 4) => {
    const { masks, short } = masksOfText(value, minLength)
    return { lines: masks.filter((mask) => value.includes(mask)), short }
  }

  test.each<[string, number, readonly string[], boolean]>([
    ['-----BEGIN KEY-----\nMIIabc\n-----END KEY-----\n', 4, ['-----BEGIN KEY-----', 'MIIabc', '-----END KEY-----'], false],
    ['key:\n  - {\n  "a", b\n  }', 4, ['key:', '"a", b'], false],
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
    expect(masksOf(plain(value), minLength)).toEqual(masksOfText(value, minLength))
  })

  it('is masked as base64 of the whole, as a file and as a shell make it', () => {
    expect(masksOfText('first\nsecond\n\n', 4).masks).toEqual([
      'first',
      'second',
      base64('first\nsecond\n\n'),
      base64('first\nsecond'),
      base64('first\nsecond\n'),
    ])
    expect(masksOfText('first\nsecond', 4).masks).toEqual(['first', 'second', base64('first\nsecond'), base64('first\nsecond\n')])
  })
})

describe('a decoded value', () => {
  test.each<[string, Maskable['masking'], string, string | Uint8Array, readonly string[], boolean]>([
    ['text', 'usual', 'c2VjcmV0', 'secret', ['c2VjcmV0', base64('c2VjcmV0\n'), 'secret'], false],
    ['text of hex', 'usual', '736563726574', 'secret', ['736563726574', 'secret'], false],
    ['a short text', 'usual', 'YWJj', 'abc', ['YWJj', base64('YWJj\n'), 'abc'], true],
    ['bytes', 'usual', 'gP-B', Buffer.from([0x80, 0xff, 0x81]), ['gP-B', base64('gP-B\n'), 'gP+B', '80ff81'], true],
    ['bytes without padding', 'usual', '_wA', Buffer.from([0xff, 0]), ['_wA', '/wA=', 'ff00'], true],
    ['one byte', 'usual', 'FF', Buffer.from([0xff]), ['FF', base64('FF\n'), '/w=='], true],
    ['bytes, not masked', 'none', '/w==', Buffer.from([0xff]), [], false],
    ['text, not masked', 'none', 'c2VjcmV0', 'secret', [], false],
  ])('%s is masked in both forms (%s)', (_, masking, stored, value, masks, short) => {
    expect(masksOf({ stored, value, masking }, 4)).toEqual({ masks, short })
  })

  it('stored in lines is masked line by line', () => {
    const { masks } = masksOf({ stored: 'c2Vj\ncmV0\n', value: 'secret', masking: 'usual' }, 4)
    expect(masks).toEqual(expect.arrayContaining(['c2Vj', 'cmV0', 'secret']))
  })

  it('that is bytes is masked in the lines of base64', () => {
    const content = Buffer.alloc(200, Buffer.from([0xfe, 0x01, 0x99]))
    const mask = runnerWith({ stored: content.toString('base64url'), value: content, masking: 'usual' })
    for (const line of content.toString('base64').match(/.{1,76}/g)!) expect(mask(line)).toBe('***')
    for (const form of ['base64', 'base64url', 'hex'] as const) expect(mask(content.toString(form))).toBe('***')
  })
})

describe('JSON', () => {
  /** Which of these words are masked where they stand alone. */
  const masked = (value: Maskable, words: readonly string[]) => {
    const mask = runnerWith(value)
    return words.filter((word) => mask(word) !== word)
  }
  const forms: readonly [string, (json: unknown) => Maskable][] = [
    ['compact', (json) => plain(JSON.stringify(json))],
    ['indented', (json) => plain(JSON.stringify(json, null, 2))],
    ['indented by tabs, with CR LF', (json) => plain(JSON.stringify(json, null, '\t').replaceAll('\n', '\r\n'))],
    ['decoded', (json) => ({ stored: base64(JSON.stringify(json)), value: JSON.stringify(json, null, 2), masking: 'usual' })],
    ['with a byte order mark', (json) => plain(`\uFEFF${JSON.stringify(json)}`)],
    ['as text in an object', (json) => plain(JSON.stringify({ config: JSON.stringify(json) }))],
    ['as indented text in an indented object', (json) => plain(JSON.stringify({ project: JSON.stringify(json, null, 2) }, null, 2))],
  ]

  describe.each(forms)('%s', (_, form) => {
    it('leaves of 8 characters that are not plainly public are masked by themselves', () => {
      const value = form({
        password: 'hunter2-hunter2',
        pin: '1234567',
        nested: { list: ['in-a-list', { deep: 'in-an-object' }], note: 'line one\nline two' },
        username: 'deploy-user',
        number: 123456789,
        flags: [true, false, null],
      })
      const secrets = ['hunter2-hunter2', 'in-a-list', 'in-an-object', 'line one', 'line two']
      const others = ['1234567', '123456789', 'deploy-user', 'password', 'username', 'true', 'false', 'null', 'flags']
      expect(masked(value, [...secrets, ...others])).toEqual(secrets)
    })

    it('a job output env=production survives it under a public key', () => {
      const value = form({
        env: 'production',
        environments: { stage: ['production'], region: 'eu-central-1' },
        password: 'hunter2-hunter2',
      })
      expect(masked(value, ['production', 'eu-central-1', 'hunter2-hunter2'])).toEqual(['hunter2-hunter2'])
    })
  })

  test.each([
    ...['type', 'kind', 'region', 'AWS_REGION', 'zone', 'location', 'id', 'client_id', 'clientId', 'accessKeyID', 'project-id'],
    ...['email', 'client_email', 'uri', 'authURI', 'token_uri', 'url', 'DATABASE_URL', 'client_x509_cert_url', 'universe_domain'],
    ...[
      'host',
      'hostname',
      'DBHost',
      'db.host',
      'endpoint',
      'port',
      'username',
      'db_user',
      'name',
      'project',
      'environment',
      'APP_ENV',
      'stage',
    ],
  ])('what stands under %s is public', (key) => {
    expect(masked(plain(JSON.stringify({ [key]: 'some-value', secret: 'other-value' })), ['some-value', 'other-value'])).toEqual([
      'other-value',
    ])
  })

  test.each([
    ...[
      'password',
      'PASSWORD',
      'token',
      'accessToken',
      'id_token',
      'api-key',
      'private_key',
      'connection_string',
      '',
      'sid',
      'paid',
      'curl',
    ],
    ...['secret_id', 'secretId', 'SECRET_ID', 'session_id', 'token_id', 'webhook_url', 'slackWebhookUrl', 'hook_uri', 'names', '__proto__'],
  ])('what stands under %j is not', (key) => {
    expect(masked(plain(`{${JSON.stringify(key)}: "some-value"}`), ['some-value'])).toEqual(['some-value'])
  })

  test.each([
    'postgres://user:pa55@db.internal/app',
    'amqp:user:pa55@host',
    'https://blob.example/c?sig=abc',
    'Endpoint=sb://bus.example/;SharedAccessKey=abc',
    'jdbc:sqlserver://db;password=abc',
    'several\nlines of it',
    '{"password":"hunter2"}',
  ])('%j under a public key tells more than a place', (value) => {
    const [line = ''] = value.split('\n')
    expect(masked(plain(JSON.stringify({ url: value })), [line])).toEqual([line])
  })

  test.each(['https://oauth2.example/token', 'deploy@acme.example', 'jdbc:postgresql://db/app', 'C# service'])(
    '%j under a public key does not',
    (value) => {
      expect(masked(plain(JSON.stringify({ url: value })), [value])).toEqual([])
    },
  )

  it('maskjson takes every leaf, numbers from 4 digits on, whatever the key', () => {
    const value = plain(
      `{"env": "production", "pin": "x7", "n": [123, 1234, -12.34, 9007199254740993123], "on": true, "no": null}`,
      'every leaf',
    )
    const leaves = ['production', 'x7', '1234', '-12.34', '9007199254740993123']
    expect(masked(value, ['env', 'pin', 'true', 'null', '123', ...leaves])).toEqual(leaves)
    expect(masksOf(value, 4).short).toBe(true)
    expect(masked(plain('{"env":\n["production",\n"stage-one"\n]}', 'every leaf'), ['production', 'stage-one'])).toHaveLength(2)
  })

  it('nomask masks nothing', () => {
    expect(masksOf(plain('{"password": "hunter2-hunter2"}', 'none'), 4)).toEqual({ masks: [], short: false })
  })

  it('texts within texts are looked into once', () => {
    const twice = JSON.stringify({ b: JSON.stringify({ c: JSON.stringify({ d: 'hunter2-hunter2' }) }) })
    expect(masked(plain(twice), ['hunter2-hunter2', '{"d":"hunter2-hunter2"}'])).toEqual(['{"d":"hunter2-hunter2"}'])
  })

  test.each<[string, readonly string[], boolean]>([
    ['{\n}', [], false],
    ['[\n  true,\n  null\n]', [], false],
    ['{\n  "on": true\n}', ['"on": true'], false],
    ['{\n  "a": [\n    "!!!!"\n  ]\n}', ['"a": ['], false],
    ['[\n  "ab"\n]', ['"ab"'], false],
    ['[\n  1\n]', ['1'], true],
    ['{"a": 1}\n{"b": 2}', ['{"a": 1}', '{"b": 2}'], false],
    ['{\n  "a": oops\n}', ['"a": oops'], false],
  ])('no line of structure is a mask: %j', (value, expected, short) => {
    const { masks, ...rest } = masksOf(plain(value), 4)
    expect({ masks: masks.filter((mask) => value.includes(mask)), ...rest }).toEqual({ masks: expected, short })
  })
})

describe("a Google service account's key", () => {
  const privateKey = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  }).privateKey
  const key = {
    type: 'service_account',
    project_id: 'acme-production',
    private_key_id: '3f1c0a7be2d94586a1d2c3b4e5f60718293a4b5c',
    private_key: privateKey,
    client_email: 'deployer@acme-production.iam.gserviceaccount.com',
    client_id: '104512345678901234567',
    auth_uri: 'https://accounts.google.com/o/oauth2/auth',
    token_uri: 'https://oauth2.googleapis.com/token',
    auth_provider_x509_cert_url: 'https://www.googleapis.com/oauth2/v1/certs',
    client_x509_cert_url: 'https://www.googleapis.com/robot/v1/metadata/x509/deployer%40acme-production.iam.gserviceaccount.com',
    universe_domain: 'googleapis.com',
  }
  const file = `${JSON.stringify(key, null, 2)}\n`

  describe.each<[string, Maskable]>([
    ['as the file', plain(file)],
    ['compact', plain(JSON.stringify(key))],
    ['base64 of the file', { stored: base64(file), value: file, masking: 'usual' }],
    ['as a text in an object', plain(JSON.stringify({ gcp: file, region: 'europe-west1' }))],
    ['in an object', plain(JSON.stringify({ gcp: key }))],
  ])('%s', (_, value) => {
    const mask = runnerWith(value)

    it('leaks nothing private', () => {
      const text = value.value as string
      const pem = privateKey.trim().split('\n')
      const printed = [
        ...[text, file, JSON.stringify(key), JSON.stringify(key, null, 4), JSON.stringify([[key]])],
        ...[JSON.stringify(text), JSON.stringify(JSON.stringify({ text })), JSON.stringify({ key: privateKey })],
        ...[privateKey, `${pem.join('')} `, pem.join(' '), ...pem, encodeURIComponent(privateKey), encodeURIComponent(text)],
      ]
      for (const one of printed) for (const line of pem) expect(mask(one)).not.toContain(line)
      const shell = text.replace(/\n+$/, '')
      for (const whole of [text, shell, `${shell}\n`, privateKey, privateKey.trimEnd()]) {
        expect(mask(base64(whole))).toMatch(/^\*{3}(Cg==)?$/)
        expect(mask(base64(whole).match(/.{76}/g)!.join('\n'))).toMatch(/^(\*{3}\n?)+$/)
      }
    })

    it('masks no host name, project or account', () => {
      const log = [
        'GET https://www.googleapis.com/storage/v1/b?project=acme-production',
        'Opening https://accounts.google.com/o/oauth2/auth and https://oauth2.googleapis.com/token',
        `Activated service account credentials for: [${key.client_email}]`,
        'universe_domain googleapis.com, service_account, europe-west1, env=production',
      ]
      for (const line of log) expect(mask(line)).toBe(line)
    })
  })
})

describe('whatever the secret, what steps print of it is masked', () => {
  const awkward = fc.string({
    unit: fc.constantFrom(
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
      '$',
      '(',
      '!',
      '\t',
      'é',
      '🔑',
      '\u0085',
      '\u2028',
      '=',
    ),
    minLength: 1,
    maxLength: 40,
  })
  const line = fc.oneof(awkward, fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }), fc.string({ minLength: 1, maxLength: 400 }))
  const oneLine = line.map((text) => text.replace(/[\r\n]/g, 'x')).filter((text) => text.trim() !== '')
  const breaks = fc.constantFrom('\n', '\r\n', '\r', '\n\n')
  const severalLines = fc
    .tuple(fc.array(line, { minLength: 2, maxLength: 12 }), breaks, fc.constantFrom('', '\n', '\n\n'))
    .map(([lines, by, end]) => lines.join(by) + end)

  const goJson = (text: string) =>
    JSON.stringify(text).replace(/[<>&\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
  const rfc3986 = (text: string) => encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
  const runnersJson = encoders['jsonString']!
  const inner = (json: string) => json.slice(1, -1)
  /** Text within other text, as steps print it. */
  const shapes: Readonly<Record<string, (text: string) => string>> = {
    raw: (text) => text,
    json: (text) => inner(JSON.stringify(text)),
    'the output `secrets` in toJSON(steps)': (text) => runnersJson(inner(JSON.stringify(text))),
    "go's json": (text) => inner(goJson(text)),
    'URL-encoded': rfc3986,
    encodeURIComponent,
  }

  it('one line: whole, in every shape', () => {
    fc.assert(
      fc.property(oneLine, (text) => {
        const mask = runnerWith(plain(text))
        for (const shape of Object.values(shapes)) {
          const printed = shape(text)
          // shorter shapes than that are no masks of their own
          if (printed === text || text.length >= 4) expect(mask(printed)).toBe('***')
        }
        expect(mask(base64(text))).toBe('***')
        expect(mask(base64(`${text}\n`))).toMatch(/^\*{3}(Cg==)?$/)
      }),
    )
  })

  it('several lines: each that is long enough, and base64 of the whole', () => {
    fc.assert(
      fc.property(severalLines, fc.integer({ min: 1, max: 8 }), (text, minLength) => {
        const mask = runnerWith(plain(text), minLength)
        const lines = text
          .split(/[\r\n]+/)
          .map((one) => one.trim())
          .filter((one) => one.length >= minLength && /[\p{L}\p{N}]/u.test(one))
        for (const shape of Object.values(shapes)) {
          const printed = mask(shape(text))
          for (const one of lines) if (one.length >= 4) expect(printed).not.toContain(shape(one))
        }
        for (const one of lines) expect(mask(one)).toBe('***')
        const shell = text.replace(/\n+$/, '')
        for (const whole of [text, shell, `${shell}\n`]) expect(text.trim() === '' ? '***' : mask(base64(whole))).toBe('***')
      }),
    )
  })

  it('JSON: each leaf of 8 characters, however it is indented', () => {
    const key = fc.constantFrom('password', 'token', 'a"b', '__proto__', 'x')
    const leaf = fc.oneof(oneLine, severalLines, fc.integer(), fc.boolean(), fc.constant(null))
    const { json } = fc.letrec((tie) => ({
      json: fc.oneof(
        { maxDepth: 4 },
        fc.array(tie('value'), { maxLength: 4 }),
        fc.array(fc.tuple(key, tie('value')), { maxLength: 4 }).map((pairs) => Object.fromEntries(pairs) as unknown),
      ),
      value: fc.oneof({ maxDepth: 4 }, leaf, tie('json')),
    }))
    const leavesOf = (value: unknown): string[] =>
      typeof value === 'string' ? [value] : value !== null && typeof value === 'object' ? Object.values(value).flatMap(leavesOf) : []
    fc.assert(
      fc.property(json, fc.constantFrom(0, 1, 2, '\t'), fc.constantFrom(0, 2, 3), (value, stored, printed) => {
        const mask = runnerWith(plain(JSON.stringify(value, null, stored)))
        const shown = mask(JSON.stringify(value, null, printed))
        for (const one of leavesOf(value).filter((text) => text.length >= 8)) {
          if (!/[\r\n]/.test(one)) expect(shown).not.toContain(inner(JSON.stringify(one)))
          const lines = one.split(/[\r\n]+/).filter((text) => text.trim().length >= 4 && /[\p{L}\p{N}]/u.test(text))
          for (const text of lines) expect(mask(text)).toMatch(/^\s*\*{3}\s*$/)
        }
      }),
    )
  })

  it('bytes: base64 and hex, as stored and as printed', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 300 }), fc.constantFrom('base64', 'base64url', 'hex'), (content, form) => {
        const bytes = Buffer.from(content)
        const mask = runnerWith({ stored: bytes.toString(form), value: bytes, masking: 'usual' })
        expect(mask(bytes.toString(form as 'hex'))).toBe('***')
        expect(mask(bytes.toString('base64'))).toBe('***')
        if (bytes.length > 1) expect(mask(bytes.toString('hex'))).toBe('***')
      }),
    )
  })

  it('no mask is blank or has a line break, none comes twice, and only a value itself is shorter than 4 characters', () => {
    const text = fc.oneof(oneLine, severalLines, fc.json(), fc.string({ unit: fc.constantFrom('a', '1', ' ', '}', '\n', '\r', '-') }))
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 8 }), (value, minLength) => {
        const { masks } = masksOf(plain(value), minLength)
        expect(masks.filter((mask) => mask.trim() === '' || /[\r\n]/.test(mask))).toEqual([])
        expect(new Set(masks).size).toBe(masks.length)
        for (const mask of masks) if (mask.length < 4) expect(value).toContain(mask)
      }),
    )
  })
})

describe('1 MiB', () => {
  const size = 1024 * 1024
  const repeat = (text: string) => text.repeat(Math.ceil(size / text.length)).slice(0, size)
  const numbered = (line: (n: string) => string, count: number) => Array.from({ length: count }, (_, n) => line(String(n).padStart(8, '0')))

  test.each<[what: string, value: string, most: number]>([
    ['one line', repeat('s3cret-'), 2],
    ['lines that differ', numbered((n) => `MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7${n}abcd`, 16_132).join('\n'), 16_140],
    ['the same line', repeat(`MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj\n`), 6],
    ['one-letter lines', repeat('a\n'), 6],
    ['line breaks', `a${repeat('\n')}b`, 6],
    ['JSON leaves', JSON.stringify(numbered((n) => `leaf-${n}`, 60_000)), 120_010],
    [
      'JSON leaves in lines',
      JSON.stringify(
        numbered((n) => `leaf-${n}`, 60_000),
        null,
        1,
      ),
      250_000,
    ],
    ['empty lists', `[${repeat('[],')}[]]`, 2],
    ['deep JSON', `${'['.repeat(size / 2)}${']'.repeat(size / 2)}`, 2],
    ['deep JSON with long digits', `${'['.repeat(size / 2)}12345678901234567890${']'.repeat(size / 2)}`, 2],
    ['broken JSON', repeat('{"a":'), 3],
    ['one long key', JSON.stringify({ [repeat('a_Id')]: numbered((n) => n, 1_000) }), 3],
    ['JSON texts in JSON', JSON.stringify(numbered((n) => `{"n":"leaf-${n}"}`, 40_000)), 250_000],
    ['quotes', repeat('"'), 4],
    ['addresses', JSON.stringify({ url: repeat('://') }), 4],
  ])('of %s takes linear time and a bounded number of masks', (_, value, most) => {
    // processor time: other work on the machine does not count
    const start = process.cpuUsage()
    const { masks } = masksOf(plain(value), 4)
    const ms = process.cpuUsage(start).user / 1_000
    expect(masks.length).toBeGreaterThan(0)
    expect(masks.length).toBeLessThanOrEqual(most)
    expect(masks.reduce((sum, mask) => sum + mask.length, 0)).toBeLessThan(12 * size)
    expect(ms).toBeLessThan(3_000)
  })

  it('leaves no trace', () => {
    const text = repeat('s3cret "quoted" & 100% 🔑 (so) ')
    const mask = runnerWith(plain(text))
    for (const printed of [text, base64(text), encodeURIComponent(text.toWellFormed())]) expect(mask(printed)).toBe('***')
    expect(mask(JSON.stringify({ text }))).toBe('{"text":"***"}')
  })
})
