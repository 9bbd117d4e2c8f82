import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { isObject, type JsonObject } from './json-object.ts'

/**
 * What the check needs of a response in an audit log. Lease ids in requests and accessors are HMACs there, lease ids in responses are not.
 * Source: Vault's page "audit", and audit/types.go.
 */
export interface AuditResponse {
  readonly requestId: string
  readonly path: string
  /** Value of X-Correlation-Id; undefined if the server does not audit this header. */
  readonly correlationId: string | undefined
  readonly hasFailed: boolean
  /** Accessor of the token that sent the request; '' if there is none. */
  readonly sender: string
  /** Lease of the response; '' if there is none. */
  readonly leaseId: string
  /** True if the response contains a token. */
  readonly hasToken: boolean
  /** Accessor of the token in the response; '' for a batch token. */
  readonly accessor: string
  /** `lease_id` in the body of the request; '' if there is none. */
  readonly requestedLease: string
  /** True for a revocation with `sync: false`, whose response confirms nothing. */
  readonly isQueued: boolean
}

/** Reads the responses of an audit log of the file device, one line at a time. Calls `onInvalid` for each line that is not JSON. */
export async function* readAuditLog(path: string, onInvalid: () => void): AsyncGenerator<AuditResponse> {
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    if (line === '') continue
    const entry = parse(line)
    if (!entry) onInvalid()
    else if (entry['type'] === 'response') yield toResponse(entry)
  }
}

function parse(line: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(line)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

function toResponse(entry: JsonObject): AuditResponse {
  const request = objectIn(entry, 'request')
  const response = objectIn(entry, 'response')
  const body = objectIn(request, 'data')
  const token = objectIn(response, 'auth')
  return {
    requestId: textIn(request, 'id'),
    path: textIn(request, 'path'),
    correlationId: headerIn(objectIn(request, 'headers'), 'x-correlation-id'),
    hasFailed: textIn(entry, 'error') !== '',
    sender: textIn(objectIn(entry, 'auth'), 'accessor'),
    leaseId: textIn(objectIn(response, 'secret'), 'lease_id'),
    hasToken: textIn(token, 'client_token') !== '',
    accessor: textIn(token, 'accessor'),
    requestedLease: textIn(body, 'lease_id'),
    isQueued: body['sync'] === false,
  }
}

function headerIn(headers: JsonObject, name: string): string | undefined {
  const values = Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1]
  return Array.isArray(values) && typeof values[0] === 'string' ? values[0] : undefined
}

const objectIn = (object: JsonObject, key: string): JsonObject => (isObject(object[key]) ? object[key] : {})
const textIn = (object: JsonObject, key: string): string => (typeof object[key] === 'string' ? object[key] : '')
