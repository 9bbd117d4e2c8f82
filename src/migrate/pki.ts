import { derivedNames } from '../mapping/names.ts'
import { parsePki } from '../mapping/parse.ts'
import { findExpressionsIn } from './expressions.ts'
import type { OldStep, Remark } from './finding.ts'
import { knownEntries } from './open-entries.ts'
import { oldNames } from './release.ts'

/** Checks that this action accepts the input `pki`, and that the names are the same: all but those of roles with two dots. */
export function checkPki({ inputs }: OldStep): readonly Remark[] {
  const input = 'pki'
  const { text, remarks } = knownEntries(inputs.get(input) ?? '', input)
  const { plan, problems } = parsePki(findExpressionsIn(text).filled, { optional: false, toEnvironment: false, encoding: 'utf8' })
  const renamed = plan.flatMap(({ path }): readonly Remark[] => {
    const role = path.split('/').at(-1) ?? ''
    const [old, now] = [oldNames(role).output, derivedNames(role).output]
    if (old === now) return []
    return [{ kind: 'left', input, text: `the names of ${role} begin with ${now}, not ${old}`, action: `Write ${now} where they are used` }]
  })
  const action = 'Write path {"common_name": "…"};'
  const refusals = problems.map(({ line }): Remark => ({ kind: 'refusal', input, text: `pki line ${line} is not valid`, action }))
  return [...remarks, ...renamed, ...refusals]
}
