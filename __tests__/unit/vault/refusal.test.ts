import fc from 'fast-check'
import { refusal, wordsOf } from '../../../src/vault/refusal.ts'
import { clean } from '../../../src/core/clean.ts'

const errors = (...lines: string[]) => JSON.stringify({ errors: lines })

describe('wordsOf', () => {
  test.each([
    [errors('permission denied'), 'permission denied'],
    [errors('a', 'b'), 'a; b'],
    [errors(), ''],
    ['{"errors": ["a"], "warnings": ["w"]}', 'a; w'],
    ['{"data": null, "warnings": ["w"]}', 'w'],
    ['{"errors": "text"}', ''],
    ['{"errors": [1, {"a": 1}, "b"]}', 'b'],
    ['{"message": "x"}', ''],
    ['["errors"]', ''],
    ['<html>secret</html>', ''],
    ['', ''],
    [errors('1 error occurred:\n\t* permission denied\n\n'), '1 error occurred: * permission denied'],
  ])('returns for %j the words %j', (body, words) => {
    expect(wordsOf(body)).toBe(words)
  })
})

describe('clean', () => {
  test.each([
    ['  a  ', 'a'],
    ['a\r\n::add-mask::x', 'a ::add-mask::x'],
    ['\u001b[31mred\u009b', '[31mred'],
    ['x'.repeat(500), 'x'.repeat(500)],
    ['x'.repeat(501), `${'x'.repeat(500)}…`],
  ])('%j becomes %j', (text, expected) => {
    expect(clean(text)).toBe(expected)
  })

  it('removes control characters and truncates to 501 characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 2_000 }), (text) => {
        expect(clean(text)).not.toMatch(/\p{Cc}/u)
        expect(clean(text).length).toBeLessThanOrEqual(501)
      }),
    )
  })
})

