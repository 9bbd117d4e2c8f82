import { visit, type Document } from 'yaml'
import type { Attempt } from './attempt.ts'

/**
 * Refuses steps that share their inputs or their `uses:` through an anchor, if one of the others stays or would be changed differently, or
 * is no step of vault-action.
 */
export function refuseShared(attempts: readonly Attempt[], document: Document.Parsed): readonly Attempt[] {
  const aliases = countAliases(document)
  const next = attempts.map((attempt) => {
    if (attempt.refusals.length > 0 || canChange(attempt, attempts, aliases)) return attempt
    const text = 'an anchor shares its inputs or its `uses:` with another step'
    return { ...attempt, refusals: [{ at: attempt.found.at, text, action: 'Write the step without an alias' }] }
  })
  // each refusal can refuse others
  return next.every((attempt, index) => attempt === attempts[index]) ? next : refuseShared(next, document)
}

function canChange({ found, map, inputEdits }: Attempt, attempts: readonly Attempt[], aliases: ReadonlyMap<unknown, number>): boolean {
  const ofUses = attempts.filter((other) => other.found.uses === found.uses)
  const ofMap = attempts.filter((other) => map && other.map === map)
  const isOnlyTheirs = (node: unknown, sharing: readonly Attempt[]) => sharing.length > (aliases.get(node) ?? 0)
  return (
    isOnlyTheirs(found.uses, ofUses) &&
    (!map || isOnlyTheirs(map, ofMap)) &&
    [...ofUses, ...ofMap].every(({ refusals }) => refusals.length === 0) &&
    ofMap.every((other) => JSON.stringify(other.inputEdits) === JSON.stringify(inputEdits))
  )
}

/** Counts the aliases of each node. */
function countAliases(document: Document.Parsed): ReadonlyMap<unknown, number> {
  const counts = new Map<unknown, number>()
  visit(document, {
    Alias: (_key, alias) => {
      const node = alias.resolve(document)
      counts.set(node, (counts.get(node) ?? 0) + 1)
    },
  })
  return counts
}
