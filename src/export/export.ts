import { setSecret } from '@actions/core'
import { Failure } from '../core/failure.ts'
import type { Env } from '../core/env.ts'
import { appendValues } from '../runner/command-files.ts'
import { masksOf, type Masks } from '../masks/masks.ts'
import { secretsOf } from '../masks/secrets.ts'
import type { Selected } from '../select/select.ts'
import type { Connection } from '../vault/connection.ts'
import type { Files } from './files.ts'
import { originOf, outputRefusal, variableRefusal, type TokenExports } from './names.ts'

/** One value with the names that it may really be handed on under. */
interface Export extends Omit<Selected, 'output' | 'variable'> {
  readonly output: string | undefined
  readonly variable: string | undefined
}

/** A name that is not used, and why. */
interface SkippedName {
  readonly kind: 'output' | 'variable'
  readonly name: string
  readonly why: string
}

/** All that is handed to the job, every name checked. */
export interface Exports {
  readonly items: readonly Export[]
  /** Names made of keys that a wildcard found, which an output or a variable may not have. */
  readonly skipped: readonly SkippedName[]
  /** Outputs that several entries of the mapping give, or several keys of one wildcard; the runner compares their names without case. */
  readonly shadowed: readonly string[]
}

/** The longest variable in bytes, and all of them together: with more the system starts no process, the post step included. */
const maxVariable = 32 * 1024
const maxVariables = 512 * 1024

/**
 * Decides under which names each value is handed on. Names that stand in the mapping were checked with the inputs; keys
 * that a wildcard found, and values, are known only now.
 * Throws ERR_EXPORT where a value cannot be a variable and its entry asks for that.
 */
export function planExports(selected: readonly Selected[], token: TokenExports): Exports {
  const skipped: SkippedName[] = []
  const allowed = (kind: SkippedName['kind'], name: string, why: string | undefined): string | undefined => {
    if (why !== undefined) skipped.push({ kind, name, why })
    return why === undefined ? name : undefined
  }
  let bytes = 0
  const variableFor = ({ variable, value, entry }: Selected): string | undefined => {
    if (!entry.toEnvironment) return undefined
    // a file's path is short and fits
    const text = entry.file ? '' : String(value)
    const why = unfit(text, bytes + Buffer.byteLength(text))
    if (why !== undefined && entry.kind === 'key') {
      throw new Failure('ERR_EXPORT', `${entry.input} line ${entry.line}: the variable "${variable}" ${why}`, {
        hint: 'Give the entry the flag noenv and read the output, or the flag file.',
      })
    }
    const name = allowed('variable', variable, variableRefusal(variable, originOf(entry), token) ?? why)
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

/** Why a value cannot be a variable, as the end of a sentence. */
function unfit(text: string, allBytes: number): string | undefined {
  if (text.includes('\0')) return 'would contain NUL'
  if (Buffer.byteLength(text) > maxVariable) return `would be longer than ${maxVariable / 1024} KiB`
  return allBytes > maxVariables ? `would make the environment larger than ${maxVariables / 1024} KiB` : undefined
}

/**
 * What a wildcard found may be replaced by an entry of its own; two entries that are written down are a mistake, and two
 * keys of one wildcard that make one name are a loss.
 */
function shadowedNames(items: readonly Export[]): readonly string[] {
  const seen = new Set<string>()
  const isSecond = ({ entry, output }: Export) => {
    const group = entry.kind === 'key' ? '' : `${entry.order} `
    return output !== undefined && seen.size === seen.add(`${group}${output.toLowerCase()}`).size
  }
  return items.filter(isSecond).flatMap((item) => item.output ?? [])
}

/** The names that values were handed on under. */
export interface HandedOn {
  readonly outputs: readonly string[]
  readonly variables: readonly string[]
}

/** What a user has to know of the masks of all values. */
export interface Masked extends Pick<Masks, 'leftOut'> {
  /** Names of values whose masks are so short that they will garble the log. */
  readonly short: readonly string[]
  /** Names of values that are not masked, since they are a few characters of punctuation. */
  readonly unmasked: readonly string[]
}

/** Registers the masks of all values, before any of them is handed on. */
export function maskAll(exports: Exports, minLength: number): Masked {
  const found = exports.items.map((item) => ({
    name: item.output ?? item.variable ?? '',
    ...secretsOf({ ...item, masking: item.entry.masking }, minLength),
  }))
  const { masks, leftOut } = masksOf(found.flatMap(({ secrets }) => secrets))
  // hundreds of masks are one write
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
 * Hands the values to the job, or the paths of the files they are written to: an output each, `secrets` with all of them
 * as JSON, and variables where asked.
 * Throws ERR_STATE where the runner's files cannot be written.
 */
export function handOver(exports: Exports, files: Files, env: Env): HandedOn {
  const outputs = new Map<string, string>()
  const variables = new Map<string, string>()
  for (const { output, variable, value, entry } of exports.items) {
    const name = output ?? variable
    if (name === undefined) continue
    const text = entry.file ? files.write(name, entry.file.path, value) : String(value)
    if (output !== undefined) outputs.set(output, text)
    if (variable !== undefined) variables.set(variable, text)
  }
  hand(env, [...outputs, ['secrets', JSON.stringify(Object.fromEntries(outputs))]], variables)
  return { outputs: [...outputs.keys()], variables: [...variables.keys()] }
}

/** The Vault token as the output `vault_token`. Throws ERR_STATE like `handOver`. */
export function outputToken(token: string, env: Env): void {
  hand(env, [['vault_token', token]])
}

/**
 * The Vault token for tools of later steps, with the address and the namespace that it is good for. What another step has
 * set of the three would lead the token elsewhere: a namespace that this one has not, and OpenBao's own variables, which
 * its tools prefer to Vault's (api/env.go). Throws ERR_STATE like `handOver`.
 */
export function exportToken(token: string, { urls: [url], namespace }: Connection, env: Env): void {
  const variables: [string, string][] = []
  for (const [name, value] of Object.entries({ TOKEN: token, ADDR: url, NAMESPACE: namespace })) {
    if (value !== undefined || env[`VAULT_${name}`]) variables.push([`VAULT_${name}`, value ?? ''])
    if (env[`BAO_${name}`] !== undefined) variables.push([`BAO_${name}`, value ?? ''])
  }
  hand(env, [], variables)
}

type Named = Iterable<readonly [name: string, value: string]>

function hand(env: Env, outputs: Named, variables: Named = []): void {
  try {
    appendValues(env['GITHUB_OUTPUT'], outputs)
    appendValues(env['GITHUB_ENV'], variables)
  } catch (cause) {
    const hint = 'Is the disk of the runner full?'
    throw new Failure('ERR_STATE', "the runner's files for outputs and environment cannot be written", { hint, cause })
  }
}
