import { endGroup, startGroup } from '@actions/core'
import type { Env } from '../core/env.ts'
import { createReceipt } from '../receipt/create-receipt.ts'
import { summaryOf } from '../receipt/summary.ts'
import type { Revocation } from '../revoke/revoke.ts'
import { appendText } from '../runner/command-files.ts'
import type { Revocable } from '../state/revocable.ts'
import { noticeOf, say } from './lines.ts'

/**
 * Prints the receipt of a step as one line of JSON, and adds its table to the job summary. In a file of its own, because most jobs read
 * nothing dynamic.
 * @param revocation undefined with `revoke: false`
 */
export function reportReceipt(revocable: Revocable, revocation: Revocation | undefined, env: Env): void {
  const receipt = createReceipt(revocable, revocation, env)
  startGroup('Receipt')
  say(JSON.stringify(receipt))
  endGroup()
  const path = env['GITHUB_STEP_SUMMARY']
  if (!path) return
  try {
    appendText(path, summaryOf(receipt))
  } catch {
    noticeOf(['The job summary could not be written. The log has the receipt.'])
  }
}
