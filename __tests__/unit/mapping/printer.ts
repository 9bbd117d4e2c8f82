import type { Entry, Plan, PlannedRequest } from '../../../src/mapping/plan.ts'
import { flagsOf, quoted } from './meaning.ts'

/**
 * A mapping that means a plan, whatever lines it came from. Entries come in their order; each write once more before
 * them, without an answer, at the place that the plan has it.
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

/** The / keeps a path that starts with # from being a comment. */
const sourceOf = ({ path, body }: PlannedRequest) => (body ? `/${path} ${JSON.stringify(body)}` : `/${path}`)

function printEntry(request: PlannedRequest, entry: Entry): string {
  const source = sourceOf(request)
  const selector = entry.kind === 'key' ? entry.selector : entry.upperCase ? '*' : '**'
  const name = nameOf(entry)
  const flags = flagsOf(entry)
  if (flags.length > 0) return `${source} ${quoted(selector)} | ${name ?? ''} | ${flags.join(' ')}`
  if (request.method === 'POST') return `${source} ${quoted(selector)}${name === undefined ? '' : ` | ${name}`}`
  // by vault-action's rule, which takes a selector as it stands but for its quotes
  const isRun = name === undefined ? /^(?!\{.*\}$)[^\s"|;]*$/ : /^[^\s";]*$/
  if (isRun.test(selector)) return `${source} ${selector || '""'}${name === undefined ? '' : ` | ${name}`}`
  // an empty part for flags keeps that rule from taking it
  return `${source} ${quoted(selector)} | ${name ?? ''} | `
}

/** The explicit name, if there is one. */
function nameOf(entry: Entry): string | undefined {
  if (entry.kind === 'wildcard') return entry.prefix === '' ? undefined : entry.prefix
  return entry.output === entry.variable && entry.output !== '' ? entry.output : undefined
}
