import fc from 'fast-check'
import { parseReply, toAuth, toSecret } from '../../../src/vault/reply.ts'
import { parseJson, toText, type JsonObject } from '../../../src/core/json.ts'
import { failureIn } from '../../support/rejection.ts'

const reply = (json: string) => parseJson(json) as JsonObject

describe('parseReply', () => {
  it('takes a 204 for an empty object', () => {
    expect(parseReply('', 'GET x')).toEqual({})
  })

  test.each(['<html>s3cr3t</html>', '"s3cr3t"', '["s3cr3t"]', 'null', '12345678901234567890', ' '])(
    'refuses %j without quoting it',
    (body) => {
      const failure = failureIn(() => parseReply(body, 'GET secret/a'))
      expect(failure).toMatchObject({ code: 'ERR_REPLY', message: 'GET secret/a: the response is not from Vault (not a JSON object)' })
      expect(failure.hint).toContain('`url`')
      expect(JSON.stringify(failure) + String(failure.cause)).not.toContain('s3cr3t')
    },
  )

  it('tells a reply that was cut from one of somebody else', () => {
    expect(failureIn(() => parseReply('{"data": "s3cr3t', 'GET x'))).toMatchObject({
      code: 'ERR_REPLY',
      message: 'GET x: the response is truncated',
      hint: undefined,
    })
  })
})

describe('toSecret', () => {
  test.each([
    ['KV version 1', '{"data": {"a": 1}}', '{"a":1}'],
    ['KV version 2', '{"data": {"data": {"a": 1}, "metadata": {"version": 3}}}', '{"a":1}'],
    ['KV version 2, empty', '{"data": {"data": {}, "metadata": {"version": 1}}}', '{}'],
    ['version 1 that looks a little like 2', '{"data": {"data": {"a": 1}, "metadata": {}}}', '{"data":{"a":1},"metadata":{}}'],
    ['version 1 with a key data', '{"data": {"data": "x", "metadata": {"version": 1}}}', '{"data":"x","metadata":{"version":1}}'],
    ['no data', '{}', '{}'],
    ['data null', '{"data": null}', '{}'],
    ['data a list', '{"data": [1]}', '{}'],
    [
      'a key __proto__',
      '{"data": {"__proto__": {"data": {}, "metadata": {"version": 1}}}}',
      '{"__proto__":{"data":{},"metadata":{"version":1}}}',
    ],
  ])('%s', (_, json, values) => {
    expect(toText(toSecret(reply(json)).values)).toBe(values)
  })

  const lease = '"lease_id": "aws/creds/r/x", '
  test.each([
    ['iam_user, older', lease, '{"access_key":"A","secret_key":"S","security_token":null}', ['', '']],
    ['iam_user, newer', lease, '{"access_key":"A","secret_key":"S","session_token":null,"security_token":null}', ['', '']],
    ['assumed_role, older', lease, '{"access_key":"A","secret_key":"S","security_token":"T","arn":"arn:aws:x"}', ['T', 'T']],
    ['federation_token', lease, '{"access_key":"A","secret_key":"S","session_token":"T","security_token":"T"}', ['T', 'T']],
    ['session_token', lease, '{"access_key":"A","secret_key":"S","session_token":"T"}', ['T', 'T']],
    ['one of the two is null', lease, '{"access_key":"A","secret_key":"S","session_token":"T","security_token":null}', ['T', 'T']],
    // another kind of secret, and one that is only stored
    ['no token at all', lease, '{"access_key":"A","secret_key":"S"}', [undefined, undefined]],
    ['a database', lease, '{"username":"U","session_token":null}', [undefined, null]],
    ['KV version 1', '', '{"access_key":"A","secret_key":"S","security_token":null}', [null, undefined]],
    ['a token that is no text', lease, '{"access_key":"A","secret_key":"S","security_token":7}', [7, undefined]],
  ])('AWS credentials of the kind %s have a session token under both names', (_, head, data, tokens) => {
    const { values } = toSecret(reply(`{${head}"data": ${data}}`))
    expect([values['security_token'], values['session_token']]).toEqual(tokens)
  })

  it('leaves a KV version 2 secret as it is stored', () => {
    const stored = '{"access_key":"A","secret_key":"S","security_token":null}'
    expect(toText(toSecret(reply(`{${lease}"data":{"data":${stored},"metadata":{"version":1}}}`)).values)).toBe(stored)
  })

  it('keeps every value of a stored secret, whichever version stores it', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (stored) => {
        const text = JSON.stringify(stored)
        expect(toText(toSecret(reply(`{"data":{"data":${text},"metadata":{"version":1}}}`)).values)).toBe(text)
      }),
    )
  })

  test.each([
    ['{"lease_id": "", "lease_duration": 2764800, "data": {}}', undefined],
    ['{"data": {}}', undefined],
    ['{"lease_id": "db/creds/r/x", "lease_duration": 60, "renewable": true}', { id: 'db/creds/r/x', seconds: 60, renewable: true }],
    ['{"lease_id": "db/creds/r/x"}', { id: 'db/creds/r/x', seconds: 0, renewable: false }],
  ])('the lease of %s', (json, lease) => {
    expect(toSecret(reply(json)).lease).toEqual(lease)
  })

  test.each([
    ['{"access_key": "A", "secret_key": "S", "session_token": null, "security_token": null}', false],
    ['{"access_key": "A", "secret_key": "S"}', false],
    ['{"access_key": "A", "secret_key": "S", "session_token": ""}', false],
    ['{"access_key": "A", "secret_key": "S", "session_token": "T"}', true],
    ['{"access_key": "A", "secret_key": "S", "security_token": "T"}', true],
    ['{"session_token": "T"}', false],
  ])('AWS: %s is STS: %j', (data, sts) => {
    expect(toSecret(reply(`{"data": ${data}}`)).sts).toBe(sts)
  })

  test.each([
    ['{"auth": null}', false],
    ['{"auth": {"client_token": "t"}}', true],
    ['{}', false],
  ])('%s carries a login: %j', (json, expected) => {
    expect(toSecret(reply(json)).carriesAuth).toBe(expected)
  })
})

describe('toAuth', () => {
  it('reads what Vault says', () => {
    const auth = {
      client_token: 'hvs.t',
      accessor: 'acc',
      policies: ['default', 'ci', 1],
      lease_duration: 900,
      renewable: true,
      token_type: 'service',
      num_uses: 3,
    }
    expect(toAuth({ auth })).toEqual({
      token: 'hvs.t',
      kind: 'service',
      seconds: 900,
      renewable: true,
      policies: ['default', 'ci'],
      uses: 3,
    })
  })

  it('knows a batch token, and takes what is not said for the lesser', () => {
    expect(toAuth(reply('{"auth": {"client_token": "b.t", "token_type": "batch"}}'))).toEqual({
      token: 'b.t',
      kind: 'batch',
      seconds: 0,
      renewable: false,
      policies: [],
      uses: 0,
    })
  })

  test.each([
    [
      '{"auth": {"client_token": "", "mfa_requirement": {"mfa_request_id": "x"}}}',
      'ERR_LOGIN',
      'the login requires a second factor (MFA), which a job cannot provide',
    ],
    ['{"auth": {"client_token": ""}}', 'ERR_REPLY', 'the login response contains no token'],
    ['{"auth": null, "data": {}}', 'ERR_REPLY', 'the login response contains no token'],
    ['{}', 'ERR_REPLY', 'the login response contains no token'],
  ])('%s is refused', (json, code, message) => {
    expect(failureIn(() => toAuth(reply(json)))).toMatchObject({ code, message })
  })
})
