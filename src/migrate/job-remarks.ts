import { isScalar } from 'yaml'
import type { FoundStep } from './find-steps.ts'
import { isOn, type OldStep } from './finding.ts'
import { usesOidc } from './login.ts'
import { endsWithJob } from './leases.ts'
import { nameOf, textOf, type MapNode, type Nodes } from './nodes.ts'
import type { TextEdit } from './text-edit.ts'
import { lineBreakOf } from './with-edits.ts'

/** What a job needs for a step, or what is different in it. `at` is an index of the file. */
export interface JobRemark {
  readonly at: number
  readonly text: string
  /** What to write or to check; undefined if `edit` does it. */
  readonly action: string | undefined
  readonly edit?: TextEdit
}

/** Checks the job of a step: the permission for the OIDC token, values for other jobs, and variables that vault-action reads. */
export function jobRemarks(text: string, found: FoundStep, old: OldStep, nodes: Nodes): readonly JobRemark[] {
  return [...permission(text, found, old, nodes), ...passedOn(found, old, nodes), ...variables(found, old, nodes)]
}

const needed = 'id-token: write'

/** The text of the remark that a permission is missing. */
export const permissionIsMissing = `the login needs \`permissions: ${needed}\``

function permission(source: string, { job, workflow, at: step }: FoundStep, old: OldStep, nodes: Nodes): readonly JobRemark[] {
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
  return [{ at, text: `${needed}, which the login needs`, action: undefined, edit: addScope(source, map) }]
}

/** Returns whether other workflows call a workflow. A caller can set its permissions. */
const isCalled = (workflow: MapNode | undefined, nodes: Nodes): boolean =>
  /\bworkflow_call\b/.test(String(nodes.pairOf(workflow, 'on')?.value))

function addScope(text: string, map: MapNode): TextEdit {
  const last = map.items.at(-1)
  if (map.flow || !last) {
    const at = last?.value?.range[1] ?? map.range[1] - 1
    return { start: at, end: at, value: last ? `, ${needed}` : ` ${needed} ` }
  }
  const from = last.value?.range[1] ?? last.key.range[1]
  const at = from + (/[^\r\n]*/.exec(text.slice(from))?.[0].length ?? 0)
  const indentation = /[ \t]*$/.exec(text.slice(0, last.key.range[0]))?.[0] ?? ''
  return { start: at, end: at, value: `${lineBreakOf(text)}${indentation}${needed}` }
}

/** Finds outputs of the job that contain credentials of the step. */
function passedOn({ step, job }: FoundStep, old: OldStep, nodes: Nodes): readonly JobRemark[] {
  const id = textOf(nodes.scalarAt(step, 'id'))
  if (id === '' || !endsWithJob(old)) return []
  return (nodes.mapAt(job, 'outputs')?.items ?? [])
    .filter(({ value }) => isScalar(value) && textOf(value).includes(`steps.${id}.outputs`))
    .map((pair) => ({
      at: pair.key.range[0],
      text: `the output ${nameOf(pair)} passes a credential to other jobs: it ends with this job`,
      action: 'Copy the step to each job that needs the credential, or write revoke: false',
    }))
}

function variables({ step, job, workflow }: FoundStep, old: OldStep, nodes: Nodes): readonly JobRemark[] {
  const exportsToken = isOn(old, 'exportToken')
  return [step, job, workflow].flatMap((holder) =>
    (nodes.mapAt(holder, 'env')?.items ?? []).flatMap((pair): readonly JobRemark[] => {
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
