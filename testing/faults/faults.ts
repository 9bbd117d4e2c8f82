import type { Fault } from '../proxy/fault.ts'
import type { RequestName } from './requests.ts'

/**
 * What a fault tells a client, in the terms of the design's table of retries:
 * - `unsent`: the server cannot have seen the request;
 * - `lost`: nobody knows whether it acted;
 * - `garbled`: a whole reply that is not Vault's;
 * - `busy`: it did not act, and will soon;
 * - `quota`: it did not act, and will when others ask less;
 * - `passing`: it did not act, and may later: nobody knows when;
 * - `breakdown`: it failed, and says so;
 * - `gave up`: something before it did, and does not say whether it acted;
 * - `final`: it would say the same again;
 * - `elsewhere`: it is another node's to answer;
 * - `loop`: a redirect to where it comes from.
 */
export type Meaning =
  'unsent' | 'lost' | 'garbled' | 'busy' | 'quota' | 'passing' | 'breakdown' | 'gave up' | 'final' | 'elsewhere' | 'loop'

/** Addresses that a redirect may name: the request's own, a standby's, and that of a host which nobody trusts. */
export interface Addresses {
  readonly here: string
  readonly standby: string
  readonly stranger: string
}

/** Something that goes wrong with a request. */
export interface FaultRow {
  readonly name: string
  readonly meaning: Meaning
  /** What the proxy does; nothing where it listens no more. */
  readonly fault?: (to: Addresses) => Fault
  /** The server acts before it. */
  readonly acts?: true
  /** It lasts until the client's time limit. */
  readonly untilLimit?: true
  /** Seconds that the server asks to wait. */
  readonly retryAfter?: number
  /** The one request that can meet it. */
  readonly only?: RequestName
}

const status = (code: number, body: unknown, headers: Record<string, string> = {}) => {
  const fault = { kind: 'status', status: code, body, headers } as const
  return { fault: () => fault }
}
const errors = (...words: string[]) => ({ errors: words })
const page = '<html><head><title>Bad gateway</title></head></html>'

/** Every fault. The words of refusals are Vault's and OpenBao's own. */
export const faults: readonly FaultRow[] = [
  { name: 'refused', meaning: 'unsent' },
  { name: 'reset before the server acted', meaning: 'lost', fault: () => ({ kind: 'reset-before' }) },
  { name: 'reset after it acted', meaning: 'lost', acts: true, fault: () => ({ kind: 'reset-after' }) },
  { name: 'hang', meaning: 'lost', untilLimit: true, fault: () => ({ kind: 'hang' }) },
  { name: 'slow drip', meaning: 'lost', acts: true, untilLimit: true, fault: () => ({ kind: 'drip', everyMs: 500 }) },
  { name: '400', meaning: 'final', ...status(400, errors('invalid request')) },
  {
    name: '400, no keys of the issuer',
    meaning: 'passing',
    only: 'login',
    ...status(400, errors('error validating token: error verifying token signature: fetching keys oidc: get keys failed: 503')),
  },
  { name: '403', meaning: 'final', ...status(403, errors('1 error occurred:\n\t* permission denied\n\n')) },
  {
    name: '403, job pending',
    meaning: 'passing',
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
  { name: '500', meaning: 'breakdown', ...status(500, errors('internal error')) },
  { name: '502', meaning: 'gave up', ...status(502, page, { 'content-type': 'text/html' }) },
  { name: '503 sealed', meaning: 'passing', ...status(503, errors('Vault is sealed')) },
  { name: '503 standby', meaning: 'busy', ...status(503, errors('local node not active but active cluster node not found')) },
  { name: '503 plain', meaning: 'busy', ...status(503, page, { 'content-type': 'text/html' }) },
  { name: '504', meaning: 'gave up', ...status(504, page, { 'content-type': 'text/html' }) },
  { name: 'not JSON', meaning: 'garbled', fault: () => ({ kind: 'not-json' }) },
  { name: 'cut JSON', meaning: 'garbled', acts: true, fault: () => ({ kind: 'cut-json', by: 'length' }) },
  { name: 'cut connection', meaning: 'lost', acts: true, fault: () => ({ kind: 'cut-json', by: 'connection' }) },
  { name: 'body of 64 MiB', meaning: 'garbled', fault: () => ({ kind: 'huge' }) },
  {
    name: 'redirect to a standby',
    meaning: 'elsewhere',
    fault: ({ standby }) => ({ kind: 'redirect', location: standby, keepsPath: true }),
  },
  {
    name: 'redirect to another host',
    meaning: 'final',
    fault: ({ stranger }) => ({ kind: 'redirect', location: stranger, keepsPath: true }),
  },
  { name: 'redirect in a loop', meaning: 'loop', fault: ({ here }) => ({ kind: 'redirect', location: here, keepsPath: true }) },
]
