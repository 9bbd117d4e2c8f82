import type { Json } from '../core/json.ts'
import type { OpenText, Place } from '../policy/need.ts'

/** A value of a workflow: known, or a text with expressions that only a run can resolve. */
export type Value = Known | Open

/** A value without open expressions. */
export interface Known {
  readonly known: Json
  readonly origin?: Origin
}

/** A text in which expressions stay as written: `deploy-${{ github.ref_name }}`. */
export interface Open {
  readonly open: OpenText
  readonly origin?: Origin
}

/** Where a text is written. An input that is passed on keeps the origin of its text. */
export interface Origin extends Place {
  /** True if each line of the text is a line of the file. */
  readonly isBlock: boolean
  /** The place of each line, if lines of other texts are among them. */
  readonly lines?: readonly Place[]
}

/** Returns the place of a line of a text, from 1. */
export function placeOfLine({ repository, file, line, isBlock, lines }: Origin, inText: number): Place {
  return lines?.[inText - 1] ?? { repository, file, line: isBlock ? line + inText - 1 : line }
}

/** Returns a value as text. Open expressions stay as written. */
export const openTextOf = (value: Value): OpenText => ('open' in value ? value.open : textOfJson(value.known))

/** Returns the text of a known value as expressions convert it: null is empty. */
export function textOfJson(value: Json): string {
  if (value === null) return ''
  if (typeof value === 'object') return Array.isArray(value) ? 'Array' : 'Object'
  return String(value)
}
