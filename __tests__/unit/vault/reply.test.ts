import fc from 'fast-check'
import { parseReply, toAuth, toSecret } from '../../../src/vault/reply.ts'
import { parseJson, toText, type JsonObject } from '../../../src/core/json.ts'
import { failureIn } from '../../support/rejection.ts'

const reply = (json: string) => parseJson(json) as JsonObject

describe('parseReply', () => {
  it('returns an empty object for a 204', () => {
    expect(parseReply('', 'GET x')).toEqual({})
  })

  test.each(['<html>s3cr3t</html>', '"s3cr3t"', '["s3cr3t"]', 'null', '12345678901234567890', ' '])(
    'rejects %j without quoting it',
    (body) => {
      const failure = failureIn(() => parseReply(body, 'GET secret/a'))
      expect(failure).toMatchObject({ code: 'ERR_REPLY', message: 'GET secret/a: the response is not from Vault (not a JSON object)' })
      expect(failure.hint).toContain('`url`')
      expect(JSON.stringify(failure) + String(failure.cause)).not.toContain('s3cr3t')
    },
  )

  it('distinguishes a truncated response from one that is not from Vault', () => {
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
    ['KV version 1 with keys similar to version 2', '{"data": {"data": {"a": 1}, "metadata": {}}}', '{"data":{"a":1},"metadata":{}}'],
    ['KV version 1 with a key data', '{"data": {"data": "x", "metadata": {"version": 1}}}', '{"data":"x","metadata":{"version":1}}'],
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
    // other kinds of secrets, and stored ones
    ['no token at all', lease, '{"access_key":"A","secret_key":"S"}', [undefined, undefined]],
    ['a database', lease, '{"username":"U","session_token":null}', [undefined, null]],
    ['KV version 1', '', '{"access_key":"A","secret_key":"S","security_token":null}', [null, undefined]],
    ['a token that is not a string', lease, '{"access_key":"A","secret_key":"S","security_token":7}', [7, undefined]],
  ])('AWS credentials (%s) have the session token under both names', (_, head, data, tokens) => {
    const { values } = toSecret(reply(`{${head}"data": ${data}}`))
    expect([values['security_token'], values['session_token']]).toEqual(tokens)
  })

  it('does not change a KV version 2 secret', () => {
    const stored = '{"access_key":"A","secret_key":"S","security_token":null}'
    expect(toText(toSecret(reply(`{${lease}"data":{"data":${stored},"metadata":{"version":1}}}`)).values)).toBe(stored)
  })

  it('keeps every value of a stored secret', () => {
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
  ])('reads the lease of %s', (json, lease) => {
    expect(toSecret(reply(json)).lease).toEqual(lease)
  })

  test.each([
    ['{"access_key": "A", "secret_key": "S", "session_token": null, "security_token": null}', false],
    ['{"access_key": "A", "secret_key": "S"}', false],
    ['{"access_key": "A", "secret_key": "S", "session_token": ""}', false],
    ['{"access_key": "A", "secret_key": "S", "session_token": "T"}', true],
    ['{"access_key": "A", "secret_key": "S", "security_token": "T"}', true],
    ['{"session_token": "T"}', false],
  ])('AWS credentials %s, STS: %j', (data, sts) => {
    expect(toSecret(reply(`{"data": ${data}}`)).sts).toBe(sts)
  })

  test.each([
    ['{"auth": null}', undefined],
    ['{"auth": {"client_token": "t"}}', { accessor: '', seconds: 0, orphan: false }],
    ['{"auth": {"accessor": "a", "lease_duration": 60, "orphan": true}}', { accessor: 'a', seconds: 60, orphan: true }],
    ['{}', undefined],
  ])('%s contains the token %j', (json, expected) => {
    expect(toSecret(reply(json)).token).toEqual(expected)
  })
})

describe('toAuth', () => {
  it('reads all fields of a login', () => {
    const auth = {
      client_token: 'hvs.t',
      accessor: 'acc',
      policies: ['default', 'ci', 1],
      lease_duration: 900,
      renewable: true,
      token_type: 'service',
      num_uses: 3,
    }
    expect(toAuth({ request_id: 'req', auth })).toEqual({
      token: 'hvs.t',
      kind: 'service',
      seconds: 900,
      renewable: true,
      policies: ['default', 'ci'],
      uses: 3,
      accessor: 'acc',
      requestId: 'req',
    })
  })

  it('recognises a batch token, and uses the safe default for missing fields', () => {
    expect(toAuth(reply('{"auth": {"client_token": "b.t", "token_type": "batch"}}'))).toEqual({
      token: 'b.t',
      kind: 'batch',
      seconds: 0,
      renewable: false,
      policies: [],
      uses: 0,
      accessor: '',
      requestId: '',
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
  ])('rejects %s', (json, code, message) => {
    expect(failureIn(() => toAuth(reply(json)))).toMatchObject({ code, message })
  })
})
