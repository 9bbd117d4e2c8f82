import type { Aliases } from './aliases.ts'
import type { Attempt } from './attempt.ts'

/**
 * Refuses steps that share their inputs or their `uses:` through an anchor, if one of the others stays or would be changed differently, or
 * is no step of vault-action.
 */
export function refuseShared(attempts: readonly Attempt[], aliases: Aliases): readonly Attempt[] {
  const sharing = groupByNode(attempts)
  const counts = countAliases(aliases)
  const pending = attempts.filter(({ refusals }) => refusals.length > 0)
  for (const [node, group] of sharing) {
    if (group.length <= (counts.get(node) ?? 0) || differ(node, group)) pending.push(...group)
  }
  const staying = new Set<Attempt>()
  // each refusal refuses those that share a node with it
  for (const attempt of pending) {
    staying.add(attempt)
    for (const node of nodesOf(attempt)) {
      pending.push(...(sharing.get(node) ?? []))
      sharing.delete(node)
    }
  }
  return attempts.map((attempt) => (staying.has(attempt) && attempt.refusals.length === 0 ? refused(attempt) : attempt))
}

function refused(attempt: Attempt): Attempt {
  const text = 'an anchor shares its inputs or its `uses:` with another step'
  return { ...attempt, refusals: [{ at: attempt.found.at, text, action: 'Write the step without an alias' }] }
}

/** Returns the nodes of a step that others can share. */
const nodesOf = ({ found, map }: Attempt): readonly unknown[] => (map ? [found.uses, map] : [found.uses])

function groupByNode(attempts: readonly Attempt[]): Map<unknown, Attempt[]> {
  const groups = new Map<unknown, Attempt[]>()
  for (const attempt of attempts) {
    for (const node of nodesOf(attempt)) {
      const group = groups.get(node)
      if (group) group.push(attempt)
      else groups.set(node, [attempt])
    }
  }
  return groups
}

/** Returns whether steps with the same inputs would change them differently. */
const differ = (node: unknown, group: readonly Attempt[]): boolean =>
  new Set(group.filter(({ map }) => map === node).map(({ inputEdits }) => JSON.stringify(inputEdits))).size > 1

/** Counts the aliases of each node. */
function countAliases(aliases: Aliases): ReadonlyMap<unknown, number> {
  const counts = new Map<unknown, number>()
  for (const node of aliases.values()) counts.set(node, (counts.get(node) ?? 0) + 1)
  return counts
}
