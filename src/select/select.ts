import { asFailure, Failure } from '../core/failure.ts'
import { wildcardNames, type Names } from '../mapping/names.ts'
import type { Entry, KeyEntry, PlannedRequest } from '../mapping/plan.ts'
import { toText, type Json, type JsonObject } from '../core/json.ts'
import { decode } from './decode.ts'
import { find } from './find.ts'
import { nearestKeys } from './nearest.ts'

/** The reply to one request, as far as values are selected from it. */
export type Reading = { readonly request: PlannedRequest } & (
  | { readonly values: JsonObject }
  | {
      readonly values: undefined
      /** Why there are none: nothing is stored there, or the version was deleted. */
      readonly missing: string
    }
)

/** A value on its way out, under the names it gets. */
export interface Selected extends Names {
  /** As Vault has it: strings as they are, everything else as compact JSON. */
  readonly stored: string
  /** After decoding; bytes where they are no text. */
  readonly value: string | Uint8Array
  readonly entry: Entry
}

/**
 * Selects every entry's values, in the order of the mapping.
 * @param onMissing told of each optional entry that is not there and has no default
 * Throws one ERR_KEY or ERR_DECODE with everything that is wrong.
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

/** Selects the values of an entry, any number for a wildcard; returns a text that says why there is none. */
async function select(values: JsonObject, entry: Entry): Promise<readonly Selected[] | string> {
  if (entry.kind === 'key') {
    const value = await find(values, entry.selector)
    if (value === null) return `the value of "${entry.selector}" is null`
    if (value === undefined || (entry.maybeAbsent && Array.isArray(value) && value.length === 0)) {
      return `there is no key "${entry.selector}"${nearby(values, entry.selector)}`
    }
    return [selectedFor(value, entry, namesOf(entry), entry.selector)]
  }
  const found = Object.entries(values).filter(([, value]) => value !== null)
  if (found.length === 0) return 'there is no key at all'
  return found.map(([key, value]) => selectedFor(value, entry, wildcardNames(key, entry.prefix, entry.upperCase), key))
}

function selectedFor(found: Json, entry: Entry, names: Names, key: string): Selected {
  const stored = entry.kind === 'key' && entry.lines && Array.isArray(found) ? found.map(toText).join('\n') : toText(found)
  const value = decode(stored, entry.encoding)
  if (value === undefined) throw new Failure('ERR_DECODE', `the value of "${key}" is not ${entry.encoding}`)
  if (typeof value !== 'string' && !entry.file) {
    throw new Failure('ERR_DECODE', `the value of "${key}" is no text but bytes`, { hint: 'Bytes can go into a file: add the flag file.' })
  }
  return { ...names, stored, value, entry }
}

/** The default of an entry, as it is written: it stands in the workflow for all to read, so it is not masked. */
function fallback(entry: Entry): readonly Selected[] | undefined {
  if (entry.kind !== 'key' || entry.fallback === undefined) return undefined
  return [{ ...namesOf(entry), stored: entry.fallback, value: entry.fallback, entry: { ...entry, masking: 'none' } }]
}

const namesOf = ({ output, variable }: KeyEntry): Names => ({ output, variable })

function nearby(values: JsonObject, selector: string): string {
  const near = nearestKeys(values, selector)
  return near.length > 0 ? `; there is ${near.map((key) => `"${key}"`).join(', ')}` : '; there are no keys at all'
}
