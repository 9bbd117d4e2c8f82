import { Failure } from '../core/failure.ts'
import { own } from '../core/json.ts'
import { explainLookup } from './explain-lookup.ts'
import type { Github } from './github.ts'
import { textOf, textsOf } from './reply-fields.ts'
import type { AppSettings } from './settings.ts'

/** An installation of the App at an account. */
export interface Installation {
  readonly id: number
  /** The App's name in URLs. */
  readonly appSlug: string
  /** The page with the settings of the installation; '' if it is unknown. */
  readonly page: string
  /** The permissions that the owner of the account has granted. */
  readonly permissions: Readonly<Record<string, string>>
}

/** The client of the API and the credential of the App. */
export interface AppIdentity {
  readonly github: Github
  /** Of the App; see app-jwt.ts. */
  readonly jwt: string
}

/**
 * Finds the App's installation: by its id, at the first repository, or at the owner. Throws ERR_GITHUB with an explanation if GitHub
 * refuses, otherwise the codes of `Github.send`. Source: docs.github.com, "REST API endpoints for GitHub Apps".
 */
export async function findInstallation({ github, jwt }: AppIdentity, settings: AppSettings): Promise<Installation> {
  const { installationId, repositories, owner } = settings.target
  const request =
    installationId !== undefined
      ? github.request('GET /app/installations/{installation_id}', { installation_id: installationId })
      : repositories === 'all'
        ? github.request('GET /users/{username}/installation', { username: owner })
        : github.request('GET /repos/{owner}/{repo}/installation', { owner, repo: repositories[0] })
  const { body } = await github.send(request, jwt).catch((error: unknown) => {
    throw error instanceof Failure ? explainLookup(error, settings) : error
  })
  const id = own(body, 'id')
  if (typeof id !== 'number') throw new Failure('ERR_REPLY', "GitHub's response contains no id of the installation")
  return { id, appSlug: textOf(body, 'app_slug'), page: textOf(body, 'html_url'), permissions: textsOf(body, 'permissions') }
}