describe('refusal', () => {
  const of = (status: number, body: string, path = 'secret/app', retryAfter?: string) =>
    refusal(`GET ${path}`, path, status, body, (name) => (name === 'retry-after' ? retryAfter : undefined))

  test.each([
    [301, 'ERR_REFUSED'],
    [400, 'ERR_REFUSED'],
    [403, 'ERR_DENIED'],
    [404, 'ERR_NOT_FOUND'],
    [405, 'ERR_REFUSED'],
    [412, 'ERR_UNAVAILABLE'],
    [413, 'ERR_REFUSED'],
    [429, 'ERR_UNAVAILABLE'],
    [500, 'ERR_UNAVAILABLE'],
    [501, 'ERR_REFUSED'],
    [502, 'ERR_UNAVAILABLE'],
    [503, 'ERR_UNAVAILABLE'],
    [504, 'ERR_UNAVAILABLE'],
  ])('status %i is %s', (status, code) => {
    expect(of(status, errors('why'))).toMatchObject({ code, status, words: 'why', message: `GET secret/app: ${status} why` })
  })

  test.each([
    [404, errors(), 'GET secret/app: 404 nothing is stored there'],
    [403, errors('1 error occurred:\n\t* permission denied\n\n'), 'GET secret/app: 403 permission denied'],
    [
      403,
      errors('2 errors occurred:\n\t* permission denied\n\t* invalid token\n\n'),
      'GET secret/app: 403 permission denied; invalid token',
    ],
    [400, errors('1 error occurred:\n\t* a * b\n\n'), 'GET secret/app: 400 a * b'],
    [500, '<html>secret</html>', 'GET secret/app: 500'],
  ])('status %i %j has the message %j', (status, body, message) => {
    expect(of(status, body).message).toBe(message)
  })

  test.each<[number, string, string, RegExp | undefined]>([
    [404, 'Invalid path for a versioned K/V secrets engine. See the API docs', 'kv/app/x', /KV version 2.*kv\/data\/app\/x/],
    [404, 'Invalid path for a versioned K/V secrets engine. See the API docs', 'kv/data/x', /KV version 2.*kv\/data\/x/],
    [500, '"x" is not an allowed role', 'db/creds/x', /allowed_roles/],
    [400, 'unknown role: x', 'db/creds/x', /last part of db\/creds\/x .* vault list db\/roles$/],
    [400, 'unknown role: x', 'team/db/static-creds/x', /last part of team\/db\/static-creds\/x .* vault list team\/db\/static-roles$/],
    [400, 'Unknown role: x', 'ssh/sign/x', /vault list ssh\/roles$/],
    [400, 'Role "x" not found', 'aws/sts/x?ttl=1h', /last part of aws\/sts\/x .* vault list aws\/roles$/],
    [404, 'namespace not found', 'secret/app', /`namespace`/],
    [
      404,
      'no handler for route "secret/app". route entry not found.',
      'team/secret/app',
      /mounted at this path: check the path, any namespace/,
    ],
    [503, 'Vault is sealed', 'secret/app', /unseal/],
    [500, 'local node not active but active cluster node not found', 'secret/app', /^This cluster has no leader/],
    [403, '1 error occurred: * permission denied', 'secret/app', /path "secret\/app" \{ capabilities = \["read"\] \}.*secret\/data\/app/],
    // policies match the path without its query
    [403, 'permission denied', 'secret/data/app?version=2', /path "secret\/data\/app" \{/],
    [404, '', 'secret/app', /data\/ after the mount/],
    [404, '', 'secret/data/app?version=0', /^Check the path/],
    [404, '', 'secret/data/app?version=7', /^Either this path has no secret, or the secret does not have this version/],
    // an invalid token, in the words of OpenBao and of Vault
    [403, 'permission denied', 'secret/data/app', /^The server does not accept the token.* If none of these applies: A policy/],
    [
      403,
      '2 errors occurred:\n\t* permission denied\n\t* invalid token\n\n',
      'secret/data/app',
      /^The server does not accept the token.* If none of these applies: A policy/,
    ],
    [400, 'anything', 'secret/app', undefined],
    [500, 'anything', 'secret/app', undefined],
  ])('hint for status %i %j at %s', (status, words, path, hint) => {
    const failure = of(status, errors(words), path)
    if (hint) expect(failure.hint).toMatch(hint)
    else expect(failure.hint).toBeUndefined()
  })

  // a path is suggested only if it can belong to a KV engine and does not have the form of version 2 yet
  test.each<[string, string, string | undefined]>([
    ['secret/app', 'secret/app', 'secret/data/app'],
    ['secret/team/app', 'secret/team/app', 'secret/data/team/app, or secret/team/data/app if the mount is secret/team'],
    ['team/secret/ci/app', 'team/secret/ci/app', 'team/data/secret/ci/app, or team/secret/data/ci/app if the mount is team/secret'],
    ['team/secret/data/app', 'team/secret/data/app', undefined],
    ['team/database/creds/app', 'team/database/creds/app', undefined],
    ['a/b/aws/sts/app?ttl=1h', 'a/b/aws/sts/app', undefined],
    ['secret/app?version=2', 'secret/app', 'secret/data/app'],
    ['secret/database', 'secret/database', 'secret/data/database'],
    ['secret/data/app', 'secret/data/app', undefined],
    ['secret/data/app?version=2', 'secret/data/app', undefined],
    ['secret/metadata/app', 'secret/metadata/app', undefined],
    ['secret', 'secret', undefined],
    ['db/creds/ci', 'db/creds/ci', undefined],
    ['db/static-creds/ci', 'db/static-creds/ci', undefined],
    ['aws/creds/ci', 'aws/creds/ci', undefined],
    ['aws/sts/ci?ttl=1h', 'aws/sts/ci', undefined],
    ['pki/issue/web', 'pki/issue/web', undefined],
    ['transit/sign/key', 'transit/sign/key', undefined],
    ['kubernetes/roles/x', 'kubernetes/roles/x', undefined],
    ['github/token', 'github/token', undefined],
  ])('a 403 at %s suggests a policy for %s, and for KV version 2 the path %p', (path, policy, kv2) => {
    const advice = kv2 === undefined ? '' : ` If the mount is KV version 2, write ${kv2}.`
    expect(of(403, errors('1 error occurred:\n\t* permission denied\n\n'), path).hint).toBe(
      `A policy of the token must allow: path "${policy}" { capabilities = ["read"] }.${advice}`,
    )
  })

  test.each([
    ['kv/app', 'kv/data/app'],
    ['kv/app/x?version=2', 'kv/data/app/x, or kv/app/data/x if the mount is kv/app'],
    ['team/secret/ci/app', 'team/data/secret/ci/app, or team/secret/data/ci/app if the mount is team/secret'],
    ['secret/app/data', 'secret/data/app/data, or secret/app/data/data if the mount is secret/app'],
    ['kv/data', 'kv/data'],
  ])('the error of a KV version 2 engine for %s suggests %s', (path, kv2) => {
    expect(of(404, errors('Invalid path for a versioned K/V secrets engine'), path).hint).toBe(`The mount is KV version 2: write ${kv2}.`)
  })

  test.each([
    ['2', 2],
    ['0', 0],
    ['1.5', 1.5],
    [undefined, undefined],
    ['-1', undefined],
    ['Infinity', undefined],
    ['Wed, 21 Oct 2026 07:28:00 GMT', undefined],
  ])('Retry-After: %p is %p s', (header, seconds) => {
    expect(of(429, errors(), 'x', header).retryAfter).toBe(seconds)
  })

  it.each(['"x" is not an allowed role', 'ERROR: permission denied (SQLSTATE 42501)', 'JSON string value exceeds allowed length'])(
    'a 500 with a refusal by an engine (%s) is ERR_REFUSED',
    (words) => {
      expect(of(500, errors(words)).code).toBe('ERR_REFUSED')
      expect(of(500, errors('failed to connect')).code).toBe('ERR_UNAVAILABLE')
    },
  )

  it.each([
    '1 error occurred:\n\t* GET https://api.github.com/user: 401 Bad credentials []\n\n',
    '1 error occurred:\n\t* GET https://api.github.com/orgs/octo: 404 Not Found []\n\n',
    '1 error occurred:\n\t* user is not part of required org\n\n',
    '1 error occurred:\n\t* configuration has not been set\n\n',
    '1 error occurred:\n\t* could not load backend configuration\n\n',
    '1 error occurred:\n\t* tls connection not found\n\n',
    '1 error occurred:\n\t* missing role_id\n\n',
    'failed to verify subset relationship between CIDR blocks on the role ["a"] and CIDR blocks on the secret ID ["b"]',
  ])('a 500 with a refusal by an auth method (%j) is ERR_REFUSED', (words) => {
    expect(of(500, errors(words)).code).toBe('ERR_REFUSED')
  })

  it('a plain HTTP request to a TLS listener has a hint', () => {
    expect(of(400, 'Client sent an HTTP request to an HTTPS server.\n')).toMatchObject({ hint: 'Write `url` with https://.' })
  })
})
