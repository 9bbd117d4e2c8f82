import { Failure } from '../failure.ts'
import { isObject, own, type Json, type JsonObject } from '../vault/json.ts'

/** What JSONata cannot read otherwise than as a key: letters, digits, `_` and `-`. */
const plainKey = /^[\p{L}\p{N}_-]*$/u

/**
 * The value that a selector means: the literal key first, then a dotted path through nested objects, own properties only,
 * then a JSONata expression. Undefined where none of them finds something; null counts as nothing.
 * Throws ERR_KEY where the selector is no expression either.
 */
export async function find(values: JsonObject, selector: string): Promise<Json | undefined> {
  if (Object.hasOwn(values, selector)) return own(values, selector) ?? undefined
  const found = dotted(values, selector)
  if (found !== undefined) return found ?? undefined
  return plainKey.test(selector) ? undefined : evaluate(values, selector)
}

function dotted(values: JsonObject, selector: string): Json | undefined {
  let at: Json | undefined = values
  for (const key of selector.split('.')) at = isObject(at) ? own(at, key) : undefined
  return at
}

/** JSONata is loaded here and only then: few selectors need it. */
async function evaluate(values: JsonObject, selector: string): Promise<Json | undefined> {
  const { default: jsonata } = await import('jsonata')
  try {
    const result = (await jsonata(selector).evaluate(values)) as Json | undefined
    return typeof result === 'function' ? undefined : (result ?? undefined)
  } catch (error) {
    // its messages may quote what it worked on; its codes are listed in JSONata's documentation
    const code = isObject(error) && typeof error['code'] === 'string' ? ` (JSONata ${error['code']})` : ''
    throw new Failure('ERR_KEY', `"${selector}" is no key there, and no expression${code}`, {
      hint: 'A key with other characters than letters, digits, _ and - is looked up as it stands. Expressions are JSONata.',
    })
  }
}
