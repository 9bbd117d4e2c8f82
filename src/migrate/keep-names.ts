import { outputRefusal, variableRefusal } from '../export/names.ts'
import type { Chunk } from '../mapping/chunks.ts'
import type { KeyEntry } from '../mapping/plan.ts'
import { appendParts } from './entry-edits.ts'
import { exportsVariables } from './export-env.ts'
import { isOn, type Finding, type OldStep, type Remark } from './finding.ts'
import type { OldEntry } from './old-entry.ts'
import { newestOutput } from './release.ts'

/** Adds the name, or `noenv`, with which an entry sets the same output and the same variable as in vault-action. */
export function keepNames(chunk: Chunk, { selector, name: given, names }: OldEntry, entry: KeyEntry, step: OldStep): readonly Finding[] {
  const remark = { input: 'secrets', at: chunk.at } as const
  const refuse = (text: string): Remark => ({ ...remark, kind: 'refusal', text, action: 'Write another name, also where it is used' })
  const output = outputRefusal(names.output, { outputToken: isOn(step, 'outputToken') })
  if (output) return [refuse(`the output name "${names.output}" ${output}`)]

  if (given === undefined && step.release === 'unknown') {
    const others = [...new Set([names.output, newestOutput(selector)])].filter((other) => other !== entry.output)
    if (others.length > 0) {
      const text = `the output of ${selector} is ${others.join(' or ')} in releases of vault-action, and ${entry.output} here`
      return [{ ...remark, kind: 'left', text, action: 'Write | NAME with the name that later steps use' }]
    }
  }
  const isRenamed = entry.output !== names.output
  if (!exportsVariables(step)) return isRenamed ? appendParts(chunk, [names.output], added(names.output)) : []

  const refusalOf = (origin: 'written' | 'derived') => variableRefusal(names.variable, origin, { exportToken: isOn(step, 'exportToken') })
  const refused = refusalOf('written')
  if (refused && !isOwnedByRunner(names.variable)) return [refuse(`the variable "${names.variable}" ${refused}`)]
  if (refused) {
    const parts = [...(given === undefined ? [names.output] : []), 'noenv']
    const text = `${names.variable} ${refused}, so the value is only an output`
    return [
      ...appendParts(chunk, parts, `${parts.map((part) => `| ${part}`).join(' ')} added, because the variable cannot be set`),
      { ...remark, kind: 'left', text, action: 'Write another name if later steps read the value' },
    ]
  }
  // outputs are compared without case, so the name of the variable is enough
  const needsName = isRenamed || (given === undefined && names.output !== names.variable && refusalOf('derived') !== undefined)
  return needsName ? appendParts(chunk, [names.variable], added(names.variable)) : []
}

/** Describes a change that adds the name of vault-action. */
const added = (name: string): string => `| ${name} added, the name in vault-action`

/** Variables that the runner sets again for every step, or ignores (src/runner/reserved-names.ts). */
const isOwnedByRunner = (variable: string): boolean => /^(GITHUB_|RUNNER_|NODE_OPTIONS$)/i.test(variable)
