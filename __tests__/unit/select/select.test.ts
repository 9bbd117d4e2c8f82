import fc from 'fast-check'
import type { Failure } from '../../../src/core/failure.ts'
import { parseMapping } from '../../../src/mapping/parse.ts'
import type { Entry, KeyEntry } from '../../../src/mapping/plan.ts'
import { selectAll, type Reading } from '../../../src/select/select.ts'
import { parseJson, type JsonObject } from '../../../src/core/json.ts'
import { defaults, keyEntry as key, wildcardEntry } from '../../support/entry.ts'
import { failureOf } from '../../support/rejection.ts'

const wildcard = (upperCase: boolean, prefix = '') => wildcardEntry({ upperCase, prefix })
const values = (json: string) => parseJson(json) as JsonObject
const none = () => {
  throw new Error('nothing is missing')
}
const from = (found: JsonObject, ...entries: Entry[]): Reading[] => [
  { request: { method: 'GET', path: 'p', input: 'secrets', line: 1, entries }, values: found },
]
const select = (found: JsonObject, entry: Entry) => selectAll(from(found, entry), none)
const missing = (found: JsonObject, entry: KeyEntry): Promise<Failure> => failureOf(selectAll(from(found, entry), none))

describe('a key', () => {
  test.each([
    ['{"a": "x"}', 'a', 'x'],
    ['{"a": ""}', 'a', ''],
    ['{"a": " x\\r\\n "}', 'a', ' x\r\n '],
    ['{"a": "null"}', 'a', 'null'],
    ['{"a": true}', 'a', 'true'],
    ['{"a": false}', 'a', 'false'],
    ['{"a": 0}', 'a', '0'],
    ['{"a": 1.5}', 'a', '1.5'],
    ['{"a": 12345678901234567890}', 'a', '12345678901234567890'],
    ['{"a": {"n": 12345678901234567890, "s": "x"}}', 'a', '{"n":12345678901234567890,"s":"x"}'],
    ['{"a": [1, "b", null]}', 'a', '[1,"b",null]'],
    ['{"a": {}}', 'a', '{}'],
    // the literal key first, then the dotted path
    ['{"a.b": "literal", "a": {"b": "nested"}}', 'a.b', 'literal'],
    ['{"a": {"b": "nested"}}', 'a.b', 'nested'],
    ['{"a": {"b": {"c": "deep"}}}', 'a.b.c', 'deep'],
    ['{"": "empty"}', '', 'empty'],
    // own properties only
    ['{"__proto__": "own"}', '__proto__', 'own'],
    ['{"constructor": "own"}', 'constructor', 'own'],
    // JSONata if neither exists
    ['{"a": [{"b": "x"}, {"b": "y"}]}', 'a.b', '["x","y"]'],
    ['{"a": [1, 2]}', 'a[1]', '2'],
    ['{"a": [{"n": "x", "v": "1"}, {"n": "y", "v": "2"}]}', "a[n='y'].v", '2'],
    ['{"a": "x", "b": "y"}', "$join([a, b], '-')", 'x-y'],
    ['{"a": "x", "b": "y"}', '{"both": a & b}', '{"both":"xy"}'],
    ['{"a": [{"n": 12345678901234567890}]}', 'a[0].n', '12345678901234567890'],
  ])('of %s at %j is %j', async (json, selector, value) => {
    expect(await select(values(json), key(selector))).toEqual([
      { output: 'out', variable: 'VAR', stored: value, value, entry: key(selector) },
    ])
  })

  test.each([
    ['{"a": "x"}', 'b'],
    ['{"a": "text"}', 'a.length'],
    ['{}', 'constructor'],
    ['{}', '__proto__'],
    ['{"a": {}}', 'a.toString'],
    ['{}', ''],
    ['{"a": [1]}', 'a[7]'],
    // a quoted string is the name of a key
    ['{"a": "x"}', "'x'"],
    ['{"a": "x"}', "'b'.c"],
  ])('of %s at %j does not exist', async (json, selector) => {
    expect(await missing(values(json), key(selector))).toMatchObject({
      code: 'ERR_KEY',
      message: expect.stringContaining('there is no key') as string,
    })
  })

  test.each([
    ['{"a": null}', 'a'],
    ['{"a": {"b": null}}', 'a.b'],
    ['{"a.b": null, "a": {"b": "nested"}}', 'a.b'],
    ['{"a": [{"b": null}]}', 'a[0].b'],
  ])('of %s at %j is null, and the error says so', async (json, selector) => {
    const { code, message } = await missing(values(json), key(selector))
    expect([code, message]).toEqual(['ERR_KEY', `secrets line 1: p: the value of "${selector}" is null`])
  })

  it('that is null is ignored if it is optional, and reported as null', async () => {
    const reported: unknown[] = []
    await selectAll(from({ a: null }, key('a', { optional: true })), (_path, _entry, what) => reported.push(what))
    expect(reported).toEqual(['the value of "a" is null'])
  })

  test.each([
    ['{"a": [1]}', 'a.0'],
    ['{"a": {"b": 1}}', 'a.'],
    ['{"a": "s3cr3t"}', 'a['],
  ])('of %s at %j is neither a key nor an expression', async (json, selector) => {
    const failure = await missing(values(json), key(selector))
    expect(failure.message).toMatch(/is not a key of the secret and not a valid expression \(JSONata S\d+\)$/)
  })

  test.each(['my key', 'user@host', 'a:b', 'c#', 'note 1, page 2', 'a!'])('of {} at %j is missing, not an expression', async (selector) => {
    expect((await missing({}, key(selector))).message).toBe(`secrets line 1: p: there is no key "${selector}"; the secret is empty`)
  })

  test.each(['my key', 'a:b', 'a[', 'tls.crt old', "it's", '50%'])('of {} at %j is missing if it is optional', async (selector) => {
    const reported: string[] = []
    await selectAll(from({}, key(selector, { optional: true })), (_path, _entry, what) => reported.push(what))
    expect(reported).toEqual([`there is no key "${selector}"; the secret is empty`])
    const withDefault = await select({}, key(selector, { optional: true, fallback: 'none' }))
    expect(withDefault.map(({ value }) => value)).toEqual(['none'])
  })

  it('that is optional is an error if its expression fails', async () => {
    expect((await missing({ a: 'x' }, key('a + 1', { optional: true }))).message).toContain('the expression "a + 1" failed')
  })

  it('is found literally, whatever its characters are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.string({ unit: 'binary' }), fc.string(), { minKeys: 1 }), fc.nat(), async (object, pick) => {
        const names = Object.keys(object)
        const name = names[pick % names.length]!
        expect((await select(object, key(name)))[0]?.value).toBe(object[name])
      }),
    )
  })
})

