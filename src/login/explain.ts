import type { Failure } from '../failure.ts'
import { describeClaims, textOf, type Claims } from './claims.ts'

/** A refusal's text as Vault 1.21 and OpenBao 2.7 send it (vault-plugin-auth-jwt, hashicorp/cap), and what to change. */
type Explanation = readonly [text: RegExp, advice: (claims: Claims, match: RegExpExecArray) => string]

const explanations: readonly Explanation[] = [
  [/role "(.*?)" could not be found/, (_, [, role = '']) => `There is no role "${role}" at this mount. Check \`role\` and \`path\`.`],
  [/missing role/, () => 'The mount has no default role: give the input `role`.'],
  [/could not load configuration|no handler for route/, () => 'Nothing is configured at this mount. Check `path` and `namespace`.'],
  [/namespace not found/, () => 'There is no such namespace. Check `namespace`.'],
  [/unsupported (path|operation)/, () => 'The auth method at this mount is not for JWTs. Check `path`.'],
  [/oidc role_type/, () => 'The role is of type oidc, which is for browsers. It needs role_type=jwt.'],
  [
    /audience claim found in JWT but no audiences bound/,
    (c) => `The role binds no audience. Set its bound_audiences to "${textOf(c['aud'])}".`,
  ],
  [
    /invalid audience/,
    (c) =>
      `The token's audience is "${textOf(c['aud'])}": add it to the role's bound_audiences, or set \`jwtGithubAudience\` to what the role expects.`,
  ],
  [/invalid issuer/, (c) => `The token's issuer is "${textOf(c['iss'])}": the mount's bound_issuer has to be the same.`],
  [/invalid subject/, (c) => `The role's bound_subject is not "${textOf(c['sub'])}". Repositories made since July 2026 carry ids in sub.`],
  [
    /claim "(.*?)" does not match/,
    (c, [, name = '']) =>
      `The token says ${name} = ${textOf(c[name])}: the role's bound_claims want another value. Is this the right role?`,
  ],
  [/claim "(.*?)" is missing/, (_, [, name = '']) => missingClaim(name)],
  [
    /claim "(.*?)" not found in token/,
    (_, [, name = '']) => `The role's user_claim is "${name}", which GitHub's tokens lack. Use "repository".`,
  ],
  [
    /token is expired|token not yet valid|issued in the future/,
    () => 'The clocks of Vault and of the issuer differ: check the time on the server.',
  ],
  [/fetching keys/, () => "Vault cannot reach the issuer's keys: check its network, and jwks_url or oidc_discovery_url of the mount."],
  [/verifying token signature/, () => "Vault trusts other keys than the issuer's: check jwks_url or oidc_discovery_url of the mount."],
  [/configuring token validator/, () => 'Vault cannot reach the issuer: check oidc_discovery_url of the mount.'],
]

/** What a refused JWT login means, and what the token says of the job, unverified. */
export function explainJwt(refusal: Failure, claims: Claims | undefined): string | undefined {
  if (refusal.status === undefined || !claims) return undefined
  return [adviceFor(refusal, claims), 'The token says (unverified):', ...describeClaims(claims).map((line) => `  ${line}`)].join('\n')
}

function adviceFor(refusal: Failure, claims: Claims): string {
  for (const [text, advice] of explanations) {
    const match = text.exec(refusal.words)
    if (match) return advice(claims, match)
  }
  if (refusal.status === 404) return 'No auth method answers there. Check `url`, `path` and `namespace`.'
  return refusal.status === 403
    ? "Either no auth method is mounted there (check `path` and `namespace`), or the role's token_bound_cidrs exclude this runner."
    : 'Compare the role with what the token says.'
}

function missingClaim(name: string): string {
  return name === 'environment'
    ? 'The role is bound to an environment: add `environment: NAME` to the job.'
    : `The role is bound to "${name}", which this token lacks.`
}
