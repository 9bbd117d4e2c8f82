import type { Failure } from '../../../src/core/failure.ts'
import type { Claims } from '../../../src/login/claims.ts'
import { explainJwt } from '../../../src/login/jwt-refusals.ts'
import { refusal } from '../../../src/vault/refusal.ts'

const claims = {
  sub: 'repo:o@1/r@2:ref:refs/heads/main',
  aud: 'https://github.com/o',
  iss: 'https://token.actions.githubusercontent.com',
  repository: 'o/r',
  repository_id: '2',
  ref: 'refs/heads/main',
  jti: 's3cr3t-jti',
}
const refused = (status: number, words: string) =>
  refusal('POST auth/jwt/login', 'auth/jwt/login', status, JSON.stringify({ errors: words === '' ? [] : [words] }))
const explain = (failure: Failure, of: Claims | undefined = claims, role: string | undefined = 'deploy') =>
  explainJwt({ failure, claims: of, mount: 'jwt', role })
const invalid = (what: string) => `error validating token: invalid ${what}`

// the exact texts of Vault 1.21 and OpenBao 2.7
test.each<[number, string, string]>([
  [400, 'could not load configuration', 'Nothing is configured at auth/jwt/config. Check `path` and `namespace`.'],
  [
    404,
    'no handler for route "auth/x/login". route entry not found.',
    'No auth method is mounted at auth/jwt. Check `path` and `namespace`.',
  ],
  [400, 'missing role', 'The mount has no default role: set the input `role`.'],
  [400, 'role "zzz" could not be found', 'There is no role "zzz" at this mount (auth/jwt). Check `role` and `path`.'],
  [
    400,
    'role with oidc role_type is not allowed',
    'auth/jwt/role/deploy has role_type=oidc, which is for logins in a browser. Set role_type=jwt.',
  ],
  [
    400,
    invalid('audience (aud) claim: audience claim does not match any expected audience'),
    'The token\'s audience is "https://github.com/o": add it to bound_audiences of auth/jwt/role/deploy, ' +
      "or send the audience that the role expects (`jwtGithubAudience` for the runner's own token).",
  ],
  [
    400,
    'audience claim found in JWT but no audiences bound to the role',
    'The role binds no audience. Set bound_audiences of auth/jwt/role/deploy to "https://github.com/o".',
  ],
  [
    400,
    invalid('issuer (iss) claim'),
    'The token\'s issuer is "https://token.actions.githubusercontent.com": bound_issuer of auth/jwt/config has to be the same.',
  ],
  [
    400,
    invalid('subject (sub) claim'),
    "The token's sub contains ids, as in all repositories created, renamed or transferred since 15 July 2026. " +
      'If bound_subject of auth/jwt/role/deploy is the form without ids, "repo:o/r:ref:refs/heads/main", ' +
      'change it to "repo:o@1/r@2:ref:refs/heads/main". ' +
      'Or remove it, and bind repository_id ("2") and ref in bound_claims: they stay the same if the repository is renamed.',
  ],
  [
    400,
    'error validating claims: claim "ref" does not match any associated bound claim values',
    'The token has ref = refs/heads/main, but bound_claims of auth/jwt/role/deploy require another value for "ref". ' +
      'If this job should be allowed to log in, add its value to the role. ' +
      'Otherwise run the job for a branch or tag that the role allows (`on:` of the workflow), or use another role (input `role`).',
  ],
  [
    400,
    'error validating claims: claim "repository" does not match any associated bound claim values',
    'The token has repository = o/r, but bound_claims of auth/jwt/role/deploy require another value for "repository". ' +
      'If this job should be allowed to log in, add its value to the role. Otherwise use another role (input `role`).',
  ],
  [
    400,
    'error validating claims: claim "sub" does not match any associated bound claim values',
    "The token's sub contains ids, as in all repositories created, renamed or transferred since 15 July 2026. " +
      'If "sub" in bound_claims of auth/jwt/role/deploy is the form without ids, "repo:o/r:ref:refs/heads/main", ' +
      'change it to "repo:o@1/r@2:ref:refs/heads/main". ' +
      'Or remove it, and bind repository_id ("2") and ref in bound_claims: they stay the same if the repository is renamed.',
  ],
  [
    400,
    'error validating token: error verifying token signature: oidc: malformed jwt: unexpected signature algorithm "HS256"',
    'The token is not a signed JWT that Vault can verify, or jwt_supported_algs of the mount does not include its algorithm. ' +
      'Check where the token comes from.',
  ],
  [
    400,
    'error validating claims: claim "environment" is missing',
    'auth/jwt/role/deploy requires an environment, but the job has none: add `environment: NAME` to the job.',
  ],
  [
    400,
    'error validating claims: claim "team" is missing',
    'bound_claims of auth/jwt/role/deploy require "team", but the token does not have this claim.',
  ],
  [
    400,
    'claim "email" not found in token',
    'user_claim of auth/jwt/role/deploy is "email", which this token lacks. For tokens of GitHub use "repository", for others "sub".',
  ],
  [
    400,
    invalid('expiration time (exp) claim: token is expired'),
    'The clocks of Vault and of the issuer differ. Check the clock of the Vault server.',
  ],
  [
    400,
    invalid('not before (nbf) claim: token not yet valid'),
    'The clocks of Vault and of the issuer differ. Check the clock of the Vault server.',
  ],
  [
    400,
    invalid('issued at (iat) claim: token issued in the future'),
    'The clocks of Vault and of the issuer differ. Check the clock of the Vault server.',
  ],
  [
    400,
    'error validating token: error verifying token signature: no known key successfully validated the token signature',
    'The keys in Vault are not those of the issuer: check jwks_url, oidc_discovery_url or jwt_validation_pubkeys of auth/jwt/config.',
  ],
  [
    400,
    'error validating token: error verifying token signature: fetching keys oidc: get keys failed: 503 Service Unavailable',
    "Vault's server cannot reach the issuer's keys: check its network, and jwks_url or oidc_discovery_url of auth/jwt/config.",
  ],
  [
    400,
    'error configuring token validator: Get "https://x": EOF',
    "Vault's server cannot reach the issuer: check its network, and oidc_discovery_url of auth/jwt/config.",
  ],
  [404, 'namespace not found', 'There is no such namespace. Check `namespace`.'],
  [404, '1 error occurred:\n\t* unsupported path\n\n', 'auth/jwt is the mount of another auth method. Check `path` and `method`.'],
  [405, '1 error occurred:\n\t* unsupported operation\n\n', 'auth/jwt is the mount of another auth method. Check `path` and `method`.'],
  [404, '', 'There is no auth method at this path. Check `url`, `path` and `namespace`.'],
  [
    403,
    'permission denied',
    "Either no auth method of this kind is mounted at auth/jwt (check `path`, `method` and `namespace`), or token_bound_cidrs of auth/jwt/role/deploy exclude this runner's address.",
  ],
  [400, 'something new', 'Compare auth/jwt/role/deploy with the claims of the token.'],
])('explains %i %s', (status, words, advice) => {
  expect(explain(refused(status, words))).toBe(advice)
})

it('shows (none) if the token does not have the refused claim', () => {
  expect(explain(refused(400, invalid('audience (aud) claim')), {})).toContain('The token\'s audience is "(none)"')
})

it('does not explain an internal error of the server with the claims', () => {
  expect(explain(refused(500, '1 error occurred:\n\t* storage is away\n\n'))).toBeUndefined()
})

it('returns nothing if there are no claims', () => {
  expect(explainJwt({ failure: refused(400, 'missing role'), claims: undefined, mount: 'jwt', role: undefined })).toBeUndefined()
})
