import { evaluate } from './evaluate.ts'
import { parseExpression } from './expression.ts'
import { replaceBounded } from './replace-bounded.ts'
import type { Scope } from './scope.ts'
import { openTextOf, type Origin, type Value } from './value.ts'
import type { YamlText } from './yaml-node.ts'

/** Matches an expression with its braces; `}}` inside a text in quotes does not end it. */
export const expressionPattern = /\$\{\{((?:'[^']*'|[^'}]|\}(?!\}))*)\}\}/g

/**
 * Resolves the expressions of a scalar. Those that only a run can resolve stay as written. A scalar that is one expression gets the
 * expression's value, which can be an object, and its origin. Throws BudgetExceeded.
 */
export function interpolate(node: YamlText, scope: Scope): Value {
  const { repository, file, budget } = scope
  const origin: Origin = { repository, file, line: node.line, isBlock: node.isBlock }
  if (typeof node.value !== 'string') return { known: node.value, origin }
  const text = node.value
  const [only, ...more] = text.matchAll(expressionPattern)
  if (!only) return { known: text, origin }
  if (more.length === 0 && only[0] === text.trim()) return { origin, ...resolve(only[0], only[1] ?? '', scope) }
  const values: Value[] = []
  const resolved = replaceBounded(text, expressionPattern, ([written, inner = '']) => {
    const value = resolve(written, inner, scope)
    values.push(value)
    return openTextOf(value)
  })
  budget.spendText(resolved?.length ?? text.length)
  if (resolved === undefined) return { open: text, origin }
  const addsLines = values.some((value) => openTextOf(value).includes('\n'))
  const origins = { origin: { ...origin, isBlock: node.isBlock && !addsLines } }
  return values.some((value) => 'open' in value) ? { open: resolved, ...origins } : { known: resolved, ...origins }
}

function resolve(written: string, inner: string, scope: Scope): Value {
  const parsed = parseExpression(inner)
  return (parsed && evaluate(parsed, scope)) ?? { open: written }
}
