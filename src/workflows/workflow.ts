import type { Trigger } from '../policy/need.ts'
import { readPermissions, type Permissions } from './permissions.ts'
import { readSteps, type Step } from './step.ts'
import { readTriggers } from './triggers.ts'
import { entriesOf, scalarAt, textOf, textsOf, valueAt, type YamlNode, type YamlText } from './yaml-node.ts'

/** A workflow file. Expressions are not resolved yet. */
export interface Workflow {
  readonly name: string | undefined
  readonly triggers: readonly Trigger[]
  /** The inputs of `workflow_call`, and those of `workflow_dispatch`. */
  readonly callInputs: readonly InputDefinition[]
  readonly dispatchInputs: readonly InputDefinition[]
  readonly permissions: Permissions | undefined
  readonly env: YamlNode | undefined
  readonly jobs: readonly Job[]
}

/** An input as a workflow or a composite action declares it. */
export interface InputDefinition {
  readonly name: string
  readonly default: YamlText | undefined
  /** The values of an input of the type `choice`; else empty. */
  readonly options: readonly string[]
}

/** A job of a workflow. */
export interface Job {
  readonly id: string
  /** The line of its id. */
  readonly line: number
  readonly if: YamlText | undefined
  readonly permissions: Permissions | undefined
  /** The line of `permissions:`; of the job if it has none. */
  readonly permissionsLine: number
  readonly environment: YamlText | undefined
  readonly env: YamlNode | undefined
  readonly matrix: YamlNode | undefined
  readonly timeoutMinutes: YamlText | undefined
  /** The reusable workflow that it calls, with its inputs. */
  readonly call: { readonly uses: YamlText; readonly with: YamlNode | undefined } | undefined
  readonly steps: readonly Step[]
}

/** Reads a workflow. Leaves out parts that the workflow syntax does not allow (docs.github.com, "Workflow syntax for GitHub Actions"). */
export function readWorkflow(file: YamlNode): Workflow {
  const on = valueAt(file, 'on')
  return {
    name: textOf(valueAt(file, 'name')),
    triggers: readTriggers(on),
    callInputs: readInputs(valueAt(valueAt(on, 'workflow_call'), 'inputs')),
    dispatchInputs: readInputs(valueAt(valueAt(on, 'workflow_dispatch'), 'inputs')),
    permissions: readPermissions(valueAt(file, 'permissions')),
    env: valueAt(file, 'env'),
    jobs: entriesOf(valueAt(file, 'jobs')).map(([id, { line, value }]) => readJob(id, line, value)),
  }
}

/** Reads the inputs that a file declares. */
export function readInputs(node: YamlNode | undefined): readonly InputDefinition[] {
  return entriesOf(node).map(([name, { value }]) => ({
    name,
    default: scalarAt(value, 'default'),
    options: textOf(valueAt(value, 'type')) === 'choice' ? textsOf(valueAt(value, 'options')) : [],
  }))
}

function readJob(id: string, line: number, node: YamlNode): Job {
  const environment = valueAt(node, 'environment')
  const uses = scalarAt(node, 'uses')
  return {
    id,
    line,
    if: scalarAt(node, 'if'),
    permissions: readPermissions(valueAt(node, 'permissions')),
    permissionsLine: (node.kind === 'map' ? node.entries.get('permissions')?.line : undefined) ?? line,
    environment: environment?.kind === 'text' ? environment : scalarAt(environment, 'name'),
    env: valueAt(node, 'env'),
    matrix: valueAt(valueAt(node, 'strategy'), 'matrix'),
    timeoutMinutes: scalarAt(node, 'timeout-minutes'),
    call: uses && { uses, with: valueAt(node, 'with') },
    steps: readSteps(valueAt(node, 'steps')),
  }
}
