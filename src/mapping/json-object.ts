import { isObject, parseJson, type Json, type JsonObject } from '../core/json.ts'

/** A JSON object that stands in a longer text. */
export interface FoundObject {
  readonly object: JsonObject
  /** Where it ends in the text. */
  readonly end: number
}

/** How deep objects and lists may lie in one another; far more than a request needs. */
export const maxDepth = 32

/**
 * The strict JSON object that starts at a `{`, whatever follows it; undefined where there is none.
 * @param read every `{` that was read in vain; none is read again, so that all calls together take time in proportion to the text
 */
export function objectAt(text: string, start: number, read: Set<number>): FoundObject | undefined {
  const end = read.has(start) ? undefined : endOfValue(text, start, read)
  const object = end === undefined ? undefined : parsed(text.slice(start, end))
  return end !== undefined && isObject(object) ? { object, end } : undefined
}

// RFC 8259, but for control characters in strings, which the parser refuses
const string = String.raw`"[^"\\\r\n\t]*(?:\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4})[^"\\\r\n\t]*)*"`
const number = String.raw`-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?`
const blanks = String.raw`[ \t\r\n]*`
/** A value of a list, or a key and its value; of one that is not empty the opening bracket. */
const member = new RegExp(
  `${blanks}(?:(${string})${blanks}:${blanks})?(?:([{[])(?!${blanks}[\\]}])|\\{${blanks}\\}|\\[${blanks}\\]|${string}|${number}|true|false|null)`,
  'y',
)
const afterMember = new RegExp(`${blanks}([,\\]}])`, 'y')

/** Where the JSON value that starts somewhere ends; the parser cannot say, as it wants nothing to follow. */
function endOfValue(text: string, start: number, read: Set<number>): number | undefined {
  const closing: string[] = []
  for (let at = start; closing.length <= maxDepth;) {
    member.lastIndex = at
    const [, key, bracket] = member.exec(text) ?? []
    at = member.lastIndex
    if (at === 0 || (key !== undefined) !== (closing.at(-1) === '}')) return undefined
    if (bracket) {
      read.add(at - 1)
      closing.push(bracket === '{' ? '}' : ']')
      continue
    }
    for (let next = ']'; next !== ',';) {
      if (closing.length === 0) return at
      afterMember.lastIndex = at
      next = afterMember.exec(text)?.[1] ?? ''
      at = afterMember.lastIndex
      if (next !== ',' && next !== closing.pop()) return undefined
    }
  }
  return undefined
}

/** What a text means as a JSON string; undefined where it is none. */
export function jsonString(text: string): string | undefined {
  const value = parsed(text)
  return typeof value === 'string' ? value : undefined
}

function parsed(text: string): Json | undefined {
  try {
    return parseJson(text)
  } catch {
    return undefined
  }
}
