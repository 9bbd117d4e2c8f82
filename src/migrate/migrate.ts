import type { Document } from 'yaml'
import { parseDocument, type YamlProblem } from '../workflows/parse-yaml.ts'
import { resolveAliases } from './aliases.ts'
import { createAttempt, type Attempt } from './attempt.ts'
import { checkJob } from './check-job.ts'
import { findSteps } from './find-steps.ts'
import type { Change, Left, MigrateOptions, Migration } from './migration.ts'
import { createNodes, type Nodes } from './nodes.ts'
import { refuseShared } from './shared.ts'
import { applyEdits, linesIn } from './text-edit.ts'
import { editUses } from './uses-line.ts'

/**
 * Converts the steps of hashicorp/vault-action in a workflow, in a composite action, or in a part of them (steps, or one step) to steps of
 * vault-exchange. Only the characters that differ change. A step that this action would refuse stays. Returns a problem for a text that is
 * not YAML.
 */
export function migrate(text: string, options: MigrateOptions): Migration | YamlProblem {
  const parsed = parseDocument(text)
  if (!parsed) return { text, changes: [], left: [], steps: 0 }
  if ('problem' in parsed) return parsed
  const { edits, changes, left, steps } = convertAll(text, parsed.document, options)
  const [ofChange, ofRemark] = [linesIn(text, edits), linesIn(text, edits)]
  return {
    text: applyEdits(text, edits),
    changes: changes.map(({ at, text: what }): Change => ({ ...ofChange(at), text: what })),
    left: left.map(({ at, text: what, action, stays }): Left => ({ ...ofRemark(at), text: what, action, stays })),
    steps,
  }
}

function convertAll(text: string, document: Document.Parsed, options: MigrateOptions) {
  const aliases = resolveAliases(document)
  const nodes = createNodes(aliases)
  const attempts = findSteps(document, nodes).map((found) => createAttempt(text, found, nodes))
  const results = refuseShared(attempts, aliases).map((attempt) => resultOf(text, attempt, nodes, options))
  return {
    edits: results.flatMap(({ edits }) => edits),
    changes: inOrder(results.flatMap(({ changes }) => changes)),
    left: inOrder(results.flatMap(({ left }) => left)),
    steps: results.filter(({ changes }) => changes.length > 0).length,
  }
}

function resultOf(text: string, attempt: Attempt, nodes: Nodes, { ref }: MigrateOptions) {
  const { found, refusals, remarks, inputEdits } = attempt
  if (refusals.length > 0) {
    return { edits: [], changes: [], left: refusals.map((refusal) => ({ ...refusal, stays: true })) }
  }
  const usesEdits = editUses(text, found.uses, ref, found.step.flow === true)
  const uses = usesEdits.map(({ value }) => ({ at: found.at, text: `uses: ${value}` }))
  const ofJob = checkJob(text, found, attempt.old, nodes)
  const done = ofJob.filter((finding) => 'edit' in finding)
  const open = ofJob.filter((finding) => 'action' in finding)
  return {
    edits: [...usesEdits, ...inputEdits, ...done.map(({ edit }) => edit)],
    changes: [...uses, ...attempt.changes, ...done.map(({ at, text: what }) => ({ at, text: what }))],
    left: [...remarks, ...open].map((remark) => ({ ...remark, stays: false })),
  }
}

/** Sorts by place. Steps of one job have some in common. */
function inOrder<T extends { readonly at: number }>(notes: readonly T[]): readonly T[] {
  const distinct = [...new Map(notes.map((note) => [JSON.stringify(note), note])).values()]
  return distinct.sort((one, other) => one.at - other.at)
}
