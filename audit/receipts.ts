import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import type { End, Grant, Receipt } from '../src/receipt/receipt.ts'
import { isObject } from './json-object.ts'

const start = '{"schema":"vault-exchange/receipt/'
const version = 'vault-exchange/receipt/v1'

/** Reads the receipts in a file, which can also be the log of a job. Throws an Error that names the line of a receipt that is not valid. */
export async function readReceipts(path: string): Promise<readonly Receipt[]> {
  const receipts: Receipt[] = []
  let number = 0
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    number++
    const begin = line.indexOf(start)
    if (begin < 0) continue
    const receipt = parse(line.slice(begin))
    if (typeof receipt === 'string') throw new Error(`${path} line ${number}: ${receipt}`)
    receipts.push(receipt)
  }
  return receipts
}

/** Returns the receipt, or why it is not valid. */
function parse(text: string): Receipt | string {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return text.includes('***') ? 'the runner masked a part of the receipt' : 'the receipt is truncated'
  }
  if (!isObject(value) || value['schema'] !== version) return `the receipt is not of the form ${version}`
  return isReceipt(value) ? value : 'the receipt lacks a property, or one has the wrong type'
}

const isTextOrNull = (value: unknown): value is string | null => value === null || typeof value === 'string'

/** Checks the properties that the check uses. */
function isReceipt(value: object): value is Receipt {
  const { correlationId, grants, unknown } = value as Partial<Record<keyof Receipt, unknown>>
  const isUnknown = (one: unknown) => isObject(one) && typeof one['kind'] === 'string' && isTextOrNull(one['path'])
  return (
    typeof correlationId === 'string' &&
    Array.isArray(grants) &&
    grants.every(isGrant) &&
    Array.isArray(unknown) &&
    unknown.every(isUnknown)
  )
}

function isGrant(value: unknown): value is Grant {
  if (!isObject(value)) return false
  const { kind, path, leaseId, requestId, end } = value
  return typeof kind === 'string' && typeof path === 'string' && isTextOrNull(leaseId) && isTextOrNull(requestId) && isEnd(end)
}

const isEnd = (value: unknown): value is End =>
  isObject(value) && typeof value['how'] === 'string' && typeof value['confirmed'] === 'boolean' && isTextOrNull(value['validUntil'])
