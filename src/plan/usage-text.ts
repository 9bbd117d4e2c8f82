import type { Place } from '../policy/need.ts'
import type { Finding } from '../workflows/finding.ts'
import { triggerText } from '../workflows/triggers.ts'
import type { JobOfUsage, RequestOfUsage, Usage } from '../workflows/usage.ts'

/** Returns a place as `FILE:LINE`, after the repository if there are several. */
export function placeText({ repository, file, line }: Place, hasSeveral: boolean): string {
  const inRepository = file === '' ? repository : `${file}:${line}`
  return hasSeveral && file !== '' ? `${repository} ${inRepository}` : inRepository
}

/** Returns a usage as lines: the step and its job, the login, the requests. */
export function usageLines(usage: Usage, hasSeveral: boolean): readonly string[] {
  const { place, calls, job, url, namespace } = usage
  const through = calls.map((call) => `through ${placeText(call, hasSeveral)}`)
  return [
    [`${placeText(place, hasSeveral)} ${usage.uses}`, ...through, ...(job ? jobTexts(job) : ['no job here uses this action'])].join(', '),
    `  ${[url || 'no url', ...(namespace === '' ? [] : [`namespace ${namespace}`]), loginText(usage)].join(', ')}`,
    ...requestTexts(usage).map((text) => `  ${text}`),
  ]
}

/** Returns what is known of a job. */
export function jobTexts({ id, workflow, environment, triggers, permissions, timeoutMinutes }: JobOfUsage): readonly string[] {
  return [
    `job ${id} of ${workflow}`,
    ...(environment === undefined ? [] : [`environment ${environment}`]),
    `on ${triggers.map(triggerText).join(', ')}`,
    `permissions ${permissions}`,
    ...(timeoutMinutes === undefined ? [] : [`timeout ${timeoutMinutes} min`]),
  ]
}

/** Returns the login of a usage: method, mount, role, audience. */
export function loginText({ method, mount, role, audience, namespace, authNamespace }: Usage): string {
  return [
    `login ${method} at auth/${mount}`,
    ...(authNamespace === namespace ? [] : [`in namespace ${authNamespace || 'root'}`]),
    ...(role === '' ? [] : [`role ${role}`]),
    ...(audience === undefined ? [] : [`audience ${audience}`]),
  ].join(', ')
}

/** Returns a line for each request, and for the entries that only a run knows. */
export function requestTexts({ requests, openEntries }: Usage): readonly string[] {
  return [...requests.map(requestText), ...openEntries.map(({ expression }) => `more entries: ${expression}`)]
}

function requestText({ method, path, folder, keys }: RequestOfUsage): string {
  const what = keys.length === 0 ? 'response not read' : keys.join(', ')
  return `${method} ${path}: ${what}${folder ? ` (folder, ${folder})` : ''}`
}

/** A finding about the workflows or about the server. */
export type AnyFinding = Omit<Finding, 'code'> & { readonly code: string }

/** Returns a finding as one line. */
export function findingLine({ place, level, code, text, action }: AnyFinding, hasSeveral: boolean): string {
  return `${placeText(place, hasSeveral)}: ${level} ${code}: ${text}. ${action}`
}
