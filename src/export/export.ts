import { setSecret } from '@actions/core'
import { Failure } from '../core/failure.ts'
import type { Env } from '../core/env.ts'
import { appendValues } from '../runner/command-files.ts'
import { masksOf, type Masks } from '../masks/masks.ts'
import { secretsOf } from '../masks/find-secrets.ts'
import { withShown } from '../masks/secrets.ts'
import type { Selected } from '../select/select.ts'
import type { Connection } from '../vault/connection.ts'
import type { Files } from './files.ts'
import type { PlannedFiles } from './planned-files.ts'
import { originOf, outputRefusal, variableRefusal, type TokenExports } from './names.ts'

/** One value with its allowed names. */
interface Export extends Omit<Selected, 'output' | 'variable'> {
  readonly output: string | undefined
  readonly variable: string | undefined
}

/** A name that is not used, and why. */
interface SkippedName {
  readonly kind: 'output' | 'variable'
  readonly name: string
  readonly why: string
  /** The output names of a variable's values: several keys can lead to one variable. Empty for an output. */
  readonly outputs: readonly string[]
}

/** Everything that is exported, with checked names. */
export interface Exports {
  readonly items: readonly Export[]
  /** Names from keys of a wildcard that are refused for an output or a variable. */
  readonly skipped: readonly SkippedName[]
  /** Outputs with the name of an earlier one; the runner compares names of outputs case-insensitively. */
  readonly shadowed: readonly string[]
}

/** The limits of one variable and of all together, in bytes: with more, the system cannot start processes, such as the post step. */
const maxVariable = 32 * 1024
const maxVariables = 512 * 1024

/**
 * Decides which outputs and variables each value becomes. Names in the mapping are checked with the inputs; keys of a wildcard
 * and values are known only now. Throws ERR_EXPORT if an entry requests a variable and its value cannot be one.
 */
export function planExports(selected: readonly Selected[], token: TokenExports): Exports {
  const skipped: (SkippedName & { readonly outputs: string[] })[] = []
  const allowed = (kind: SkippedName['kind'], name: string, why: string | undefined, output?: string): string | undefined => {
    if (why === undefined) return name
    const outputs = output === undefined ? [] : [output]
    const same = skipped.find((one) => one.kind === kind && one.name === name && one.why === why)
    if (same) same.outputs.push(...outputs.filter((one) => !same.outputs.includes(one)))
    else skipped.push({ kind, name, why, outputs })
    return undefined
  }
  let bytes = 0
  const variableFor = ({ output, variable, value, entry }: Selected): string | undefined => {
    if (!entry.toEnvironment) return undefined
    // the variable of a file is its path, which is short enough
    const text = entry.file ? '' : String(value)
    const why = valueRefusal(text, bytes + Buffer.byteLength(text))
    if (why !== undefined && entry.kind === 'key') {
      throw new Failure('ERR_EXPORT', `${entry.input} line ${entry.line}: the variable "${variable}" ${why}`, {
        hint: 'Add the flag noenv and use the output, or add the flag file.',
      })
    }
    const name = allowed('variable', variable, variableRefusal(variable, originOf(entry), token) ?? why, output)
    if (name !== undefined) bytes += Buffer.byteLength(text)
    return name
  }
  const items = selected.map((one): Export => ({
    ...one,
    output: allowed('output', one.output, outputRefusal(one.output, token)),
    variable: variableFor(one),
  }))
  return { items, skipped, shadowed: shadowedNames(items) }
}

/** Returns why a value cannot be a variable, as the end of a sentence. */
function valueRefusal(text: string, allBytes: number): string | undefined {
  if (text.includes('\0')) return 'would contain NUL'
  if (Buffer.byteLength(text) > maxVariable) return `would be longer than ${maxVariable / 1024} KiB`
  return allBytes > maxVariables ? `would make the environment larger than ${maxVariables / 1024} KiB` : undefined
}

/**
 * Returns names that are used twice by keys, or twice by one wildcard. A key that replaces a value of a wildcard is intended, and not
 * returned.
 */
function shadowedNames(items: readonly Export[]): readonly string[] {
  const seen = new Set<string>()
  const isSecond = ({ entry, output }: Export) => {
    const group = entry.kind === 'key' ? '' : `${entry.order} `
    return output !== undefined && seen.size === seen.add(`${group}${output.toLowerCase()}`).size
  }
  return items.filter(isSecond).flatMap((item) => item.output ?? [])
}

