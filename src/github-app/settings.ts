import type { Env } from '../core/env.ts'
import { Failure } from '../core/failure.ts'
import type { InputReader } from '../core/input-reader.ts'
import { readRevoke, type RevokeMode } from '../inputs/revocation.ts'
import { hasNoStepId } from '../inputs/step-id.ts'
import { openInputs, throwProblems } from '../inputs/step-inputs.ts'
import { plainInputs } from '../inputs/unevaluated.ts'
import { readVault, type VaultSettings } from '../inputs/vault.ts'
import { readKeySource, type KeySource } from './key.ts'
import { readPermissions, type Permissions } from './permissions.ts'
import { readTarget, type Target } from './target.ts'

/** The values of all inputs of github-token, checked. */
export interface AppSettings extends VaultSettings {
  /** The App: its client ID, or its numeric ID. */
  readonly app: string | number
  readonly key: KeySource
  readonly target: Target
  readonly permissions: Permissions
  readonly revoke: RevokeMode
}

/** The inputs that only this action has, except mappings. Messages may quote them. */
export const appInputs = ['clientId', 'appId', 'owner', 'repositories', 'permissions', 'installationId'] as const

/** Reads and checks every input, before anything is sent. Throws ERR_INPUT with all problems at once, or ERR_UNREADABLE. */
export async function readAppSettings(env: Env): Promise<AppSettings> {
  const step = openInputs(env)
  const { inputs } = step
  const settings = {
    ...(await readVault(inputs, env)),
    app: readApp(inputs),
    key: readKeySource(inputs),
    target: readTarget(inputs, env),
    permissions: readPermissions(inputs),
    revoke: readRevoke(inputs),
  }
  throwProblems(step, { plain: [...plainInputs, ...appInputs], mappings: ['key'] }, env)
  if (hasNoStepId(env)) throw unreadableError()
  return settings
}

/** Returns what identifies the App as the issuer of its JWT. Older versions of GitHub Enterprise Server accept only the number. */
function readApp(inputs: InputReader): string | number {
  const [clientId, appId] = [inputs.text('clientId'), inputs.text('appId')]
  if (clientId !== undefined && appId !== undefined) inputs.problem('appId', 'cannot be combined with clientId', 'only clientId')
  if (appId !== undefined) {
    if (!/^[1-9]\d{0,14}$/.test(appId)) inputs.problem('appId', `"${appId}" is not the ID of an App`, 'a number, or use clientId')
    return Number(appId)
  }
  const id = inputs.required('clientId', 'the client ID in the settings of the App, for example Iv23liABCDEFGHIJKLMN')
  if (id !== '' && !/^[\w.-]+$/.test(id)) inputs.problem('clientId', `"${id}" is not a client ID`, 'Iv23liABCDEFGHIJKLMN')
  return id
}

const unreadableError = (): Failure =>
  new Failure('ERR_UNREADABLE', 'no later step can read the token: this step has no `id`', {
    hint: ['Add this to the step:', '  id: app     # then use steps.app.outputs.token in the steps that need it'].join('\n'),
  })
