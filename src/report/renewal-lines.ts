import { now } from '../core/clock.ts'
import { Failure } from '../core/failure.ts'
import { formatExpiry, listed, plural } from '../core/wording.ts'
import type { Ending, TokenLoss } from '../renew/events.ts'
import type { Extension, TooShort } from '../renew/extend.ts'
import type { Obstacle } from '../renew/obstacles.ts'
import type { RenewalResult } from '../renew/record.ts'
import type { Lease } from '../vault/leases.ts'

/** Names in one list. */
const maxNames = 10

/** Returns one line that says when a lease or the token ends, and why. */
export function endingLine({ lease, expires, obstacle, leases, isExported }: Ending): string {
  const what = lease ? lease.path : 'The token'
  if (obstacle.kind === 'gone') return `${what} has ended: ${obstacleText(obstacle, lease)}.`
  const when = `${expires > now() ? 'ends' : 'ended'} at ${timeOfDay(expires)}`
  const dependent = namesOf(leases, isExported)
  return `${what} ${when}: ${obstacleText(obstacle, lease)}.${dependent === '' ? '' : ` These end with it: ${dependent}.`}`
}

/** Returns the lines that say what ends with a token that Vault no longer accepts; none if that was to be expected. */
export function tokenLossLines({ failure, kind, ended, others, login, isExported, isExpected }: TokenLoss): readonly string[] {
  if (isExpected && (login === 'done' || others.length === 0)) return []
  const dependent = namesOf(ended, isExported)
  const rest = namesOf(others, false)
  return [
    `${kind === 'supplied' ? 'The token of the input `token`' : 'The token'} is no longer valid: ${failure.message}.`,
    dependent === '' ? '' : `These end with it: ${dependent}.`,
    login instanceof Failure ? `The action could not log in again: ${login.message}.` : '',
    rest === ''
      ? ''
      : login === 'done'
        ? `The action logged in again, and renews with the new token: ${rest}.`
        : `No longer renewed: ${rest}.`,
  ].filter(Boolean)
}

/** Returns one line that counts the renewals; '' if there were none. */
export function renewedLine({ tokenRenewals, leaseRenewals, leases, recovered }: RenewalResult): string {
  const parts = [
    tokenRenewals > 0 ? `the token ${plural(tokenRenewals, 'time')}` : '',
    leaseRenewals > 0 ? `${plural(leases, 'lease')} ${plural(leaseRenewals, 'time')}` : '',
  ].filter(Boolean)
  if (parts.length === 0) return ''
  const again = recovered.length > 0 ? `. Renewed later: ${credentialsOf(recovered)}` : ''
  return `Renewed ${parts.join(' and ')} while the command ran${again}`
}

/** Returns one line that names what was extended to `minTtl`; '' for nothing. */
export function extendedLine({ extended }: Extension): string {
  return extended.length === 0 ? '' : `TTL extended to minTtl: ${credentialsOf(extended)}`
}

/** Returns one line for each token or lease that ends before `minTtl`: why, and when. */
export const tooShortLines = ({ tooShort }: Extension): readonly string[] => tooShort.map(tooShortLine)

function tooShortLine({ lease, expires, obstacle, tokenLimit }: TooShort): string {
  const what = lease ? `${lease.path} (${lease.id})` : 'the token'
  const limit = obstacle.kind === 'capped' && tokenLimit ? `limited by ${tokenLimit} of its role` : obstacleText(obstacle, lease)
  const words = obstacle.kind === 'capped' && obstacle.warnings !== '' ? ` (${obstacle.warnings})` : ''
  return `The TTL of ${what} is shorter than minTtl: ${limit}${words}. The ${lease ? 'lease' : 'token'} ${formatExpiry(expires)}.`
}

/** Returns why a lease, or the token, cannot be renewed further. */
function obstacleText(obstacle: Obstacle, lease: Lease | undefined): string {
  switch (obstacle.kind) {
    case 'capped':
      return lease
        ? "limited by Vault's max_ttl of its role, or max_lease_ttl of its mount or of the system"
        : "limited by Vault's token_max_ttl of its role, or max_lease_ttl of its mount or of the system"
    case 'maxTtl':
      return 'limited by the input maxTtl'
    case 'not renewable':
      return 'Vault does not renew it'
    case 'sts':
      return 'AWS STS credentials cannot be renewed'
    case 'batch':
      return lease ? 'it lives no longer than its batch token' : 'a batch token cannot be renewed'
    case 'token':
      return 'Vault revokes it when the token ends'
    case 'uses':
      return 'a renewal would take one of the uses of the token (token_num_uses of its role)'
    case 'denied':
      return `no policy allows its renewal, add path "${obstacle.path}" { capabilities = ["update"] }`
    case 'gone':
      return 'Vault does not have this lease any more'
    case 'failed':
      return obstacle.failure.message
  }
}

const namesOf = (leases: readonly Lease[], isExported: boolean): string =>
  listed([...(isExported ? ['VAULT_TOKEN'] : []), ...leases.map(({ path }) => path)], maxNames)

/** Returns the names of leases and of the token, which is undefined. */
const credentialsOf = (credentials: readonly (Lease | undefined)[]): string => {
  const names = credentials.map((lease) => lease?.path ?? 'the token')
  return listed(names, maxNames)
}

/** Returns the time of day in UTC. */
const timeOfDay = (milliseconds: number): string => `${new Date(milliseconds).toISOString().slice(11, 19)} UTC`
