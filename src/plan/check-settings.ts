import { readFileSync } from 'node:fs'
import type { Env } from '../core/env.ts'
import type { InputReader } from '../core/input-reader.ts'
import { parseBaseline } from '../drift/baseline.ts'
import { driftKinds, type DriftKind } from '../drift/finding.ts'
import type { ApprovedObject } from '../drift/snapshot.ts'
import { readBoolean } from '../inputs/values.ts'
import { readVault, type VaultSettings } from '../inputs/vault.ts'
import { pathInWorkspace } from './workspace.ts'

/** The comparison with a server. */
export interface CheckSettings extends VaultSettings {
  readonly failOn: readonly DriftKind[]
  /** The file of the input `baseline`; undefined if it is not given. */
  readonly baseline: BaselineFile | undefined
}

/** A file with the approved state of the server. */
export interface BaselineFile {
  /** As written in the input. */
  readonly name: string
  readonly path: string
  /** Its content; undefined with `approve`, which writes it. */
  readonly objects: readonly ApprovedObject[] | undefined
}

/** The inputs of a comparison that messages may quote, besides those of the login. */
export const checkInputs = ['check', 'failOn', 'baseline', 'approve'] as const

/** Inputs that have no effect without `check`. */
const onlyWithCheck = ['url', 'failOn', 'baseline'] as const

/** Reads the inputs of a comparison; undefined without `check`. */
export async function readCheck(inputs: InputReader, env: Env): Promise<CheckSettings | undefined> {
  if (!readBoolean('check', inputs)) {
    const useless = onlyWithCheck.find((name) => inputs.text(name) !== undefined)
    if (useless !== undefined) inputs.problem('check', `is required with \`${useless}\``, 'true')
    return undefined
  }
  return { ...(await readVault(inputs, env)), failOn: readFailOn(inputs), baseline: readBaseline(inputs, env) }
}

/** Reads kinds, separated by `|`, commas or white space. */
function readFailOn({ text, problem }: InputReader): readonly DriftKind[] {
  const wanted = (text('failOn') ?? '').split(/[\s,|]+/).filter((kind) => kind !== '')
  const unknown = wanted.find((kind) => !driftKinds.some((known) => known === kind))
  if (unknown !== undefined) problem('failOn', `"${unknown}" is not a kind of difference`, driftKinds.join(' | '))
  return driftKinds.filter((kind) => wanted.includes(kind))
}

function readBaseline(inputs: InputReader, env: Env): BaselineFile | undefined {
  const name = inputs.text('baseline')
  const approve = readBoolean('approve', inputs)
  if (name === undefined) {
    if (approve) inputs.problem('baseline', 'is required with `approve`', 'the path of the file to write, for example vault-baseline.json')
    if (inputs.text('failOn')?.includes('changed'))
      inputs.problem('baseline', 'is required with `failOn: changed`', 'the path of a file that `approve` wrote')
    return undefined
  }
  const path = pathInWorkspace(name, env)
  return { name, path, objects: approve ? undefined : readObjects(path, name, inputs) }
}

function readObjects(path: string, name: string, { problem }: InputReader): readonly ApprovedObject[] {
  const parsed = contentOf(path)
  if (!('problem' in parsed)) return parsed
  problem('baseline', `${name} ${parsed.problem}`, 'the path of a file that plan wrote with `approve: true`')
  return []
}

function contentOf(path: string): ReturnType<typeof parseBaseline> {
  try {
    return parseBaseline(readFileSync(path, 'utf8'))
  } catch {
    return { problem: 'cannot be read' }
  }
}
