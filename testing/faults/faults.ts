import type { Fault } from '../proxy/fault.ts'
import type { RequestName } from './requests.ts'

/**
 * What a fault means for a client, which decides the retries:
 * - `unsent`: the server cannot have received the request;
 * - `lost`: the server may or may not have handled the request;
 * - `unparsable`: a complete response that is not Vault's;
 * - `busy`: the server did not handle the request, and will soon;
 * - `quota`: the server did not handle the request, and will once there are fewer requests;
 * - `transient`: the server did not handle the request, and may later;
 * - `server error`: the server failed to handle the request;
 * - `gateway error`: a proxy in front of the server gave up; the server may or may not have handled the request;
 * - `final`: another attempt would get the same response;
 * - `redirected`: another node handles the request;
 * - `loop`: a redirect to the same address.
 */
export type Meaning =
  'unsent' | 'lost' | 'unparsable' | 'busy' | 'quota' | 'transient' | 'server error' | 'gateway error' | 'final' | 'redirected' | 'loop'

/** Addresses for redirects: the request's own, a standby's, and that of an untrusted host. */
export interface Addresses {
  readonly here: string
  readonly standby: string
  readonly otherHost: string
}

/** A fault of a request. */
export interface FaultRow {
  readonly name: string
  readonly meaning: Meaning
  /** What the proxy does; not set if the proxy refuses connections. */
  readonly fault?: (to: Addresses) => Fault
  /** The server handles the request before the fault. */
  readonly acts?: true
  /** The fault lasts until the client's timeout. */
  readonly untilLimit?: true
  /** Seconds in the Retry-After header. */
  readonly retryAfter?: number
  /** The only request that can have this fault. */
  readonly only?: RequestName
}

const status = (code: number, body: unknown, headers: Record<string, string> = {}) => {
  const fault = { kind: 'status', status: code, body, headers } as const
  return { fault: () => fault }
}
const errors = (...words: string[]) => ({ errors: words })
const page = '<html><head><title>Bad gateway</title></head></html>'

/** Every fault. The error messages are those of Vault and OpenBao. */
export const faults: readonly FaultRow[] = [
  { name: 'refused', meaning: 'unsent' },
  { name: 'reset before the server acted', meaning: 'lost', fault: () => ({ kind: 'reset-before' }) },
  { name: 'reset after it acted', meaning: 'lost', acts: true, fault: () => ({ kind: 'reset-after' }) },
  { name: 'hang', meaning: 'lost', untilLimit: true, fault: () => ({ kind: 'hang' }) },
  { name: 'slow drip', meaning: 'lost', acts: true, untilLimit: true, fault: () => ({ kind: 'drip', everyMs: 500 }) },
  { name: '400', meaning: 'final', ...status(400, errors('invalid request')) },
  {
    name: '400, no keys of the issuer',
    meaning: 'transient',
    only: 'login',
    ...status(400, errors('error validating token: error verifying token signature: fetching keys oidc: get keys failed: 503')),
  },
  { name: '403', meaning: 'final', ...status(403, errors('1 error occurred:\n\t* permission denied\n\n')) },
  {
    name: '403, job pending',
    meaning: 'transient',
    only: 'OIDC',
    ...status(403, { message: "Can't issue ID_TOKEN for job in 'Pending' state." }),
  },
  { name: '404', meaning: 'final', ...status(404, errors()) },
  { name: '412', meaning: 'busy', ...status(412, errors('required index state not present')) },
  { name: '429 of a standby that lags', meaning: 'busy', ...status(429, errors()) },
  { name: '429', meaning: 'quota', ...status(429, errors('request path "x": rate limit quota exceeded')) },
  {
    name: '429 with Retry-After',
    meaning: 'quota',
    retryAfter: 1,
    ...status(429, errors('request path "x": rate limit quota exceeded'), { 'retry-after': '1' }),
  },
  { name: '500', meaning: 'server error', ...status(500, errors('internal error')) },
  { name: '502', meaning: 'gateway error', ...status(502, page, { 'content-type': 'text/html' }) },
  { name: '503 sealed', meaning: 'transient', ...status(503, errors('Vault is sealed')) },
  { name: '503 standby', meaning: 'busy', ...status(503, errors('local node not active but active cluster node not found')) },
  { name: '503 plain', meaning: 'busy', ...status(503, page, { 'content-type': 'text/html' }) },
  { name: '504', meaning: 'gateway error', ...status(504, page, { 'content-type': 'text/html' }) },
  { name: 'not JSON', meaning: 'unparsable', fault: () => ({ kind: 'not-json' }) },
  { name: 'cut JSON', meaning: 'unparsable', acts: true, fault: () => ({ kind: 'cut-json', by: 'length' }) },
  { name: 'cut connection', meaning: 'lost', acts: true, fault: () => ({ kind: 'cut-json', by: 'connection' }) },
  { name: 'body of 64 MiB', meaning: 'unparsable', fault: () => ({ kind: 'huge' }) },
  {
    name: 'redirect to a standby',
    meaning: 'redirected',
    fault: ({ standby }) => ({ kind: 'redirect', location: standby, keepsPath: true }),
  },
  {
    name: 'redirect to another host',
    meaning: 'final',
    fault: ({ otherHost }) => ({ kind: 'redirect', location: otherHost, keepsPath: true }),
  },
  { name: 'redirect in a loop', meaning: 'loop', fault: ({ here }) => ({ kind: 'redirect', location: here, keepsPath: true }) },
]
