import { needsOf } from '../src/plan/needs.ts'
import { generatedFiles } from '../src/policy/generated-files.ts'
import type { Finding, FindingLevel } from '../src/workflows/finding.ts'
import { takeInventory, type Inventory } from '../src/workflows/inventory.ts'
import { factProblems, type Facts } from './facts.ts'
import { asFile, stepsIn, type PastedFile } from './pasted-file.ts'

/** What the page shows for a pasted text. */
export interface Conversion {
  readonly results: readonly Result[]
  readonly problems: readonly Problem[]
}

/** A text to copy. */
export interface Result {
  /** What it is: `Step`, `Policy`, …. */
  readonly title: string
  /** Its name as a file; '' for a part of one. */
  readonly file: string
  readonly text: string
}

/** A problem of the pasted text or of a field, and what to do. */
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
 * Converts a mapping, a step, or the file of a workflow or an action: returns the step, and the policies and roles that `plan` generates
 * for it. Depends on the arguments alone, and throws nothing.
 */
export function convert(pasted: string, facts: Facts): Conversion {
  if (pasted.trim() === '') return { results: [], problems: [] }
  const invalid = factProblems(facts).map(({ field, text, instead }): Problem => {
    return { level: 'error', at: field, text, action: `Write: ${instead}` }
  })
  const file = asFile(pasted, facts)
  const inventory = inventoryOf(file, facts)
  const problems = [...invalid, ...inventory.findings.flatMap((finding) => problemOf(finding, file)), ...withoutSteps(inventory)]
  if (inventory.usages.length === 0) return { results: [], problems }
  const stepText = file.kind === 'workflow' || file.kind === 'action' ? file.text : stepsIn(file.text)
  const results = generatedFiles(needsOf(inventory.usages)).map(({ name, text }) => ({ title: titleOf(name), file: name, text }))
  return { results: [{ title: titles[file.kind], file: '', text: stepText }, ...results], problems }
}

function inventoryOf({ path, text }: Pick<PastedFile, 'path' | 'text'>, facts: Facts): Inventory {
  const repository = {
    // in the results, the names that the documentation uses say what to replace
    name: facts.repository === '' ? 'OWNER/NAME' : facts.repository,
    id: facts.repositoryId === '' ? undefined : facts.repositoryId,
    defaultBranch: facts.branch === '' ? undefined : facts.branch,
    files: new Map([[path, text]]),
  }
  return takeInventory([repository], { vars: new Map(), serverUrl: 'https://github.com', deprecated: [], engines: [] })
}

/** Findings about lines that were not pasted are of no use, except errors. */
function problemOf({ level, place, text, action }: Finding, { firstLine, text: fileText }: PastedFile): readonly Problem[] {
  const line = place.line - firstLine + 1
  const isPasted = line >= 1 && place.line <= fileText.split('\n').length
  if (!isPasted && level !== 'error') return []
  return [{ level, at: isPasted ? line : undefined, text, action }]
}

function withoutSteps({ usages, findings }: Inventory): readonly Problem[] {
  if (usages.length > 0 || findings.some(({ level }) => level === 'error')) return []
  const action = 'Paste a step with `uses: hashicorp/vault-action@…` or `uses: vault-exchange/vault-exchange@…`, or a mapping alone'
  return [{ level: 'error', at: undefined, text: 'no step in this text reads Vault', action }]
}

const titles: Readonly<Record<PastedFile['kind'], string>> = { mapping: 'Step', steps: 'Step', workflow: 'Workflow', action: 'Action' }

function titleOf(name: string): string {
  if (name.endsWith('.hcl')) return 'Policy'
  if (name.endsWith('.json')) return 'Role'
  return name.endsWith('.sh') ? 'Commands' : 'Terraform'
}
