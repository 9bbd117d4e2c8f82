import { setSecret } from '@actions/core'
import { Failure } from '../core/failure.ts'
import type { Env } from '../core/env.ts'
import { masksOf, type Masks } from '../masks/masks.ts'
import { secretsOf } from '../masks/find-secrets.ts'
import type { Selected } from '../select/select.ts'
import type { Files } from './files.ts'
import type { PlannedFiles } from './planned-files.ts'
import { setValues } from './set-values.ts'
import { originOf, outputRefusal, variableRefusal, type ExportSettings } from './names.ts'

/** One value with its allowed names. */
interface Export extends Omit<Selected, 'output' | 'variable'> {
  readonly output: string | undefined
  readonly variable: string | undefined
  /** The name in files of the input `files`: that of the output, also if there are no outputs because of the input `run`. */
  readonly fileName: string | undefined
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
  /** Names that an earlier value has too: of outputs, which the runner compares case-insensitively, or of the child's variables, which only
   * Windows compares so. */
  readonly shadowed: readonly string[]
}

/** The limits of one variable and of all together, in bytes: with more, the system cannot start processes, such as the post step. */
const maxVariable = 32 * 1024
const maxVariables = 512 * 1024

/**
 * Decides which outputs and variables each value becomes. Names in the mapping are checked with the inputs; keys of a wildcard
 * and values are known only now. Throws ERR_EXPORT if an entry requests a variable and its value cannot be one.
 */
export function planExports(
  selected: readonly Selected[],
  settings: ExportSettings,
  platform: NodeJS.Platform = process.platform,
): Exports {
  const isForJob = settings.destination === 'job'
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
    const name = allowed('variable', variable, variableRefusal(variable, originOf(entry), settings) ?? why, output)
    if (name !== undefined) bytes += Buffer.byteLength(text)
    return name
  }
  const items = selected.map((one): Export => {
    const output = isForJob ? allowed('output', one.output, outputRefusal(one.output, settings)) : undefined
    return { ...one, output, variable: variableFor(one), fileName: isForJob ? output : one.output }
  })
  const withoutCase = isForJob || platform === 'win32'
  const nameOf = ({ output, variable }: Export) => (isForJob ? output : variable)
  return { items, skipped, shadowed: shadowedNames(items, (item) => (withoutCase ? nameOf(item)?.toLowerCase() : nameOf(item))) }
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
function shadowedNames(items: readonly Export[], nameOf: (item: Export) => string | undefined): readonly string[] {
  const seen = new Set<string>()
  const isSecond = (item: Export) => {
    const [name, group] = [nameOf(item), item.entry.kind === 'key' ? '' : `${item.entry.order} `]
    return name !== undefined && seen.size === seen.add(`${group}${name}`).size
  }
  return items.filter(isSecond).flatMap((item) => item.output ?? item.variable ?? [])
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
    const shown = item.fileName === undefined ? undefined : planned?.withShown(secrets, item.fileName)
    return { name: item.output ?? item.variable ?? '', ...(shown ?? secrets) }
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
 * @param files undefined if no entry has the flag `file`
 * @param planned files that are written with the outputs
 */
export function exportValues(exports: Exports, files: Files | undefined, env: Env, planned?: PlannedFiles): ExportedNames {
  const { outputs, variables, written } = namedValues(exports, files, planned)
  setValues(env, [...outputs, ['secrets', JSON.stringify(Object.fromEntries(outputs))]], variables)
  return { outputs: [...outputs.keys()], variables: [...variables.keys()], files: written }
}

/** Outputs and variables by name. */
export interface NamedValues {
  readonly outputs: ReadonlyMap<string, string>
  readonly variables: ReadonlyMap<string, string>
  /** Paths of the files of the input `files`. */
  readonly written: readonly string[]
}

/**
 * Returns the outputs and variables of all values. Writes the values of entries with the flag `file` to files, and returns their paths;
 * then writes the files of the input `files`. Throws ERR_FILE if a file cannot be written.
 */
export function namedValues({ items }: Exports, files: Files = noFiles, planned?: PlannedFiles): NamedValues {
  const outputs = new Map<string, string>()
  const variables = new Map<string, string>()
  const texts = new Map<string, string>()
  for (const { output, variable, fileName, value, entry } of items) {
    const name = output ?? variable ?? (planned && fileName)
    if (name === undefined) continue
    const text = entry.file ? files.write(name, entry.file.path, value) : String(value)
    if (fileName !== undefined) texts.set(fileName, text)
    if (output !== undefined) outputs.set(output, text)
    if (variable !== undefined) variables.set(variable, text)
  }
  return { outputs, variables, written: planned?.write(texts) ?? [] }
}

const noFiles: Files = {
  write() {
    throw new Error('no entry has the flag file')
  },
}
