import { asFailure, Failure } from '../core/failure.ts'
import { wildcardNames, type Names } from '../mapping/names.ts'
import type { Entry, KeyEntry, PlannedRequest } from '../mapping/plan.ts'
import { toText, type Json, type JsonObject } from '../core/json.ts'
import { decode } from './decode.ts'
import { find } from './find.ts'
import { nearestKeys } from './nearest.ts'

/** The response to one request: the values to select from. */
export type Reading = { readonly request: PlannedRequest } & (
  | { readonly values: JsonObject }
  | {
      readonly values: undefined
      /** Why there are no values: nothing is stored there, or the version was deleted. */
      readonly missing: string
    }
)

/** A selected value with its names. */
export interface Selected extends Names {
  /** The value in Vault: strings unchanged, everything else as compact JSON. */
  readonly stored: string
  /** The decoded value; bytes if they are not UTF-8. */
  readonly value: string | Uint8Array
  readonly entry: Entry
}

/**
 * Selects the values of every entry, in the order of the mapping. Throws one ERR_KEY or ERR_DECODE for all failed entries.
 * @param onMissing called for each optional entry without a value and without a default
 */
export async function selectAll(
  readings: readonly Reading[],
  onMissing: (path: string, entry: Entry, what: string) => void,
): Promise<readonly Selected[]> {
  const failures: Failure[] = []
  const selected: Selected[] = []
  for (const reading of readings) {
    const { request, values } = reading
    for (const entry of request.entries) {
      try {
        const found = values === undefined ? reading.missing : await select(values, entry)
        const absence = typeof found === 'string' ? found : undefined
        const chosen = typeof found === 'string' ? fallback(entry) : found
        if (chosen) selected.push(...chosen)
        else if (entry.optional) onMissing(request.path, entry, absence ?? '')
        else if (entry.kind === 'wildcard' || !entry.maybeAbsent) throw new Failure('ERR_KEY', absence ?? '')
      } catch (error) {
        const failure = asFailure(error)
        const message = `${entry.input} line ${entry.line}: ${request.path}: ${failure.message}`
        failures.push(failure.code === 'ERR_INTERNAL' ? failure : failure.with({ message }))
      }
    }
  }
  const [first] = failures
  if (first) {
    const hints = new Set(failures.map((failure) => failure.hint ?? '').filter(Boolean))
    const messages = failures.map((failure) => failure.message)
    throw new Failure(first.code, messages.join('\n'), { hint: [...hints, 'Nothing was exported.'].join('\n') })
  }
  return selected.toSorted((a, b) => a.entry.order - b.entry.order)
}

/** Returns the values of an entry, or a text that says why there are none. */
async function select(values: JsonObject, entry: Entry): Promise<readonly Selected[] | string> {
  if (entry.kind === 'key') {
    const value = await find(values, entry.selector, entry.optional)
    if (value === null) return `the value of "${entry.selector}" is null`
    if (value === undefined || (entry.maybeAbsent && Array.isArray(value) && value.length === 0)) {
      return `there is no key "${entry.selector}"${nearby(values, entry.selector)}`
    }
    return [selectedFor(value, entry, namesOf(entry), entry.selector)]
  }
  const found = Object.entries(values).filter(([, value]) => value !== null)
  if (found.length === 0) return 'the secret has no key with a value'
  return found.map(([key, value]) => selectedFor(value, entry, wildcardNames(key, entry.prefix, entry.upperCase), key))
}

function selectedFor(found: Json, entry: Entry, names: Names, key: string): Selected {
  const stored = entry.kind === 'key' && entry.joinsLines && Array.isArray(found) ? found.map(toText).join('\n') : toText(found)
  const value = decode(stored, entry.encoding)
  if (value === undefined) throw new Failure('ERR_DECODE', `the value of "${key}" is not ${entry.encoding}`)
  if (typeof value !== 'string' && !entry.file) {
    throw new Failure('ERR_DECODE', `the value of "${key}" is binary, not text`, {
      hint: 'To write binary data to a file, add the flag file.',
    })
  }
  return { ...names, stored, value, entry }
}

/** Returns the default of an entry. It is not masked, because it is public in the workflow. */
function fallback(entry: Entry): readonly Selected[] | undefined {
  if (entry.kind !== 'key' || entry.fallback === undefined) return undefined
  return [{ ...namesOf(entry), stored: entry.fallback, value: entry.fallback, entry: { ...entry, masking: 'none' } }]
}

const namesOf = ({ output, variable }: KeyEntry): Names => ({ output, variable })

function nearby(values: JsonObject, selector: string): string {
  const near = nearestKeys(values, selector)
  return near.length > 0 ? `; nearest keys: ${near.map((key) => `"${key}"`).join(', ')}` : '; the secret is empty'
}
