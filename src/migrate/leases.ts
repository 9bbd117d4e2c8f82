import { chunksOf, withoutComments } from '../mapping/chunks.ts'
import { targetOf } from '../policy/mounts.ts'
import { operationOf } from '../policy/operations.ts'
import { findExpressionsIn } from './expressions.ts'
import { isOn, type OldStep } from './finding.ts'

/** Returns whether a read of this path makes a lease, as far as the path shows it. */
export function isLeased(path: string): boolean {
  const request = { method: 'GET', path, namespace: '', keys: [], revokes: false, places: [] } as const
  return operationOf(request, targetOf(request, [])).lease === true
}

/** Returns whether a step sets a credential that ends with the job: the token, or one with a lease. */
export function endsWithJob(step: OldStep): boolean {
  const entries = chunksOf(withoutComments(findExpressionsIn(step.inputs.get('secrets') ?? '').filled))
  return isOn(step, 'outputToken') || entries.some(({ text }) => isLeased(text.split(/\s/)[0] ?? ''))
}
