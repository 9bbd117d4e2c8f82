import { isCertainlyFalse } from './evaluate.ts'
import { parseExpression } from './expression.ts'
import { interpolate } from './interpolate.ts'
import { withoutContexts, type Scope } from './scope.ts'
import type { Value } from './value.ts'
import type { InputDefinition } from './workflow.ts'
import { entriesOf, type YamlNode, type YamlText } from './yaml-node.ts'

/** Resolves the values of a mapping: `with:` or `env:`. */
export function valuesOf(node: YamlNode | undefined, scope: Scope): readonly (readonly [string, Value])[] {
  return entriesOf(node).flatMap(([name, { value }]) => (value.kind === 'text' ? [[name, interpolate(value, scope)] as const] : []))
}

/** Resolves the defaults of inputs. An input without a default is empty. */
export function defaultsOf(definitions: readonly InputDefinition[], scope: Scope): readonly (readonly [string, Value])[] {
  return definitions.flatMap(({ name, default: value }) => (value ? [[name, interpolate(value, scope)] as const] : []))
}

/** Returns whether a condition is false for every run of this kind. Ignores `env`, which any earlier step can change. */
export function isSkipped(condition: YamlText | undefined, scope: Scope): boolean {
  if (!condition) return false
  const written = String(condition.value)
  const inner = /^\s*\$\{\{(.*)\}\}\s*$/s.exec(written)?.[1] ?? written
  const expression = parseExpression(inner)
  return expression !== undefined && isCertainlyFalse(expression, withoutContexts(scope, ['env']))
}
