import type { FaultRow, Meaning } from './faults.ts'
import type { Row } from './matrix.ts'
import type { RequestName } from './requests.ts'

/** What is left on the server because it could not be revoked. */
export type Left = 'nothing' | 'token' | 'lease and token' | 'tokens of lost logins' | 'leases of lost replies'

/** The expected result of a row. */
export interface Expected {
  /** Exit code of main; main logs one error if it is 1 and none if it is 0. */
  readonly exitCode: 0 | 1
  /** Exit code of post: 1 if every revocation must be confirmed and one is not. */
  readonly postExitCode: 0 | 1
  /** What is left on the server. */
  readonly left: Left
  /** What post's only warning or error must name; no entries: no warning or error. */
  readonly names: readonly ('lease' | 'token')[]
  /** Whether main logs that the token could not be shortened to maxTtl. */
  readonly tooLong: boolean
  /** Whether main logs when a credential ends, and whether it logs renewals: for renewals while a command runs. */
  readonly ends: boolean
  readonly renewed: boolean
  /** How often the request is sent to the server with the fault; undefined if that depends on time limits. */
  readonly sent: number | undefined
  /** Seconds that main and post take at most. */
  readonly seconds: { readonly main: number; readonly post: number }
}

/** Which faults of a request are retried. */
interface Retries {
  readonly afterLoss: boolean
  /** Further attempts after 500, 502 and 504. */
  readonly afterServerError: number
  readonly afterUnparsable: boolean
}

const attempts = { usual: 4, busy: 16, quota: 64 }
/** Sum of the pauses between attempts, in seconds. Each pause is 4 s at most; at a quota they become shorter. */
const pauses = {
  usual: 0.25 + 1 + 4,
  busy: 0.25 + 1 + 13 * 4,
  quota: Array.from({ length: attempts.quota - 2 }, (_, index) => 4 / Math.sqrt(index + 1)).reduce((sum, wait) => sum + wait, 1),
}

const usualRetries: Retries = { afterLoss: true, afterServerError: 3, afterUnparsable: false }
const read: Retries = { ...usualRetries, afterServerError: 2 }
/** An unnecessary revocation request is harmless; a missing one leaves a lease or token alive. */
const revocation: Retries = { ...usualRetries, afterUnparsable: true }
/** Every failure is retried until the credential ends: see `commandExpected`. */
const untilEnd: Retries = { ...usualRetries, afterUnparsable: true }

const retriesOf: Readonly<Record<RequestName, Retries>> = {
  OIDC: usualRetries,
  login: usualRetries,
  'KV read': read,
  'database read': read,
  'AWS read': read,
  // the lease of a lost response would stay alive, and its id is unknown
  'database read, batch token': { ...read, afterLoss: false },
  write: { afterLoss: false, afterServerError: 0, afterUnparsable: false },
  capabilities: usualRetries,
  'token renewal': usualRetries,
  'lease revocation': revocation,
  'token revocation': revocation,
  'lease renewal, required': revocation,
  'lease revocation, required': revocation,
  'token revocation, required': revocation,
  'token renewal, command': untilEnd,
  'lease renewal, command': untilEnd,
}

const isRequired = (request: RequestName): boolean => request.endsWith(', required')
const endsLease = (request: RequestName): boolean => /^lease (revocation|renewal)/.test(request)
const endsToken = (request: RequestName): boolean => request.startsWith('token revocation')
/** Checks if post sends the request. */
const isSentByPost = (request: RequestName): boolean => endsLease(request) || endsToken(request)
/** Checks if main succeeds without the request. */
const isOptional = (request: RequestName): boolean => isSentByPost(request) || request === 'capabilities' || request === 'token renewal'

/** Returns how often a request is sent if every attempt meets the fault. */
function attemptsOf(request: RequestName, meaning: Meaning): number {
  const { afterLoss, afterServerError, afterUnparsable } = retriesOf[request]
  switch (meaning) {
    case 'busy':
    case 'quota':
      // the OIDC endpoint is not a cluster that needs time to elect a leader
      return request === 'OIDC' ? attempts.usual : attempts[meaning]
    case 'unsent':
    case 'transient':
      return attempts.usual
    case 'lost':
      return afterLoss ? attempts.usual : 1
    case 'unparsable':
      return afterUnparsable ? attempts.usual : 1
    case 'server error':
      return 1 + afterServerError
    case 'gateway error':
      return afterLoss ? 1 + afterServerError : 1
    case 'loop':
      // the request and two redirects; redirects of the OIDC endpoint are not followed
      return request === 'OIDC' ? 1 : 3
    case 'final':
    case 'redirected':
      return 1
  }
}

/** Checks if the request succeeds, with or without retries. */
function requestSucceeds({ target, fault, times }: Row): boolean {
  if (fault.meaning === 'redirected') return true
  // a lookup after the renewal finds that the lease has expired, even if the response was lost
  if (target.name === 'lease renewal, required' && fault.acts && !fault.untilLimit) return true
  return times === 'once' && attemptsOf(target.name, fault.meaning) > 1
}

/** Seconds of the command. */
const commandSeconds = 20

