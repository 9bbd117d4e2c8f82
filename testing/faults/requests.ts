/** A kind of request that a job sends. */
export type RequestName =
  | 'OIDC'
  | 'login'
  | 'KV read'
  | 'database read'
  | 'AWS read'
  | 'database read, batch token'
  | 'write'
  | 'capabilities'
  | 'lease revocation'
  | 'token revocation'
  | 'token renewal'
  | 'lease renewal, required'
  | 'lease revocation, required'
  | 'token revocation, required'
  | 'token renewal, command'
  | 'lease renewal, command'

/** A request, and a job that sends it. */
export interface Target {
  readonly name: RequestName
  /** The server that receives it. */
  readonly at: 'issuer' | 'vault'
  /** The start of its path. */
  readonly path: string
  /** The request that comes before it: `nothing` for a job's first request, `main` for requests of post. */
  readonly follows: RequestName | 'nothing' | 'main'
  readonly role: string
  readonly secrets: string
  readonly with?: Readonly<Record<string, string>>
  /** How long an outage lasts that does not stay, in milliseconds, if it has to begin long before the request. */
  readonly outageMs?: number
}

const database = 'database/creds/app username'
const usual = { at: 'vault', role: 'deploy', secrets: `secret/data/ci/app password; ${database}` } as const

const leaseRevocation = { ...usual, path: '/v1/sys/leases/revoke', follows: 'main' } as const
const tokenRevocation = { ...usual, path: '/v1/auth/token/revoke-self' } as const
const required = { with: { revoke: 'required' } } as const
/** The command needs credentials whose TTL is 15 s, so that they are renewed after 9 to 10 s. */
const command = { ...usual, outageMs: 10_500 } as const
const run = 'sleep 20'

/** All requests of a job, in order. */
export const targets: readonly Target[] = [
  { ...usual, name: 'OIDC', at: 'issuer', path: '/token', follows: 'nothing' },
  { ...usual, name: 'login', path: '/v1/auth/jwt/login', follows: 'OIDC' },
  { ...usual, name: 'KV read', path: '/v1/secret/data/ci/app', follows: 'login' },
  { ...usual, name: 'database read', path: '/v1/database/creds/app', follows: 'login' },
  { ...usual, name: 'AWS read', path: '/v1/aws/creds/deploy', follows: 'login', secrets: `${database}; aws/creds/deploy access_key` },
  { ...usual, name: 'database read, batch token', path: '/v1/database/creds/app', follows: 'login', role: 'deploy-batch' },
  {
    ...usual,
    name: 'write',
    path: '/v1/transit/encrypt/orders',
    follows: 'login',
    role: 'deploy-write',
    secrets: `${database}; transit/encrypt/orders {"plaintext": "aGk="} ciphertext`,
  },
  { ...usual, name: 'capabilities', path: '/v1/sys/capabilities-self', follows: 'database read', secrets: database },
  // with maxTtl below the token's TTL, the token is renewed to maxTtl
  { ...usual, name: 'token renewal', path: '/v1/auth/token/renew-self', follows: 'login', with: { maxTtl: '5m' } },
  { ...leaseRevocation, name: 'lease revocation' },
  { ...tokenRevocation, name: 'token revocation', follows: 'lease revocation' },
  // without permission to revoke, a lease is renewed so that it expires at once
  { ...usual, ...required, name: 'lease renewal, required', path: '/v1/sys/leases/renew', follows: 'main', role: 'deploy-plain' },
  { ...leaseRevocation, ...required, name: 'lease revocation, required' },
  { ...tokenRevocation, ...required, name: 'token revocation, required', follows: 'lease revocation' },
  {
    ...command,
    name: 'token renewal, command',
    path: '/v1/auth/token/renew-self',
    follows: 'KV read',
    role: 'ttl-15s',
    secrets: 'secret/data/ci/app password',
    with: { run, exportToken: 'true' },
  },
  {
    ...command,
    name: 'lease renewal, command',
    path: '/v1/sys/leases/renew',
    follows: 'capabilities',
    secrets: 'database/creds/ttl-15s username',
    with: { run },
  },
]
