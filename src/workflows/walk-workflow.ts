import type { OpenText, Place, ReusableWorkflow, Trigger } from '../policy/need.ts'
import type { Budget } from './budget.ts'
import { notRead, placeOf, repositoryOf } from './called-file.ts'
import { startsOf } from './events.ts'
import { interpolate } from './interpolate.ts'
import { matrixContexts } from './matrix.ts'
import { canRequestToken, permissionsText, type Permissions } from './permissions.ts'
import type { Repository } from './repository.ts'
import { defaultsOf, isSkipped, valuesOf } from './resolve.ts'
import { contextOf, withContext, withoutContexts, withValues, type Scope } from './scope.ts'
import { startScope } from './start-scope.ts'
import type { JobOfUsage } from './usage.ts'
import { parseUses, type Uses } from './uses.ts'
import { openTextOf } from './value.ts'
import { maxLevels, type WalkContext } from './visitor.ts'
import { createStepWalk, unknownOwner } from './walk-steps.ts'
import type { Job, Workflow } from './workflow.ts'

/** The repository of an unknown caller, and the ref with which it calls. */
const unknownRepository: OpenText = '${{ github.repository }}'
const unknownRef: OpenText = '${{ github.ref }}'

/** Where a walk is: the run that reaches it. */
interface Position {
  /** The repository whose workflow starts; of a composite action that no job uses, its own. */
  readonly workspace: Repository
  readonly workflow: string
  readonly workflowName: string | undefined
  readonly trigger: Trigger
  /** The ids of the jobs that call, and their lines. */
  readonly jobIds: readonly string[]
  readonly calls: readonly Place[]
  /** The permissions of the caller; undefined if it is not known. */
  readonly granted: Permissions | undefined
  /** Where the caller sets them; undefined if there is none. */
  readonly grantedPlace: Place | undefined
  /** True if an unknown caller starts the workflow, possibly in another repository. */
  readonly isCalled: boolean
  readonly reusable: ReusableWorkflow | undefined
}

/** Visits every step that a workflow runs, for each way in which it starts. Throws BudgetExceeded. */
export function walkWorkflow(repository: Repository, path: string, workflow: Workflow, budget: Budget, context: WalkContext): void {
  for (const start of startsOf(workflow, repository)) {
    const position: Position = {
      workspace: repository,
      workflow: path,
      workflowName: workflow.name,
      trigger: start.trigger,
      jobIds: [],
      calls: [],
      granted: start.isCalled ? undefined : 'default',
      grantedPlace: undefined,
      isCalled: start.isCalled,
      reusable: start.isCalled ? { workflow: `${repository.name}/${path}`, ref: unknownRef } : undefined,
    }
    walkJobs(workflow, startScope(repository, path, start, budget, context), position, context)
  }
}

function walkJobs(workflow: Workflow, outer: Scope, position: Position, context: WalkContext): void {
  const scope = withValues(outer, 'env', valuesOf(workflow.env, outer))
  for (const job of workflow.jobs) {
    if (isSkipped(job.if, outer)) continue
    const own = job.permissions ?? workflow.permissions
    for (const matrix of matrixContexts(job.matrix, outer)) {
      scope.budget.spendStep()
      const inMatrix = withContext(scope, 'matrix', matrix)
      const jobScope = withValues(inMatrix, 'env', valuesOf(job.env, inMatrix))
      if (job.call) walkCall(job, job.call, own, jobScope, position, context)
      else walkSteps(job, own, jobScope, position, context)
    }
  }
}

