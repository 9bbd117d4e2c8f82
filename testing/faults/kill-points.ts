import type { Point } from '../proxy/fault-proxy.ts'

/** A request that main sends, and a job that sends it. */
interface KillTarget {
  readonly name: string
  readonly at: 'issuer' | 'vault'
  readonly path: string
  readonly secrets: string
  /** Secrets of the job with a batch token: only one path, because such a token loses every lease whose response is in flight. */
  readonly batchSecrets?: string
  readonly with?: Readonly<Record<string, string>>
  /** The role of the job with a service token, if it is not `deploy`. */
  readonly role?: string
  /** The request is part of main's own revocation, after a failure or once nothing depends on the token. */
  readonly isRevoking?: true
}

/** What the client cannot revoke, because main was killed while the response was in flight. It expires with the token's TTL. */
export type Unrevoked = 'nothing' | 'token' | 'database lease' | 'AWS lease'

/** One row: a signal while a request is held at a point. */
export interface KillRow {
  readonly target: KillTarget
  readonly point: Point
  readonly signal: 'SIGINT' | 'SIGTERM' | 'SIGKILL'
  readonly token: 'service' | 'batch'
  /** What is left after the row; see Unrevoked. */
  readonly unrevoked: Unrevoked
}

const app = 'secret/data/ci/app password'
const database = 'database/creds/app username'
const aws = 'aws/creds/deploy access_key'
const all = { at: 'vault', secrets: `${app}; ${database}; ${aws}` } as const
/** The key does not exist, so main fails and revokes its leases and token. */
const failing = { at: 'vault', secrets: `${database}; secret/data/ci/app nokey`, batchSecrets: 'database/creds/app nokey' } as const

/** All requests of main. */
const targets: readonly KillTarget[] = [
  { ...all, name: 'OIDC', at: 'issuer', path: '/token', batchSecrets: database },
  { ...all, name: 'login', path: '/v1/auth/jwt/login', batchSecrets: database },
  { ...all, name: 'KV read', path: '/v1/secret/data/ci/app', batchSecrets: app },
  { ...all, name: 'database read', path: '/v1/database/creds/app', batchSecrets: database },
  { ...all, name: 'AWS read', path: '/v1/aws/creds/deploy', batchSecrets: aws },
  { ...all, name: 'capabilities', path: '/v1/sys/capabilities-self', batchSecrets: database },
  // no batchSecrets: Vault refuses to renew or revoke a batch token
  { ...all, name: 'token renewal', path: '/v1/auth/token/renew-self', with: { maxTtl: '5m' } },
  // while a command runs: after 9 to 10 s of a TTL of 15 s
  {
    at: 'vault',
    name: 'token renewal, command',
    path: '/v1/auth/token/renew-self',
    role: 'ttl-15s',
    secrets: `${app}; ${database}`,
    with: { run: 'sleep 20' },
  },
  {
    at: 'vault',
    name: 'lease renewal, command',
    path: '/v1/sys/leases/renew',
    secrets: `${app}; database/creds/ttl-15s username`,
    with: { run: 'sleep 20' },
  },
  { ...failing, name: 'lease revocation', path: '/v1/sys/leases/revoke', isRevoking: true },
  { at: 'vault', name: 'token revocation', path: '/v1/auth/token/revoke-self', secrets: failing.secrets, isRevoking: true },
  { at: 'vault', name: 'token revocation, static secrets', path: '/v1/auth/token/revoke-self', secrets: app, isRevoking: true },
]

/** Returns what is lost if main is killed with SIGKILL while the response is in flight. */
function unrevoked({ name }: KillTarget, point: Point, signal: KillRow['signal'], token: KillRow['token']): Unrevoked {
  if (signal !== 'SIGKILL' || point !== 'after') return 'nothing'
  // a batch token without leases needs no revocation
  if (name === 'login') return token === 'service' ? 'token' : 'nothing'
  if (token === 'service') return 'nothing'
  return name === 'database read' ? 'database lease' : name === 'AWS read' ? 'AWS lease' : 'nothing'
}

/** Every request × point × signal, with a service token and, if such a job sends the request, with a batch token. */
export const killPoints: readonly KillRow[] = (['service', 'batch'] as const).flatMap((token) =>
  targets
    .filter(({ batchSecrets }) => token === 'service' || batchSecrets !== undefined)
    .flatMap((target) =>
      (['before', 'after', 'replied'] as const).flatMap((point) =>
        (['SIGINT', 'SIGTERM', 'SIGKILL'] as const).map((signal) => ({
          target,
          point,
          signal,
          token,
          unrevoked: unrevoked(target, point, signal, token),
        })),
      ),
    ),
)
