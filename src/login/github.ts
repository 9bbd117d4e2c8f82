import type { LoginMethod } from './method.ts'
import { adviceFrom, type Explanation } from './refusals.ts'

/** Logs in with a personal access token of GitHub. Source: Vault's API page "auth/github". */
export const github: LoginMethod = {
  name: 'github',
  mount: 'github',
  read(inputs) {
    const token = inputs.required('githubToken', '${{ secrets.VAULT_GITHUB_TOKEN }}')
    return { as: 'the owner of `githubToken`', supply: () => Promise.resolve({ body: { token } }) }
  },
  explain: (refusal) => adviceFrom(explanations, refusal),
}

const explanations: readonly Explanation[] = [
  [
    /401|bad credentials/i,
    () =>
      'GitHub rejects `githubToken`: it has expired or was revoked. The GITHUB_TOKEN of a job does not work either: it belongs to no user and cannot read organisations.',
  ],
  [
    /user is not part of required org/,
    ({ mount }) =>
      `The owner of \`githubToken\` is not a member of the organisation in auth/${mount}/config, or the token lacks the scope read:org.`,
  ],
  [
    /organization\S* .*not found|\/orgs\/\S+ 404|unable to (find|fetch)/i,
    ({ mount }) => `Check organization of auth/${mount}/config, and the scope read:org of \`githubToken\`.`,
  ],
  [
    /rate limit/i,
    () => 'GitHub has reached its rate limit for the owner of `githubToken`. Run the job again later, or use a token of another user.',
  ],
  [
    /: 403 /,
    () =>
      'GitHub denies the request. Add the scope read:org to `githubToken`, and authorise it for the organisation if that uses single sign-on.',
  ],
  [
    /dial tcp|no such host|i\/o timeout|connection refused|TLS handshake|x509|deadline exceeded/,
    ({ mount }) => `Vault's server cannot reach GitHub: check its network, and base_url of auth/${mount}/config.`,
  ],
  [/configuration has not been set/, ({ mount }) => `Nothing is configured at auth/${mount}/config. Check \`path\` and \`namespace\`.`],
]
