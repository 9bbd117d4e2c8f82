import { Failure } from '../core/failure.ts'
import { isObject, own, type Json, type JsonObject } from '../core/json.ts'
import { explainCreation } from './explain-creation.ts'
import type { AppIdentity, Installation } from './installation.ts'
import { textOf, textsOf } from './reply-fields.ts'
import type { AppSettings } from './settings.ts'

/** An installation token. */
export interface InstallationToken {
  readonly value: string
  /** As GitHub states it, in ISO 8601. */
  readonly expires: string
  /** Full names of its repositories; empty if it is for all repositories of the installation. */
  readonly repositories: readonly string[]
  readonly permissions: Readonly<Record<string, string>>
  /** True if GitHub may have created another token whose response was lost. */
  readonly lost: boolean
}

/**
 * Creates an installation token for the target with the wanted permissions. Throws ERR_GITHUB with an explanation if GitHub refuses,
 * otherwise the codes of `Github.send`.
 * @param onToken called at once with the token and its expiry, to mask and save it before anything can fail
 */
export async function createInstallationToken(
  { github, jwt }: AppIdentity,
  installation: Installation,
  settings: AppSettings,
  onToken: (token: string, expires: string) => void,
): Promise<InstallationToken> {
  const { repositories } = settings.target
  const request = github.request('POST /app/installations/{installation_id}/access_tokens', {
    installation_id: installation.id,
    ...(repositories !== 'all' && { repositories: [...repositories] }),
    permissions: { ...settings.permissions },
  })
  const { body, lost } = await github.send(request, jwt).catch((error: unknown) => {
    throw error instanceof Failure ? explainCreation(error, installation, settings) : error
  })
  const value = textOf(body, 'token')
  if (value === '') throw new Failure('ERR_REPLY', "GitHub's response contains no token")
  const expires = textOf(body, 'expires_at')
  onToken(value, expires)
  return { value, expires, repositories: repositoriesOf(body), permissions: textsOf(body, 'permissions'), lost }
}

function repositoriesOf(body: JsonObject): readonly string[] {
  const list = own(body, 'repositories')
  return Array.isArray(list) ? (list as readonly Json[]).map((one) => (isObject(one) ? textOf(one, 'full_name') : '')).filter(Boolean) : []
}
