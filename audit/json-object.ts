/** A JSON object whose values are not checked yet. */
export type JsonObject = Readonly<Record<string, unknown>>

/** Checks whether a value is a JSON object. */
export const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value)
