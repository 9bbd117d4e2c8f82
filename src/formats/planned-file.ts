import { Failure } from '../core/failure.ts'
import { matches } from '../mapping/pattern.ts'
import type { Format } from './format.ts'
import type { Placeholder, Template } from './template.ts'

/** An entry of the input `files`, checked: where the file is, and what it contains. */
export interface PlannedFile {
  /** Absolute path. */
  readonly path: string
  /** Line of the input, from 1. */
  readonly line: number
  readonly content: ValuesOf | { readonly template: Template }
}

/** The content of a file that is values in a format. */
interface ValuesOf {
  readonly format: Format
  /** Which values; all if there is none. */
  readonly terms: readonly Term[]
}

/** A name, or a pattern of names. */
export interface Term {
  readonly text: string
  /** True if the mapping permits that no value has this name. */
  readonly isOptional: boolean
}

/** Checks whether a term selects a name. A name can contain `*` itself. */
export const selects = ({ text }: Pick<Term, 'text'>, name: string): boolean => text === name || (/[*?]/.test(text) && matches(text, name))

/**
 * Returns the text of a file. Throws ERR_FILE if a name has no value, or if the format cannot contain a name or a value.
 * @param values the texts of the outputs, by name
 */
export function textOf({ line, content }: PlannedFile, values: ReadonlyMap<string, string>): string {
  const where = `files line ${line}`
  if ('template' in content) return content.template.map((part) => (typeof part === 'string' ? part : filled(part, values, where))).join('')
  const { format, terms } = content
  const names = [...values.keys()].filter((name) => terms.length === 0 || terms.some((term) => selects(term, name)))
  const missing = terms.find((term) => !term.isOptional && !names.some((name) => selects(term, name)))
  if (missing) throw noValue(where, missing.text, 'Read it in `secrets`, or remove it from this entry.')
  for (const name of names) {
    const refusal = format.nameRefusal(name)
    if (refusal !== undefined) {
      const hint = 'List the names that the file contains after the format, or use another format: json contains every name.'
      throw new Failure('ERR_FILE', `${where}: the name "${name}" ${refusal}`, { hint })
    }
    refuse(where, name, format.valueRefusal(values.get(name) ?? '', name), 'Use another format: json contains every value.')
  }
  return format.render(new Map(names.map((name) => [name, values.get(name) ?? ''])))
}

function filled({ name, filter }: Placeholder, values: ReadonlyMap<string, string>, where: string): string {
  const value = values.get(name)
  if (value === undefined) {
    throw noValue(where, name, 'Read it in `secrets`. For an optional entry, add the flag default=… to have a text in its place.')
  }
  refuse(where, name, filter.refusal(value), 'Use another filter: json can write every value.')
  return filter.write(value)
}

function refuse(where: string, name: string, refusal: string | undefined, hint: string): void {
  if (refusal !== undefined) throw new Failure('ERR_FILE', `${where}: the value of "${name}" ${refusal}`, { hint })
}

const noValue = (where: string, name: string, hint: string): Failure =>
  new Failure('ERR_FILE', `${where}: no value has the name "${name}"`, { hint })

/** Returns the functions that write a part of this value as the files show it. */
export function shownBy(files: readonly PlannedFile[], name: string): readonly ((text: string) => string)[] {
  const shown = files.flatMap(({ content }) => {
    if ('format' in content) {
      return content.terms.length === 0 || content.terms.some((term) => selects(term, name)) ? [content.format.shown] : []
    }
    return content.template.flatMap((part) => (typeof part !== 'string' && part.name === name ? [part.filter.shown] : []))
  })
  return [...new Set(shown)]
}
