import { isSeq, type Document, type Scalar } from 'yaml'
import { parseUses } from '../workflows/uses.ts'
import { textOf, type MapNode, type Nodes } from './nodes.ts'

/** A step of vault-action in a file. */
export interface FoundStep {
  readonly step: MapNode
  readonly uses: Scalar.Parsed
  /** Index of its key `uses`. */
  readonly at: number
  /** Its job; undefined in a composite action, or if the text is only a part of a file. */
  readonly job: MapNode | undefined
  /** The workflow; undefined for other texts. */
  readonly workflow: MapNode | undefined
  /** True if later steps of the job can read what the step sets, or if they are not known. */
  readonly isFollowed: boolean
}

/** Finds the steps of vault-action in a workflow, in a composite action, or in a part of them: steps, or one step. */
export function findSteps(document: Document.Parsed, nodes: Nodes): readonly FoundStep[] {
  const root = nodes.asMap(document.contents)
  const found = new Map<MapNode, FoundStep>()
  const add = (steps: readonly MapNode[], place: Pick<FoundStep, 'job' | 'workflow'>) => {
    for (const [index, item] of steps.entries()) {
      const group = nodes.mapsAt(item, 'parallel')
      for (const step of group.length > 0 ? group : [item]) {
        const pair = nodes.pairOf(step, 'uses')
        const uses = nodes.asScalar(pair?.value)
        const target = parseUses(textOf(uses))
        if (!pair || !uses || target.kind !== 'vault' || target.action !== 'vault-action') continue
        const isFollowed = !place.job || group.length > 1 || index < steps.length - 1
        // an alias of a step is the same node, and is converted once
        const known = found.get(step)
        found.set(step, { step, uses, at: pair.key.range[0], ...(known ?? place), isFollowed: isFollowed || known?.isFollowed === true })
      }
    }
  }
  const alone = { job: undefined, workflow: undefined }
  for (const { value } of nodes.mapAt(root, 'jobs')?.items ?? []) {
    const job = nodes.asMap(value)
    add(nodes.mapsAt(job, 'steps'), { job, workflow: root })
  }
  add(nodes.mapsAt(nodes.mapAt(root, 'runs'), 'steps'), alone)
  add(nodes.mapsAt(root, 'steps'), alone)
  if (isSeq(document.contents)) add(nodes.asMaps(document.contents), alone)
  if (root) add([root], alone)
  return [...found.values()]
}
