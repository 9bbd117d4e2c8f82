import { parseMapping, type Defaults, type Parsed } from '../../../src/mapping/parse.ts'
import type { Entry } from '../../../src/mapping/plan.ts'

export const plainDefaults: Defaults = { optional: false, toEnvironment: false, encoding: 'utf8' }

/** Describes the meaning of a mapping as in the golden tables: one line for each request and each problem. */
export function meaningOf(text: string): readonly string[] {
  return meanings(parseMapping(text, plainDefaults))
}

/** Describes a parsed mapping in the same way. */
export function meanings({ plan, problems }: Parsed): readonly string[] {
  const requests = plan.map(({ method, path, folder, body, entries }) => {
    const request = `${folder ? 'LIST' : method} ${path}${body ? ` ${JSON.stringify(body)}` : ''}`
    return entries.length === 0 ? request : `${request}: ${entries.map(entryMeaning).join('; ')}`
  })
  return [...requests, ...problems.map(({ line, column, text, instead }) => `${line}:${column} ${text}. Write: ${instead}`)]
}

/** Returns each entry with its path, in the order of the mapping. */
export function entriesOf({ plan }: Parsed): readonly { readonly path: string; readonly entry: Entry }[] {
  const all = plan.flatMap(({ path, entries }) => entries.map((entry) => ({ path, entry })))
  return all.toSorted((a, b) => a.entry.order - b.entry.order)
}

function entryMeaning(entry: Entry): string {
  const flags = flagsOf(entry)
  const [from, to] = entry.kind === 'key' ? [entry.selector, namesOf(entry)] : [entry.pattern, `${entry.prefix}${entry.pattern}`]
  return `${from} → ${to}${flags.length > 0 ? ` [${flags.join(' ')}]` : ''}`
}

const namesOf = ({ output, variable }: { output: string; variable: string }) => (output === variable ? output : `${output}, ${variable}`)

/** Returns the flags for the options of an entry that differ from the plain defaults. */
export function flagsOf(entry: Entry): readonly string[] {
  return [
    ...(entry.fallback !== undefined ? [`default=${quoted(entry.fallback)}`] : entry.optional ? ['optional'] : []),
    ...(entry.encoding !== 'utf8' ? [entry.encoding] : []),
    ...{ usual: [], 'every leaf': ['maskjson'], none: ['nomask'] }[entry.masking],
    ...(entry.file ? [entry.file.path === undefined ? 'file' : `file=${quoted(entry.file.path)}`] : []),
    ...(entry.toEnvironment ? ['env'] : []),
  ]
}

/** Returns a JSON string for use in a mapping, where a `;` ends an entry even in quotes. */
export const quoted = (text: string): string => JSON.stringify(text).replaceAll(';', '\\u003b')
