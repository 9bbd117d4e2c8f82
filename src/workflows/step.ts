import { itemsOf, scalarAt, textOf, valueAt, type YamlNode, type YamlText } from './yaml-node.ts'

/** A step of a job or of a composite action. */
export interface Step {
  readonly if: YamlText | undefined
  readonly uses: YamlText | undefined
  readonly with: YamlNode | undefined
  readonly env: YamlNode | undefined
  readonly run: string | undefined
}

/** Reads steps, also those of groups that run in parallel (docs.github.com, "Workflow syntax for GitHub Actions", `steps[*].parallel`). */
export function readSteps(node: YamlNode | undefined): readonly Step[] {
  return itemsOf(node).flatMap((item) => {
    const parallel = valueAt(item, 'parallel')
    if (parallel) return itemsOf(parallel).map(readStep)
    return item.kind === 'map' ? [readStep(item)] : []
  })
}

function readStep(node: YamlNode): Step {
  return {
    if: scalarAt(node, 'if'),
    uses: scalarAt(node, 'uses'),
    with: valueAt(node, 'with'),
    env: valueAt(node, 'env'),
    run: textOf(valueAt(node, 'run')),
  }
}
