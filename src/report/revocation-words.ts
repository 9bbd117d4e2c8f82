import type { Failure } from '../core/failure.ts'
import type { Revocation } from '../revoke/revoke.ts'
import { leaseExpiry, type Revocable } from '../state/session.ts'
import type { Shortening, TooLong } from '../revoke/shorten.ts'
import { revokePolicy } from '../vault/grants.ts'
import { formatTime, plural } from '../core/wording.ts'

/** What was given back, as one line; '' for nothing. */
export function doneWords({ confirmed, withToken, token, tokenExpires, tokenNamespace, unasked }: Revocation): string {
  const ends = { revoked: 'token revoked', gone: 'token gone already', batch: `the batch token runs out by ${formatTime(tokenExpires)}` }
  const parts = [
    confirmed.length > 0 ? `${plural(confirmed.length, 'lease')} revoked` : '',
    token === 'supplied' || token === 'left' ? '' : ends[token],
    withToken.length > 0 ? `${plural(withToken.length, 'lease')} ${withToken.length === 1 ? 'ends' : 'end'} with it, unconfirmed` : '',
  ].filter(Boolean)
  const [example] = withToken
  const grant = example && token === 'revoked' && !unasked ? `. To have it confirmed, allow: ${revokePolicy(tokenNamespace, example)}` : ''
  const why = example && unasked ? `; whether more may be revoked could not be asked: ${unasked.message}` : ''
  return parts.join(', ') + grant + why
}

/** What is left, why, and when Vault drops it by itself; a line each. */
export function leftoverWords({ pending, left, token, tokenFailure, tokenExpires, tokenNamespace }: Revocation): readonly string[] {
  return [
    ...pending.map(
      ({ lease, failure }) => `${lease.path} (${lease.id}) is not confirmed: ${failure?.message ?? ''}. Vault goes on trying.`,
    ),
    ...left.map(({ lease, failure, expires }) => {
      const why = failure ? failure.message : `no policy allows it, add ${revokePolicy(tokenNamespace, lease)}`
      return `${lease.path} (${lease.id}) ${isAlive(failure)}: ${why}. Vault ends it by ${formatTime(expires)}.`
    }),
    token === 'left'
      ? `The token ${isAlive(tokenFailure)}: ${tokenFailure?.message ?? ''}. It runs out by ${formatTime(tokenExpires)}.`
      : '',
  ].filter(Boolean)
}

/** Without a reply nobody knows whether Vault has ended it. */
function isAlive(failure: Failure | undefined): string {
  const isLost = failure?.sent && failure.status === undefined && ['ERR_CONNECT', 'ERR_TIMEOUT', 'ERR_REPLY'].includes(failure.code)
  return isLost ? 'may still be alive' : 'is still alive'
}

/** What nobody confirmed although nothing has failed: for who requires that everything is confirmed. */
export function unconfirmedWords({ withToken, sts, token, tokenExpires, tokenNamespace }: Revocation): readonly string[] {
  return [
    ...withToken.map(({ path, id }, index) => {
      const grant = index === 0 && withToken[0] ? ` To have it confirmed, allow: ${revokePolicy(tokenNamespace, withToken[0])}` : ''
      return `${path} (${id}) ends with the token, in the background.${grant}`
    }),
    ...sts.map(({ path, expires }) => `${path}: AWS STS credentials live until ${formatTime(expires)}.`),
    token === 'batch' ? `The batch token lives until ${formatTime(tokenExpires)}.` : '',
  ].filter(Boolean)
}

/** What lives on after a job with `revoke: false`. */
export function aliveWords(revocable: Revocable): string {
  const { token, leases } = revocable
  const ends = leases.map((lease) => leaseExpiry(lease, revocable))
  const parts = [
    token.kind === 'supplied' ? '' : `the token until ${formatTime(token.expires)}`,
    leases.length > 0 ? `${plural(leases.length, 'lease')} until ${formatTime(Math.max(...ends))}` : '',
  ].filter(Boolean)
  return parts.length === 0 ? '' : `Not given back, as \`revoke: false\` says: ${parts.join(', ')} at the latest`
}

/** What was shortened to `maxTtl`, as one line; '' for nothing. */
export function shortenedWords(all: readonly Shortening[]): string {
  const names = all.flatMap(({ shortened }) => shortened)
  return names.length === 0 ? '' : `Shortened to maxTtl: ${names.join(', ')}`
}

/** What lives longer than `maxTtl`, until when, and why; a line each. */
export const tooLongWords = (all: readonly Shortening[]): readonly string[] => all.flatMap(({ tooLong }) => tooLong.map(tooLongLine))

function tooLongLine({ lease, expires, failure }: TooLong): string {
  const what = lease ? `${lease.path} (${lease.id})` : 'The token'
  return `${what} lives longer than maxTtl if this runner is lost, until ${formatTime(expires)}: ${failure?.message ?? 'Vault cannot shorten it'}.`
}
