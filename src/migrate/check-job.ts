import { isScalar } from 'yaml'
import type { PlacedRemark } from './attempt.ts'
import type { FoundStep } from './find-steps.ts'
import { isOn, type OldStep } from './finding.ts'
import { usesOidc } from './login.ts'
import { endsWithJob } from './leases.ts'
import { nameOf, textOf, type MapNode, type Nodes } from './nodes.ts'
import { addPair } from './pair-edits.ts'
import type { TextEdit } from './text-edit.ts'

/** A change of the job around a step. `at` is an index of the file. */
export interface JobChange {
  readonly at: number
  readonly text: string
  readonly edit: TextEdit
}

/** A change of the job, or a remark about it. */
export type JobFinding = JobChange | PlacedRemark

/** Checks the job of a step: the permission for the OIDC token, values for other jobs, and variables that vault-action reads. */
export function checkJob(text: string, found: FoundStep, old: OldStep, nodes: Nodes): readonly JobFinding[] {
  return [...permission(text, found, old, nodes), ...passedOn(found, old, nodes), ...variables(found, old, nodes)]
}

const needed = 'id-token: write'

/** What is wrong if a job may not request its OIDC token. */
export const permissionIsMissing = `the login needs \`permissions: ${needed}\``

function permission(source: string, { job, workflow, at: step }: FoundStep, old: OldStep, nodes: Nodes): readonly JobFinding[] {
  if (!job || !usesOidc(old)) return []
  const own = nodes.pairOf(job, 'permissions')
  const pair = own ?? nodes.pairOf(workflow, 'permissions')
  const map = nodes.asMap(pair?.value)
  const scope = map && nodes.pairOf(map, 'id-token')
  if (pair === undefined) {
    const action = `Write permissions: { contents: read, ${needed} } in this job, with all others that it uses`
    return isCalled(workflow, nodes) ? [] : [{ at: step, text: permissionIsMissing, action }]
  }
  const at = pair.key.range[0]
  const given = textOf(nodes.asScalar(scope?.value) ?? nodes.asScalar(pair.value))
  if (given === 'write' || given === 'write-all') return []
  // other jobs have the permissions of the workflow and those of an anchor too
  const isAlone = own && map && !scope && pair.value === map && map.anchor === undefined
  if (!isAlone) return [{ at, text: permissionIsMissing, action: `Write ${needed} in these permissions` }]
  return [{ at, text: `${needed} added, because the login needs it`, edit: addPair({ text: source, map }, needed) }]
}

/** Returns whether other workflows call a workflow. A caller can set its permissions. */
const isCalled = (workflow: MapNode | undefined, nodes: Nodes): boolean =>
  /\bworkflow_call\b/.test(String(nodes.pairOf(workflow, 'on')?.value))

/** Finds outputs of the job that contain credentials of the step. */
function passedOn({ step, job }: FoundStep, old: OldStep, nodes: Nodes): readonly PlacedRemark[] {
  const id = textOf(nodes.scalarAt(step, 'id'))
  if (id === '' || !endsWithJob(old)) return []
  return (nodes.mapAt(job, 'outputs')?.items ?? [])
    .filter(({ value }) => isScalar(value) && textOf(value).includes(`steps.${id}.outputs`))
    .map((pair) => ({
      at: pair.key.range[0],
      text: `the output ${nameOf(pair)} passes a credential to other jobs, but the credential ends with this job`,
      action: 'Copy the step to each job that needs the credential, or write revoke: false',
    }))
}

function variables({ step, job, workflow }: FoundStep, old: OldStep, nodes: Nodes): readonly PlacedRemark[] {
  const exportsToken = isOn(old, 'exportToken')
  return [step, job, workflow].flatMap((holder) =>
    (nodes.mapAt(holder, 'env')?.items ?? []).flatMap((pair): readonly PlacedRemark[] => {
      const at = pair.key.range[0]
      const name = nameOf(pair)
      if (name === 'NODE_TLS_REJECT_UNAUTHORIZED' && isScalar(pair.value) && textOf(pair.value) === '0') {
        return [{ at, text: `${name}: 0 has no effect on this action`, action: 'Write caCertificate or tlsSkipVerify: true in the step' }]
      }
      if (exportsToken && holder !== step && /^VAULT_(ADDR|NAMESPACE)$/.test(name)) {
        return [{ at, text: `exportToken sets ${name} too`, action: 'Check that later steps use the server of the step' }]
      }
      return []
    }),
  )
}
