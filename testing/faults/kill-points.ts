import type { Point } from '../proxy/fault-proxy.ts'

/** A request that main sends, and a job that sends it. */
interface KillTarget {
  readonly name: string
  readonly at: 'issuer' | 'vault'
  readonly path: string
  readonly secrets: string
  /** Where a batch token's job differs: it reads one path alone, since a lease whose reply is in flight is lost with such a token. */
  readonly batchSecrets?: string
  readonly with?: Readonly<Record<string, string>>
  /** Main's own end: it has failed, or needs the token no more, and gives back. */
  readonly isRevoking?: true
}

/** What only the server can end, since its reply was on the way when main was killed. Its time bounds it: that of the token. */
export type Unsaved = 'nothing' | 'token' | 'database lease' | 'AWS lease'

/** One row: a signal at a point of a request's way. */
export interface KillRow {
  readonly target: KillTarget
  readonly point: Point
  readonly signal: 'SIGINT' | 'SIGTERM' | 'SIGKILL'
  readonly token: 'service' | 'batch'
  /** Anything but `nothing` makes it a row that no client can save. */
  readonly unsaved: Unsaved
}

const app = 'secret/data/ci/app password'
const database = 'database/creds/app username'
const aws = 'aws/creds/deploy access_key'
const all = { at: 'vault', secrets: `${app}; ${database}; ${aws}` } as const
/** The key is not there: main gives back what it has read. */
const failing = { at: 'vault', secrets: `${database}; secret/data/ci/app nokey`, batchSecrets: 'database/creds/app nokey' } as const

/** Every request of main. */
const targets: readonly KillTarget[] = [
  { ...all, name: 'OIDC', at: 'issuer', path: '/token', batchSecrets: database },
  { ...all, name: 'login', path: '/v1/auth/jwt/login', batchSecrets: database },
  { ...all, name: 'KV read', path: '/v1/secret/data/ci/app', batchSecrets: app },
  { ...all, name: 'database read', path: '/v1/database/creds/app', batchSecrets: database },
  { ...all, name: 'AWS read', path: '/v1/aws/creds/deploy', batchSecrets: aws },
  { ...all, name: 'capabilities', path: '/v1/sys/capabilities-self', batchSecrets: database },
  // Vault refuses to renew a batch token, and to revoke one
  { ...all, name: 'token renewal', path: '/v1/auth/token/renew-self', with: { maxTtl: '5m' } },
  { ...failing, name: 'lease revocation', path: '/v1/sys/leases/revoke', isRevoking: true },
  { at: 'vault', name: 'token revocation', path: '/v1/auth/token/revoke-self', secrets: failing.secrets, isRevoking: true },
  { at: 'vault', name: 'token revocation, static secrets', path: '/v1/auth/token/revoke-self', secrets: app, isRevoking: true },
]

/** What is lost with main where it is killed outright while the reply is in flight. */
function unsaved({ name }: KillTarget, point: Point, signal: KillRow['signal'], token: KillRow['token']): Unsaved {
  if (signal !== 'SIGKILL' || point !== 'after') return 'nothing'
  // a batch token that nobody knows has nothing hanging on it
  if (name === 'login') return token === 'service' ? 'token' : 'nothing'
  if (token === 'service') return 'nothing'
  return name === 'database read' ? 'database lease' : name === 'AWS read' ? 'AWS lease' : 'nothing'
}

/** Every request × point × signal, with a service token and, where it has that request, with a batch token. */
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
          unsaved: unsaved(target, point, signal, token),
        })),
      ),
    ),
)
