import { expressionSource, isOpen } from './open-text.ts'
import type { JobNeed, OpenText, Trigger } from './need.ts'

/** Values of a claim: texts, or Vault's globs with `*`. Undefined if any value is possible. */
export type ClaimValues = readonly OpenText[] | undefined

/**
 * Returns the refs of a job's runs, as the claim `ref` contains them. A filter that Vault cannot express becomes a wider glob.
 * Source: GitHub's docs "Events that trigger workflows", column GITHUB_REF.
 */
export function refsOf({ triggers, defaultBranch }: JobNeed): ClaimValues {
  const refs = triggers.map((trigger) => refsOfTrigger(trigger, defaultBranch))
  return refs.includes(undefined) ? undefined : refs.flatMap((values) => values ?? [])
}

const pullRequests = ['pull_request', 'pull_request_review', 'pull_request_review_comment']

/** Events whose branch or tag is chosen at their start, or whose caller is not known. */
const anyRef = ['workflow_dispatch', 'create', 'deployment', 'deployment_status', 'registry_package', 'workflow_call']

/** The default branch if it is not known: an expression that a person has to replace. */
const unknownDefaultBranch = '${{ github.event.repository.default_branch }}'

function refsOfTrigger(trigger: Trigger, defaultBranch: string | undefined): ClaimValues {
  const { event } = trigger
  if (event === 'push') return pushedRefs(trigger)
  if (pullRequests.includes(event))
    return ['refs/pull/*/merge', ...(isMerge(trigger) ? globs('refs/heads/', trigger.branches ?? ['**']) : [])]
  if (event === 'release') return ['refs/tags/*']
  if (event === 'merge_group')
    return (trigger.branches ?? ['*']).map((branch) => `refs/heads/gh-readonly-queue/${globOf(branch)}/*`.replace('*/*', '*'))
  if (anyRef.includes(event) || isOpen(event)) return undefined
  return [`refs/heads/${defaultBranch ?? unknownDefaultBranch}`]
}

/** A pull request that was closed by its merge has the ref of the branch that it was merged into. */
const isMerge = ({ event, types = [] }: Trigger): boolean => event === 'pull_request' && types.includes('closed')

/** A push with a filter for branches only starts no run for tags, and the other way round (docs "Workflow syntax", on.push). */
function pushedRefs({ branches, branchesIgnore, tags, tagsIgnore }: Trigger): ClaimValues {
  const hasBranches = branches ?? branchesIgnore
  const hasTags = tags ?? tagsIgnore
  if (!hasBranches && !hasTags) return undefined
  return [...(hasBranches ? globs('refs/heads/', branches ?? ['**']) : []), ...(hasTags ? globs('refs/tags/', tags ?? ['**']) : [])]
}

const globs = (prefix: string, patterns: readonly string[]): readonly string[] =>
  patterns.filter((pattern) => !pattern.startsWith('!')).map((pattern) => `${prefix}${globOf(pattern)}`)

/** Expressions, escapes, classes and single characters. */
const patternParts = new RegExp(String.raw`${expressionSource}|\\.|\[[^\]]*\]|[^]`, 'gu')

/**
 * Returns the narrowest glob of Vault that matches all that a filter pattern of GitHub matches. A glob has only `*`, which also matches
 * `/`. Source: docs "Workflow syntax", filter pattern cheat sheet.
 */
export function globOf(pattern: OpenText): OpenText {
  const parts = pattern.match(patternParts) ?? []
  const glob: string[] = []
  for (const part of parts) {
    // zero or one of the preceding character
    if (part === '?') glob.splice(-1, 1, '*')
    else if (part === '+' || part === '*' || (part.length > 1 && part.startsWith('['))) glob.push('*')
    else glob.push(part.length === 2 && part.startsWith('\\') ? part.slice(1) : part)
  }
  return glob.join('').replace(/\*{2,}/g, '*')
}
