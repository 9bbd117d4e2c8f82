import jsonata from 'jsonata'
import { Failure } from '../core/failure.ts'
import { isObject, isRawNumber, type Json, type JsonObject } from '../core/json.ts'
import { readsSecret } from './reads-secret.ts'

/** Milliseconds and nested calls after which an expression is stopped, so that one without an end cannot hang the job. */
const limits = { timeout: 5_000, stack: 500 }

/**
 * Evaluates a selector as a JSONata expression on a secret. Like vault-action, it evaluates a path that starts at the secret:
 * a quoted text at its start is the name of a key, not a constant.
 * Throws ERR_KEY if the selector is not a valid expression, fails, or does not read the secret.
 */
export async function evaluate(values: JsonObject, selector: string): Promise<Json | undefined> {
  try {
    const expression = jsonata(`$$.${selector}`, limits)
    if (!readsSecret(expression.ast())) throw constant(selector)
    const result = (await expression.evaluate(values)) as Json | undefined
    if (typeof result === 'number' && !Number.isFinite(result)) throw failed(selector, 'the result is not a finite number', '')
    return typeof result === 'function' ? undefined : result
  } catch (error) {
    throw error instanceof Failure ? error : expressionFailure(selector, error, holdsRawNumber(values))
  }
}

const constant = (selector: string): Failure =>
  new Failure('ERR_KEY', `the expression "${selector}" does not read the secret: its result is a constant`, {
    hint: 'Write a key of the secret, or an expression with one. A constant belongs into the workflow, not into the mapping.',
  })

const failed = (selector: string, what: string, code: string, hint?: string): Failure =>
  new Failure('ERR_KEY', `the expression "${selector}" failed: ${what}${code}`, { hint })

/** JSONata's own messages can quote the values that it worked on, so only its code and words of the selector are used. */
function expressionFailure(selector: string, error: unknown, rawNumbers: boolean): Failure {
  const { code, token, index, type } = isObject(error) ? error : ({} as JsonObject)
  const suffix = typeof code === 'string' ? ` (JSONata ${code})` : ''
  if (typeof code !== 'string' || code.startsWith('S')) {
    return new Failure('ERR_KEY', `"${selector}" is not a key of the secret and not a valid expression${suffix}`, {
      hint: 'A key with other characters than letters, digits, _ and - is looked up as it is written. Expressions are JSONata.',
    })
  }
  const operation = typeof token === 'string' && selector.includes(token) ? `"${token}"` : 'an operation'
  const what = causes[code]?.(operation, typeof index === 'number' ? index : 1, typeof type === 'string' ? type : 'values')
  const hint = rawNumbers
    ? 'The secret has integers beyond 2^53. JSONata cannot compute with them without losing digits: select them as they are.'
    : undefined
  return failed(selector, what ?? `${operation} cannot be applied to a value of the secret`, suffix, hint)
}

/** What JSONata's codes for failures at run time mean. Source: the table of error codes in its package. */
const causes: Readonly<Record<string, (operation: string, index: number, type: string) => string>> = {
  T0410: (operation, index) => `argument ${index} of ${operation} has the wrong type`,
  T0411: (operation, index) => `argument ${index} of ${operation} is missing`,
  T0412: (operation, index, type) => `argument ${index} of ${operation} must be a list of ${type}`,
  T1005: (operation) => `${operation} is not a function; functions start with $`,
  T1006: (operation) => `${operation} is not a function`,
  T2001: (operation) => `the value before ${operation} must be a number`,
  T2002: (operation) => `the value after ${operation} must be a number`,
  T2009: (operation) => `the values before and after ${operation} must be of one type`,
  T2010: (operation) => `the values before and after ${operation} must be numbers or texts`,
  D1001: () => 'a number is out of range',
  D1002: () => 'a value after "-" must be a number',
  D1011: () => `it calls itself more than ${limits.stack} times`,
  D1012: () => `it took longer than ${limits.timeout / 1_000} s`,
  D3030: (operation) => `${operation} got a text that is not a number`,
}

function holdsRawNumber(value: Json): boolean {
  if (isRawNumber(value)) return true
  const members = Array.isArray(value) ? (value as readonly Json[]) : isObject(value) ? Object.values(value) : []
  return members.some(holdsRawNumber)
}
