/** A JSON value. An integer beyond 2^53 is kept as JSON.rawJSON, an object that prints with all its digits. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject

/** A JSON object; only its own properties are keys, `__proto__` among them. */
export interface JsonObject {
  readonly [key: string]: Json
}

/** True for objects; false for arrays, null and kept digits, which are values. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !rawJson.isRawJSON(value)
}

/** True for an integer beyond 2^53, which is kept with all its digits. */
export const isRawNumber = (value: unknown): boolean => rawJson.isRawJSON(value)

/** The value under an own key. */
export function own(object: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined
}

/** Parses JSON and keeps every digit of large integers. Throws SyntaxError, whose text may quote the input. */
export function parseJson(text: string): Json {
  // a reviver makes parsing several times slower; without many digits or an exponent it would find nothing to do
  return (/\d{16}|\de\+?\d/i.test(text) ? (JSON.parse as ReviveWithSource)(text, keepDigits) : JSON.parse(text)) as Json
}

/** A value as text, the way it is handed to a job: strings as they are, everything else as compact JSON. */
export function toText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function keepDigits(_key: string, value: unknown, context: { readonly source?: string }): unknown {
  const lossy = typeof value === 'number' && !Number.isSafeInteger(value) && (Number.isInteger(value) || !Number.isFinite(value))
  return lossy && context.source !== undefined ? rawJson.rawJSON(context.source) : value
}

// Part of the language since node 21 (the JSON.parse source text proposal), not yet of TypeScript's library.
type ReviveWithSource = (text: string, reviver: typeof keepDigits) => unknown
const rawJson = JSON as unknown as { rawJSON(text: string): object; isRawJSON(value: unknown): boolean }
