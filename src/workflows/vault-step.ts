import { createInputReader, type InputReader } from '../core/input-reader.ts'
import { impliedMethod } from '../login/implied-method.ts'
import type { OpenText, Place } from '../policy/need.ts'
import type { MappingReader } from './mapping-requests.ts'
import type { JobOfUsage, Usage } from './usage.ts'
import type { VaultAction } from './uses.ts'
import { openTextOf, type Value } from './value.ts'

/** A step of one of the actions, as a job runs it. */
export interface VaultStep {
  readonly action: VaultAction
  readonly uses: string
  readonly isPinned: boolean
  readonly place: Place
  readonly calls: readonly Place[]
  readonly job: JobOfUsage | undefined
  /** Its inputs by name in lower case. */
  readonly inputs: ReadonlyMap<string, Value>
  /** The URL of the owner of the repository: the audience if a step sets none. */
  readonly ownerUrl: string
}

/** A problem that makes the step fail: what is wrong, what to write instead, and where. */
export interface StepProblem {
  readonly text: string
  readonly instead: string
  readonly place: Place
}

/** Reads what a step needs from Vault, and the problems with which it would fail. */
export function usageOf(step: VaultStep, readMapping: MappingReader): { readonly usage: Usage; readonly problems: readonly StepProblem[] } {
  const problems: StepProblem[] = []
  const inputs = createInputReader(
    (name) => givenText(step.inputs, name),
    (input, text, instead) => problems.push({ text: `${input}: ${text}`, instead, place: step.place }),
  )
  const given = (name: string): OpenText => inputs.text(name) ?? ''
  const ownAction = step.action === 'vault-exchange'
  if (ownAction && given('url') === '') inputs.problem('url', 'is required', 'https://vault.example.com')
  const namespace = trimmedNamespace(given('namespace'))
  const method = methodOf(inputs, step.action)
  const oidc = method === 'jwt' && !otherJwts.some((name) => given(name) !== '')
  const mappings = (['secrets', 'pki'] as const).map((name) => readMapping(name, step.inputs.get(name), step.place))
  const usage: Usage = {
    action: step.action,
    uses: step.uses,
    pinned: step.isPinned,
    place: step.place,
    calls: step.calls,
    job: step.job,
    url: withoutSlashes(given('url')),
    namespace,
    authNamespace: given('authNamespace') === '' ? namespace : trimmedNamespace(given('authNamespace')),
    method,
    oidc,
    mount: withoutSlashes(given('path') || method).replace(/^auth\//, ''),
    role: given('role'),
    audience: oidc ? given('jwtGithubAudience') || step.ownerUrl : undefined,
    requests: mappings.flatMap(({ requests }) => requests),
    openEntries: mappings.flatMap(({ openEntries }) => openEntries),
    exportEnv: lowerCase(given('exportEnv')) || defaultExportEnv[step.action],
    exportsToken: ['exportToken', 'outputToken'].some((name) => !/^(false)?$/i.test(given(name))),
    revoke: ownAction ? lowerCase(given('revoke')) || 'true' : 'false',
    tlsSkipVerify: lowerCase(given('tlsSkipVerify')) || 'false',
  }
  return { usage, problems: [...problems, ...mappings.flatMap((mapping) => mapping.problems)] }
}

const defaultExportEnv: Readonly<Record<VaultAction, string>> = { 'vault-exchange': 'false', 'vault-action': 'true' }

/** Inputs with another JWT than the job's OIDC token. */
const otherJwts = ['jwt', 'jwtFile', 'jwtPrivateKey']

/** Returns the text of an input; undefined if it is empty, which counts as not given. */
function givenText(inputs: ReadonlyMap<string, Value>, name: string): OpenText | undefined {
  const value = inputs.get(name.toLowerCase())
  const text = value ? openTextOf(value).trim() : ''
  return text === '' ? undefined : text
}

/** vault-action's default is `token` (hashicorp/vault-action, src/action.js); this action's depends on the credential. */
function methodOf(inputs: InputReader, action: VaultAction): OpenText {
  const written = inputs.text('method')
  if (written !== undefined) return lowerCase(written)
  return action === 'vault-exchange' ? impliedMethod(inputs) : 'token'
}

/** Returns a text in lower case; an open one as it is. */
const lowerCase = (text: OpenText): OpenText => (text.includes('${{') ? text : text.toLowerCase())

/** Returns a namespace without slashes at its ends; '' for the root namespace. */
function trimmedNamespace(written: OpenText): OpenText {
  const trimmed = withoutSlashes(written)
  return trimmed === 'root' ? '' : trimmed
}

/** Removes slashes at both ends. A regular expression would take quadratic time. */
function withoutSlashes(text: string): string {
  let start = 0
  let end = text.length
  while (text[start] === '/') start++
  while (end > start && text[end - 1] === '/') end--
  return text.slice(start, end)
}
