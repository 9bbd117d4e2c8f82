import type { Budget } from './budget.ts'
import type { Value } from './value.ts'

/** The contexts that the expressions at one place can read, and the place. */
export interface Scope {
  /** `OWNER/NAME` of the file, and its path. */
  readonly repository: string
  readonly file: string
  /** The contexts by name. A context that only a run knows is not there. */
  readonly contexts: ReadonlyMap<string, Context>
  readonly budget: Budget
}

/** A context: its values by name in lower case, because expressions compare names without case. */
export interface Context {
  readonly values: ReadonlyMap<string, Value>
  /** True if it has no other values, so that any other name is null. */
  readonly isComplete: boolean
}

/** Creates a context from names and values. */
export function contextOf(values: Iterable<readonly [string, Value]>, isComplete: boolean): Context {
  return { values: new Map([...values].map(([name, value]) => [name.toLowerCase(), value])), isComplete }
}

/** Returns the scope with a context added or replaced. */
export function withContext(scope: Scope, name: string, context: Context): Scope {
  return { ...scope, contexts: new Map([...scope.contexts, [name, context]]) }
}

/** Returns the scope with more values in a context; they replace values of the same names. */
export function withValues(scope: Scope, name: string, values: Iterable<readonly [string, Value]>): Scope {
  const before = scope.contexts.get(name)
  const added = contextOf(values, true)
  if (added.values.size === 0) return scope
  return withContext(scope, name, {
    values: new Map([...(before?.values ?? []), ...added.values]),
    isComplete: before?.isComplete ?? false,
  })
}

/** Returns the scope without some contexts. */
export function withoutContexts(scope: Scope, names: readonly string[]): Scope {
  return { ...scope, contexts: new Map([...scope.contexts].filter(([name]) => !names.includes(name))) }
}
