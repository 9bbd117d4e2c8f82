import { delimiter } from 'node:path'
import type { GithubContext } from './github-context.ts'
import { inputVariable } from './inputs.ts'

/** Environment variables by name. */
export type Variables = Readonly<Record<string, string>>

/** Where a job gets its OIDC tokens; there only with `permissions: id-token: write`. */
export interface IdTokenSource {
  readonly url: string
  readonly token: string
}

/** Everything that makes up a stage's environment. */
export interface EnvironmentSources {
  /** The runner's own environment. */
  readonly machine: Variables
  /** The `env` context: the job's and the step's `env`, and what earlier steps wrote to GITHUB_ENV. */
  readonly env: Variables
  /** What the step saved, by name. */
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
 * The environment of a stage's process. Later sources win: the runner's own, env, STATE_, INPUT_, PATH, the contexts, the OIDC endpoint
 * (ActionRunner.cs, NodeScriptActionHandler.cs, ProcessInvoker.cs). Without id-token permission nothing takes the place of what an earlier
 * step planted as ACTIONS_ID_TOKEN_REQUEST_*. ACTIONS_RUNTIME_* is left out: there is no such service here.
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
