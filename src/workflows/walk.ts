import type { Place, ReusableWorkflow, Trigger } from '../policy/need.ts'
import type { Budget } from './budget.ts'
import type { Composite } from './composite.ts'
import { isCertainlyFalse } from './evaluate.ts'
import { startsOf, type Start } from './events.ts'
import { parseExpression } from './expression.ts'
import { interpolate } from './interpolate.ts'
import { matrixContexts } from './matrix.ts'
import { canRequestToken, permissionsText, type Permissions } from './permissions.ts'
import type { Library, Repository } from './repository.ts'
import { contextOf, withContext, withValues, type Scope } from './scope.ts'
import type { Step } from './step.ts'
import type { JobOfUsage } from './usage.ts'
import { parseUses, type Uses } from './uses.ts'
import type { VaultStep } from './vault-step.ts'
import { openTextOf, type Value } from './value.ts'
import type { InputDefinition, Job, Workflow } from './workflow.ts'
import { entriesOf, type YamlNode, type YamlText } from './yaml-node.ts'

/** What a walk tells. */
export interface Visitor {
  readonly vaultStep: (step: VaultStep) => void
  /** A job that runs a step of one of the actions. */
  readonly vaultJob: (job: Job, place: Place) => void
  /** A call of a file, before it is visited. */
  readonly reached: (repository: Repository, path: string) => void
  /** A call whose file is not there, or that is nested too deeply. */
  readonly unread: (call: Place, uses: string, why: string) => void
}

/** What all walks share. */
export interface WalkContext {
  readonly library: Library
  /** The values of the context `vars`. */
  readonly vars: ReadonlyMap<string, string>
  /** For example `https://github.com`. */
  readonly serverUrl: string
  readonly visitor: Visitor
}

/** The most levels of calls: of reusable workflows, and of composite actions (docs.github.com, "Reusing workflow configurations"). */
const maxLevels = 10

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
      granted: start.trigger.event === 'workflow_call' ? undefined : 'default',
      reusable: undefined,
    }
    walkJobs(workflow, scopeOf(repository, path, start, budget, context), position, context)
  }
}

/** Visits the steps of a composite action that no workflow uses. Throws BudgetExceeded. */
export function walkComposite(repository: Repository, path: string, composite: Composite, budget: Budget, context: WalkContext): void {
  const start = { trigger: { event: '' }, github: new Map(), inputs: new Map(), knowsInputs: false }
  const scope = scopeOf(repository, path, start, budget, context)
  const inputs = contextOf(defaultsOf(composite.inputs, scope), false)
  const walk = createStepWalk(context, { workspace: repository, job: undefined })
  walk(composite.steps, withContext(scope, 'inputs', inputs), [])
}

function scopeOf(repository: Repository, file: string, start: Start, budget: Budget, { vars, serverUrl }: WalkContext): Scope {
  const known = (value: string): Value => ({ known: value })
  const [owner = '', name = ''] = repository.name.split('/')
  const github: [string, Value][] = [
    ['server_url', known(serverUrl)],
    ...(name === ''
      ? []
      : ([
          ['repository', known(repository.name)],
          ['repository_owner', known(owner)],
        ] as [string, Value][])),
    ...(repository.id === undefined ? [] : ([['repository_id', known(repository.id)]] as [string, Value][])),
    ...start.github,
  ]
  const inputs = contextOf(start.inputs, start.knowsInputs)
  return {
    repository: repository.name,
    file,
    budget,
    contexts: new Map([
      ['github', contextOf(github, false)],
      [
        'vars',
        contextOf(
          [...vars].map(([key, value]): [string, Value] => [key, known(value)]),
          false,
        ),
      ],
      ['inputs', inputs],
      ['env', contextOf([], false)],
    ]),
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
    visitor.reached(repository, path)
    const { workflow } = parsed
    const callee: Scope = { ...scope, repository: repository.name, file: path, contexts: withoutOf(scope, ['matrix', 'env', 'inputs']) }
    const given = new Map(valuesOf(call.with, scope))
    const inputs = contextOf([...defaultsOf(workflow.callInputs, callee), ...given], true)
    walkJobs(
      workflow,
      withContext(withContext(callee, 'inputs', inputs), 'env', contextOf([], false)),
      {
        ...position,
        jobIds: [...position.jobIds, job.id],
        calls: [...position.calls, place],
        granted: own ?? position.granted,
        reusable: {
          workflow: `${repository.name}/${path}`,
          ref: uses.kind === 'remote' ? uses.ref : position.reusable?.ref,
        },
      },
      context,
    )
  }
}

