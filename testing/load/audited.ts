import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readAuditLog } from '../../audit/audit-log.ts'
import { collect } from '../../audit/collect.ts'
import { compare } from '../../audit/compare.ts'
import { readReceipts } from '../../audit/receipts.ts'

/** What the audit log of the server says about the receipts of many jobs. */
export interface Audited {
  readonly receipts: number
  /** Receipts that the audit log contradicts, with the reasons. */
  readonly wrong: readonly string[]
}

/** Compares the receipts in the logs of jobs with the audit log. */
export async function audited(auditLog: string, logs: readonly (readonly string[])[]): Promise<Audited> {
  const file = join(mkdtempSync(join(tmpdir(), 'receipts-')), 'jobs.log')
  writeFileSync(file, logs.flatMap((log) => log.map((line) => `${line}\n`)).join(''))
  const receipts = await readReceipts(file)
  const steps = await collect(receipts, () => readAuditLog(auditLog, () => undefined))
  const wrong = steps.flatMap((step) => {
    const { problems } = compare(step)
    return problems.length === 0 ? [] : [`${step.receipt.correlationId}: ${problems.join('; ')}`]
  })
  return { receipts: receipts.length, wrong }
}
