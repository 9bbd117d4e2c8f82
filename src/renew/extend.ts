import { after, now } from '../core/clock.ts'
import { asFailure } from '../core/failure.ts'
import { isObject, own } from '../core/json.ts'
import { isRevokedWithToken, type Revocable } from '../state/revocable.ts'
import type { Session } from '../state/session.ts'
import type { TokenVault } from '../vault/client.ts'
import type { Lease } from '../vault/leases.ts'
import { idempotent, noRetry } from '../vault/retry.ts'
import { leaseCredential, tokenCredential, type Credential } from './credential.ts'
import { capOf, knownObstacle, refusedObstacle, type Obstacle } from './obstacles.ts'

/** The setting of the auth role that limits the TTL of a token; its mount and the system can limit it further. */
export type TokenLimit = 'token_period' | 'token_explicit_max_ttl' | 'token_max_ttl'

/** A token or a lease that ends before `minTtl`. */
export interface TooShort {
  /** Undefined for the token. */
  readonly lease: Lease | undefined
  /** In milliseconds since 1970. */
  readonly expires: number
  readonly obstacle: Obstacle
  /** The limit of a token whose TTL Vault capped; undefined if unknown. */
  readonly tokenLimit: TokenLimit | undefined
}

/** The result of extending. */
export interface Extension {
  /** Leases that live at least `minTtl` now; undefined stands for the token. */
  readonly extended: readonly (Lease | undefined)[]
  readonly tooShort: readonly TooShort[]
}

/** Milliseconds by which an end may come before `minTtl`, because of clocks and rounding. */
const slackMs = 5_000

/**
 * Renews the leases, and the action's own token, that would end in less than `minTtl` seconds. Throws ERR_STATE after all of them, if a
 * new expiry cannot be saved.
 * @param needsToken whether anything depends on the token after the step
 */
export async function extend(session: Session, vault: TokenVault, minTtl: number, needsToken: boolean): Promise<Extension> {
  const revocable = session.revocable()
  if (!revocable) return { extended: [], tooShort: [] }
  const end = after(now(), minTtl) - slackMs
  const all = [
    ...(needsToken && revocable.token.kind !== 'supplied' ? [tokenCredential(session, revocable)] : []),
    ...revocable.leases.map((lease) => leaseCredential(session, lease)),
  ]
  const short = all.filter((credential) => credential.expires() < end)
  const settled = await Promise.allSettled(short.map((credential) => extendOne(credential, revocable, vault, minTtl)))
  const tooShort = settled.flatMap((one) => {
    if (one.status === 'rejected') throw one.reason
    return one.value ?? []
  })
  const named = new Set(tooShort.map(({ lease }) => lease))
  const endingWithToken = all.flatMap(({ lease }) => (lease && !named.has(lease) ? endOfToken(lease, session, end) : []))
  const isTooShort = new Set([...named, ...endingWithToken.map(({ lease }) => lease)])
  return {
    extended: short.map(({ lease }) => lease).filter((lease) => !isTooShort.has(lease)),
    tooShort: [...tooShort, ...endingWithToken],
  }
}

/** Returns a lease that ends before `end`, because Vault revokes it with the token. AWS STS credentials are not affected. */
function endOfToken(lease: Lease, session: Session, end: number): readonly TooShort[] {
  const revocable = session.revocable()
  if (!revocable || lease.sts || !isRevokedWithToken(lease, revocable) || revocable.token.expires >= end) return []
  return [{ lease, expires: revocable.token.expires, obstacle: { kind: 'token' }, tokenLimit: undefined }]
}

/** Returns undefined if the credential itself lives at least `minTtl` seconds now. */
async function extendOne(credential: Credential, revocable: Revocable, vault: TokenVault, minTtl: number): Promise<TooShort | undefined> {
  const { lease } = credential
  const obstacle = knownObstacle(lease, revocable) ?? (await renewFor(credential, revocable, vault, minTtl))
  if (!obstacle) return undefined
  const tokenLimit = lease === undefined && obstacle.kind === 'capped' ? await tokenLimitOf(vault) : undefined
  return { lease, expires: credential.expires(), obstacle, tokenLimit }
}

async function renewFor(credential: Credential, revocable: Revocable, vault: TokenVault, minTtl: number): Promise<Obstacle | undefined> {
  const { lease } = credential
  try {
    const { seconds, warnings } = await credential.renew(vault, minTtl, { repeatable: idempotent })
    const expires = after(now(), seconds)
    credential.setExpiry(expires)
    return seconds * 1_000 < minTtl * 1_000 - slackMs ? capOf(lease, expires, warnings, revocable) : undefined
  } catch (error) {
    const failure = asFailure(error)
    if (failure.code === 'ERR_STATE') throw failure
    return refusedObstacle(failure, lease, revocable) ?? { kind: 'failed', failure }
  }
}

/** Asks Vault for the settings of the token (API page "auth/token"). Returns undefined if the query fails: it only improves a notice. */
async function tokenLimitOf(vault: TokenVault): Promise<TokenLimit | undefined> {
  const call = { method: 'GET', path: 'auth/token/lookup-self', namespace: vault.tokenNamespace } as const
  const response = await vault.call({ ...call, repeatable: noRetry, replyMs: 2_000 }).catch(() => undefined)
  const data = response && own(response.reply, 'data')
  if (!isObject(data)) return undefined
  const isSet = (key: string) => Number(own(data, key) ?? 0) > 0
  return isSet('period') ? 'token_period' : isSet('explicit_max_ttl') ? 'token_explicit_max_ttl' : 'token_max_ttl'
}
