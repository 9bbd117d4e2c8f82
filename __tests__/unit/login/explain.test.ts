import { explainJwt } from '../../../src/login/explain.ts'
import { refusal } from '../../../src/vault/errors.ts'

const claims = {
  sub: 'repo:o@1/r@2:ref:refs/heads/main',
  aud: 'https://github.com/o',
  iss: 'https://token.actions.githubusercontent.com',
  repository: 'o/r',
  ref: 'refs/heads/main',
  jti: 's3cr3t-jti',
}
const refused = (status: number, words: string) =>
  refusal('POST auth/jwt/login', 'auth/jwt/login', status, JSON.stringify({ errors: words === '' ? [] : [words] }))
const invalid = (what: string) => `error validating token: invalid ${what}`

// what Vault 1.21 and OpenBao 2.7 answer to a login, word for word
test.each<[number, string, string]>([
  [400, 'could not load configuration', 'Nothing is configured at this mount. Check `path` and `namespace`.'],
  [
    404,
    'no handler for route "auth/x/login". route entry not found.',
    'Nothing is configured at this mount. Check `path` and `namespace`.',
  ],
  [400, 'missing role', 'The mount has no default role: give the input `role`.'],
  [400, 'role "zzz" could not be found', 'There is no role "zzz" at this mount. Check `role` and `path`.'],
  [400, 'role with oidc role_type is not allowed', 'The role is of type oidc, which is for browsers. It needs role_type=jwt.'],
  [
    400,
    invalid('audience (aud) claim: audience claim does not match any expected audience'),
    'The token\'s audience is "https://github.com/o": add it to the role\'s bound_audiences, ' +
      'or set `jwtGithubAudience` to what the role expects.',
  ],
  [
    400,
    'audience claim found in JWT but no audiences bound to the role',
    'The role binds no audience. Set its bound_audiences to "https://github.com/o".',
  ],
  [
    400,
    invalid('issuer (iss) claim'),
    'The token\'s issuer is "https://token.actions.githubusercontent.com": the mount\'s bound_issuer has to be the same.',
  ],
  [
    400,
    invalid('subject (sub) claim'),
    'The role\'s bound_subject is not "repo:o@1/r@2:ref:refs/heads/main". Repositories made since July 2026 carry ids in sub.',
  ],
  [
    400,
    'error validating claims: claim "ref" does not match any associated bound claim values',
    "The token says ref = refs/heads/main: the role's bound_claims want another value. Is this the right role?",
  ],
  [
    400,
    'error validating claims: claim "environment" is missing',
    'The role is bound to an environment: add `environment: NAME` to the job.',
  ],
  [400, 'error validating claims: claim "team" is missing', 'The role is bound to "team", which this token lacks.'],
  [400, 'claim "email" not found in token', 'The role\'s user_claim is "email", which GitHub\'s tokens lack. Use "repository".'],
  [
    400,
    invalid('expiration time (exp) claim: token is expired'),
    'The clocks of Vault and of the issuer differ: check the time on the server.',
  ],
  [
    400,
    invalid('not before (nbf) claim: token not yet valid'),
    'The clocks of Vault and of the issuer differ: check the time on the server.',
  ],
  [
    400,
    invalid('issued at (iat) claim: token issued in the future'),
    'The clocks of Vault and of the issuer differ: check the time on the server.',
  ],
  [
    400,
    'error validating token: error verifying token signature: no known key successfully validated the token signature',
    "Vault trusts other keys than the issuer's: check jwks_url or oidc_discovery_url of the mount.",
  ],
  [
    400,
    'error validating token: error verifying token signature: fetching keys oidc: get keys failed: 503 Service Unavailable',
    "Vault cannot reach the issuer's keys: check its network, and jwks_url or oidc_discovery_url of the mount.",
  ],
  [400, 'error configuring token validator: Get "https://x": EOF', 'Vault cannot reach the issuer: check oidc_discovery_url of the mount.'],
  [404, 'namespace not found', 'There is no such namespace. Check `namespace`.'],
  [404, '1 error occurred:\n\t* unsupported path\n\n', 'The auth method at this mount is not for JWTs. Check `path`.'],
  [405, '1 error occurred:\n\t* unsupported operation\n\n', 'The auth method at this mount is not for JWTs. Check `path`.'],
  [404, '', 'No auth method answers there. Check `url`, `path` and `namespace`.'],
  [
    403,
    'permission denied',
    "Either no auth method is mounted there (check `path` and `namespace`), or the role's token_bound_cidrs exclude this runner.",
  ],
  [400, 'something new', 'Compare the role with what the token says.'],
])('%i %s', (status, words, advice) => {
  expect(explainJwt(refused(status, words), claims)).toBe(
    [
      advice,
      'The token says (unverified):',
      '  sub = repo:o@1/r@2:ref:refs/heads/main',
      '  aud = https://github.com/o',
      '  iss = https://token.actions.githubusercontent.com',
      '  repository = o/r',
      '  ref = refs/heads/main',
    ].join('\n'),
  )
})

it('says so where the token lacks what was refused', () => {
  expect(explainJwt(refused(400, invalid('audience (aud) claim')), {})).toContain('The token\'s audience is "(none)"')
})

it('is silent where Vault said nothing, or no token was at hand', () => {
  expect(explainJwt(refused(400, 'missing role'), undefined)).toBeUndefined()
})