describe('a wildcard', () => {
  const found = async (json: string, entry: Entry) =>
    (await select(values(json), entry)).map(({ output, variable, value }) => [output, variable, value])

  test.each<[string, Entry, string[][]]>([
    [
      '{"a": "1", "B.c": 2}',
      wildcard(true),
      [
        ['a', 'A', '1'],
        ['B__c', 'B__C', '2'],
      ],
    ],
    [
      '{"a": "1", "B.c": 2}',
      wildcard(false),
      [
        ['a', 'a', '1'],
        ['B__c', 'B__c', '2'],
      ],
    ],
    ['{"a": "1"}', wildcard(true, 'my-'), [['mya', 'MYA', '1']]],
    ['{"a": null, "b": false}', wildcard(true), [['b', 'B', 'false']]],
    ['{"__proto__": "x"}', wildcard(false), [['__proto__', '__proto__', 'x']]],
  ])('of %s', async (json, entry, expected) => {
    expect(await found(json, entry)).toEqual(expected)
  })

  test.each(['{}', '{"a": null}'])('of %s without a value fails with ERR_KEY', async (json) => {
    expect(await failureOf(select(values(json), wildcard(true)))).toMatchObject({
      code: 'ERR_KEY',
      message: 'secrets line 1: p: the secret has no key with a value',
    })
  })

  it('without a value is ignored if it is optional', async () => {
    const reported: unknown[] = []
    const entry = wildcardEntry({ optional: true })
    await expect(selectAll(from({}, entry), (...missing) => reported.push(missing))).resolves.toEqual([])
    expect(reported).toEqual([['p', entry, 'the secret has no key with a value']])
  })
})

