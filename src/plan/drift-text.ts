import { plural } from '../core/wording.ts'
import type { DriftReport } from '../drift/check.ts'
import { driftKinds, fails, type DriftKind } from '../drift/finding.ts'

/** Returns the result of a comparison as one line: how many findings of each kind. */
export function driftLine({ roles, findings }: DriftReport): string {
  const counts = driftKinds.map((kind) => `${findings.filter(({ code }) => code === `DRIFT_${kind.toUpperCase()}`).length} ${kind}`)
  const open = findings.filter(({ code }) => code === 'DRIFT_UNCHECKED' || code === 'DRIFT_PARTIAL').length
  return [`${plural(roles, 'role')} compared: ${counts.join(', ')}`, ...(open > 0 ? [`${open} not compared or only in part`] : [])].join(
    ', ',
  )
}

/** Returns what `failOn` does not allow; '' if there is nothing. */
export function failureText({ findings }: DriftReport, failOn: readonly DriftKind[]): string {
  const failing = findings.filter((finding) => fails(finding, failOn)).length
  return failing === 0 ? '' : `${plural(failing, 'finding')} about the server that \`failOn\` does not allow (${failOn.join(', ')})`
}
