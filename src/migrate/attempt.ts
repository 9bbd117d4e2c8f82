import { convertStep } from './convert-step.ts'
import type { FoundStep } from './find-steps.ts'
import { isEdit, type Finding, type OldStep, type Remark } from './finding.ts'
import { nameOf, textOf, type MapNode, type Nodes, type PairNode } from './nodes.ts'
import { releaseOf } from './release.ts'
import { scalarSource, type ScalarSource } from './scalar-source.ts'
import type { TextEdit } from './text-edit.ts'
import { commentOf } from './uses-line.ts'
import { editInputs, pairOf } from './with-edits.ts'

/** A remark about a place of the file, an index. */
export interface PlacedRemark {
  readonly at: number
  readonly text: string
  readonly action: string
}

/** The conversion of a step of a file. With a refusal, the step stays. */
export interface Attempt {
  readonly found: FoundStep
  readonly old: OldStep
  /** The node of its inputs; undefined if it has none. */
  readonly map: MapNode | undefined
  readonly inputEdits: readonly TextEdit[]
  readonly changes: readonly { readonly at: number; readonly text: string }[]
  readonly remarks: readonly PlacedRemark[]
  readonly refusals: readonly PlacedRemark[]
}

/** Converts a step of a file. */
export function createAttempt(text: string, found: FoundStep, nodes: Nodes): Attempt {
  const map = nodes.mapAt(found.step, 'with')
  const old = oldStep(found, map, nodes)
  const sources = new Map<PairNode, ScalarSource | undefined>()
  const sourceOf = (pair: PairNode): ScalarSource | undefined => {
    const scalar = nodes.asScalar(pair.value)
    if (scalar && !sources.has(pair)) sources.set(pair, scalarSource(text, scalar, textOf(scalar)))
    return sources.get(pair)
  }
  const placeOf = (finding: Finding): number => {
    const pair = map && finding.input !== undefined ? pairOf(map, finding.input) : undefined
    const index = 'at' in finding ? finding.at : undefined
    const source = pair && index !== undefined ? sourceOf(pair) : undefined
    return source?.startOf(index ?? 0) ?? pair?.key.range[0] ?? found.at
  }
  const placed = (remark: Remark): PlacedRemark => ({ at: placeOf(remark), text: remark.text, action: remark.action })

  const findings = convertStep(old)
  const changes = findings.filter(isEdit)
  const remarks = findings.filter((finding) => !isEdit(finding))
  const edited = map ? editInputs({ text, map, sourceOf }, changes) : []
  const uneditable = [...('kind' in edited ? [edited] : []), ...refuseBlock(found)]
  return {
    found,
    old,
    map,
    inputEdits: 'kind' in edited ? [] : edited,
    changes: changes.map((change) => ({ at: placeOf(change), text: change.text })),
    remarks: remarks.filter(({ kind }) => kind === 'left').map(placed),
    refusals: [...remarks.filter(({ kind }) => kind === 'refusal'), ...uneditable].map(placed),
  }
}

/** Refuses a block scalar as `uses:`, because a comment after its text would become a part of it. */
function refuseBlock({ uses }: FoundStep): readonly Remark[] {
  if (uses.type !== 'BLOCK_FOLDED' && uses.type !== 'BLOCK_LITERAL') return []
  return [
    { kind: 'refusal', text: 'the text of uses cannot be edited in place', action: 'Write uses in one line, and convert the step again' },
  ]
}

function oldStep({ step, uses, isFollowed }: FoundStep, map: MapNode | undefined, nodes: Nodes): OldStep {
  const inputs = (map?.items ?? []).map((pair) => [nameOf(pair).toLowerCase(), textOf(nodes.asScalar(pair.value))] as const)
  return {
    inputs: new Map(inputs),
    release: releaseOf(textOf(uses).split('@')[1] ?? '', commentOf(uses)),
    isFollowed,
    hasId: textOf(nodes.scalarAt(step, 'id')) !== '',
  }
}
