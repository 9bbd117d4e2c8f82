import type { Trigger } from '../policy/need.ts'
import { entriesOf, textsOf, valueAt, type YamlNode } from './yaml-node.ts'

/** Returns the events of a workflow with their filters, in the order in which they are written. */
export function readTriggers(on: YamlNode | undefined): readonly Trigger[] {
  if (on?.kind !== 'map') return textsOf(on).map((event) => ({ event }))
  return entriesOf(on).map(([event, { value }]) => ({ event, ...filtersOf(value) }))
}

const filters = {
  types: 'types',
  branches: 'branches',
  branchesIgnore: 'branches-ignore',
  tags: 'tags',
  tagsIgnore: 'tags-ignore',
} as const

function filtersOf(node: YamlNode): Omit<Trigger, 'event'> {
  const found = Object.entries(filters).map(([name, key]) => [name, valueAt(node, key)] as const)
  return Object.fromEntries(found.flatMap(([name, value]) => (value ? [[name, textsOf(value)]] : [])))
}

/** Returns a trigger as text: `push (main, release/*)`. */
export function triggerText({ event, types = [], branches = [], branchesIgnore = [], tags = [], tagsIgnore = [] }: Trigger): string {
  const parts = [
    ...types.map((type) => `type ${type}`),
    ...branches,
    ...branchesIgnore.map((pattern) => `not ${pattern}`),
    ...tags.map((pattern) => `tag ${pattern}`),
    ...tagsIgnore.map((pattern) => `not tag ${pattern}`),
  ]
  return parts.length === 0 ? event : `${event} (${parts.join(', ')})`
}