/** The names of the outputs and variables that were set, and the files that were written. */
export interface ExportedNames {
  readonly outputs: readonly string[]
  readonly variables: readonly string[]
  /** Paths of the files of the input `files`. */
  readonly files: readonly string[]
}

/** What the user must know about the masks of all values. */
export interface Masked extends Pick<Masks, 'leftOut'> {
  /** Names of values with masks so short that they hide other text of the log. */
  readonly short: readonly string[]
  /** Names of values that are not masked, because they have only a few characters of punctuation. */
  readonly unmasked: readonly string[]
}

/**
 * Registers the masks of all values. Must be called before `exportValues`.
 * @param planned files that contain the values too
 */
export function maskAll(exports: Exports, minLength: number, planned?: PlannedFiles): Masked {
  const found = exports.items.map((item) => {
    const secrets = secretsOf({ ...item, masking: item.entry.masking }, minLength)
    const shown = item.output === undefined ? [] : (planned?.shownBy(item.output) ?? [])
    return { name: item.output ?? item.variable ?? '', ...withShown(secrets, shown) }
  })
  const { masks, leftOut } = masksOf(found.flatMap(({ secrets }) => secrets))
  // one write for hundreds of masks
  process.stdout.cork()
  try {
    for (const mask of masks) setSecret(mask)
    const namesOf = (which: 'isShort' | 'isUnmasked') => found.filter((one) => one[which]).map(({ name }) => name)
    return { short: namesOf('isShort'), unmasked: namesOf('isUnmasked'), leftOut }
  } finally {
    process.stdout.uncork()
  }
}

/**
 * Sets the outputs and variables of all values, or of their files' paths, and the output `secrets` with all outputs as JSON.
 * Throws ERR_STATE if the runner's files cannot be written, and ERR_FILE if another file cannot.
 * @param planned files that are written with the outputs
 */
export function exportValues(exports: Exports, files: Files, env: Env, planned?: PlannedFiles): ExportedNames {
  const outputs = new Map<string, string>()
  const variables = new Map<string, string>()
  for (const { output, variable, value, entry } of exports.items) {
    const name = output ?? variable
    if (name === undefined) continue
    const text = entry.file ? files.write(name, entry.file.path, value) : String(value)
    if (output !== undefined) outputs.set(output, text)
    if (variable !== undefined) variables.set(variable, text)
  }
  const written = planned?.write(outputs) ?? []
  appendAll(env, [...outputs, ['secrets', JSON.stringify(Object.fromEntries(outputs))]], variables)
  return { outputs: [...outputs.keys()], variables: [...variables.keys()], files: written }
}

/** Sets outputs that are not values of the mapping. Throws ERR_STATE if the runner's files cannot be written. */
export function setOutputs(outputs: Readonly<Record<string, string>>, env: Env): void {
  appendAll(env, Object.entries(outputs))
}

/**
 * Sets VAULT_TOKEN, VAULT_ADDR and VAULT_NAMESPACE for tools of later steps. Overwrites what another step has set, which could send
 * the token to another server: VAULT_NAMESPACE, and OpenBao's BAO_ variables, which its tools prefer (api/env.go).
 * Throws ERR_STATE if the runner's files cannot be written.
 */
export function exportToken(token: string, { urls: [url], namespace }: Connection, env: Env): void {
  const variables: [string, string][] = []
  for (const [name, value] of Object.entries({ TOKEN: token, ADDR: url, NAMESPACE: namespace })) {
    if (value !== undefined || env[`VAULT_${name}`]) variables.push([`VAULT_${name}`, value ?? ''])
    if (env[`BAO_${name}`] !== undefined) variables.push([`BAO_${name}`, value ?? ''])
  }
  appendAll(env, [], variables)
}

type NamedValues = Iterable<readonly [name: string, value: string]>

function appendAll(env: Env, outputs: NamedValues, variables: NamedValues = []): void {
  try {
    appendValues(env['GITHUB_OUTPUT'], outputs)
    appendValues(env['GITHUB_ENV'], variables)
  } catch (cause) {
    const hint = "Check whether the runner's disk is full."
    throw new Failure('ERR_STATE', "the runner's files for outputs and environment cannot be written", { hint, cause })
  }
}
