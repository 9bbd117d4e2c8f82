import { asFailure, Failure } from './failure.ts'
import type { Owed } from './session.ts'
import { createLimit } from './stop.ts'
import { createVault, type Vault } from './vault/client.ts'
import { askGrants, isGranted, revokeLease, type Grants, type Lease } from './vault/leases.ts'
import { harmless } from './vault/retry.ts'
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
  /** Why nobody knows which leases the policies let us revoke, where that could not be asked. */
  readonly unasked: Failure | undefined
}

/** A lease that was not ended; without a failure where no grant allows it. */
export interface FailedLease {
  readonly lease: Lease
  readonly failure: Failure | undefined
}

/** Gives back everything that is owed: all leases at once, then the token. Never throws; what failed is in the settlement. */
export async function giveBack(owed: Owed, transport: Transport, limits: GiveBackLimits): Promise<Settlement> {
  if (owed.missing) return nothingGivenBack(owed, owed.missing)
  const leases = owed.leases.filter((lease) => !lease.sts)
  const { confirmed, failed, unasked } = await within(limits.leasesMs, owed, transport, (vault) => revokeLeases(owed, leases, vault))
  const { end, failure } = await within(limits.tokenMs, owed, transport, (vault) => revokeToken(owed, vault))
  const dies = end === 'revoked' || end === 'gone'
  // with a token that was gone before, its leases are gone or going; a refusal for that reason is no news
  const wentWithToken = (one: FailedLease) => !one.failure || (end === 'gone' && isDead(one.failure))
  return {
    confirmed,
    withToken: dies ? failed.filter(wentWithToken).map((one) => one.lease) : [],
    pending: dies ? failed.filter((one) => !wentWithToken(one)) : [],
    left: dies ? [] : failed.map((one) => ({ lease: one.lease, failure: one.failure ?? unasked })),
    sts: owed.leases.filter((lease) => lease.sts),
    token: end,
    tokenFailure: failure,
    tokenExpires: owed.token.expires,
    unasked,
  }
}

/** Without the secrets that post was to find in its inputs nothing can be asked of Vault. */
function nothingGivenBack(owed: Owed, missing: readonly string[]): Settlement {
  const failure = new Failure(
    'ERR_STATE',
    `the post step needs the value that main had of the input ${missing.join(' and ')}, and has another`,
  )
  return {
    confirmed: [],
    withToken: [],
    pending: [],
    left: owed.leases.filter((lease) => !lease.sts).map((lease) => ({ lease, failure })),
    sts: owed.leases.filter((lease) => lease.sts),
    token: 'left',
    tokenFailure: failure,
    tokenExpires: owed.token.expires,
    unasked: undefined,
  }
}

interface RevokedLeases extends Pick<Settlement, 'confirmed' | 'unasked'> {
  readonly failed: readonly FailedLease[]
}

async function revokeLeases(owed: Owed, leases: readonly Lease[], vault: Vault): Promise<RevokedLeases> {
  const failed: FailedLease[] = []
  const confirmed: Lease[] = []
  const { grants, failure: unasked } = await grantsFor(owed, vault, leases)
  const revoke = async (lease: Lease) => {
    try {
      await revokeLease(vault, owed.token.value, lease, grants)
      confirmed.push(lease)
    } catch (error) {
      failed.push({ lease, failure: asFailure(error) })
    }
  }
  const [granted, others] = [leases.filter((lease) => isGranted(grants, lease)), leases.filter((lease) => !isGranted(grants, lease))]
  await Promise.all(granted.map(revoke))
  return { confirmed, failed: [...failed, ...others.map((lease) => ({ lease, failure: undefined }))], unasked }
}

const noGrants: Grants = { paths: [], body: false }

/** Nothing is left that a further attempt could end. */
export const isSettled = (settlement: Settlement): boolean => settlement.token !== 'left' && settlement.left.length === 0

/** Where the question fails, nothing is granted as far as is known. */
async function grantsFor(owed: Owed, vault: Vault, leases: readonly Lease[]): Promise<{ grants: Grants; failure?: Failure }> {
  if (leases.length === 0) return { grants: noGrants }
  if (owed.grants) return { grants: owed.grants }
  // every request of such a token counts: what is left of it is kept for its own end, with which its leases end
  if (owed.token.uses > 0) return { grants: noGrants, failure: new Failure('ERR_REFUSED', 'the token is of limited use') }
  const paths = leases.map((lease) => lease.path)
  try {
    return { grants: await askGrants(vault, owed.token.value, paths, { repeatable: harmless }) }
  } catch (error) {
    return { grants: noGrants, failure: asFailure(error) }
  }
}

async function revokeToken({ token }: Owed, vault: Vault): Promise<{ end: TokenEnd; failure?: Failure }> {
  if (token.kind === 'batch') return { end: 'batch' }
  try {
    await vault.call({ method: 'POST', path: 'auth/token/revoke-self', token: token.value, body: {}, repeatable: harmless })
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
