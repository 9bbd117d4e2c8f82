import { permissionIsMissing } from '../src/migrate/check-job.ts'
import { migrate } from '../src/migrate/migrate.ts'
import type { Left } from '../src/migrate/migration.ts'
import { needsOf } from '../src/plan/needs.ts'
import { generatedFiles } from '../src/policy/generated-files.ts'
import type { FindingLevel } from '../src/workflows/finding.ts'
import { takeInventory, type Inventory } from '../src/workflows/inventory.ts'
import { factProblems, withoutInvalid, type Facts } from './facts.ts'
import type { Kind } from './kind.ts'
import { asFile, readPasted, type WorkflowFile } from './steps.ts'

/** The results and the problems of a pasted text. */
export interface Conversion {
  readonly results: readonly Result[]
  readonly problems: readonly Problem[]
}

/** A text to copy. */
export interface Result {
  /** `Step`, `Policy`, …. */
  readonly title: string
  /** Its name as a file; '' for a part of one. */
  readonly file: string
  readonly text: string
}

/** A problem of the pasted text or of a field, and how to solve it. */
export interface Problem {
  readonly level: FindingLevel
  /** The line of the pasted text, from 1; the field; or undefined for a problem of the whole. */
  readonly at: number | keyof Facts | undefined
  /** A sentence without its full stop. */
  readonly text: string
  /** A sentence without its full stop. */
  readonly action: string
}

/**
 * Converts a mapping, a step, or the file of a workflow or an action: returns the step for vault-exchange, and the policies and roles that
 * `plan` generates for it. Depends on the arguments alone, and throws nothing.
 */
export function convert(pasted: string, written: Facts): Conversion {
  if (pasted.trim() === '') return { results: [], problems: [] }
  const facts = withoutInvalid(written)
  const { kind, text, firstLine } = readPasted(pasted, facts)
  const migration = migrate(text, { ref: 'v0' })
  const converted = 'problem' in migration ? { text, left: [] } : migration
  const before = inventoryOf(asFile(kind, text, facts), facts)
  const after = inventoryOf(asFile(kind, converted.text, facts), facts)
  const lineOf = (line: number) => lineIn(pasted, line - firstLine + 1)
  const findings = staying(before, after)
  // the finding says it for each job
  const isTwice = ({ text }: Left) => text === permissionIsMissing && findings.some(({ code }) => code === 'PLAN_ID_TOKEN')
  const ofConversion = converted.left.filter((one) => !isTwice(one)).flatMap((one) => problemOf(one, lineOf))
  const found = [...withoutSteps(before), ...findings.flatMap((one) => problemOfFinding(one, lineOf))].filter(
    (one) => !ofConversion.some((other) => includes(other, one)),
  )
  const problems = [...fieldProblems(written), ...distinct([...found, ...ofConversion])].sort(byLevel)
  if (after.usages.length === 0) return { results: [], problems }
  const generated = generatedFiles(needsOf(after.usages)).map((one) => ({ title: titleOf(one.name), file: one.name, text: one.text }))
  return { results: [{ title: titles[kind], file: '', text: converted.text.replace(/^\n+/, '') }, ...generated], problems }
}

/** Takes the inventory of a file. The lines of its findings are those of the steps. */
function inventoryOf({ path, text, linesBefore }: WorkflowFile, { repository, repositoryId, branch }: Facts): Inventory {
  const source = {
    // in the results, the names that the documentation uses say what to replace
    name: repository === '' ? 'OWNER/NAME' : repository,
    id: repositoryId === '' ? undefined : repositoryId,
    defaultBranch: branch === '' ? undefined : branch,
    files: new Map([[path, text]]),
  }
  const inventory = takeInventory([source], { vars: new Map(), serverUrl: 'https://github.com', deprecated: [], engines: [] })
  const findings = inventory.findings.map((one) => ({ ...one, place: { ...one.place, line: one.place.line - linesBefore } }))
  return { ...inventory, findings }
}

/** Returns a line of the pasted text; undefined for one that was written around it. A YAML error can be in the line after the last. */
function lineIn(pasted: string, line: number): number | undefined {
  return line < 1 ? undefined : Math.min(line, pasted.split('\n').length)
}

type LineOf = (line: number) => number | undefined

/** Returns the findings that the conversion does not settle. */
function staying(before: Inventory, after: Inventory): Inventory['findings'] {
  return before.findings.filter(({ code, text }) =>
    // both actions have a text of their own for exported variables
    after.findings.some((other) => other.code === code && (other.text === text || code === 'PLAN_EXPORT_ENV')),
  )
}

/** Findings about lines that were not pasted are of no use, except errors. */
function problemOfFinding({ code, level, place, text, action }: Inventory['findings'][number], lineOf: LineOf): readonly Problem[] {
  const at = lineOf(place.line)
  if (at === undefined && level !== 'error') return []
  return [{ level, at, text, action: code === 'PLAN_FILE' ? 'Correct the YAML of this line' : action }]
}

/** Returns the problem that the conversion leaves to the user. A step that stays would fail. */
function problemOf({ line, text, action, stays }: Left, lineOf: LineOf): readonly Problem[] {
  const at = lineOf(line)
  return at === undefined ? [] : [{ level: stays ? 'error' : 'warning', at, text, action }]
}

/** Returns whether the conversion and the inventory report the same problem of a line. */
const includes = (ofConversion: Problem, found: Problem): boolean =>
  ofConversion.at === found.at && ofConversion.level === 'error' && found.text.endsWith(ofConversion.text)

function fieldProblems(facts: Facts): readonly Problem[] {
  return factProblems(facts).map(({ field, text, instead }) => ({ level: 'error', at: field, text, action: `Write: ${instead}` }))
}

function withoutSteps({ usages, findings }: Inventory): readonly Problem[] {
  if (usages.length > 0 || findings.some(({ level }) => level === 'error')) return []
  const action = 'Paste a step with `uses: hashicorp/vault-action@…` or `uses: vault-exchange/vault-exchange@…`, or a mapping alone'
  return [{ level: 'error', at: undefined, text: 'no step in this text reads Vault', action }]
}

const distinct = (problems: readonly Problem[]): readonly Problem[] => [
  ...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values(),
]

/** The levels of problems, the most serious first. */
export const levels: readonly FindingLevel[] = ['error', 'warning', 'notice']

/** Sorts by level, then by line. */
const byLevel = (one: Problem, other: Problem): number =>
  levels.indexOf(one.level) - levels.indexOf(other.level) || lineNumber(one) - lineNumber(other)
const lineNumber = ({ at }: Problem): number => (typeof at === 'number' ? at : 0)

const titles: Readonly<Record<Kind, string>> = { mapping: 'Step', steps: 'Step', workflow: 'Workflow', action: 'Action' }

function titleOf(name: string): string {
  if (name.endsWith('.hcl')) return 'Policy'
  if (name.endsWith('.json')) return 'Role'
  return name.endsWith('.sh') ? 'Commands' : 'Terraform'
}