function walkSteps(job: Job, own: Permissions | undefined, scope: Scope, position: Position, context: WalkContext): void {
  const place = { repository: scope.repository, file: scope.file, line: job.line }
  const environment = job.environment && openTextOf(interpolate(job.environment, scope))
  const permissions = own ?? position.granted
  const jobOfUsage: JobOfUsage = {
    repository: position.workspace.name,
    repositoryId: position.workspace.id,
    defaultBranch: position.workspace.defaultBranch,
    workflow: position.workflow,
    workflowName: position.workflowName,
    id: [...position.jobIds, job.id].join(' / '),
    place,
    triggers: [position.trigger],
    environment: environment === '' ? undefined : environment,
    permissions: permissions ? permissionsText(permissions) : "the caller's",
    idToken: idTokenOf(own, position),
    permissionsPlace: { ...place, line: job.permissionsLine },
    reusable: position.reusable,
    timeoutMinutes: job.timeoutMinutes && openTextOf(interpolate(job.timeoutMinutes, scope)),
  }
  const walk = createStepWalk(context, { workspace: position.workspace, job: jobOfUsage })
  if (walk(job.steps, scope, position.calls)) context.visitor.vaultJob(job, place)
}

/** The permissions of a called workflow can only be less than those of its caller. */
function idTokenOf(own: Permissions | undefined, { granted, jobIds }: Position): JobOfUsage['idToken'] {
  const isOwn = own !== undefined && canRequestToken(own)
  if (granted === undefined) return own === undefined ? 'unknown' : isOwn ? 'yes' : 'no'
  if (jobIds.length === 0) return isOwn ? 'yes' : 'no'
  return canRequestToken(granted) && (own === undefined || isOwn) ? 'yes' : 'no'
}

/** Visits steps. Returns whether one of them is a step of one of the actions. */
type StepWalk = (steps: readonly Step[], scope: Scope, calls: readonly Place[], level?: number) => boolean

