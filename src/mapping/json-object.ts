import { isObject, parseJson, type Json, type JsonObject } from '../core/json.ts'

/** A JSON object inside a longer text. */
export interface FoundObject {
  readonly object: JsonObject
  /** Index in the text after its `}`. */
  readonly end: number
}

/** The deepest nesting of objects and lists; far more than a request needs. */
export const maxDepth = 32

/**
 * Parses the strict JSON object that starts at a `{` and ignores what follows; undefined if there is none.
 * @param tried every bracket that was read before; none is read twice, so that all calls together run in linear time
 */
export function objectAt(text: string, start: number, tried: Set<number>): FoundObject | undefined {
  const end = tried.has(start) ? undefined : endOfValue(text, start, tried)
  const object = end === undefined ? undefined : parsed(text.slice(start, end))
  return end !== undefined && isObject(object) ? { object, end } : undefined
}

// RFC 8259; control characters in strings are left to the parser, which rejects them
const string = String.raw`"[^"\\\r\n\t]*(?:\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4})[^"\\\r\n\t]*)*"`
const number = String.raw`-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?`
const space = String.raw`[ \t\r\n]*`
/** Matches a list item, or a key and its value; of a non-empty object or list only the opening bracket. */
const member = new RegExp(
  `${space}(?:(${string})${space}:${space})?(?:([{[])(?!${space}[\\]}])|\\{${space}\\}|\\[${space}\\]|${string}|${number}|true|false|null)`,
  'y',
)
const afterMember = new RegExp(`${space}([,\\]}])`, 'y')

/** Returns the index where the JSON value at `start` ends; JSON.parse cannot, because it rejects text after the value. */
function endOfValue(text: string, start: number, tried: Set<number>): number | undefined {
  const closing: string[] = []
  for (let at = start; closing.length <= maxDepth;) {
    member.lastIndex = at
    const [, key, bracket] = member.exec(text) ?? []
    at = member.lastIndex
    if (at === 0 || (key !== undefined) !== (closing.at(-1) === '}')) return undefined
    if (bracket) {
      tried.add(at - 1)
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

/** Returns the value of a JSON string; undefined if the text is not one. */
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
