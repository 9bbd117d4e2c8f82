import { asFailure, Failure } from '../core/failure.ts'
import { wildcardNames, type Names } from '../mapping/names.ts'
import { matches } from '../mapping/pattern.ts'
import type { Entry, KeyEntry, PlannedRequest, WildcardEntry } from '../mapping/plan.ts'
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
  const skipped = new Map<number, { readonly path: string; readonly entry: WildcardEntry }>()
  const missing = (path: string, entry: Entry, absence: string): void => {
    if (entry.optional) onMissing(path, entry, absence)
    else failures.push(located(new Failure('ERR_KEY', absence), path, entry))
  }
  for (const reading of readings) {
    const { request, values } = reading
    for (const entry of request.entries) {
      try {
        const found = values === undefined ? reading.missing : await select(values, entry)
        const absence = typeof found === 'string' ? found : undefined
        const chosen = typeof found === 'string' ? fallback(entry) : found
        if (chosen) selected.push(...chosen)
        else if (entry.kind === 'wildcard' && entry.maybeNone && values) skipped.set(entry.order, { path: request.path, entry })
        else if (entry.optional || entry.kind === 'wildcard' || !entry.maybeAbsent) missing(request.path, entry, absence ?? '')
      } catch (error) {
        failures.push(located(asFailure(error), request.path, entry))
      }
    }
  }
  // of a folder, at least one secret must have a matching key
  for (const [order, { path, entry }] of skipped) {
    const isFound = selected.some((one) => one.entry.order === order)
    if (!isFound) missing(path.replace(/[^/]*$/, ''), entry, `no secret of the folder has a key that matches "${entry.pattern}"`)
  }
  const [first] = failures
  if (first) {
    const hints = new Set(failures.map((failure) => failure.hint ?? '').filter(Boolean))
    const messages = failures.map((failure) => failure.message)
    throw new Failure(first.code, messages.join('\n'), { hint: [...hints, 'Nothing was exported.'].join('\n') })
  }
  return selected.toSorted((a, b) => a.entry.order - b.entry.order)
}

/** Puts input, line and path in front of a failure, except of a bug. */
function located(failure: Failure, path: string, { input, line }: Entry): Failure {
  return failure.code === 'ERR_INTERNAL' ? failure : failure.with({ message: `${input} line ${line}: ${path}: ${failure.message}` })
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
  return selectMatching(values, entry)
}

function selectMatching(values: JsonObject, entry: WildcardEntry): readonly Selected[] | string {
  const { pattern, prefix, upperCase, asKey } = entry
  const all = Object.entries(values).filter(([, value]) => value !== null)
  const same = asKey && all.find(([key]) => key === pattern)
  if (same) return [selectedFor(same[1], entry, asKey, pattern)]
  const found = all.filter(([key]) => matches(pattern, key))
  if (all.length === 0) return 'the secret has no key with a value'
  if (found.length === 0) return `no key matches "${pattern}"${nearby(values, pattern)}`
  return found.map(([key, value]) => selectedFor(value, entry, wildcardNames(key, prefix, upperCase), key))
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
