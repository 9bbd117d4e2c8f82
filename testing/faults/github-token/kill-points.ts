import type { Point } from '../../proxy/fault-proxy.ts'

/** A request that main of github-token sends. */
interface TokenKillTarget {
  readonly name: string
  readonly at: 'issuer' | 'vault' | 'github'
  readonly path: string
  /** The request is part of main's own revocation. */
  readonly isRevoking?: true
}

/** One row: a signal while a request is held at a point. */
export interface TokenKillRow {
  readonly target: TokenKillTarget
  readonly point: Point
  readonly signal: 'SIGINT' | 'SIGTERM' | 'SIGKILL'
  /** What the client cannot revoke, because main was killed while the response was in flight. */
  readonly unrevoked: 'nothing' | 'Vault token' | 'installation token'
}

const targets: readonly TokenKillTarget[] = [
  { name: 'OIDC', at: 'issuer', path: '/token' },
  { name: 'login', at: 'vault', path: '/v1/auth/jwt/login' },
  { name: 'signature', at: 'vault', path: '/v1/transit/sign/' },
  { name: 'installation', at: 'github', path: '/repos/' },
  { name: 'token creation', at: 'github', path: '/app/installations/' },
  { name: 'Vault token revocation', at: 'vault', path: '/v1/auth/token/revoke-self', isRevoking: true },
]

function unrevoked({ name }: TokenKillTarget, point: Point, signal: TokenKillRow['signal']): TokenKillRow['unrevoked'] {
  if (signal !== 'SIGKILL' || point !== 'after') return 'nothing'
  return name === 'login' ? 'Vault token' : name === 'token creation' ? 'installation token' : 'nothing'
}

/** Every request × point × signal. */
export const tokenKillPoints: readonly TokenKillRow[] = targets.flatMap((target) =>
  (['before', 'after', 'replied'] as const).flatMap((point) =>
    (['SIGINT', 'SIGTERM', 'SIGKILL'] as const).map((signal) => ({ target, point, signal, unrevoked: unrevoked(target, point, signal) })),
  ),
)