function createStepWalk(context: WalkContext, run: { readonly workspace: Repository; readonly job: JobOfUsage | undefined }): StepWalk {
  const { library, visitor, serverUrl } = context
  const ownerUrl = `${serverUrl}/${run.workspace.name.split('/')[0] || '${{ github.repository_owner }}'}`

  const walk: StepWalk = (steps, outer, calls, level = 1) => {
    let scope = outer
    let isFound = false
    for (const step of steps) {
      scope.budget.spendStep()
      if (isSkipped(step.if, scope)) continue
      if (step.uses) isFound = visit(step, step.uses, withValues(scope, 'env', valuesOf(step.env, scope)), calls, level) || isFound
      scope = withoutWritten(scope, step)
    }
    return isFound
  }

  const visit = (step: Step, node: YamlText, scope: Scope, calls: readonly Place[], level: number): boolean => {
    const written = openTextOf({ known: node.value })
    const uses = parseUses(written)
    const place = placeOf(node, scope)
    if (uses.kind === 'other') return false
    const inputs = contextOf(valuesOf(step.with, scope), true)
    if (uses.kind === 'vault') {
      const { action, isPinned } = uses
      visitor.vaultStep({ action, uses: written, isPinned, place, calls, job: run.job, inputs: inputs.values, ownerUrl })
      return true
    }
    const repository = repositoryOf(uses, scope, run.workspace, library, 'workspace')
    const path = ['action.yml', 'action.yaml']
      .map((name) => [uses.path, name].filter(Boolean).join('/'))
      .find((one) => repository?.files.has(one))
    const parsed = repository && path !== undefined ? library.parsed(repository, path) : undefined
    if (!repository || path === undefined) {
      if (mayBeOurs(uses, run.workspace)) visitor.unread(place, written, notRead(uses))
      return false
    }
    if (!parsed || typeof parsed === 'string' || !('composite' in parsed)) return false
    if (level > maxLevels) {
      visitor.unread(place, written, `is nested deeper than ${maxLevels} levels`)
      return false
    }
    visitor.reached(repository, path)
    const { composite } = parsed
    const callee = { ...scope, repository: repository.name, file: path }
    const all = contextOf([...defaultsOf(composite.inputs, callee), ...inputs.values], true)
    return walk(composite.steps, withContext(callee, 'inputs', all), [...calls, place], level + 1)
  }

  /** Actions of other owners are not ours; those of the same owner can contain a step that is not found. */
  const mayBeOurs = (uses: Uses, { name }: Repository): boolean => {
    if (uses.kind !== 'remote') return run.job?.idToken !== 'no'
    const owner = (text: string) => text.split('/')[0]?.toLowerCase()
    return name !== '' && owner(uses.repository) === owner(name) && run.job?.idToken === 'yes'
  }

  return walk
}

function repositoryOf(
  uses: Uses,
  scope: Scope,
  workspace: Repository,
  library: Library,
  local: 'own' | 'workspace',
): Repository | undefined {
  if (uses.kind === 'remote') return library.find(uses.repository)
  return local === 'workspace' && uses.kind === 'local' ? workspace : library.find(scope.repository)
}

const notRead = ({ kind }: Uses): string => (kind === 'remote' ? 'is in a repository that was not read' : 'is not in this repository')

const placeOf = ({ line }: YamlText, { repository, file }: Scope): Place => ({ repository, file, line })

/** Resolves the values of a mapping: `with:` or `env:`. */
function valuesOf(node: YamlNode | undefined, scope: Scope): readonly (readonly [string, Value])[] {
  return entriesOf(node).flatMap(([name, { value }]) => (value.kind === 'text' ? [[name, interpolate(value, scope)] as const] : []))
}

/** Resolves the defaults of inputs. An input without a default is empty. */
function defaultsOf(definitions: readonly InputDefinition[], scope: Scope): readonly (readonly [string, Value])[] {
  return definitions.flatMap(({ name, default: value }) => (value ? [[name, interpolate(value, scope)] as const] : []))
}

function withoutOf({ contexts }: Scope, names: readonly string[]): Scope['contexts'] {
  return new Map([...contexts].filter(([name]) => !names.includes(name)))
}

/** Returns whether a condition is false for every run of this kind. Ignores `env`, which any earlier step can change. */
function isSkipped(condition: YamlText | undefined, scope: Scope): boolean {
  if (!condition) return false
  const written = String(condition.value)
  const inner = /^\s*\$\{\{(.*)\}\}\s*$/s.exec(written)?.[1] ?? written
  const expression = parseExpression(inner)
  return expression !== undefined && isCertainlyFalse(expression, { ...scope, contexts: withoutOf(scope, ['env']) })
}

/** Removes the variables that a script writes to GITHUB_ENV, because later steps get its values. */
function withoutWritten(scope: Scope, { run }: Step): Scope {
  const env = scope.contexts.get('env')
  if (!env || !run?.includes('GITHUB_ENV')) return scope
  const script = run.toLowerCase()
  return withContext(scope, 'env', { ...env, values: new Map([...env.values].filter(([name]) => !script.includes(name))) })
}
