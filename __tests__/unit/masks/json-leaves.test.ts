import { secretsOf, type Maskable } from '../../../src/masks/find-secrets.ts'
import { base64, masksOfValue, plain, runnerWith } from './runner-with.ts'

describe('JSON', () => {
  /** Returns the words that are masked if they are printed alone. */
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
    it('masks leaves of 8 or more characters that are not plainly public', () => {
      const value = form({
        password: 'hunter2-hunter2',
        size: '1234567',
        nested: { list: ['in-a-list', { deep: 'in-an-object' }], note: 'line one\nline two' },
        username: 'deploy-user',
        number: 123456789,
        flags: [true, false, null],
      })
      const secrets = ['hunter2-hunter2', 'in-a-list', 'in-an-object', 'line one', 'line two']
      const others = ['1234567', '123456789', 'deploy-user', 'password', 'username', 'true', 'false', 'null', 'flags']
      expect(masked(value, [...secrets, ...others])).toEqual(secrets)
    })

    it('does not mask a job output env=production, because its key is public', () => {
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
  ])('a value under %s is public', (key) => {
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
  ])('a value under %j is not public', (key) => {
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
  ])('%j under a public key is masked', (value) => {
    const [line = ''] = value.split('\n')
    expect(masked(plain(JSON.stringify({ url: value })), [line])).toEqual([line])
  })

  test.each(['https://oauth2.example/token', 'deploy@acme.example', 'jdbc:postgresql://db/app', 'C# service'])(
    '%j under a public key is not masked',
    (value) => {
      expect(masked(plain(JSON.stringify({ url: value })), [value])).toEqual([])
    },
  )

  it('maskjson masks every leaf, numbers of 4 or more digits, under any key', () => {
    const value = plain(
      `{"env": "production", "pin": "x7", "n": [123, 1234, -12.34, 9007199254740993123], "on": true, "no": null}`,
      'every leaf',
    )
    const leaves = ['production', 'x7', '1234', '-12.34', '9007199254740993123']
    expect(masked(value, ['env', 'pin', 'true', 'null', '123', ...leaves])).toEqual(leaves)
    expect(secretsOf(value, 4).isShort).toBe(true)
    expect(masked(plain('{"env":\n["production",\n"stage-one"\n]}', 'every leaf'), ['production', 'stage-one'])).toHaveLength(2)
  })

  it('examines JSON within JSON one level deep', () => {
    const twice = JSON.stringify({ b: JSON.stringify({ c: JSON.stringify({ d: 'hunter2-hunter2' }) }) })
    expect(masked(plain(twice), ['hunter2-hunter2', '{"d":"hunter2-hunter2"}'])).toEqual(['{"d":"hunter2-hunter2"}'])
  })

  test.each<[string, readonly string[], boolean]>([
    ['{\n}', [], false],
    ['[\n  true,\n  null\n]', [], false],
    ['{\n  "on": true\n}', ['"on": true'], false],
    ['{\n  "a": [\n    "!!!!"\n  ]\n}', ['"a": [', '"!!!!"'], false],
    ['[\n  "ab"\n]', ['"ab"'], false],
    ['[\n  1\n]', ['1'], true],
    ['{"a": 1}\n{"b": 2}', ['{"a": 1}', '{"b": 2}'], false],
    ['{\n  "a": oops\n}', ['"a": oops'], false],
  ])('does not mask lines of structure: %j', (value, expected, short) => {
    expect(masksOfValue(plain(value)).filter((mask) => value.includes(mask))).toEqual(expected)
    expect(secretsOf(plain(value), 4).isShort).toBe(short)
  })
})
