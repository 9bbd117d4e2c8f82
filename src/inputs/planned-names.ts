import { wildcardNames } from '../mapping/names.ts'
import type { Entry, Plan, PlannedRequest } from '../mapping/plan.ts'
import { selects, type Term } from '../formats/planned-file.ts'

/** The names that the values of a plan can have. */
export interface PlannedNames {
  /** The names of entries with one key. */
  readonly known: readonly string[]
  /** Checks whether a name or a pattern can select a value. The keys that a wildcard finds are not known before the read. */
  readonly canSelect: (text: string) => boolean
  /** Returns a name or a pattern as a term. */
  readonly termOf: (text: string) => Term
}

/** Finds the output names of a plan. */
export function plannedNames(plan: Plan): PlannedNames {
  const names = plan.flatMap((request) => request.entries.map((entry) => nameOf(entry, request)))
  const matching = (text: string) => names.filter((name) => ('start' in name ? mayStart(text, name) : selects({ text }, name.output)))
  return {
    known: names.flatMap((name) => ('start' in name ? [] : [name.output])),
    canSelect: (text) => matching(text).length > 0,
    termOf: (text) => ({ text, isOptional: matching(text).every(({ isOptional }) => isOptional) }),
  }
}

/** One output, or all outputs that a wildcard can have: those with this start, and one name. */
type PlannedName = { readonly isOptional: boolean } & (
  { readonly output: string } | { readonly start: string; readonly also: string | undefined }
)

function nameOf(entry: Entry, { folder }: PlannedRequest): PlannedName {
  if (entry.kind === 'key') {
    return { output: entry.output, isOptional: (entry.optional && entry.fallback === undefined) || entry.maybeAbsent }
  }
  // in a folder, the path of the secret is between the prefix and the key
  const head = folder ? '' : entry.pattern.replace(/[*?].*$/s, '')
  const { output } = wildcardNames(head, entry.prefix, false)
  return { start: output, also: entry.asKey?.output, isOptional: entry.optional }
}

function mayStart(text: string, { start, also }: { readonly start: string; readonly also: string | undefined }): boolean {
  return /[*?]/.test(text) || text.startsWith(start) || text === also
}