describe('a pattern', () => {
  const secret = { DEV_HOST: 'h', DEV_PORT: 5432, dev_x: 'x', 'tls.key': 'k', DEV_NONE: null }
  const notices: string[] = []
  const chosen = async (selector: string, object: JsonObject = secret) => {
    const [request] = parseMapping(`p ${selector}`, defaults).plan
    const selected = await selectAll([{ request: request!, values: object }], (_path, _entry, what) => notices.push(what))
    return selected.map(({ output, variable, value }) => [output, variable, value])
  }

  test.each([
    [
      'DEV_* | APP_',
      [
        ['APP_DEV_HOST', 'APP_DEV_HOST', 'h'],
        ['APP_DEV_PORT', 'APP_DEV_PORT', '5432'],
      ],
    ],
    ['dev_?', [['dev_x', 'DEV_X', 'x']]],
    ['dev_**', [['dev_x', 'dev_x', 'x']]],
    ['tls?* | T_', [['T_tls__key', 'T_TLS__KEY', 'k']]],
  ])('%s', async (selector, expected) => {
    expect(await chosen(selector)).toEqual(expected)
  })

  it('selects the key that is the pattern itself, as in vault-action', async () => {
    const object = { 'DEV_*': 'literal', DEV_A: 'a' }
    expect(await chosen('DEV_* | N', object)).toEqual([['N', 'N', 'literal']])
    expect(await chosen('DEV_*', object)).toEqual([['DEV_', 'DEV_', 'literal']])
    expect(await chosen('"DEV_*" | N', object)).toEqual([['N', 'N', 'literal']])
  })

  it('without a match names the nearest keys, or is ignored if it is optional', async () => {
    expect(await failureOf(chosen('PROD_*'))).toMatchObject({
      code: 'ERR_KEY',
      message: expect.stringMatching(/^secrets line 1: p: no key matches "PROD_\*"; nearest keys: "/) as string,
    })
    expect(await chosen('PROD_* | | optional')).toEqual([])
    expect(notices).toEqual([expect.stringContaining('no key matches "PROD_*"')])
  })

  it('in quotes is a key', async () => {
    expect(await failureOf(chosen('"DEV_*"'))).toMatchObject({ code: 'ERR_KEY' })
  })

  it('in a folder skips secrets without a match, but not all of them', async () => {
    const entry = wildcardEntry({ pattern: 'DB_*', maybeNone: true })
    const reading = (path: string, object: JsonObject | undefined): Reading => ({
      request: { method: 'GET', path, entries: [entry], input: 'secrets', line: 1 },
      ...(object ? { values: object } : { values: undefined, missing: 'it was deleted' }),
    })
    const selected = await selectAll([reading('a/x', { A: '1' }), reading('a/y', { DB_A: '2' }), reading('a/z', {})], none)
    expect(selected.map(({ output }) => output)).toEqual(['DB_A'])
    expect(await failureOf(selectAll([reading('a/x', { A: '1' }), reading('a/y', {})], none))).toMatchObject({
      message: 'secrets line 1: a/: no secret of the folder has a key that matches "DB_*"',
    })
    expect(await failureOf(selectAll([reading('a/x', { DB_A: '1' }), reading('a/y', undefined)], none))).toMatchObject({
      message: 'secrets line 1: a/y: it was deleted',
    })
  })
})

describe('selectAll', () => {
  const readingsOf = (text: string, secrets: Record<string, JsonObject | undefined>, optional = false): readonly Reading[] =>
    parseMapping(text, { ...defaults, optional }).plan.map((request): Reading => ({
      request,
      values: secrets[request.path],
      missing: 'nothing is stored there',
    }))

  it('returns values in the order of the mapping, even if one request serves several entries', async () => {
    const selected = await selectAll(readingsOf('a x | N; b y | N; a z | M', { a: { x: '1', z: '3' }, b: { y: '2' } }), none)
    expect(selected.map(({ output, value }) => [output, value])).toEqual([
      ['N', '1'],
      ['N', '2'],
      ['M', '3'],
    ])
  })

  it('reports every missing key with the nearest keys, and no value', async () => {
    const failure = await failureOf(
      selectAll(readingsOf('a pasword | P;\na x;\nb y', { a: { password: 's3cr3t', user: 's3cr3t' }, b: {} }), none),
    )
    expect(failure).toMatchObject({ code: 'ERR_KEY', hint: 'Nothing was exported.' })
    const lines = failure.message.split('\n')
    expect(lines[0]).toMatch(/^secrets line 1: a: there is no key "pasword"; nearest keys: "password"/)
    expect(lines[1]).toMatch(/^secrets line 2: a: there is no key "x"/)
    expect(lines[2]).toMatch(/^secrets line 3: b: there is no key "y"; the secret is empty/)
    expect(failure.message).not.toContain('s3cr3t')
  })

  it('ignores optional entries, and reports why', async () => {
    const missing: unknown[][] = []
    const selected = await selectAll(readingsOf('a k;\na x;\nb y;\nb *', { a: { k: 'v' } }, true), (path, entry, what) =>
      missing.push([path, entry.line, what]),
    )
    expect(selected.map(({ value }) => value)).toEqual(['v'])
    expect(missing).toEqual([
      ['a', 2, 'there is no key "x"; nearest keys: "k"'],
      ['b', 3, 'nothing is stored there'],
      ['b', 4, 'nothing is stored there'],
    ])
  })

  it('uses the default unchanged if the path or the key does not exist', async () => {
    const mapping = 'a k | A | default=x; b k | B | default="y z"; a there | C | default=x base64'
    const selected = await selectAll(readingsOf(mapping, { a: { there: 'aGk=' } }), none)
    expect(selected.map(({ value }) => value)).toEqual(['x', 'y z', 'hi'])
  })

  it.each([
    ['a k | A | base64', 'a!', 'the value of "k" is not base64'],
    ['a k | A | hex', 'abc', 'the value of "k" is not hex'],
    ['a k | A | base64', '/w==', 'the value of "k" is binary, not text'],
  ])('%s of %j: %s', async (mapping, k, message) => {
    const failure = await failureOf(selectAll(readingsOf(mapping, { a: { k } }), none))
    expect(failure).toMatchObject({ code: 'ERR_DECODE', message: `secrets line 1: a: ${message}` })
  })

  it('joins a certificate chain to lines', async () => {
    const [chain] = await select(values('{"ca_chain": ["a", "b"]}'), key('ca_chain', { joinsLines: true }))
    expect(chain?.value).toBe('a\nb')
  })

  test.each(['{}', '{"ca_chain": null}', '{"ca_chain": []}'])(
    'leaves out a key that the engine may omit, without a notice: %s',
    async (json) => {
      const reported: unknown[] = []
      const entry = key('ca_chain', { joinsLines: true, maybeAbsent: true })
      expect(await selectAll(from(values(json), entry), (...missing) => reported.push(missing))).toEqual([])
      expect(reported).toEqual([])
    },
  )
})
