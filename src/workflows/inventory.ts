import { Budget, BudgetExceeded } from './budget.ts'
import { joinTriggers } from './events.ts'
import { finding, type Finding } from './finding.ts'
import { actionFile, createLibrary, workflowFile, type Library, type Repository } from './repository.ts'
import { findingsOf, storedSecrets, type UserRules } from './rules.ts'
import type { Usage } from './usage.ts'
import { parseUses } from './uses.ts'
import { usageOf } from './vault-step.ts'
import type { Visitor, WalkContext } from './visitor.ts'
import { walkComposite } from './walk-steps.ts'
import { walkWorkflow } from './walk-workflow.ts'

/** Every step that reads Vault, and what was found. */
export interface Inventory {
  /** The repositories that were read, by name. */
  readonly repositories: readonly string[]
  readonly usages: readonly Usage[]
  readonly findings: readonly Finding[]
}

/** What an inventory takes besides the files. */
export interface InventoryOptions extends UserRules {
  /** The values of the context `vars`. */
  readonly vars: ReadonlyMap<string, string>
  /** For example `https://github.com`. */
  readonly serverUrl: string
}

/** Returns the steps that read Vault in these repositories, and the findings. Both are sorted, and depend on the arguments alone. */
export function takeInventory(repositories: readonly Repository[], options: InventoryOptions): Inventory {
  const usages: Usage[] = []
  const findings: Finding[] = []
  const sorted = [...repositories].sort((one, other) => compare(one.name, other.name))
  for (const repository of sorted) {
    // a library for each repository, so that parsed files do not add up
    const found = inventoryOf(repository, createLibrary(sorted), options)
    usages.push(...found.usages)
    findings.push(...found.findings)
  }
  return {
    repositories: sorted.map(({ name }) => name),
    usages: usages.sort((one, other) => compare(usageKey(one), usageKey(other))),
    findings: unique(findings).sort((one, other) => compare(findingKey(one), findingKey(other))),
  }
}

function inventoryOf(repository: Repository, library: Library, options: InventoryOptions): Pick<Inventory, 'usages' | 'findings'> {
  const usages = new Map<string, Usage>()
  const findings: Finding[] = []
  const reached = new Set<string>()
  const visitor: Visitor = {
    vaultStep(step) {
      const { usage, problems } = usageOf(step)
      findings.push(...findingsOf(step, usage, problems, options))
      const key = JSON.stringify({ ...usage, job: { ...usage.job, triggers: [] } })
      const same = usages.get(key)
      usages.set(key, same ? withTriggersOf(same, usage) : usage)
    },
    vaultJob(job, place) {
      findings.push(...storedSecrets(job, place, (uses) => parseUses(uses).kind === 'vault'))
    },
    reached(called, path) {
      if (called === repository) reached.add(path)
    },
    unread(place, uses, why) {
      const action = 'Check that file too, or set `owner` to read all repositories'
      findings.push(finding('PLAN_NOT_READ', place, `${uses} ${why}: its steps are not in this inventory`, action))
    },
  }
  const context: WalkContext = { library, vars: options.vars, serverUrl: options.serverUrl, visitor }
  const files = [...repository.files.keys()].sort(compare)

  if (repository.problem !== undefined) {
    const place = { repository: repository.name, file: '', line: 1 }
    findings.push(finding('PLAN_FILE', place, `the repository ${repository.problem}`, 'Check this repository separately'))
  }
  const visit = (path: string) => {
    const parsed = library.parsed(repository, path)
    if (!parsed || parsed === 'another action') return
    try {
      if ('problem' in parsed) throw new BudgetExceeded(parsed.problem)
      if ('workflow' in parsed) walkWorkflow(repository, path, parsed.workflow, new Budget(), context)
      else walkComposite(repository, path, parsed.composite, new Budget(), context)
    } catch (error) {
      if (!(error instanceof BudgetExceeded)) throw error
      const line = 'problem' in parsed ? parsed.line : 1
      const action = 'Correct the file: until then its steps are not in this inventory'
      findings.push(finding('PLAN_FILE', { repository: repository.name, file: path, line }, `the file ${error.message}`, action))
    }
  }

  const workflows = files.filter((path) => workflowFile.test(path))
  const startsItself = (path: string) => {
    const parsed = library.parsed(repository, path)
    return (
      !parsed ||
      typeof parsed === 'string' ||
      !('workflow' in parsed) ||
      parsed.workflow.triggers.some(({ event }) => event !== 'workflow_call')
    )
  }
  workflows.filter(startsItself).forEach(visit)
  for (const path of callersFirst(
    workflows.filter((one) => !startsItself(one)),
    repository,
    library,
  ))
    if (!reached.has(path)) visit(path)
  for (const path of callersFirst(
    files.filter((one) => actionFile.test(one)),
    repository,
    library,
  ))
    if (!reached.has(path)) visit(path)
  return { usages: [...usages.values()], findings }
}

/** Sorts files that none calls to the front, so that a called file is visited through its callers. */
function callersFirst(paths: readonly string[], repository: Repository, library: Library): readonly string[] {
  const called = new Set(paths.flatMap((path) => calledBy(path, repository, library)))
  return [...paths.filter((path) => !called.has(path)), ...paths.filter((path) => called.has(path))]
}

function calledBy(path: string, repository: Repository, library: Library): readonly string[] {
  const parsed = library.parsed(repository, path)
  if (!parsed || typeof parsed === 'string' || 'problem' in parsed) return []
  const nodes = 'workflow' in parsed ? parsed.workflow.jobs.map(({ call }) => call?.uses) : parsed.composite.steps.map(({ uses }) => uses)
  return nodes.flatMap((node) => {
    const uses = parseUses(String(node?.value ?? ''))
    if (!('path' in uses)) return []
    return [uses.path, ...['action.yml', 'action.yaml'].map((name) => [uses.path, name].filter(Boolean).join('/'))]
  })
}

function withTriggersOf(usage: Usage, other: Usage): Usage {
  const triggers = joinTriggers([...(usage.job?.triggers ?? []), ...(other.job?.triggers ?? [])])
  return usage.job ? { ...usage, job: { ...usage.job, triggers } } : usage
}

const usageKey = ({ place, job, calls }: Usage): string =>
  [place.repository, place.file, lineKey(place.line), job?.workflow ?? '', job?.id ?? '', ...calls.map(({ line }) => lineKey(line))].join(
    '\0',
  )

const findingKey = ({ place, code, text }: Finding): string => [place.repository, place.file, lineKey(place.line), code, text].join('\0')

const lineKey = (line: number): string => String(line).padStart(9, '0')

function unique(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((one) => [findingKey(one), one])).values()]
}

/** Compares by code units: the same on every machine, in contrast to a locale's order. */
const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)
