import { exportVariable, setOutput, setSecret } from '@actions/core'
import { Failure } from '../failure.ts'
import type { Selected } from '../select/select.ts'
import type { Connection } from '../vault/connection.ts'
import { masksOf } from './masks.ts'
import { outputRefusal, variableRefusal } from './names.ts'

/** One value with the names that it may really be handed on under. */
interface Export {
  readonly value: string
  readonly output: string | undefined
  readonly variable: string | undefined
}

/** A name that is not used, and why. */
export interface SkippedName {
  readonly kind: 'output' | 'variable'
  readonly name: string
  readonly why: string
}

/** All that is handed to the job, every name checked. */
export interface Exports {
  readonly items: readonly Export[]
  /** Names made of keys that a wildcard found, which an output or a variable may not have. */
  readonly skipped: readonly SkippedName[]
}

/**
 * Decides under which names each value is handed on. Names that stand in the mapping were checked with the inputs; keys
 * that a wildcard found are known only now.
 */
export function planExports(selected: readonly Selected[]): Exports {
  const skipped: SkippedName[] = []
  const allowed = (kind: SkippedName['kind'], name: string, why: string | undefined): string | undefined => {
    if (why !== undefined) skipped.push({ kind, name, why })
    return why === undefined ? name : undefined
  }
  const items = selected.map(({ value, output, variable, entry }): Export => ({
    value,
    output: allowed('output', output, outputRefusal(output)),
    variable: entry.toEnvironment ? allowed('variable', variable, variableRefusal(variable)) : undefined,
  }))
  return { items, skipped }
}

/**
 * Registers the masks of all values, before any of them is handed on.
 * @returns the names whose masks are so short that they will garble the log
 */
export function maskAll(exports: Exports, minLength: number): readonly string[] {
  return exports.items.flatMap((item) => {
    const { masks, short } = masksOf(item.value, minLength)
    for (const mask of masks) setSecret(mask)
    return short ? [item.output ?? item.variable ?? ''] : []
  })
}

/**
 * Hands the values to the job: an output each, `secrets` with all of them as JSON, and variables where asked.
 * @returns the names of the outputs
 * Throws ERR_STATE where the runner's files cannot be written.
 */
export function handOver(exports: Exports): readonly string[] {
  const outputs = new Map<string, string>()
  const variables = new Map<string, string>()
  for (const { output, variable, value } of exports.items) {
    if (output !== undefined) outputs.set(output, value)
    if (variable !== undefined) variables.set(variable, value)
  }
  written(() => {
    for (const [name, value] of outputs) setOutput(name, value)
    for (const [name, value] of variables) exportVariable(name, value)
    setOutput('secrets', JSON.stringify(Object.fromEntries(outputs)))
  })
  return [...outputs.keys()]
}

/** Registers a secret with the runner, line by line as it would be printed. */
export function mask(secret: string): void {
  for (const one of masksOf(secret, 1).masks) setSecret(one)
}

/** The Vault token as the output `vault_token`. */
export function outputToken(token: string): void {
  written(() => {
    setOutput('vault_token', token)
  })
}

/** The Vault token for tools of later steps, with the address and the namespace that it is good for. */
export function exportToken(token: string, { url, namespace }: Connection): void {
  written(() => {
    exportVariable('VAULT_TOKEN', token)
    exportVariable('VAULT_ADDR', url)
    if (namespace !== undefined) exportVariable('VAULT_NAMESPACE', namespace)
  })
}

/** Writes to the runner's files. Without them @actions/core would print the values as workflow commands. */
function written(write: () => void): void {
  const hint = 'Is the disk of the runner full?'
  const failure = (cause?: unknown) =>
    new Failure('ERR_STATE', "the runner's files for outputs and environment cannot be written", { hint, cause })
  if (!process.env['GITHUB_OUTPUT'] || !process.env['GITHUB_ENV']) throw failure()
  try {
    write()
  } catch (error) {
    throw failure(error)
  }
}
