import { isPattern } from '../../../src/mapping/pattern.ts'
import type { Entry, Plan, PlannedRequest } from '../../../src/mapping/plan.ts'
import { flagsOf, quoted } from './meaning.ts'

/**
 * Prints a mapping that parses to the same plan, except for line numbers. Entries keep their order; each write is also printed
 * once without a selector, at its position in the plan.
 */
export function print(plan: Plan): string {
  let lastRead = -1
  const items = plan.flatMap((request) => {
    if (request.method === 'GET') lastRead = request.entries[0]!.order
    const alone = request.method === 'POST' ? [{ at: lastRead + 0.5, text: sourceOf(request) }] : []
    return [...alone, ...request.entries.map((entry) => ({ at: entry.order, text: printEntry(request, entry) }))]
  })
  return items
    .toSorted((a, b) => a.at - b.at)
    .map(({ text }) => text)
    .join('; ')
}

/** Adds a /, because a path that starts with # would be a comment. */
const sourceOf = ({ path, body }: PlannedRequest) => (body ? `/${path} ${JSON.stringify(body)}` : `/${path}`)

function printEntry(request: PlannedRequest, entry: Entry): string {
  const source = sourceOf(request)
  const selector = entry.kind === 'key' ? entry.selector : entry.pattern
  const name = nameOf(entry)
  const flags = flagsOf(entry)
  const written = entry.kind === 'key' ? quoted(selector) : selector
  if (flags.length > 0) return `${source} ${written} | ${name ?? ''} | ${flags.join(' ')}`
  if (request.method === 'POST') return `${source} ${written}${name === undefined ? '' : ` | ${name}`}`
  // vault-action's rule takes a selector unchanged, except for its quotes
  const isRun = name === undefined ? /^[^\s"|;]*$/ : /^[^\s";]*$/
  const looksLikeBody = name === undefined && /^\{.*\}$/.test(selector)
  const run = entry.kind === 'key' && (isPattern(selector) || looksLikeBody) ? `"${selector}"` : selector || '""'
  if (isRun.test(selector)) return `${source} ${run}${name === undefined ? '' : ` | ${name}`}`
  // the empty part for flags prevents a match of that rule
  return `${source} ${quoted(selector)} | ${name ?? ''} | `
}

/** Returns the explicit name, if there is one. */
function nameOf(entry: Entry): string | undefined {
  if (entry.kind === 'wildcard') return entry.prefix === '' ? undefined : entry.prefix
  return entry.output === entry.variable && entry.output !== '' ? entry.output : undefined
}
