import type { Place } from '../policy/need.ts'
import { evaluate } from './evaluate.ts'
import { parseExpression } from './expression.ts'
import { findExpressions, type FoundExpression } from './find-expressions.ts'
import { replaceBounded } from './replace-bounded.ts'
import type { Scope } from './scope.ts'
import { openTextOf, placeOfLine, type Origin, type Value } from './value.ts'
import type { YamlText } from './yaml-node.ts'

/** The time of an expression, as the number of characters that take as long. */
const expressionCost = 20

/**
 * Resolves the expressions of a scalar. Those that only a run can resolve stay as written. A scalar that is one expression gets the
 * expression's value, which can be an object, and its origin. Throws BudgetExceeded.
 */
export function interpolate(node: YamlText, scope: Scope): Value {
  const { repository, file, budget } = scope
  const origin: Origin = { repository, file, line: node.line, isBlock: node.isBlock }
  if (typeof node.value !== 'string') return { known: node.value, origin }
  const text = node.value
  const expressions = findExpressions(text)
  const [only, ...more] = expressions
  if (!only) return { known: text, origin }
  if (more.length === 0 && only.written === text.trim()) return { origin, ...resolve(only, scope) }
  const values: Value[] = []
  const lines = createLineTracker(origin)
  const resolved = replaceBounded(text, expressions, (expression) => {
    const value = resolve(expression, scope)
    values.push(value)
    lines.add(text, expression.index, value)
    return openTextOf(value)
  })
  budget.spendText(text.length + (resolved?.length ?? 0) + expressionCost * expressions.length)
  if (resolved === undefined) return { open: text, origin }
  const addsLines = values.some((value) => openTextOf(value).includes('\n'))
  const origins = { origin: addsLines ? { ...origin, lines: lines.end(text) } : origin }
  return values.some((value) => 'open' in value) ? { open: resolved, ...origins } : { known: resolved, ...origins }
}

function resolve({ written, inner }: FoundExpression, scope: Scope): Value {
  const parsed = parseExpression(inner)
  return (parsed && evaluate(parsed, scope)) ?? { open: written }
}

/** Records the place of each line while expressions are replaced: a value of several lines keeps the places of its own. */
function createLineTracker(origin: Origin): {
  readonly add: (text: string, index: number, value: Value) => void
  readonly end: (text: string) => readonly Place[]
} {
  const places: Place[] = [placeOfLine(origin, 1)]
  let at = 0
  let line = 1
  const addWritten = (text: string, end: number) => {
    for (let next = text.indexOf('\n', at); next >= 0 && next < end; next = text.indexOf('\n', next + 1))
      places.push(placeOfLine(origin, ++line))
    at = end
  }
  return {
    add(text, index, value) {
      addWritten(text, index)
      const added = openTextOf(value)
        .split('\n')
        .map((_, number) => (value.origin ? placeOfLine(value.origin, number + 1) : placeOfLine(origin, line)))
      const isAlone = added.length > 1 && text.slice(text.lastIndexOf('\n', index - 1) + 1, index).trim() === ''
      if (isAlone && value.origin) places[places.length - 1] = added[0] ?? placeOfLine(origin, line)
      places.push(...added.slice(1))
    },
    end(text) {
      addWritten(text, text.length)
      return places
    },
  }
}
