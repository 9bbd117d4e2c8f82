import { faults, type FaultRow } from '../faults.ts'

/** A kind of request that a job of github-token sends, beside OIDC and the login, which are those of the main action. */
export type TokenRequestName = 'signature' | 'installation' | 'token creation' | 'token revocation'

/** A request of github-token. */
export interface TokenTarget {
  readonly name: TokenRequestName
  /** The server that receives it. */
  readonly at: 'vault' | 'github'
  /** The start of its path. */
  readonly path: string
  /** The faults that it can have. */
  readonly faults: readonly FaultRow[]
}

const named = (...names: string[]): readonly FaultRow[] => faults.filter(({ name }) => names.includes(name))

const answer = (status: number, message: string, headers: Record<string, string> = {}) => ({
  fault: () => ({ kind: 'status', status, body: { message }, headers }) as const,
})
const limited = 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.'

/** Faults of GitHub: those of any server, and its own words. */
const atGithub: readonly FaultRow[] = [
  ...named('refused', 'reset before the server acted', 'reset after it acted', 'hang', 'slow drip', '502', '503 plain', '504'),
  ...named('not JSON', 'cut JSON', 'cut connection', 'body of 64 MiB', 'redirect to another host', 'redirect in a loop'),
  { name: '403', meaning: 'final', ...answer(403, 'Resource not accessible by integration') },
  { name: '404', meaning: 'final', ...answer(404, 'Not Found') },
  { name: '422', meaning: 'final', ...answer(422, 'Validation Failed') },
  { name: '403, secondary rate limit', meaning: 'transient', retryAfter: 1, ...answer(403, limited, { 'retry-after': '1' }) },
  { name: '429', meaning: 'transient', retryAfter: 1, ...answer(429, limited, { 'retry-after': '1' }) },
  { name: '500', meaning: 'server error', ...answer(500, 'Server Error') },
]

/** The response is 204 without a body. */
const withoutBody = atGithub.filter(({ name }) => !['slow drip', 'cut JSON', 'cut connection'].includes(name))

/** The requests, in order. */
export const tokenTargets: readonly TokenTarget[] = [
  { name: 'signature', at: 'vault', path: '/v1/transit/sign/', faults: faults.filter(({ only }) => only === undefined) },
  { name: 'installation', at: 'github', path: '/repos/octo-org/infra/installation', faults: atGithub },
  { name: 'token creation', at: 'github', path: '/app/installations/', faults: atGithub },
  { name: 'token revocation', at: 'github', path: '/installation/token', faults: withoutBody },
]
