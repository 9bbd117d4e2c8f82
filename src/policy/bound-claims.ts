import type { JobNeed, OpenText, ReusableWorkflow, RoleNeed, Trigger } from './need.ts'
import { expressionsIn, isOpen } from './open-text.ts'
import { filesOf } from './places.ts'
import { refsOf, type ClaimValues } from './refs.ts'

/** The claims that a JWT role requires, and the decisions that are left to a person. */
export interface BoundClaims {
  /** Values by claim, both sorted. A value with an expression matches no token until it is replaced. */
  readonly claims: Readonly<Record<string, readonly OpenText[]>>
  /** `glob` if a value contains `*`. */
  readonly type: 'string' | 'glob'
  readonly notes: readonly string[]
}

/**
 * Binds a role as narrowly as its jobs allow. A claim is bound only if the values of every job are limited. Source of the claims:
 * GitHub's docs "OpenID Connect reference".
 */
export function boundClaimsOf({ jobs }: RoleNeed): BoundClaims {
  if (jobs.length === 0) return unknownJobs
  const reusable = valuesOf(jobs, workflowRefs)
  const ids = valuesOf(jobs, ({ repositoryId }) => (repositoryId === undefined ? undefined : [repositoryId]))
  // a workflow at a fixed ref decides what its callers can do with the role
  const isAnyRepository = ids === undefined && reusable !== undefined && jobs.some(({ repository }) => isOpen(repository))
  const repositories = isAnyRepository ? undefined : valuesOf(jobs, ({ repository }) => [repository])
  const bound = {
    environment: valuesOf(jobs, ({ environment }) => (environment === undefined ? undefined : [environment])),
    event_name: valuesOf(jobs, events),
    job_workflow_ref: reusable,
    ref: valuesOf(jobs, refsOf),
    ...(ids ? { repository_id: ids } : { repository: repositories }),
  }
  const claims = Object.fromEntries(Object.entries(bound).flatMap(([name, values]) => (values ? [[name, values]] : [])))
  const isGlob = [...(bound.ref ?? []), ...(reusable ?? [])].some((value) => value.includes('*'))
  return {
    claims,
    type: isGlob ? 'glob' : 'string',
    notes: [...openNotes(claims), ...notesFor(jobs, Object.keys(claims)), ...combinationNote(jobs, claims)],
  }
}

/** The claims of a role that only actions name: no token matches them. */
const unknownJobs: BoundClaims = {
  claims: { repository: ['${{ github.repository }}'] },
  type: 'string',
  notes: [
    'No job with this role was found, only actions. Bind repository_id, ref and event_name of the jobs that call them. Until then it matches no token.',
  ],
}

/** Returns the values of all jobs, sorted; undefined if one job can have any value. */
function valuesOf(jobs: readonly JobNeed[], valuesOfJob: (job: JobNeed) => ClaimValues): ClaimValues {
  const values = jobs.map(valuesOfJob)
  return values.includes(undefined) ? undefined : [...new Set(values.flatMap((some) => some ?? []))].sort()
}

/** The callers of a workflow that nothing calls here are not known. */
const events = ({ triggers }: JobNeed): ClaimValues =>
  triggers.some(({ event }) => event === 'workflow_call') ? undefined : triggers.map(({ event }) => event)

const workflowRefs = (job: JobNeed): ClaimValues =>
  job.reusable && refsOfWorkflow(job.reusable, job).map((ref) => `${job.reusable?.workflow ?? ''}@${ref}`)

/**
 * Returns the refs in `job_workflow_ref`: a commit as it is, a name as a branch or a tag, because the text after the `@` can be both; for
 * a workflow of the same repository those of its caller.
 */
function refsOfWorkflow({ ref }: ReusableWorkflow, job: JobNeed): readonly OpenText[] {
  if (ref === undefined) return refsOf(job) ?? ['*']
  return /^(?:[0-9a-f]{40}$|refs\/)/.test(ref) || isOpen(ref) ? [ref] : [`refs/heads/${ref}`, `refs/tags/${ref}`]
}