function walkCall(
  job: Job,
  call: NonNullable<Job['call']>,
  own: Permissions | undefined,
  scope: Scope,
  position: Position,
  context: WalkContext,
): void {
  const { library, visitor } = context
  const written = openTextOf({ known: call.uses.value })
  const place = placeOf(call.uses, scope)
  const uses = parseUses(written)
  const repository = repositoryOf(uses, scope, position.workspace, library, 'own')
  const path = 'path' in uses ? uses.path : ''
  const parsed = repository && library.parsed(repository, path)
  if (position.jobIds.length >= maxLevels) visitor.unread(place, written, `is nested deeper than ${maxLevels} levels`)
  else if (!repository || !parsed || typeof parsed === 'string' || !('workflow' in parsed)) {
    if (canRequestToken(own ?? position.granted ?? 'default')) visitor.unread(place, written, notRead(uses))
  } else {
    context.reached(repository, path)
    const callee: Scope = { ...withoutContexts(scope, ['matrix', 'env', 'inputs']), repository: repository.name, file: path }
    const inputs = contextOf([...defaultsOf(parsed.workflow.callInputs, callee), ...valuesOf(call.with, scope)], true)
    const inside = withContext(withContext(callee, 'inputs', inputs), 'env', contextOf([], false))
    walkJobs(parsed.workflow, inside, positionInside(job, own, scope, place, repository, path, uses, position), context)
  }
}

function positionInside(
  job: Job,
  own: Permissions | undefined,
  { repository, file }: Scope,
  call: Place,
  called: Repository,
  path: string,
  uses: Uses,
  position: Position,
): Position {
  // a called workflow cannot have more than its caller; if the caller lacks the permission, that is the place to add it
  const isLimited = position.jobIds.length > 0 && position.granted !== undefined && !canRequestToken(position.granted)
  return {
    ...position,
    jobIds: [...position.jobIds, job.id],
    calls: [...position.calls, call],
    granted: isLimited ? position.granted : (own ?? position.granted),
    grantedPlace: isLimited ? position.grantedPlace : { repository, file, line: job.permissionsLine },
    reusable: { workflow: `${called.name}/${path}`, ref: uses.kind === 'remote' ? uses.ref : position.reusable?.ref },
  }
}

function walkSteps(job: Job, own: Permissions | undefined, scope: Scope, position: Position, context: WalkContext): void {
  const { workspace, isCalled, granted, jobIds } = position
  const place = { repository: scope.repository, file: scope.file, line: job.line }
  const environment = job.environment && openTextOf(interpolate(job.environment, scope))
  const permissions = own ?? granted
  const isForbidden = granted !== undefined && !canRequestToken(granted) && jobIds.length > 0
  const jobOfUsage: JobOfUsage = {
    repository: isCalled ? unknownRepository : workspace.name,
    repositoryId: isCalled ? undefined : workspace.id,
    defaultBranch: isCalled ? undefined : workspace.defaultBranch,
    workflow: position.workflow,
    workflowName: position.workflowName,
    id: [...jobIds, job.id].join(' / '),
    place,
    triggers: [position.trigger],
    environment: environment === '' ? undefined : environment,
    permissions: permissions ? permissionsText(permissions) : "the caller's",
    idToken: idTokenOf(own, position),
    permissionsPlace: (isForbidden ? position.grantedPlace : undefined) ?? { ...place, line: job.permissionsLine },
    reusable: position.reusable,
    timeoutMinutes: job.timeoutMinutes && openTextOf(interpolate(job.timeoutMinutes, scope)),
  }
  const owner = isCalled ? unknownOwner : ownerOf(workspace)
  const walk = createStepWalk(context, { workspace, job: jobOfUsage, owner })
  if (walk(job.steps, scope, position.calls)) context.visitor.vaultJob(job, place)
}

const ownerOf = ({ name }: Repository): OpenText => name.split('/')[0] || unknownOwner

function idTokenOf(own: Permissions | undefined, { granted, jobIds }: Position): JobOfUsage['idToken'] {
  const isOwn = own !== undefined && canRequestToken(own)
  if (granted === undefined) return own === undefined ? 'unknown' : isOwn ? 'yes' : 'no'
  if (jobIds.length === 0) return isOwn ? 'yes' : 'no'
  return canRequestToken(granted) && (own === undefined || isOwn) ? 'yes' : 'no'
}
