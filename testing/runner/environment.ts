import { delimiter } from 'node:path'
import type { GithubContext } from './github-context.ts'
import { inputVariable } from './inputs.ts'

/** Environment variables by name. */
export type Variables = Readonly<Record<string, string>>

/** The endpoint for a job's OIDC tokens; set only with `permissions: id-token: write`. */
export interface IdTokenSource {
  readonly url: string
  readonly token: string
}

/** The sources of a stage's environment. */
export interface EnvironmentSources {
  /** The runner's own environment. */
  readonly machine: Variables
  /** The `env` context: the job's and the step's `env`, and variables that earlier steps wrote to GITHUB_ENV. */
  readonly env: Variables
  /** The step's saved state, by name. */
  readonly state: Variables
  /** The step's inputs, by name. */
  readonly inputs: Variables
  /** Directories from GITHUB_PATH, in the order in which they were added. */
  readonly path: readonly string[]
  readonly github: GithubContext
  /** The runner context: temp, os, …; RUNNER_ + upper case. */
  readonly runner: Variables
  readonly idToken: IdTokenSource | undefined
}

function prefixed(prefix: string, values: Readonly<Partial<Record<string, string>>>): [string, string][] {
  return Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[`${prefix}${name.toUpperCase()}`, value]]))
}

/**
 * Returns the environment of a stage's process. Later sources win: the runner's own, env, STATE_, INPUT_, PATH, the contexts, the OIDC
 * endpoint (ActionRunner.cs, NodeScriptActionHandler.cs, ProcessInvoker.cs). Without the id-token permission, ACTIONS_ID_TOKEN_REQUEST_*
 * set by an earlier step stays. ACTIONS_RUNTIME_* is not set, because this harness has no such service.
 */
export function stageEnvironment(sources: EnvironmentSources): Record<string, string> {
  const { machine, env, idToken } = sources
  const path = [...sources.path.toReversed(), env['PATH'] ?? machine['PATH'] ?? ''].filter((entry) => entry !== '').join(delimiter)
  const variables: Record<string, string> = {
    ...machine,
    ...env,
    ...Object.fromEntries(Object.entries(sources.state).map(([name, value]) => [`STATE_${name}`, value])),
    ...Object.fromEntries(Object.entries(sources.inputs).map(([name, value]) => [inputVariable(name), value])),
    PATH: path,
    ...Object.fromEntries(prefixed('GITHUB_', sources.github)),
    ...Object.fromEntries(prefixed('RUNNER_', sources.runner)),
    ...(idToken && { ACTIONS_ID_TOKEN_REQUEST_URL: idToken.url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: idToken.token }),
    GITHUB_ACTIONS: 'true',
  }
  variables['CI'] ??= 'true'
  delete variables['NODE_ICU_DATA']
  return variables
}
