import { visit, type Document } from 'yaml'
import type { Attempt } from './attempt.ts'

/**
 * Refuses steps that share their inputs or their `uses:` through an anchor, if one of the others would be changed differently, or is no step
 * of vault-action.
 */
export function refuseShared(attempts: readonly Attempt[], document: Document.Parsed): readonly Attempt[] {
  const users = countUsers(document)
  return attempts.map((attempt) => {
    const { found, map, inputEdits, refusals } = attempt
    const sharing = attempts.filter((other) => other.found.uses === found.uses || (map && other.map === map))
    const isShared = sharing.length > 1 || (map && (users.get(map) ?? 0) > 0)
    if (!isShared || refusals.length > 0) return attempt
    const isSame = sharing.every(
      (other) => other.refusals.length === 0 && (other.map !== map || JSON.stringify(other.inputEdits) === JSON.stringify(inputEdits)),
    )
    const others = map ? (users.get(map) ?? 0) + 1 - sharing.filter((other) => other.map === map).length : 0
    if (isSame && others <= 0) return attempt
    const refusal = {
      at: found.uses.range[0],
      text: 'an anchor shares it with another step',
      action: 'Write the step without an alias',
    }
    return { ...attempt, refusals: [refusal] }
  })
}

/** Counts the aliases of each node. */
function countUsers(document: Document.Parsed): ReadonlyMap<unknown, number> {
  const counts = new Map<unknown, number>()
  visit(document, {
    Alias: (_key, alias) => {
      const node = alias.resolve(document)
      counts.set(node, (counts.get(node) ?? 0) + 1)
    },
  })
  return counts
}
