import type { Env } from '../core/env.ts'

/**
 * Variables that the runner sets for actions but not for `run:` steps (actions/runner, NodeScriptActionHandler.cs and ScriptHandler.cs), and
 * the path of the state file, which contains the token.
 */
const ofActionsOnly = /^(?:INPUT_.*|STATE_.*|GITHUB_STATE|ACTIONS_(?:RUNTIME|RESULTS|CACHE)_(?:URL|TOKEN|SERVICE_V2))$/is

/**
 * Returns the environment of the child process: what a `run:` step gets, and the variables of the mapping. Inputs and saved state are left
 * out, because they contain credentials.
 */
export function childEnvironment(env: Env, variables: ReadonlyMap<string, string>, platform: NodeJS.Platform): Record<string, string> {
  // on Windows, `Path` and `PATH` are one variable
  const nameOf = (name: string) => (platform === 'win32' ? name.toUpperCase() : name)
  const own = new Map([...variables].map((variable) => [nameOf(variable[0]), variable]))
  const inherited = Object.entries(env).filter(
    (variable): variable is [string, string] =>
      variable[1] !== undefined && !ofActionsOnly.test(variable[0]) && !own.has(nameOf(variable[0])),
  )
  return { ...Object.fromEntries(inherited), ...Object.fromEntries(own.values()) }
}
