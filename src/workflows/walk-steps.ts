import type { OpenText, Place } from '../policy/need.ts'
import type { Budget } from './budget.ts'
import { notRead, placeOf, repositoryOf } from './called-file.ts'
import type { Composite } from './composite.ts'
import type { Repository } from './repository.ts'
import { defaultsOf, isSkipped, valuesOf } from './resolve.ts'
import { contextOf, withContext, withValues, type Scope } from './scope.ts'
import { startScope } from './start-scope.ts'
import type { Step } from './step.ts'
import type { JobOfUsage } from './usage.ts'
import { parseUses, type Uses } from './uses.ts'
import { openTextOf } from './value.ts'
import { maxLevels, type WalkContext } from './visitor.ts'
import type { YamlText } from './yaml-node.ts'

/** The owner of an unknown caller. */
export const unknownOwner: OpenText = '${{ github.repository_owner }}'

/** Visits the steps of a composite action that no workflow uses. Throws BudgetExceeded. */
export function walkComposite(repository: Repository, path: string, composite: Composite, budget: Budget, context: WalkContext): void {
  const start = { github: new Map(), inputs: new Map(), knowsInputs: false, isCalled: true }
  const scope = startScope(repository, path, start, budget, context)
  const inputs = contextOf(defaultsOf(composite.inputs, scope), false)
  const walk = createStepWalk(context, { workspace: repository, job: undefined, owner: unknownOwner })
  walk(composite.steps, withContext(scope, 'inputs', inputs), [])
}

/** Visits steps. Returns whether one of them is a step of one of the actions. */
type StepWalk = (steps: readonly Step[], scope: Scope, calls: readonly Place[], level?: number) => boolean

/** Creates the walk through the steps of a job, or of a composite action that no job uses. */
export function createStepWalk(
  context: WalkContext,
  run: { readonly workspace: Repository; readonly job: JobOfUsage | undefined; readonly owner: OpenText },
): StepWalk {
  const { library, visitor, serverUrl } = context
  const ownerUrl = `${serverUrl}/${run.owner}`

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
    context.reached(repository, path)
    const { composite } = parsed
    const callee = { ...scope, repository: repository.name, file: path }
    const all = contextOf([...defaultsOf(composite.inputs, callee), ...inputs.values], true)
    return walk(composite.steps, withContext(callee, 'inputs', all), [...calls, place], level + 1)
  }

  /** Returns whether an action that was not read can contain a step of one of the actions: not if it belongs to another owner. */
  const mayBeOurs = (uses: Uses, { name }: Repository): boolean => {
    if (uses.kind !== 'remote') return true
    const owner = (text: string) => text.split('/')[0]?.toLowerCase()
    return name !== '' && owner(uses.repository) === owner(name) && run.job?.idToken === 'yes'
  }

  return walk
}

/** Removes the variables that a script writes to GITHUB_ENV, because later steps get its values. */
function withoutWritten(scope: Scope, { run }: Step): Scope {
  const env = scope.contexts.get('env')
  if (!env || !run?.includes('GITHUB_ENV')) return scope
  const script = run.toLowerCase()
  return withContext(scope, 'env', { ...env, values: new Map([...env.values].filter(([name]) => !script.includes(name))) })
}
