import { isObject, own, type Json, type JsonObject } from '../core/json.ts'

/** What JSONata cannot read otherwise than as a key: letters, digits, `_` and `-`. */
const plainKey = /^[\p{L}\p{N}_-]*$/u

/**
 * Finds the value that a selector means: the literal key first, then a dotted path through nested objects, own properties only,
 * then a JSONata expression. Returns undefined if none of them finds something, null if what is there is null.
 * Throws ERR_KEY if the selector is not a valid expression either, or the expression fails.
 */
export async function find(values: JsonObject, selector: string): Promise<Json | undefined> {
  const found = Object.hasOwn(values, selector) ? own(values, selector) : dotted(values, selector)
  if (found !== undefined || plainKey.test(selector)) return found
  // JSONata is large, and few selectors need it
  const { evaluate } = await import('./expression.ts')
  return evaluate(values, selector)
}

function dotted(values: JsonObject, selector: string): Json | undefined {
  let at: Json | undefined = values
  for (const key of selector.split('.')) at = isObject(at) ? own(at, key) : undefined
  return at
}
