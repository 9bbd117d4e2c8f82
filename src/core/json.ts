/** A JSON value. An integer beyond 2^53 is a JSON.rawJSON object, which prints with all its digits. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject

/** A JSON object. Its own properties are its keys, including `__proto__`. */
export interface JsonObject {
  readonly [key: string]: Json
}

/** Returns true for objects; false for arrays, null and JSON.rawJSON numbers. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !rawJson.isRawJSON(value)
}

/** Returns true for an integer beyond 2^53 that `parseJson` kept with all its digits. */
export const isRawNumber = (value: unknown): boolean => rawJson.isRawJSON(value)

/** Returns the value of an own key. */
export function own(object: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined
}

/** Parses JSON and keeps every digit of large integers. Throws SyntaxError, and its message may quote the input. */
export function parseJson(text: string): Json {
  // a reviver makes parsing several times slower, and is only needed for many digits or an exponent
  return (/\d{16}|\de\+?\d/i.test(text) ? (JSON.parse as ReviveWithSource)(text, keepDigits) : JSON.parse(text)) as Json
}

/** Returns a value as the text that a job gets: strings unchanged, everything else as compact JSON. */
export function toText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function keepDigits(_key: string, value: unknown, context: { readonly source?: string }): unknown {
  const lossy = typeof value === 'number' && !Number.isSafeInteger(value) && (Number.isInteger(value) || !Number.isFinite(value))
  return lossy && context.source !== undefined ? rawJson.rawJSON(context.source) : value
}

// in Node.js since 21 (the JSON.parse source text proposal), not yet in TypeScript's library
type ReviveWithSource = (text: string, reviver: typeof keepDigits) => unknown
const rawJson = JSON as unknown as { rawJSON(text: string): object; isRawJSON(value: unknown): boolean }

/** Parses a JSON object. Returns undefined for everything else. */
export function parseObject(text: string): JsonObject | undefined {
  try {
    const value = parseJson(text)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** Parses a JSON object or array. Returns undefined for everything else, and if the nesting is too deep. */
export function objectOrList(text: string): Json | undefined {
  // avoids most failing parses; \s includes the byte order mark, which JSON.parse rejects
  if (!/^\s*[[{]/.test(text)) return undefined
  try {
    return parseJson(text.trim())
  } catch {
    return undefined
  }
}
