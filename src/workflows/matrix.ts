import type { Json } from '../core/json.ts'
import { isObject } from '../core/json.ts'
import { interpolate } from './interpolate.ts'
import { contextOf, type Context, type Scope } from './scope.ts'
import type { Value } from './value.ts'
import { entriesOf, jsonOf, type YamlNode } from './yaml-node.ts'

/** The most jobs of a matrix (docs.github.com, "Actions limits"). */
const maxJobs = 256

type Combination = ReadonlyMap<string, Json>

/**
 * Returns the context `matrix` of each job that `strategy.matrix` makes. A dimension that only a run knows is missing in all of them. Its
 * rules are those of docs.github.com, "Running variations of jobs in a workflow".
 */
export function matrixContexts(node: YamlNode | undefined, scope: Scope): readonly Context[] {
  if (!node) return [contextOf([], true)]
  const { dimensions, include, exclude, isComplete } = readMatrix(node, scope)
  const count = [...dimensions.values()].reduce((product, values) => product * values.length, 1)
  if (count > maxJobs || include.length > maxJobs) return [contextOf([], false)]
  const product = [...dimensions].reduce<readonly Combination[]>(
    (combinations, [name, values]) => combinations.flatMap((one) => values.map((value) => new Map([...one, [name, value]]))),
    [new Map()],
  )
  const kept = product.filter((one) => !exclude.some((rule) => [...rule].every(([name, value]) => isEqual(one.get(name), value))))
  const combinations = withIncluded(dimensions.size === 0 && include.length > 0 ? [] : kept, include)
  return combinations.map((one) =>
    contextOf(
      [...one].map(([name, known]): [string, Value] => [name, { known }]),
      isComplete,
    ),
  )
}

interface Matrix {
  readonly dimensions: ReadonlyMap<string, readonly Json[]>
  readonly include: readonly Combination[]
  readonly exclude: readonly Combination[]
  /** False if a part of it is only known in a run. */
  readonly isComplete: boolean
}

function readMatrix(node: YamlNode, scope: Scope): Matrix {
  const whole = node.kind === 'text' ? valueOf(node, scope) : undefined
  const parts: readonly (readonly [string, Json | undefined])[] = isObject(whole)
    ? Object.entries(whole)
    : entriesOf(node).map(([name, { value }]) => [name, valueOf(value, scope)])
  const listOf = (name: string) => parts.find(([key]) => key === name)?.[1]
  const dimensions = parts.filter(([name]) => name !== 'include' && name !== 'exclude')
  return {
    dimensions: new Map(dimensions.flatMap(([name, value]) => (Array.isArray(value) ? [[name, value as readonly Json[]]] : []))),
    include: combinationsIn(listOf('include')),
    exclude: combinationsIn(listOf('exclude')),
    isComplete: (node.kind !== 'text' || isObject(whole)) && parts.every(([, value]) => value !== undefined),
  }
}

/** Returns a node as JSON; undefined if a part of it is open. */
function valueOf(node: YamlNode, scope: Scope): Json | undefined {
  return jsonOf(node, (text) => {
    const value = interpolate(text, scope)
    return 'known' in value ? value.known : undefined
  })
}

const combinationsIn = (value: Json | undefined): readonly Combination[] =>
  (Array.isArray(value) ? (value as readonly Json[]) : []).flatMap((one) => (isObject(one) ? [new Map(Object.entries(one))] : []))

/** Adds each `include` to the combinations whose own values it does not change, or as a combination of its own. */
function withIncluded(combinations: readonly Combination[], include: readonly Combination[]): readonly Combination[] {
  const original = combinations.map((one) => ({ own: one, all: new Map(one) }))
  const added: Combination[] = []
  for (const more of include) {
    const matching = original.filter(({ own }) => [...more].every(([name, value]) => !own.has(name) || isEqual(own.get(name), value)))
    for (const { all } of matching) for (const [name, value] of more) all.set(name, value)
    if (matching.length === 0) added.push(more)
  }
  return [...original.map(({ all }) => all), ...added]
}

const isEqual = (one: Json | undefined, other: Json): boolean => one !== undefined && JSON.stringify(one) === JSON.stringify(other)
