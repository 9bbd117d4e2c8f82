import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { Failure } from '../failure.ts'
import type { LoginMethod } from './method.ts'
import { needed } from './needed.ts'
import { adviceFrom, placeOf, type Explanation } from './refusal.ts'

const usualPath = '/var/run/secrets/kubernetes.io/serviceaccount/token'

/** The service account of the pod that a self-hosted runner is. Source: Vault's API page "auth/kubernetes". */
export const kubernetes: LoginMethod = {
  name: 'kubernetes',
  mount: 'kubernetes',
  read(inputs) {
    const path = inputs.text('kubernetesTokenPath') ?? usualPath
    const role = needed(inputs, 'role', 'a role of that mount')
    const problem = unreadable(path)
    if (problem !== undefined) inputs.problem('kubernetesTokenPath', `"${path}" ${problem}`, `${usualPath}, in a pod`)
    return {
      as: `role ${role}`,
      role,
      async supply({ mask }) {
        // read for every attempt: the kubelet replaces it before it runs out
        const jwt = await readFile(path, 'utf8').catch((error: unknown) => {
          throw new Failure('ERR_IDENTITY', `the service account's token cannot be read from ${path}`, { cause: error })
        })
        mask(jwt.trim())
        return { body: { role, jwt: jwt.trim() } }
      },
    }
  },
  explain: (refusal) => adviceFrom(explanations, refusal),
}

function unreadable(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim() === '' ? 'is empty' : undefined
  } catch {
    return 'cannot be read: does the runner run in a pod with a service account?'
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
    (refusal) => `bound_service_account_names of ${placeOf(refusal)} lack the service account of this pod.`,
  ],
  [/namespace not authorized/, (refusal) => `bound_service_account_namespaces of ${placeOf(refusal)} lack the namespace of this pod.`],
  [
    /invalid audience/,
    (refusal) =>
      `The token is for another audience than ${placeOf(refusal)} wants: mount a projected token with that audience, and name it in \`kubernetesTokenPath\`.`,
  ],
  [
    // of what the token review says, Vault gives no more than this
    /permission denied|lookup failed/,
    ({ mount }) =>
      `The cluster does not know the token, or Vault may not ask it: check kubernetes_host and token_reviewer_jwt of auth/${mount}/config. Else no auth method is mounted there (check \`path\` and \`namespace\`).`,
  ],
]
