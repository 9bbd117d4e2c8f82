import { readSteps, type Step } from './step.ts'
import { readInputs, type InputDefinition } from './workflow.ts'
import { textOf, valueAt, type YamlNode } from './yaml-node.ts'

/** A composite action. Expressions are not resolved yet. */
export interface Composite {
  readonly inputs: readonly InputDefinition[]
  readonly steps: readonly Step[]
}

/** Reads an action file. Returns undefined if it is not a composite action. */
export function readComposite(file: YamlNode): Composite | undefined {
  const runs = valueAt(file, 'runs')
  if (textOf(valueAt(runs, 'using'))?.toLowerCase() !== 'composite') return undefined
  return { inputs: readInputs(valueAt(file, 'inputs')), steps: readSteps(valueAt(runs, 'steps')) }
}
