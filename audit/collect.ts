import type { Receipt } from '../src/receipt/receipt.ts'
import type { AuditResponse } from './audit-log.ts'

/** The part of an audit log that a receipt reports. */
export interface Step {
  readonly receipt: Receipt
  readonly responses: AuditResponse[]
  /** False if neither the header nor an accessor identifies the requests of the step, so that only its grants are here. */
  isWhole: boolean
}

/**
 * Collects the responses of each receipt's step: by X-Correlation-Id, or if the server does not audit this header, by the accessor of the
 * step's token. Calls `read` twice in the second case, once otherwise.
 */
export async function collect(receipts: readonly Receipt[], read: () => AsyncIterable<AuditResponse>): Promise<readonly Step[]> {
  const steps = receipts.map((receipt): Step => ({ receipt, responses: [], isWhole: true }))
  const byCorrelation = new Map(steps.map((step) => [step.receipt.correlationId, step]))
  const byRequest = new Map(steps.flatMap((step) => step.receipt.grants.map(({ requestId }) => [requestId, step] as const)))
  const byAccessor = new Map<string, Step>()
  for await (const response of read()) {
    const step = byCorrelation.get(response.correlationId ?? '') ?? byRequest.get(response.requestId)
    step?.responses.push(response)
    if (step && response.correlationId === undefined) {
      step.isWhole = false
      if (response.accessor !== '') byAccessor.set(response.accessor, step)
    }
  }
  if (byAccessor.size > 0) await addByAccessor(byAccessor, read)
  return steps
}

async function addByAccessor(byAccessor: ReadonlyMap<string, Step>, read: () => AsyncIterable<AuditResponse>): Promise<void> {
  const known = new Set([...byAccessor.values()].flatMap(({ responses }) => responses.map(({ requestId }) => requestId)))
  for (const step of byAccessor.values()) step.isWhole = true
  for await (const response of read()) {
    if (response.correlationId === undefined && !known.has(response.requestId)) byAccessor.get(response.sender)?.responses.push(response)
  }
}
