import { isObject, objectOrList, type Json } from '../core/json.ts'
import type { Expression, Operator } from './expression.ts'
import { maxTextLength, replaceBounded } from './replace-bounded.ts'
import type { Scope } from './scope.ts'
import { openTextOf, textOfJson, type Value } from './value.ts'

/**
 * Evaluates an expression as GitHub does (docs.github.com, "Evaluate expressions in workflows and actions"). Returns undefined if the
 * value depends on facts that only a run knows. A reference to an open text returns that text. Throws BudgetExceeded.
 */
export function evaluate(expression: Expression, scope: Scope): Value | undefined {
  const value = valueOf(expression, scope)
  // each text can be compared, converted or parsed
  if (value) scope.budget.spendText(openTextOf(value).length)
  return value
}

function valueOf(expression: Expression, scope: Scope): Value | undefined {
  switch (expression.kind) {
    case 'literal':
      return { known: expression.value }
    case 'reference':
      return lookUp(expression.path, scope)
    case 'property': {
      const object = evaluate(expression.of, scope)
      return object && 'known' in object ? below(object.known, expression.path, scope) : undefined
    }
    case 'call':
      return call(
        expression.name,
        expression.args.map((argument) => evaluate(argument, scope)),
      )
    case 'operation':
      return operate(
        expression.operator,
        expression.operands.map((operand) => evaluate(operand, scope)),
      )
  }
}

/** Returns whether a value counts as true: everything but false, 0, '' and null. */
const isTruthy = (value: Json): boolean => value !== false && value !== 0 && value !== '' && value !== null && !Number.isNaN(value)

/** Returns whether an expression is false for every run. An operand that is not known decides nothing. */
export function isCertainlyFalse(expression: Expression, scope: Scope): boolean {
  if (expression.kind === 'operation') {
    const areFalse = expression.operands.map((operand) => isCertainlyFalse(operand, scope))
    if (expression.operator === '&&') return areFalse.includes(true)
    if (expression.operator === '||') return !areFalse.includes(false)
  }
  const value = evaluate(expression, scope)
  return value !== undefined && 'known' in value && !isTruthy(value.known)
}

function lookUp([name = '', ...path]: readonly (string | undefined)[], scope: Scope): Value | undefined {
  const context = scope.contexts.get(name.toLowerCase())
  const [property, ...more] = path
  if (!context || property === undefined) return undefined
  const value = context.values.get(property.toLowerCase()) ?? (context.isComplete ? { known: null } : undefined)
  if (!value || more.length === 0) return value
  return 'known' in value ? below(value.known, more, scope) : undefined
}

/** Returns the property of a value. Names are compared without case; a missing property is null. */
function below(value: Json, path: readonly (string | undefined)[], { budget }: Scope): Value | undefined {
  let current = value
  for (const property of path) {
    if (property === undefined) return undefined
    if (isObject(current)) {
      const entries = Object.entries(current)
      budget.spendText(entries.length)
      const found = entries.find(([key]) => key.toLowerCase() === property.toLowerCase())
      current = found?.[1] ?? null
    } else current = (Array.isArray(current) ? (current as readonly Json[])[Number(property)] : undefined) ?? null
  }
  return { known: current }
}

type Operands = readonly (Value | undefined)[]

function operate(operator: Operator, [left, right]: Operands): Value | undefined {
  if (!left || !('known' in left)) return undefined
  if (operator === '&&') return isTruthy(left.known) ? right : left
  if (operator === '||') return isTruthy(left.known) ? left : right
  if (operator === '!') return { known: !isTruthy(left.known) }
  if (!right || !('known' in right)) return undefined
  return { known: compare(operator, left.known, right.known) }
}

/** Compares as GitHub does: texts without case, values of different types as numbers, objects never equal. */
function compare(operator: Exclude<Operator, '&&' | '||' | '!'>, left: Json, right: Json): boolean {
  const areTexts = typeof left === 'string' && typeof right === 'string'
  const [one, other] = areTexts ? [left.toUpperCase(), right.toUpperCase()] : [numberOf(left), numberOf(right)]
  switch (operator) {
    case '==':
      return left === null ? right === null || one === other : one === other
    case '!=':
      return one !== other
    case '<':
      return one < other
    case '<=':
      return one <= other
    case '>':
      return one > other
    case '>=':
      return one >= other
  }
}

function numberOf(value: Json): number {
  if (typeof value === 'object' && value !== null) return Number.NaN
  return typeof value === 'string' && value.trim() === '' ? 0 : Number(value)
}

function call(name: string, args: Operands): Value | undefined {
  if (name === 'format') return format(args)
  if (!args.every((argument) => argument && 'known' in argument)) return undefined
  const values = args.flatMap((argument) => (argument && 'known' in argument ? [argument.known] : []))
  const result = Object.hasOwn(functions, name) ? functions[name]?.(values) : undefined
  return result === undefined ? undefined : { known: result }
}

const upper = (value: Json | undefined): string => textOfJson(value ?? null).toUpperCase()
const items = (value: Json | undefined): readonly Json[] | undefined => (Array.isArray(value) ? (value as readonly Json[]) : undefined)

/** The functions whose value does not depend on the run. */
const functions: Readonly<Record<string, (args: readonly Json[]) => Json | undefined>> = {
  contains: ([search, item]) => items(search)?.some((one) => compare('==', one, item ?? null)) ?? upper(search).includes(upper(item)),
  startswith: ([search, start]) => upper(search).startsWith(upper(start)),
  endswith: ([search, end]) => upper(search).endsWith(upper(end)),
  join: ([list, separator]) => join(items(list) ?? [list ?? null], separator === undefined ? ',' : textOfJson(separator)),
  tojson: ([value]) => JSON.stringify(value ?? null, null, 2),
  fromjson: ([text]) => (typeof text === 'string' ? fromJson(text) : undefined),
}

function join(parts: readonly Json[], separator: string): string | undefined {
  return parts.length * separator.length > maxTextLength ? undefined : parts.map(textOfJson).join(separator)
}

/** Formats with open arguments too, because the text around them is known. */
function format([pattern, ...args]: Operands): Value | undefined {
  if (!pattern || !('known' in pattern)) return undefined
  if (!args.every((argument) => argument !== undefined)) return undefined
  const used: Value[] = []
  const template = textOfJson(pattern.known)
  const holes = [...template.matchAll(/\{\{|\}\}|\{(\d+)\}/g)].map(({ index, 0: written, 1: number }) => ({ index, written, number }))
  const text = replaceBounded(template, holes, ({ written, number }) => {
    if (number === undefined) return written.slice(1)
    const argument = args[Number(number)] ?? { known: null }
    used.push(argument)
    return openTextOf(argument)
  })
  if (text === undefined) return undefined
  return used.some((value) => 'open' in value) ? { open: text } : { known: text }
}

/** The deepest nesting of a JSON text; deeper ones are left open. */
const maxJsonDepth = 50

function fromJson(text: string): Json | undefined {
  let depth = 0
  for (const [bracket] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[{\]}]/g)) {
    if (/^[[{]/.test(bracket) && ++depth > maxJsonDepth) return undefined
    if (/^[\]}]/.test(bracket)) depth--
  }
  const parsed = objectOrList(text)
  if (parsed !== undefined) return parsed
  return /^\s*(?:true|false|null|-?\d+(?:\.\d+)?|"[^"\\]*")\s*$/.test(text) ? (JSON.parse(text) as Json) : undefined
}
