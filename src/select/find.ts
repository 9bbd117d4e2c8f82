import { isObject, own, type Json, type JsonObject } from '../core/json.ts'

/** A selector of letters, digits, `_` and `-` can only be a key, so it is not evaluated as JSONata. */
const plainKey = /^[\p{L}\p{N}_-]*$/u

/**
 * Returns the value of a selector: of the literal key, or else of a dotted path through own properties of nested objects, or else
 * of a JSONata expression. Returns undefined if there is no value, and null if the value is null.
 * Throws ERR_KEY if the selector of a required value is not a valid expression either, or the expression fails.
 */
export async function find(values: JsonObject, selector: string, optional: boolean): Promise<Json | undefined> {
  const found = Object.hasOwn(values, selector) ? own(values, selector) : dotted(values, selector)
  if (found !== undefined || plainKey.test(selector)) return found
  // loaded only if needed, because JSONata is large
  const { evaluate } = await import('./expression.ts')
  return evaluate(values, selector, optional)
}

function dotted(values: JsonObject, selector: string): Json | undefined {
  let at: Json | undefined = values
  for (const key of selector.split('.')) at = isObject(at) ? own(at, key) : undefined
  return at
}
