import type { FailedLease, Revocation } from '../revoke/revoke.ts'
import type { Dependent } from '../state/history.ts'
import { leaseExpiry, type Revocable } from '../state/revocable.ts'
import type { Lease } from '../vault/leases.ts'
import type { End } from './receipt.ts'
import { isoTime } from './times.ts'

/** Returns how each lease ended. A confirmation that main got before the post step counts, if it agrees with what the post step found. */
export function leaseEnds(revocable: Revocable, revocation: Revocation | undefined): (lease: Lease) => End {
  if (!revocation) return (lease) => notEnded('revoke: false', leaseExpiry(lease, revocable))
  const failed = ({ lease, failure, expires }: FailedLease) => [lease, notEnded(failure ? 'failed' : 'denied', expires)] as const
  const ends = new Map<Lease, End>([
    ...revocation.confirmed.map(({ lease, way, at }) => [lease, confirmed(way, at)] as const),
    ...revocation.withToken.map((lease) => [lease, withToken(revocation)] as const),
    ...revocation.pending.map(({ lease, expires }) => [lease, { how: 'in background', ...unended, validUntil: isoTime(expires) }] as const),
    ...revocation.expired.map((lease) => [lease, { how: 'expired', ...unended, at: isoTime(leaseExpiry(lease, revocable)) }] as const),
    ...revocation.sts.map((lease) => [lease, notEnded('sts', lease.expires)] as const),
    ...revocation.left.map(failed),
  ])
  return (lease) => {
    const end = ends.get(lease) ?? notEnded('failed', leaseExpiry(lease, revocable))
    return mayBeEarlier.includes(end.how) ? (earlierEnd(lease, revocable) ?? end) : end
  }
}

/**
 * Ends that agree with an earlier confirmation. A later step can set `STATE_ended_1` too: what Vault still had in the post step was not
 * revoked before.
 */
const mayBeEarlier: readonly End['how'][] = ['by path', 'by body', 'by renewal', 'with token', 'expired']

function earlierEnd(lease: Lease, { history }: Revocable): End | undefined {
  const earlier = history.ended.find(({ id, namespace }) => id === lease.id && namespace === lease.namespace)
  const way = (['by path', 'by body', 'by renewal'] as const).find((known) => known === earlier?.how)
  return earlier && way && confirmed(way, earlier.at)
}

/** Returns how the token ended. */
export function tokenEnd({ token, history }: Revocable, revocation: Revocation | undefined): End {
  if (!revocation) return notEnded('revoke: false', token.expires)
  if (revocation.token === 'revoked') return confirmed('revoke-self', revocation.tokenAnswered)
  const earlier = history.ended.find(({ id }) => id === '')
  if (revocation.token === 'gone') return earlier ? confirmed('revoke-self', earlier.at) : confirmed('gone', revocation.tokenAnswered)
  return notEnded(revocation.token === 'batch' ? 'batch token' : 'failed', token.expires)
}

/** Returns how a token ended that an entry of the mapping created. */
export function dependentEnd({ orphan, expires }: Dependent, { token }: Revocable, revocation: Revocation | undefined): End {
  if (!revocation) return notEnded('revoke: false', expires)
  if (orphan) return notEnded('orphan', expires)
  if (token.kind === 'supplied') return notEnded('supplied token', expires)
  return revocation.token === 'revoked' || revocation.token === 'gone' ? withToken(revocation) : notEnded('failed', expires)
}

/** Returns the end of a token that another login replaced, because Vault did not accept it any more. */
export const replacedAt = (at: number): End => confirmed('gone', at)

const unended = { confirmed: false, at: null, validUntil: null, reason: null } as const

const confirmed = (how: End['how'], at: number | undefined): End => ({ how, ...unended, confirmed: true, at: isoTime(at) })

const withToken = ({ tokenAnswered }: Revocation): End => ({ how: 'with token', ...unended, at: isoTime(tokenAnswered) })

const notEnded = (reason: End['reason'], expires: number): End => ({ how: 'none', ...unended, validUntil: isoTime(expires), reason })
