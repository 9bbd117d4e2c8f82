import { asFailure, Failure } from '../failure.ts'
import { wildcardNames, type Names } from '../mapping/names.ts'
import type { Entry, KeyEntry, PlannedRequest } from '../mapping/plan.ts'
import { toText, type Json, type JsonObject } from '../vault/json.ts'
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
        const found = (values && (await select(values, entry))) ?? fallback(entry)
        if (found) selected.push(...found)
        else if (entry.optional) onMissing(request.path, entry, reading.values ? `has no ${nameOf(entry)}` : reading.missing)
        else throw new Failure('ERR_KEY', `there is no ${nameOf(entry)}${nearby(values ?? {}, entry)}`)
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

/** What an entry selects; undefined where its key is not there. A wildcard selects any number. */
async function select(values: JsonObject, entry: Entry): Promise<readonly Selected[] | undefined> {
  if (entry.kind === 'key') {
    const value = await find(values, entry.selector)
    return value === undefined ? undefined : [selectedFor(value, entry, namesOf(entry), entry.selector)]
  }
  const found = Object.entries(values).filter(([, value]) => value !== null)
  if (found.length === 0) return undefined
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
const nameOf = (entry: Entry): string => (entry.kind === 'key' ? `key "${entry.selector}"` : 'key at all')

function nearby(values: JsonObject, entry: Entry): string {
  if (entry.kind !== 'key') return ''
  const near = nearestKeys(values, entry.selector)
  return near.length > 0 ? `; there is ${near.map((key) => `"${key}"`).join(', ')}` : '; there are no keys at all'
}
