import jsonata from 'jsonata'
import { Failure } from '../core/failure.ts'
import { isObject, isRawNumber, type Json, type JsonObject } from '../core/json.ts'
import { readsSecret } from './reads-secret.ts'

/** The most milliseconds and nested calls of an expression, so that an endless one cannot hang the job. */
const limits = { timeout: 5_000, stack: 500 }

/**
 * Evaluates a selector as a JSONata expression on a secret. The expression is a path that starts at the secret, as in vault-action:
 * a quoted string at its start is the name of a key, not a constant.
 * Returns undefined for an invalid expression if it can only be a missing key: if the value is optional, or without any operator.
 * Throws ERR_KEY if the selector is otherwise not a valid expression, fails, or does not read the secret.
 */
export async function evaluate(values: JsonObject, selector: string, optional = false): Promise<Json | undefined> {
  try {
    const expression = jsonata(`$$.${selector}`, limits)
    if (!readsSecret(expression.ast())) throw constant(selector)
    const result = (await expression.evaluate(values)) as Json | undefined
    if (typeof result === 'number' && !Number.isFinite(result)) throw failed(selector, 'the result is not a finite number', '')
    return typeof result === 'function' ? undefined : result
  } catch (error) {
    if (isSyntaxError(error) && (optional || !operator.test(selector))) return undefined
    throw error instanceof Failure ? error : expressionFailure(selector, error, holdsRawNumber(values))
  }
}

/** Matches a character that has a meaning in JSONata, except those that need another of these characters: `:` `;` `,` `@` `#`. */
const operator = /[.[\](){}'"`$&+*/%<>=?~^|]/

/** JSONata's codes for syntax errors start with S. */
const isSyntaxError = (error: unknown): boolean => isObject(error) && typeof error['code'] === 'string' && error['code'].startsWith('S')

const constant = (selector: string): Failure =>
  new Failure('ERR_KEY', `the expression "${selector}" does not read the secret: its result is a constant`, {
    hint: 'Write a key of the secret, or an expression that uses one. Put constants into the workflow, not into the mapping.',
  })

const failed = (selector: string, what: string, code: string, hint?: string): Failure =>
  new Failure('ERR_KEY', `the expression "${selector}" failed: ${what}${code}`, { hint })

/** Uses only JSONata's error code and parts of the selector, because its messages can quote values of the secret. */
function expressionFailure(selector: string, error: unknown, rawNumbers: boolean): Failure {
  const { code, token, index, type } = isObject(error) ? error : ({} as JsonObject)
  const suffix = typeof code === 'string' ? ` (JSONata ${code})` : ''
  if (typeof code !== 'string' || code.startsWith('S')) {
    return new Failure('ERR_KEY', `"${selector}" is not a key of the secret and not a valid expression${suffix}`, {
      hint: 'Write the key exactly as it is stored, or a valid JSONata expression.',
    })
  }
  const operation = typeof token === 'string' && selector.includes(token) ? `"${token}"` : 'an operation'
  const what = causes[code]?.(operation, typeof index === 'number' ? index : 1, typeof type === 'string' ? type : 'values')
  const hint = rawNumbers
    ? 'The secret has integers beyond 2^53. JSONata loses digits if it computes with them. Select them without computing.'
    : undefined
  return failed(selector, what ?? `${operation} cannot be applied to a value of the secret`, suffix, hint)
}

/** The meaning of JSONata's run-time error codes. Source: the table of error codes in its package. */
const causes: Readonly<Record<string, (operation: string, index: number, type: string) => string>> = {
  T0410: (operation, index) => `argument ${index} of ${operation} has the wrong type`,
  T0411: (operation, index) => `argument ${index} of ${operation} is missing`,
  T0412: (operation, index, type) => `argument ${index} of ${operation} must be a list of ${type}`,
  T1005: (operation) => `${operation} is not a function; functions start with $`,
  T1006: (operation) => `${operation} is not a function`,
  T2001: (operation) => `the value before ${operation} must be a number`,
  T2002: (operation) => `the value after ${operation} must be a number`,
  T2009: (operation) => `the values before and after ${operation} must have the same type`,
  T2010: (operation) => `the values before and after ${operation} must be numbers or strings`,
  D1001: () => 'a number is out of range',
  D1002: () => 'a value after "-" must be a number',
  D1011: () => `it calls itself more than ${limits.stack} times`,
  D1012: () => `it took longer than ${limits.timeout / 1_000} s`,
  D3030: (operation) => `${operation} got a string that is not a number`,
}

function holdsRawNumber(value: Json): boolean {
  if (isRawNumber(value)) return true
  const members = Array.isArray(value) ? (value as readonly Json[]) : isObject(value) ? Object.values(value) : []
  return members.some(holdsRawNumber)
}
