import { secretInputs } from '../masks/secret-inputs.ts'
import type { Place } from '../policy/need.ts'
import { finding, type Finding } from './finding.ts'
import { firstPlace, type PathRule } from './path-rules.ts'
import type { Usage } from './usage.ts'
import { textOfJson } from './value.ts'
import type { StepProblem, VaultStep } from './vault-step.ts'
import type { Job } from './workflow.ts'
import { entriesOf, textOf } from './yaml-node.ts'

/** The rules of the user. */
export interface UserRules {
  readonly deprecated: readonly PathRule[]
  readonly engines: readonly PathRule[]
}

/** Returns the findings of a step: reasons for which it fails, and risks. */
export function findingsOf(step: VaultStep, usage: Usage, problems: readonly StepProblem[], rules: UserRules): readonly Finding[] {
  return [
    ...problems.map(({ place, text, instead }) => finding('PLAN_INPUT', place, text, `Write: ${instead}`)),
    ...withoutIdToken(usage),
    ...literalSecrets(step),
    ...risks(usage),
    ...usage.requests.flatMap((request) => [
      ...rules.deprecated
        .filter(({ matches }) => matches(request))
        .map(({ pattern, replacement }) =>
          finding('PLAN_DEPRECATED', firstPlace(request, usage.place), `${request.path} is deprecated (${pattern})`, `Read ${replacement}`),
        ),
      ...(request.method === 'GET' ? rules.engines : [])
        .filter(({ matches }) => matches(request))
        .map(({ pattern, replacement }) =>
          finding(
            'PLAN_ENGINE',
            firstPlace(request, usage.place),
            `${request.path} is a stored secret that an engine can create for each job (${pattern})`,
            `Read ${replacement}`,
          ),
        ),
    ]),
  ]
}

function withoutIdToken({ oidc, job, method }: Usage): readonly Finding[] {
  if (!oidc || job?.idToken !== 'no') return []
  const who = `job ${job.id} logs in with its OIDC token (method ${method}), but has no permission to request one: ${job.permissions}`
  const callers = job.id.includes(' / ') ? ', in the calling workflows too' : ''
  return [finding('PLAN_ID_TOKEN', job.permissionsPlace, who, `Add \`id-token: write\` to the permissions of the job${callers}`)]
}

/** Texts that are written in the file itself. A reference to a secret, and to anything else, is an expression. */
function literalSecrets({ inputs, place }: VaultStep): readonly Finding[] {
  return secretInputs.flatMap((name) => {
    const value = inputs.get(name.toLowerCase())
    if (!value || !('known' in value) || value.known === null || !isSecret(name, textOfJson(value.known).trim())) return []
    const at: Place = value.origin ?? place
    return [
      finding(
        'PLAN_LITERAL_SECRET',
        at,
        `${name} is written in the file`,
        'Replace the credential, and store the new one as a secret of GitHub',
      ),
    ]
  })
}

/** A RoleID alone is not a credential, and `clientKey` can be the path of a file. */
function isSecret(name: string, text: string): boolean {
  if (text === '' || name === 'roleId') return false
  return name !== 'clientKey' || text.includes('PRIVATE KEY') || text.length > 200
}

function risks({ action, uses, pinned, place, job, exportEnv, tlsSkipVerify }: Usage): readonly Finding[] {
  const found: Finding[] = []
  if (!pinned) {
    found.push(
      finding(
        'PLAN_UNPINNED',
        place,
        `${uses} is not pinned to a commit`,
        'Write the SHA of a commit after the @, and the version in a comment',
      ),
    )
  }
  if (exportEnv !== 'false' && !exportEnv.includes('${{')) {
    const why = action === 'vault-action' ? 'exports by default: every later step' : 'has `exportEnv: true`: every later step'
    const instead = 'Set `exportEnv: false` and an `id`, and use the outputs in the steps that need them'
    found.push(finding('PLAN_EXPORT_ENV', place, `${uses} ${why} can read the values from its environment`, instead))
  }
  if (tlsSkipVerify !== 'false' && !tlsSkipVerify.includes('${{')) {
    found.push(
      finding('PLAN_TLS_SKIP_VERIFY', place, 'the certificate of Vault is not verified', 'Set `caCertificate` in place of `tlsSkipVerify`'),
    )
  }
  if (job?.triggers.some(({ event }) => event === 'pull_request_target')) {
    const text = 'pull_request_target starts this job for pull requests from forks, with the secrets and the identity of this repository'
    found.push(finding('PLAN_PULL_REQUEST_TARGET', place, text, 'Read secrets in a workflow that `push` or `workflow_dispatch` starts'))
  }
  return found
}

/** Returns the secrets of GitHub that the other steps of a job take as inputs. GITHUB_TOKEN is no stored secret. */
export function storedSecrets(job: Job, { repository, file }: Place, isVaultStep: (uses: string) => boolean): readonly Finding[] {
  return job.steps.flatMap((step) => {
    if (isVaultStep(textOf(step.uses) ?? '')) return []
    return entriesOf(step.with).flatMap(([input, { line, value }]) => {
      const names = [...(textOf(value) ?? '').matchAll(/\bsecrets\.([\w-]+)/gi)].map(([, name = '']) => name)
      return [...new Set(names)]
        .filter((name) => name.toUpperCase() !== 'GITHUB_TOKEN')
        .map((name) =>
          finding(
            'PLAN_STORED_SECRET',
            { repository, file, line },
            `${input} takes the secret ${name} from GitHub in a job that reads Vault`,
            'Store it in Vault, add it to the mapping, and use the output',
          ),
        )
    })
  })
}
