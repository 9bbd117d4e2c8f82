/**
 * Entry: compares receipts with the audit log of the server. Prints one line for each receipt, and what is wrong. The exit code is 1 if a
 * grant is not accounted for, 2 if nothing could be compared.
 */
import type { Receipt } from '../src/receipt/receipt.ts'
import { readAuditLog } from './audit-log.ts'
import { collect } from './collect.ts'
import { compare } from './compare.ts'
import { readReceipts } from './receipts.ts'

const [log, ...files] = process.argv.slice(2)
if (log === undefined || files.length === 0) {
  console.error('Usage: npm run audit -- AUDIT_LOG RECEIPT [RECEIPT …]\nRECEIPT is a file with receipts, or the log of a job.')
  process.exitCode = 2
} else {
  try {
    process.exitCode = await check(log, files)
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 2
  }
}

async function check(auditLog: string, receiptFiles: readonly string[]): Promise<number> {
  const receipts = distinct((await Promise.all(receiptFiles.map(readReceipts))).flat())
  if (receipts.length === 0) throw new Error(`no receipt in ${receiptFiles.join(', ')}`)
  let invalid = 0
  const steps = await collect(receipts, () => {
    invalid = 0
    return readAuditLog(auditLog, () => invalid++)
  })
  let wrong = 0
  for (const step of steps) {
    const { problems, notes } = compare(step)
    const { correlationId, grants } = step.receipt
    const count = `${grants.length} ${grants.length === 1 ? 'grant' : 'grants'}`
    console.log(
      `${safe(correlationId)}: ${count}, ${problems.length === 0 ? 'every grant is accounted for' : 'NOT every grant is accounted for'}`,
    )
    for (const problem of problems) console.log(`  problem: ${safe(problem)}`)
    for (const note of notes) console.log(`  note: ${safe(note)}`)
    if (problems.length > 0) wrong++
  }
  if (invalid > 0) console.log(`${invalid} lines of the audit log are not JSON`)
  console.log(
    `${receipts.length} ${receipts.length === 1 ? 'receipt' : 'receipts'}, ${wrong === 0 ? 'all of them agree' : `${wrong} of them do not agree`} with the audit log`,
  )
  return wrong === 0 ? 0 : 1
}

/** The same receipt can be in several files. Throws an Error if two receipts of one step differ. */
function distinct(receipts: readonly Receipt[]): readonly Receipt[] {
  const byStep = new Map<string, Receipt>()
  for (const receipt of receipts) {
    const { correlationId } = receipt
    const other = byStep.get(correlationId)
    if (other && JSON.stringify(other) !== JSON.stringify(receipt)) throw new Error(`two receipts of ${safe(correlationId)} differ`)
    byStep.set(correlationId, receipt)
  }
  return [...byStep.values()]
}

/** Both files contain texts of others, which a terminal must not interpret. */
function safe(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ')
}
