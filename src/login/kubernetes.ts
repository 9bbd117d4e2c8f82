import { readFileSync } from 'node:fs'
import type { LoginMethod } from './method.ts'
import { adviceFrom, rolePath, type Explanation } from './refusals.ts'
import { readTokenFile } from './token-file.ts'

const defaultPath = '/var/run/secrets/kubernetes.io/serviceaccount/token'

/** Logs in with the service account of the pod in which a self-hosted runner runs. Source: Vault's API page "auth/kubernetes". */
export const kubernetes: LoginMethod = {
  name: 'kubernetes',
  mount: 'kubernetes',
  read(inputs) {
    const path = inputs.text('kubernetesTokenPath') ?? defaultPath
    const role = inputs.required('role', 'the role to log in with')
    const problem = tokenFileProblem(path)
    if (problem !== undefined) inputs.problem('kubernetesTokenPath', `"${path}" ${problem}`, "the path of the service account's token file")
    return {
      as: `role ${role}`,
      role,
      async supply({ mask }) {
        // read again for each attempt: the kubelet replaces the token before it expires
        const jwt = await readTokenFile(path, { token: 'service account token', input: 'kubernetesTokenPath' })
        mask(jwt)
        return { body: { role, jwt } }
      },
    }
  },
  explain: (refusal) => adviceFrom(explanations, refusal),
}

function tokenFileProblem(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim() === '' ? 'is empty' : undefined
  } catch {
    return 'cannot be read: the runner has to run in a pod with a service account'
  }
}

const explanations: readonly Explanation[] = [
  [
    /could not load backend configuration/,
    ({ mount }) => `Nothing is configured at auth/${mount}/config. Check \`path\` and \`namespace\`.`,
  ],
  [
    /invalid role name/,
    ({ mount, role }) => `There is no role "${role ?? ''}" at this mount (auth/${mount}). Check \`role\` and \`path\`.`,
  ],
  [
    /service account name not authorized/,
    (refusal) => `bound_service_account_names of ${rolePath(refusal)} does not include the service account of this pod.`,
  ],
  [
    /namespace not authorized/,
    (refusal) => `bound_service_account_namespaces of ${rolePath(refusal)} does not include the namespace of this pod.`,
  ],
  [
    /invalid audience/,
    (refusal) =>
      `The token does not have the audience that ${rolePath(refusal)} requires. Mount a projected token with that audience, and set \`kubernetesTokenPath\` to its path.`,
  ],
  [
    // Vault reports every failed token review with these words only
    /permission denied|lookup failed/,
    ({ mount }) =>
      `Either the cluster rejects the token, or Vault has no permission to review it: check kubernetes_host and token_reviewer_jwt of auth/${mount}/config. Or no auth method is mounted at auth/${mount}: check \`path\` and \`namespace\`.`,
  ],
]
