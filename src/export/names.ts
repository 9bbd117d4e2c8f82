import type { Entry } from '../mapping/plan.ts'
import { ownedByRunner, refusedUnlessWritten, reservedBy } from '../runner/reserved-names.ts'

/** Why a name is refused, as the end of a sentence that starts with the name; undefined if it is allowed. */
export type NameRefusal = string | undefined

/** The origin of a variable's name: written in the mapping, or derived from a key. */
export type NameOrigin = 'written' | 'derived'

/** Returns the origin of an entry's variable: `| NAME` and a key `NAME` are written; a key `name` in upper case is derived. */
export const originOf = (entry: Entry): NameOrigin => (entry.kind === 'key' && entry.variable === entry.output ? 'written' : 'derived')

/** Where the values go: to later steps, as outputs and variables; or as variables to the child process of the input `run`. */
export type Destination = 'job' | 'child'

/** The inputs that decide which names are taken. */
export interface ExportSettings {
  readonly destination: Destination
  readonly exportToken: boolean
  readonly outputToken: boolean
}

/** Outputs that the action sets itself, in lower case: the runner compares names of outputs case-insensitively. */
const ownOutputs = new Set(['secrets', 'leases', 'notfound', 'errormessage'])

/** Variables that `exportToken` can set. It sets BAO_* only if they are set already. */
const tokenVariables = /^(VAULT|BAO)_(TOKEN|ADDR|NAMESPACE)$/

/** Returns why an output cannot have this name. */
export function outputRefusal(name: string, { outputToken }: Pick<ExportSettings, 'outputToken'>): NameRefusal {
  const lower = name.toLowerCase()
  if (ownOutputs.has(lower) || name === 'vault_token') return 'is an output of this action itself'
  if (outputToken && lower === 'vault_token') return 'is set by `outputToken`, because output names are case-insensitive'
  return unwritable(name)
}

/** Returns why an environment variable cannot have this name. Compares case-insensitively, as Windows does. */
export function variableRefusal(name: string, origin: NameOrigin, { exportToken }: Pick<ExportSettings, 'exportToken'>): NameRefusal {
  if (exportToken && tokenVariables.test(name.toUpperCase())) return 'is set by `exportToken`'
  return reservedBy(origin === 'written' ? ownedByRunner : [...ownedByRunner, ...refusedUnlessWritten], name) ?? unwritable(name)
}

/** The runner's command files have `NAME=VALUE` and `NAME<<DELIMITER` lines, which limits the names. */
function unwritable(name: string): NameRefusal {
  if (name === '') return 'is empty'
  if (/[\r\n\0]/.test(name)) return 'contains a line break or NUL'
  if (name.includes('=')) return 'contains ='
  return name.includes('<<') ? 'contains <<' : undefined
}
