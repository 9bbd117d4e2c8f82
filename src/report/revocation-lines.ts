import type { Failure } from '../core/failure.ts'
import { formatExpiry, plural } from '../core/wording.ts'
import type { Revocation } from '../revoke/revoke.ts'
import type { Shortening, TooLong } from '../revoke/shorten.ts'
import { leaseExpiry, type Revocable } from '../state/revocable.ts'
import { revokePolicy } from '../vault/grants.ts'
import type { Lease } from '../vault/leases.ts'

/** Returns one line that says what was revoked; '' for nothing. */
export function revokedLine(revocation: Revocation): string {
  const { confirmed, withToken, expired, token, tokenExpires, tokenNamespace, grantsFailure } = revocation
  const tokenWords = {
    revoked: 'token revoked',
    gone: 'token already revoked or expired',
    batch: `the batch token ${formatExpiry(tokenExpires)}`,
    supplied: '',
    left: '',
  }
  const parts = [
    confirmed.length > 0 ? `${plural(confirmed.length, 'lease')} revoked` : '',
    expired.length > 0 ? `${plural(expired.length, 'lease')} already expired` : '',
    tokenWords[token],
    withToken.length > 0 ? `${plural(withToken.length, 'lease')} revoked with it, not confirmed` : '',
  ].filter(Boolean)
  const [example] = withToken
  const advice = example && token === 'revoked' && !grantsFailure ? `. ${confirmAdvice(tokenNamespace, example)}` : ''
  const why = example && grantsFailure ? `; the permissions to revoke leases could not be checked: ${grantsFailure.message}` : ''
  return parts.join(', ') + advice + why
}

/** Returns one line for each token or lease that is not revoked: why, and when it expires. */
export function notRevokedLines({ pending, left, token, tokenFailure, tokenExpires, tokenNamespace }: Revocation): readonly string[] {
  return [
    ...pending.map(
      ({ lease, failure }) =>
        `Vault did not confirm the revocation of ${lease.path} (${lease.id}): ${reasonOf(failure)}. Vault retries it in the background.`,
    ),
    ...left.map(({ lease, failure, expires }) => {
      const why = failure ? reasonOf(failure) : `no policy allows its revocation, add ${revokePolicy(tokenNamespace, lease)}`
      return `${lease.path} (${lease.id}) ${validity(failure)}: ${why}. It ${formatExpiry(expires)}.`
    }),
    ...(token === 'left' ? [`The token ${validity(tokenFailure)}: ${tokenFailure?.message ?? ''}. It ${formatExpiry(tokenExpires)}.`] : []),
  ]
}

/**
 * Returns why a lease was not revoked. Vault keeps the lease of a new IAM user that AWS does not show yet, because it could not tell such a
 * user from a deleted one. Source: builtin/logical/aws, `pathUserRollback` and `minAwsUserRollbackAge`.
 */
function reasonOf(failure: Failure | undefined): string {
  const isTooNew = failure?.words.includes('NoSuchEntity')
  if (!isTooNew) return failure?.message ?? ''
  return 'the IAM user is too new: AWS does not show it yet (NoSuchEntity), and Vault does not count it as deleted in the first 5 minutes'
}

/** Returns "may still be valid" if the request was sent but no response came, else "is still valid". */
export function validity(failure: Failure | undefined): string {
  const isLost = failure?.sent && failure.status === undefined && ['ERR_CONNECT', 'ERR_TIMEOUT', 'ERR_REPLY'].includes(failure.code)
  return isLost ? 'may still be valid' : 'is still valid'
}

/** Returns one line for each revocation that did not fail and is not confirmed either, for `revoke: required`. */
export function unconfirmedLines({ withToken, sts, token, tokenExpires, tokenNamespace }: Revocation): readonly string[] {
  return [
    ...withToken.map((lease, index) => {
      const advice = index === 0 ? ` ${confirmAdvice(tokenNamespace, lease)}` : ''
      return `${lease.path} (${lease.id}) is revoked with the token in the background, without confirmation.${advice}`
    }),
    ...sts.map(({ path, expires }) => `${path}: AWS STS, cannot be revoked, ${formatExpiry(expires)}.`),
    ...(token === 'batch' ? [`The batch token cannot be revoked. It ${formatExpiry(tokenExpires)}.`] : []),
  ]
}

const confirmAdvice = (namespace: string, lease: Lease): string => `To get a confirmation, allow: ${revokePolicy(namespace, lease)}`

/** Returns one line that says what stays valid after a job with `revoke: false`; '' for nothing. */
export function keptLine(revocable: Revocable): string {
  const { token, leases } = revocable
  const last = formatExpiry(Math.max(...leases.map((lease) => leaseExpiry(lease, revocable))))
  const parts = [
    token.kind === 'supplied' ? '' : `token (${formatExpiry(token.expires)})`,
    leases.length > 0 ? `${plural(leases.length, 'lease')} (${leases.length === 1 ? last : `the last ${last}`})` : '',
  ].filter(Boolean)
  return parts.length === 0 ? '' : `Not revoked, because \`revoke\` is false: ${parts.join(', ')}`
}

/** Returns one line that names what was shortened to `maxTtl`; '' for nothing. */
export function shortenedLine(all: readonly Shortening[]): string {
  const names = all.flatMap(({ shortened }) => shortened)
  return names.length === 0 ? '' : `TTL shortened to maxTtl: ${names.join(', ')}`
}

/** Returns one line for each token or lease that still exceeds `maxTtl`: why, and when it expires. */
export const tooLongLines = (all: readonly Shortening[]): readonly string[] => all.flatMap(({ tooLong }) => tooLong.map(tooLongLine))

function tooLongLine({ lease, expires, failure }: TooLong): string {
  const what = lease ? `${lease.path} (${lease.id})` : 'the token'
  const why = failure?.message ?? 'Vault cannot shorten it'
  return `The TTL of ${what} exceeds maxTtl: ${why}. The ${lease ? 'lease' : 'token'} ${formatExpiry(expires)} if the post step does not run.`
}
