import { asFailure, type Failure } from './failure.ts'
import type { Owed } from './session.ts'
import { createLimit } from './stop.ts'
import { createVault, type Vault } from './vault/client.ts'
import { askGrants, isGranted, revokeLease, type Grants, type Lease } from './vault/leases.ts'
import type { Transport } from './vault/transport.ts'

/** Milliseconds for giving back. The token has time of its own, so that a dead database cannot starve it. */
export interface GiveBackLimits {
  readonly leasesMs: number
  readonly tokenMs: number
}

/** What became of the token: a batch token cannot be revoked, one that is gone was revoked or ran out before. */
export type TokenEnd = 'revoked' | 'gone' | 'batch' | 'left'

/** What became of everything that was owed; every lease is in one list. */
export interface Settlement {
  /** Vault confirmed the end of each. */
  readonly confirmed: readonly Lease[]
  /** No grant to revoke them: they end with the token, in the background, and nobody can ask any more. */
  readonly withToken: readonly Lease[]
  /** Their revocation failed, but the token is revoked: Vault goes on trying in the background. */
  readonly pending: readonly FailedLease[]
  /** Alive until they run out. */
  readonly left: readonly FailedLease[]
  /** AWS STS credentials, which nothing ends before their time. */
  readonly sts: readonly Lease[]
  readonly token: TokenEnd
  readonly tokenFailure: Failure | undefined
  /** When the token runs out by itself, in milliseconds since 1970. */
  readonly tokenExpires: number
}

/** A lease that was not ended; without a failure where no grant allows it. */
export interface FailedLease {
  readonly lease: Lease
  readonly failure: Failure | undefined
}

/** Gives back everything that is owed: all leases at once, then the token. Never throws; what failed is in the settlement. */
export async function giveBack(owed: Owed, transport: Transport, limits: GiveBackLimits): Promise<Settlement> {
  const sts = owed.leases.filter((lease) => lease.sts)
  const failed: FailedLease[] = []
  const confirmed: Lease[] = []
  let unasked: Failure | undefined
  await within(limits.leasesMs, owed, transport, async (vault) => {
    const leases = owed.leases.filter((lease) => !lease.sts)
    if (leases.length === 0) return
    const { grants, failure } = await grantsFor(owed, vault, leases)
    unasked = failure
    await Promise.all(
      leases.map(async (lease) => {
        if (!isGranted(grants, lease)) return failed.push({ lease, failure: undefined })
        try {
          await revokeLease(vault, owed.token.value, lease, grants)
          return confirmed.push(lease)
        } catch (error) {
          return failed.push({ lease, failure: asFailure(error) })
        }
      }),
    )
  })
  const { end, failure } = await within(limits.tokenMs, owed, transport, (vault) => revokeToken(owed, vault))
  const dies = end === 'revoked' || end === 'gone'
  // with a token that was gone before, its leases are gone or going; a refusal for that reason is no news
  const wentWithToken = (one: FailedLease) => !one.failure || (end === 'gone' && isDead(one.failure))
  return {
    confirmed,
    withToken: dies ? failed.filter(wentWithToken).map((one) => one.lease) : [],
    pending: dies ? failed.filter((one) => !wentWithToken(one)) : [],
    left: dies ? [] : failed.map(({ lease, failure: own }) => ({ lease, failure: own ?? unasked })),
    sts,
    token: end,
    tokenFailure: failure,
    tokenExpires: owed.token.expires,
  }
}

/** Nothing is left that a further attempt could end. */
export const isSettled = (settlement: Settlement): boolean => settlement.token !== 'left' && settlement.left.length === 0

/** Where the question fails, nothing is granted as far as is known, and that failure is why a lease may be left. */
async function grantsFor(owed: Owed, vault: Vault, leases: readonly Lease[]): Promise<{ grants: Grants; failure?: Failure }> {
  if (owed.grants) return { grants: owed.grants }
  try {
    return {
      grants: await askGrants(
        vault,
        owed.token.value,
        leases.map((lease) => lease.path),
      ),
    }
  } catch (error) {
    return { grants: { paths: [], body: false }, failure: asFailure(error) }
  }
}

async function revokeToken({ token }: Owed, vault: Vault): Promise<{ end: TokenEnd; failure?: Failure }> {
  if (token.kind === 'batch') return { end: 'batch' }
  try {
    await vault.call({ method: 'POST', path: 'auth/token/revoke-self', token: token.value, body: {} })
    return { end: 'revoked' }
  } catch (error) {
    const failure = asFailure(error)
    return isDead(failure) || Date.now() > token.expires ? { end: 'gone' } : { end: 'left', failure }
  }
}

/**
 * Whether a 403 says that the token is no more, rather than that no policy allows revoking it. Vault adds "invalid token"
 * then; OpenBao leaves out the count of errors that a policy's denial has.
 */
const isDead = ({ status, words }: Failure): boolean =>
  status === 403 && (words.includes('invalid token') || /^permission denied$/.test(words))

async function within<T>(milliseconds: number, owed: Owed, transport: Transport, task: (vault: Vault) => Promise<T>): Promise<T> {
  const limit = createLimit(milliseconds)
  try {
    return await task(createVault(owed.connection, transport, limit))
  } finally {
    limit.clear()
  }
}
