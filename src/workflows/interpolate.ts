import type { Place } from '../policy/need.ts'
import { evaluate } from './evaluate.ts'
import { parseExpression } from './expression.ts'
import { replaceBounded } from './replace-bounded.ts'
import type { Scope } from './scope.ts'
import { openTextOf, placeOfLine, type Origin, type Value } from './value.ts'
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
  const lines = createLineTracker(origin)
  const resolved = replaceBounded(text, expressionPattern, ({ index, 0: written, 1: inner = '' }) => {
    const value = resolve(written, inner, scope)
    values.push(value)
    lines.add(text, index, value)
    return openTextOf(value)
  })
  budget.spendText(resolved?.length ?? text.length)
  if (resolved === undefined) return { open: text, origin }
  const addsLines = values.some((value) => openTextOf(value).includes('\n'))
  const origins = { origin: addsLines ? { ...origin, lines: lines.end(text) } : origin }
  return values.some((value) => 'open' in value) ? { open: resolved, ...origins } : { known: resolved, ...origins }
}

function resolve(written: string, inner: string, scope: Scope): Value {
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
      const isAlone = /(?:^|\n)[^\S\n]*$/.test(text.slice(0, index))
      if (isAlone && value.origin && added.length > 1) places[places.length - 1] = added[0] ?? placeOfLine(origin, line)
      places.push(...added.slice(1))
    },
    end(text) {
      addWritten(text, text.length)
      return places
    },
  }
}
