import { parseMapping } from '../../src/mapping/parse.ts'
import type { JobNeed, Place, RequestNeed, RoleNeed } from '../../src/policy/need.ts'
import { pushContext } from '../../testing/runner/github-context.ts'
import { audience } from '../../testing/stack/roles.ts'

/** A line of the workflow `deploy.yml`. */
export const at = (line: number, file = '.github/workflows/deploy.yml'): Place => ({ repository: '', file, line })

/** A job as the harness runs it: a push to `main`. */
export const job = (more: Partial<JobNeed> = {}): JobNeed => ({
  repository: pushContext.repository,
  repositoryId: pushContext.repository_id,
  defaultBranch: 'main',
  triggers: [{ event: 'push', branches: ['main'] }],
  environment: undefined,
  reusable: undefined,
  timeoutMinutes: 15,
  exportsToken: false,
  place: at(20),
  jobPlace: more.place ?? at(10),
  ...more,
})

/** The requests of a mapping that begins in line 25 of `deploy.yml`. */
export function requestsOf(secrets: string, namespace = ''): RequestNeed[] {
  const { plan, problems } = parseMapping(secrets, { optional: false, toEnvironment: false, encoding: 'utf8' })
  if (problems.length > 0) throw new Error(problems.map(({ text }) => text).join('\n'))
  return plan.map(({ method, path, folder, entries, line }) => ({
    method,
    path,
    ...(folder && { folder: entries.some((entry) => entry.kind === 'wildcard' && !entry.upperCase) ? 'all levels' : 'one level' }),
    namespace,
    keys: entries.map((entry) => (entry.kind === 'key' ? entry.selector : '*')),
    revokes: true,
    places: entries.length > 0 ? entries.map((entry) => at(24 + entry.line)) : [at(24 + line)],
  }))
}

/** The need of one job with a mapping, which logs in with the role `deploy`. */
export const needFor = (secrets: string, more: Partial<RoleNeed> = {}): RoleNeed => ({
  url: 'https://vault.example',
  namespace: '',
  method: 'jwt',
  oidc: true,
  mount: 'jwt',
  role: 'deploy',
  audiences: [audience],
  requests: requestsOf(secrets),
  openEntries: [],
  jobs: [job()],
  ...more,
})