/**
 * Returns the expected result of a renewal while a command runs. Main never fails, and everything is revoked, or expires while the command
 * runs. If the server is unreachable at the end, post names what it knows: the lease and its token, which has a longer TTL. The token of
 * the other job has expired.
 */
function commandExpected({ target, fault, times }: Row): Expected {
  const isUnreachable = fault.meaning === 'unsent' && times === 'always'
  // only the policy's denial is final: all other failures are retried
  const isRenewed = fault.meaning === 'redirected' || (times === 'once' && fault.name !== '403')
  const leavesToken = isUnreachable && target.name === 'lease renewal, command'
  return {
    exitCode: 0,
    postExitCode: 0,
    left: leavesToken ? 'token' : 'nothing',
    names: leavesToken ? ['token'] : [],
    tooLong: false,
    // a request that hangs takes half of the time that is left
    ends: !isRenewed || (fault.untilLimit ?? false),
    renewed: isRenewed,
    sent: undefined,
    seconds: { main: commandSeconds + (isUnreachable ? pauses.usual : 0), post: 60 },
  }
}

/** Returns the expected result of a row, computed from the rules for failures. */
export function expected(row: Row): Expected {
  const { target, fault } = row
  if (target.name.endsWith(', command')) return commandExpected(row)
  const request = target.name
  const succeeds = requestSucceeds(row)
  const left = leftBy(row, succeeds)
  const names = unconfirmed(row, succeeds, left)
  return {
    exitCode: !succeeds && (!isOptional(request) || (request === 'token renewal' && fault.meaning === 'unsent')) ? 1 : 0,
    postExitCode: isRequired(request) && names.length > 0 ? 1 : 0,
    left,
    names,
    tooLong: request === 'token renewal' && !succeeds && fault.meaning !== 'unsent',
    ends: false,
    renewed: false,
    sent: fault.meaning === 'unsent' || fault.untilLimit ? undefined : sentTimes(row, succeeds),
    seconds: { main: mainSeconds(row), post: 60 },
  }
}

/** Returns what is left: revoking the token also revokes its leases, and the token is revoked if the server is reachable. */
function leftBy({ target: { name, role }, fault, times }: Row, succeeds: boolean): Left {
  if (name === 'login' && fault.acts) return 'tokens of lost logins'
  if (role === 'deploy-batch' && fault.acts) return 'leases of lost replies'
  if (fault.meaning === 'unsent' && times === 'always') {
    if (name === 'OIDC' || name === 'login') return 'nothing'
    if (name === 'capabilities' || endsLease(name)) return 'lease and token'
    // a batch token does not count, because it cannot be revoked
    return role === 'deploy-batch' ? 'nothing' : 'token'
  }
  return endsToken(name) && !succeeds && !fault.acts ? 'token' : 'nothing'
}

/**
 * Returns what post must name: everything whose revocation Vault did not confirm, even if it ends with the token. A lease revocation
 * refused with 403 is named only with `revoke: required`.
 */
function unconfirmed({ target: { name }, fault }: Row, succeeds: boolean, left: Left): Expected['names'] {
  if (left === 'lease and token') return ['lease', 'token']
  if (left === 'token' || (endsToken(name) && !succeeds)) return ['token']
  return endsLease(name) && !succeeds && (isRequired(name) || fault.name !== '403') ? ['lease'] : []
}

function sentTimes({ target: { name }, fault, times }: Row, succeeds: boolean): number | undefined {
  const { meaning } = fault
  const all = attemptsOf(name, meaning)
  if (meaning === 'redirected') return 1
  // the time limits of post end the retries
  if (times === 'always' && isRetriedLonger(meaning) && (isSentByPost(name) || name === 'capabilities')) return undefined
  // main sends it once without retries; post sends it again
  if (name === 'capabilities' && !(meaning === 'loop' && succeeds)) return times === 'once' ? 2 : meaning === 'loop' ? 2 * all : 1 + all
  if (times === 'once') return succeeds ? 2 : isQueued(name, fault) ? 2 : 1
  return isQueued(name, fault) ? 2 : all
}

const isRetriedLonger = (meaning: Meaning): meaning is 'busy' | 'quota' => meaning === 'busy' || meaning === 'quota'

/** Checks if a second request asks Vault to revoke in the background, because the engine failed. */
const isQueued = (name: RequestName, fault: FaultRow): boolean => name.startsWith('lease revocation') && fault.name === '400'

function mainSeconds({ target: { name }, fault, times }: Row): number {
  const waiting = isRetriedLonger(fault.meaning) ? pauses[fault.meaning] : pauses.usual
  if (isSentByPost(name) || name === 'capabilities') return pauses.usual
  const tried = times === 'once' ? 1 : attemptsOf(name, fault.meaning)
  const each = (fault.untilLimit ? (name === 'OIDC' ? 10 : 15) : 0) + 1.25 * (fault.retryAfter ?? 0)
  // if the server is unreachable, the revocation after the failure is retried too
  return tried * each + waiting + (fault.meaning === 'unsent' ? pauses.usual : 0)
}
