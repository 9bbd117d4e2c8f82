import { textOf } from './claims.ts'
import { clockAdvice } from './clock.ts'
import { adviceFrom, placeOf, type Explanation, type Refusal } from './refusal.ts'

const explanations: readonly Explanation[] = [
  [
    /role "(.*?)" could not be found/,
    ({ mount }, [, role = '']) => `There is no role "${role}" at this mount (auth/${mount}). Check \`role\` and \`path\`.`,
  ],
  [/missing role$/, () => 'The mount has no default role: give the input `role`.'],
  [/could not load configuration/, ({ mount }) => `Nothing is configured at auth/${mount}/config. Check \`path\` and \`namespace\`.`],
  [/oidc role_type/, (refusal) => `${placeOf(refusal)} is of type oidc, which is for browsers. It needs role_type=jwt.`],
  [
    /audience claim found in JWT but no audiences bound/,
    (refusal) => `The role binds no audience. Set bound_audiences of ${placeOf(refusal)} to "${claim(refusal, 'aud')}".`,
  ],
  [
    /invalid audience/,
    (refusal) =>
      `The token's audience is "${claim(refusal, 'aud')}": add it to bound_audiences of ${placeOf(refusal)}, or send the audience that the role expects (\`jwtGithubAudience\` for the runner's own token).`,
  ],
  [
    /invalid issuer/,
    (refusal) => `The token's issuer is "${claim(refusal, 'iss')}": bound_issuer of auth/${refusal.mount}/config has to be the same.`,
  ],
  [/invalid subject/, (refusal) => subjectAdvice(refusal, 'bound_subject')],
  [/claim "sub" does not match/, (refusal) => subjectAdvice(refusal, '"sub" in bound_claims')],
  [/claim "(.*?)" does not match/, otherValue],
  [/claim "(.*?)" is missing/, missingClaim],
  [
    /claim "(.*?)" not found in token/,
    (refusal, [, name = '']) =>
      `user_claim of ${placeOf(refusal)} is "${name}", which this token lacks. For tokens of GitHub use "repository", for others "sub".`,
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
      'What was sent is no signed JWT that Vault knows how to check, or its signature is of a kind that jwt_supported_algs of the mount leaves out: check where the token comes from.',
  ],
  [
    /verifying token signature/,
    ({ mount }) =>
      `Vault trusts other keys than the issuer's: check jwks_url, oidc_discovery_url or jwt_validation_pubkeys of auth/${mount}/config.`,
  ],
  [
    /configuring token validator/,
    ({ mount }) => `Vault's server cannot reach the issuer: check its network, and oidc_discovery_url of auth/${mount}/config.`,
  ],
]

/** Says what a refused JWT login means, with the claim that Vault complained of. */
export function explainJwt(refusal: Refusal): string | undefined {
  if (refusal.failure.status === undefined || !refusal.claims) return undefined
  const advice = adviceFrom(explanations, refusal)
  // an internal error of the server says nothing about the claims
  if (advice !== undefined || refusal.failure.status >= 500) return advice
  return `Compare ${placeOf(refusal)} with what the token says.`
}

const claim = ({ claims }: Refusal, name: string): string => textOf(claims?.[name])

/** The form that GitHub gives to `sub` in repositories made, renamed or moved since 15 July 2026, and what it had before. */
const withIds = /^repo:([^/:@]+)@\d+\/([^/:@]+)@\d+:/

function subjectAdvice(refusal: Refusal, field: string): string {
  const sub = claim(refusal, 'sub')
  const place = `${field} of ${placeOf(refusal)}`
  if (!withIds.test(sub)) return `The token's sub is "${sub}": set ${place} to it, if this job should get in.`
  return [
    `The token's sub carries ids, as in all repositories made, renamed or transferred since 15 July 2026. If ${place}`,
    `is the form without, "${sub.replace(withIds, 'repo:$1/$2:')}", change it to "${sub}";`,
    `or take it away and bind repository_id ("${claim(refusal, 'repository_id')}") and ref in bound_claims, which stay when a repository is renamed.`,
  ].join(' ')
}

/** What of a claim's value the workflow decides, and where. */
const inWorkflow: Readonly<Record<string, string>> = {
  environment: 'give the job the environment that the role names (`environment:` of the job)',
  ref: 'run the job for a branch or tag that the role names (`on:` of the workflow)',
  event_name: 'run the workflow on an event that the role names (`on:` of the workflow)',
  job_workflow_ref: 'call the workflow, at the ref, that the role names (`uses:` of the job)',
}

function otherValue(refusal: Refusal, [, name = '']: RegExpExecArray): string {
  const workflow = Object.hasOwn(inWorkflow, name) ? `${inWorkflow[name] ?? ''}, or ` : ''
  return (
    `The token says ${name} = ${claim(refusal, name)}, and bound_claims of ${placeOf(refusal)} want another value for "${name}". ` +
    `If this job should get in, add its value there; else ${workflow}use the role that is meant for it (\`role\`).`
  )
}

function missingClaim(refusal: Refusal, [, name = '']: RegExpExecArray): string {
  return name === 'environment'
    ? `${placeOf(refusal)} is bound to an environment, and the job runs in none: add \`environment: NAME\` to the job.`
    : `bound_claims of ${placeOf(refusal)} want "${name}", which this token lacks.`
}
