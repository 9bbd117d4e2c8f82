import { claimText } from './claims.ts'
import { clockAdvice } from './token-times.ts'
import { adviceFrom, rolePath, type Explanation, type LoginRefusal } from './refusals.ts'

const explanations: readonly Explanation[] = [
  [
    /role "(.*?)" could not be found/,
    ({ mount }, [, role = '']) => `There is no role "${role}" at this mount (auth/${mount}). Check \`role\` and \`path\`.`,
  ],
  [/missing role$/, () => 'The mount has no default role: set the input `role`.'],
  [/could not load configuration/, ({ mount }) => `Nothing is configured at auth/${mount}/config. Check \`path\` and \`namespace\`.`],
  [/oidc role_type/, (refusal) => `${rolePath(refusal)} has role_type=oidc, which is for logins in a browser. Set role_type=jwt.`],
  [
    /audience claim found in JWT but no audiences bound/,
    (refusal) => `The role binds no audience. Set bound_audiences of ${rolePath(refusal)} to "${claim(refusal, 'aud')}".`,
  ],
  [
    /invalid audience/,
    (refusal) =>
      `The token's audience is "${claim(refusal, 'aud')}": add it to bound_audiences of ${rolePath(refusal)}, or send the audience that the role expects (\`jwtGithubAudience\` for the runner's own token).`,
  ],
  [
    /invalid issuer/,
    (refusal) => `The token's issuer is "${claim(refusal, 'iss')}": bound_issuer of auth/${refusal.mount}/config has to be the same.`,
  ],
  [/invalid subject/, (refusal) => subjectAdvice(refusal, 'bound_subject')],
  [/claim "sub" does not match/, (refusal) => subjectAdvice(refusal, '"sub" in bound_claims')],
  [/claim "(.*?)" does not match/, explainMismatch],
  [/claim "(.*?)" is missing/, explainMissingClaim],
  [
    /claim "(.*?)" not found in token/,
    (refusal, [, name = '']) =>
      `user_claim of ${rolePath(refusal)} is "${name}", which this token lacks. For tokens of GitHub use "repository", for others "sub".`,
  ],
  [/token is expired|token not yet valid|issued in the future/, clockAdvice],
  [
    /fetching keys/,
    ({ mount }) =>
      `Vault's server cannot reach the issuer's keys: check its network, and jwks_url or oidc_discovery_url of auth/${mount}/config.`,
  ],
  [
    /malformed jwt/,
    () =>
      'The token is not a signed JWT that Vault can verify, or jwt_supported_algs of the mount does not include its algorithm. Check where the token comes from.',
  ],
  [
    /verifying token signature/,
    ({ mount }) =>
      `The keys in Vault are not those of the issuer: check jwks_url, oidc_discovery_url or jwt_validation_pubkeys of auth/${mount}/config.`,
  ],
  [
    /configuring token validator/,
    ({ mount }) => `Vault's server cannot reach the issuer: check its network, and oidc_discovery_url of auth/${mount}/config.`,
  ],
]

/** Explains a refused JWT login, with the value of the claim that Vault rejected. */
export function explainJwt(refusal: LoginRefusal): string | undefined {
  if (refusal.failure.status === undefined || !refusal.claims) return undefined
  const advice = adviceFrom(explanations, refusal)
  // an internal error of the server is unrelated to the claims
  if (advice !== undefined || refusal.failure.status >= 500) return advice
  return `Compare ${rolePath(refusal)} with the claims of the token.`
}

const claim = ({ claims }: LoginRefusal, name: string): string => claimText(claims?.[name])

/** Matches the prefix of `sub` with ids, which GitHub uses in repositories created, renamed or transferred since 15 July 2026. */
const withIds = /^repo:([^/:@]+)@\d+\/([^/:@]+)@\d+:/

function subjectAdvice(refusal: LoginRefusal, field: string): string {
  const sub = claim(refusal, 'sub')
  const place = `${field} of ${rolePath(refusal)}`
  if (!withIds.test(sub)) return `The token's sub is "${sub}": set ${place} to this value if this job should be allowed to log in.`
  return [
    `The token's sub contains ids, as in all repositories created, renamed or transferred since 15 July 2026. If ${place}`,
    `is the form without ids, "${sub.replace(withIds, 'repo:$1/$2:')}", change it to "${sub}".`,
    `Or remove it, and bind repository_id ("${claim(refusal, 'repository_id')}") and ref in bound_claims: they stay the same if the repository is renamed.`,
  ].join(' ')
}

/** How to change claims that the workflow determines. */
const workflowChanges: Readonly<Record<string, string>> = {
  environment: 'set the environment that the role requires (`environment:` of the job)',
  ref: 'run the job for a branch or tag that the role allows (`on:` of the workflow)',
  event_name: 'run the workflow on an event that the role allows (`on:` of the workflow)',
  job_workflow_ref: 'call the workflow, with the ref, that the role allows (`uses:` of the job)',
}

function explainMismatch(refusal: LoginRefusal, [, name = '']: RegExpExecArray): string {
  const change = Object.hasOwn(workflowChanges, name) ? `${workflowChanges[name] ?? ''}, or ` : ''
  return (
    `The token has ${name} = ${claim(refusal, name)}, but bound_claims of ${rolePath(refusal)} require another value for "${name}". ` +
    `If this job should be allowed to log in, add its value to the role. Otherwise ${change}use another role (input \`role\`).`
  )
}

function explainMissingClaim(refusal: LoginRefusal, [, name = '']: RegExpExecArray): string {
  return name === 'environment'
    ? `${rolePath(refusal)} requires an environment, but the job has none: add \`environment: NAME\` to the job.`
    : `bound_claims of ${rolePath(refusal)} require "${name}", but the token does not have this claim.`
}