const openNotes = (claims: BoundClaims['claims']): readonly string[] =>
  Object.entries(claims).flatMap(([name, values]) => {
    const expressions = [...new Set(values.flatMap(expressionsIn))]
    const many = `bound_claims.${name}: replace ${expressions.join(', ')} by each value that it can have. Until then it matches no token.`
    return expressions.length > 0 ? [many] : []
  })

function notesFor(jobs: readonly JobNeed[], bound: readonly string[]): readonly string[] {
  const filesWhere = (test: (job: JobNeed) => boolean) => filesOf(jobs.filter(test).map(({ jobPlace }) => jobPlace)).join(', ')
  const note = (test: (job: JobNeed) => boolean, text: string) => (jobs.some(test) ? [`${text} ${filesWhere(test)}`] : [])
  const hasEnvironment = bound.includes('environment')
  const hasNoEnvironment = (job: JobNeed) => job.environment === undefined
  return [
    ...(bound.includes('repository') ? repositoryNotes(jobs) : []),
    ...(bound.some((name) => name.startsWith('repository'))
      ? []
      : ['Every repository that calls the workflow can log in. To limit them, add repository_id.']),
    ...(hasEnvironment || !jobs.some((job) => !hasNoEnvironment(job))
      ? []
      : note(hasNoEnvironment, 'environment is not bound, because these jobs have none. Give them a role of their own:')),
    ...(hasEnvironment || bound.includes('ref')
      ? []
      : note(
          (job) => refsOf(job) === undefined,
          'Every branch and tag can log in. Give the job an environment, or limit on.push.branches:',
        )),
    ...(bound.includes('event_name') ? [] : note((job) => events(job) === undefined, 'The events of the callers are not known:')),
    ...(bound.includes('job_workflow_ref') || !jobs.some(({ reusable }) => reusable)
      ? []
      : note(
          ({ reusable }) => !reusable,
          'job_workflow_ref is not bound, because these jobs are in no reusable workflow. Give them a role of their own:',
        )),
    ...note(
      ({ triggers }) => triggers.some(excludes),
      'Vault cannot exclude branches and tags as these workflows do (!, branches-ignore, tags-ignore):',
    ),
  ]
}

/** Vault checks each claim alone, so jobs that differ in two claims can also log in with values of each other. */
function combinationNote(jobs: readonly JobNeed[], claims: BoundClaims['claims']): readonly string[] {
  const names = Object.keys(claims).filter((name) => (claims[name]?.length ?? 0) > 1)
  const kinds = new Set(jobs.map((job) => JSON.stringify([job.environment, refsOf(job), events(job), job.repository, job.reusable])))
  if (kinds.size < 2 || names.length < 2) return []
  const files = filesOf(jobs.map(({ jobPlace }) => jobPlace)).join(', ')
  return [`Every combination of the values of ${names.join(', ')} can log in. A role for each of these jobs would be narrower: ${files}`]
}

/** Names of repositories can change, and a new repository can get an old name; ids cannot. */
function repositoryNotes(jobs: readonly JobNeed[]): readonly string[] {
  const names = jobs.flatMap(({ repository, repositoryId }) => (repositoryId === undefined && !isOpen(repository) ? [repository] : []))
  const ask = [...new Set(names)].sort().map((name) => `gh api repos/${name} --jq .id`)
  return ask.length > 0 ? [`Bind repository_id instead of repository, because a name can change: ${ask.join('; ')}`] : []
}

const excludes = ({ event, branches = [], tags = [], branchesIgnore, tagsIgnore }: Trigger): boolean =>
  event === 'push' && ([...branches, ...tags].some((pattern) => pattern.startsWith('!')) || (branchesIgnore ?? tagsIgnore) !== undefined)
