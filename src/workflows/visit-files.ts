import { Budget, BudgetExceeded } from './budget.ts'
import { actionFile, workflowFile, type Library, type Parsed, type Repository } from './repository.ts'
import { parseUses } from './uses.ts'
import type { WalkContext } from './visitor.ts'
import { walkComposite } from './walk-steps.ts'
import { walkWorkflow } from './walk-workflow.ts'

/** A file of a repository. */
interface File {
  readonly repository: Repository
  readonly path: string
}

/**
 * Visits every step of these repositories: first the workflows that an event starts, with all that they call; then the reusable workflows
 * and composite actions that none of them calls.
 */
export function visitFiles(repositories: readonly Repository[], outer: Omit<WalkContext, 'reached'>): void {
  const reached = new Set<string>()
  const context: WalkContext = { ...outer, reached: (repository, path) => reached.add(keyOf({ repository, path })) }
  const visit = (file: File) => {
    if (!reached.has(keyOf(file))) visitFile(file, context)
  }
  const files = repositories.flatMap((repository) => [...repository.files.keys()].sort().map((path) => ({ repository, path })))
  for (const { name, problem } of repositories) {
    if (problem !== undefined) context.visitor.unreadable({ repository: name, file: '', line: 1 }, `the repository ${problem}`)
  }
  const workflows = files.filter(({ path }) => workflowFile.test(path))
  const starts = workflows.map((file) => startsItself(file, context.library))
  workflows.filter((_, index) => starts[index]).forEach(visit)
  const called = workflows.filter((_, index) => starts[index] === false)
  callersFirst(called, context.library).forEach(visit)
  const actions = files.filter(({ path }) => actionFile.test(path))
  callersFirst(actions, context.library).forEach(visit)
}

function visitFile({ repository, path }: File, context: WalkContext): void {
  const parsed = context.library.parsed(repository, path)
  if (!parsed || parsed === 'another action') return
  const refuse = (line: number, problem: string) => {
    context.visitor.unreadable({ repository: repository.name, file: path, line }, `the file ${problem}`)
  }
  if ('problem' in parsed) {
    refuse(parsed.line, parsed.problem)
    return
  }
  try {
    if ('workflow' in parsed) walkWorkflow(repository, path, parsed.workflow, new Budget(), context)
    else walkComposite(repository, path, parsed.composite, new Budget(), context)
  } catch (error) {
    if (!(error instanceof BudgetExceeded)) throw error
    refuse(1, error.message)
  }
}

function startsItself({ repository, path }: File, library: Library): boolean {
  const workflow = workflowIn(library.parsed(repository, path))
  return workflow === undefined || workflow.triggers.some(({ event }) => event !== 'workflow_call')
}

const workflowIn = (parsed: Parsed | undefined) =>
  parsed && typeof parsed !== 'string' && 'workflow' in parsed ? parsed.workflow : undefined

/** Sorts files that none of the others calls to the front, so that a called file is visited through its callers. */
function callersFirst(files: readonly File[], library: Library): readonly File[] {
  const called = new Set(files.flatMap((file) => calledBy(file, library)))
  const isCalled = files.map((file) => called.has(keyOf(file)))
  return [...files.filter((_, index) => !isCalled[index]), ...files.filter((_, index) => isCalled[index])]
}

/** Returns the keys of the files that a file may call. */
function calledBy({ repository, path }: File, library: Library): readonly string[] {
  const parsed = library.parsed(repository, path)
  if (!parsed || typeof parsed === 'string' || 'problem' in parsed) return []
  const nodes = 'workflow' in parsed ? parsed.workflow.jobs.map(({ call }) => call?.uses) : parsed.composite.steps.map(({ uses }) => uses)
  return nodes.flatMap((node) => {
    const uses = parseUses(String(node?.value ?? ''))
    if (!('path' in uses)) return []
    const target = uses.kind === 'remote' ? library.find(uses.repository) : repository
    const paths = [uses.path, ...['action.yml', 'action.yaml'].map((name) => [uses.path, name].filter(Boolean).join('/'))]
    return target ? paths.map((called) => keyOf({ repository: target, path: called })) : []
  })
}

const keyOf = ({ repository, path }: File): string => `${repository.name}\0${path}`
