import { claimsOf, describeClaims, claimText } from '../../../src/login/claims.ts'
import { unsignedJwt } from '../../support/jwt.ts'
import { failureIn } from '../../support/rejection.ts'

it('reads the claims of a token', () => {
  expect(claimsOf(unsignedJwt({ sub: 'repo:o/r:ref:refs/heads/main', n: 1 }))).toEqual({ sub: 'repo:o/r:ref:refs/heads/main', n: 1 })
})

test.each(['', 's3cr3t', 'a.s3cr3t.c', 'eyJhbGciOiJub25lIn0.W10.s3cr3t'])('refuses the invalid token %j without quoting it', (text) => {
  const failure = failureIn(() => claimsOf(text))
  expect(failure).toMatchObject({ code: 'ERR_IDENTITY', message: 'the OIDC endpoint returned an invalid JWT' })
  expect(`${failure.message}${failure.hint ?? ''}`).not.toContain('s3cr3t')
})

it('describes only the claims that roles usually bind, in a fixed order', () => {
  expect(
    describeClaims({
      event_name: 'push',
      aud: ['a', 'b'],
      sub: 's',
      jti: 'j',
      actor: 'x',
      repository_id: '42',
      environment: undefined,
    }),
  ).toEqual(['sub = s', 'aud = a, b', 'repository_id = 42', 'event_name = push'])
})

test.each([
  ['a', 'a'],
  [1, '1'],
  [true, 'true'],
  [['a', 2], 'a, 2'],
  [{ a: 1 }, '{"a":1}'],
  [null, 'null'],
  [undefined, '(none)'],
])('formats the claim %j as %s', (value, text) => {
  expect(claimText(value)).toBe(text)
})
