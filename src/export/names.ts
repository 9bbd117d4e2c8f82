import type { Entry } from '../mapping/plan.ts'
import { ownedByRunner, refusedUnlessWritten, reservedBy } from '../runner/reserved-names.ts'

/** Why a name may not be used, as the end of a sentence that starts with the name; undefined if it may. */
export type Refusal = string | undefined

/** Where the name of a variable comes from: it stands so in the mapping, or the action makes it from a key. */
export type NameOrigin = 'written' | 'derived'

/** Tells where an entry's variable has its name from: `| NAME` and a key `NAME` are written; `name` in upper case is derived. */
export const originOf = (entry: Entry): NameOrigin => (entry.kind === 'key' && entry.variable === entry.output ? 'written' : 'derived')

/** The inputs that hand on the token, under names of their own. */
export interface TokenExports {
  readonly exportToken: boolean
  readonly outputToken: boolean
}

/** Outputs that the action sets itself, in lower case, since the runner compares the names of outputs without case. */
const ownOutputs = new Set(['secrets', 'errormessage'])

/** Variables that `exportToken` sets. BAO_* only if they are set already, but then it would overwrite them. */
const tokenVariables = /^(VAULT|BAO)_(TOKEN|ADDR|NAMESPACE)$/

/** Tells why an output cannot have this name: the runner's command file reads `NAME=VALUE` and `NAME<<DELIMITER` lines. */
export function outputRefusal(name: string, { outputToken }: TokenExports): Refusal {
  const lower = name.toLowerCase()
  if (ownOutputs.has(lower) || name === 'vault_token') return 'is an output of this action itself'
  if (outputToken && lower === 'vault_token') return 'is set by `outputToken`, since the runner compares outputs without case'
  return unwritable(name)
}

/** Tells why the environment of later steps cannot have this variable; compared without case, as Windows does. */
export function variableRefusal(name: string, origin: NameOrigin, { exportToken }: TokenExports): Refusal {
  if (exportToken && tokenVariables.test(name.toUpperCase())) return 'is set by `exportToken`'
  return reservedBy(origin === 'written' ? ownedByRunner : [...ownedByRunner, ...refusedUnlessWritten], name) ?? unwritable(name)
}

/** What the runner's command files cannot take as a name. */
function unwritable(name: string): Refusal {
  if (name === '') return 'is empty'
  if (/[\r\n\0]/.test(name)) return 'contains a line break or NUL'
  if (name.includes('=')) return 'contains ='
  return name.includes('<<') ? 'contains <<' : undefined
}
