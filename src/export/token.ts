import type { Env } from '../core/env.ts'
import type { Connection } from '../vault/connection.ts'
import { setValues } from './set-values.ts'

/** Sets the output `vault_token`. Throws ERR_STATE if the runner's files cannot be written. */
export function outputToken(token: string, env: Env): void {
  setValues(env, [['vault_token', token]])
}

/** Sets the variables of the token for later steps. Throws ERR_STATE if the runner's files cannot be written. */
export function exportToken(token: string, connection: Connection, env: Env): void {
  setValues(env, [], tokenVariables(token, connection, env))
}

/**
 * Returns VAULT_TOKEN, VAULT_ADDR and VAULT_NAMESPACE for Vault's tools. Replaces what another step has set, which could send the token to
 * another server: VAULT_NAMESPACE, and OpenBao's BAO_ variables, which its tools prefer (api/env.go).
 */
export function tokenVariables(token: string, { urls: [url], namespace }: Connection, env: Env): ReadonlyMap<string, string> {
  const variables = new Map<string, string>()
  for (const [name, value] of Object.entries({ TOKEN: token, ADDR: url, NAMESPACE: namespace })) {
    if (value !== undefined || env[`VAULT_${name}`]) variables.set(`VAULT_${name}`, value ?? '')
    if (env[`BAO_${name}`] !== undefined) variables.set(`BAO_${name}`, value ?? '')
  }
  return variables
}
