import type { FaultRow, Meaning } from './faults.ts'
import type { Row } from './matrix.ts'
import type { RequestName } from './requests.ts'

/** What a job owes the server that could not be given back. */
export type Left = 'nothing' | 'token' | 'lease and token' | 'tokens of lost logins' | 'leases of lost replies'

/** How a row has to end. */
export interface Expected {
  /** The job's main, with one error where it is 1 and none where it is 0. */
  readonly exitCode: 0 | 1
  /** Of post: 1 where every end has to be confirmed, and is not. */
  readonly postExitCode: 0 | 1
  /** What the server still holds. */
  readonly left: Left
  /** What post's one warning, or its error, has to name; without an entry there is none. */
  readonly names: readonly ('lease' | 'token')[]
  /** The token lives longer than it should if the runner is lost: main says so. */
  readonly tooLong: boolean
  /** How often the request is sent to where the fault is; undefined where time limits decide. */
  readonly sent: number | undefined
  /** Seconds that main and post take at most. */
  readonly seconds: { readonly main: number; readonly post: number }
}

/** The design's table of retries: which faults of a request are worth another attempt. */
interface Repeats {
  readonly afterLoss: boolean
  /** Further attempts after 500, 502 and 504. */
  readonly afterBreakdown: number
  readonly afterGarbage: boolean
}

const attempts = { usual: 4, busy: 16, quota: 64 }
/** Seconds of all pauses between them, 4 at most each; at a quota they become shorter. */
const pauses = {
  usual: 0.25 + 1 + 4,
  busy: 0.25 + 1 + 13 * 4,
  quota: Array.from({ length: attempts.quota - 2 }, (_, index) => 4 / Math.sqrt(index + 1)).reduce((sum, wait) => sum + wait, 1),
}

const question: Repeats = { afterLoss: true, afterBreakdown: 3, afterGarbage: false }
const read: Repeats = { ...question, afterBreakdown: 2 }
/** To leave alive what could be ended is worse than to ask once too often. */
const ending: Repeats = { ...question, afterGarbage: true }

const repeats: Readonly<Record<RequestName, Repeats>> = {
  OIDC: question,
  login: question,
  'KV read': read,
  'database read': read,
  'AWS read': read,
  // what it made would live on, and nobody would know it
  'database read, batch token': { ...read, afterLoss: false },
  write: { afterLoss: false, afterBreakdown: 0, afterGarbage: false },
  capabilities: question,
  'token renewal': question,
  'lease revocation': ending,
  'token revocation': ending,
  'lease renewal, required': ending,
  'lease revocation, required': ending,
  'token revocation, required': ending,
}

const isRequired = (request: RequestName): boolean => request.endsWith(', required')
const endsLease = (request: RequestName): boolean => /^lease (revocation|renewal)/.test(request)
const endsToken = (request: RequestName): boolean => request.startsWith('token revocation')
/** Those that post sends. */
const isPosts = (request: RequestName): boolean => endsLease(request) || endsToken(request)
/** Those without which a job has what it wants. */
const isAside = (request: RequestName): boolean => isPosts(request) || request === 'capabilities' || request === 'token renewal'

/** How often a request is sent that meets the fault each time. */
function attemptsOf(request: RequestName, meaning: Meaning): number {
  const { afterLoss, afterBreakdown, afterGarbage } = repeats[request]
  switch (meaning) {
    case 'busy':
    case 'quota':
      // no cluster stands behind the OIDC endpoint that would need time to find a leader
      return request === 'OIDC' ? attempts.usual : attempts[meaning]
    case 'unsent':
    case 'passing':
      return attempts.usual
    case 'lost':
      return afterLoss ? attempts.usual : 1
    case 'garbled':
      return afterGarbage ? attempts.usual : 1
    case 'breakdown':
      return 1 + afterBreakdown
    case 'gave up':
      return afterLoss ? 1 + afterBreakdown : 1
    case 'loop':
      // the request and two redirects; the OIDC endpoint's are not followed
      return request === 'OIDC' ? 1 : 3
    case 'final':
    case 'elsewhere':
      return 1
  }
}

/** Whether the request comes through in the end. */
function passes({ target, fault, times }: Row): boolean {
  if (fault.meaning === 'elsewhere') return true
  // a lease that was renewed to its end is found to be gone, whatever became of the reply
  if (target.name === 'lease renewal, required' && fault.acts && !fault.untilLimit) return true
  return times === 'once' && attemptsOf(target.name, fault.meaning) > 1
}

/** How a row has to end, by the design's section on failure. */
export function expected(row: Row): Expected {
  const { target, fault } = row
  const request = target.name
  const through = passes(row)
  const left = leftBy(row, through)
  const names = unconfirmed(row, through, left)
  return {
    exitCode: !through && (!isAside(request) || (request === 'token renewal' && fault.meaning === 'unsent')) ? 1 : 0,
    postExitCode: isRequired(request) && names.length > 0 ? 1 : 0,
    left,
    names,
    tooLong: request === 'token renewal' && !through && fault.meaning !== 'unsent',
    sent: fault.meaning === 'unsent' || fault.untilLimit ? undefined : sentTimes(row, through),
    seconds: { main: mainSeconds(row), post: 60 },
  }
}

/** The leases go with the token, and where the server can be reached the token goes. */
function leftBy({ target: { name, role }, fault, times }: Row, through: boolean): Left {
  if (name === 'login' && fault.acts) return 'tokens of lost logins'
  if (role === 'deploy-batch' && fault.acts) return 'leases of lost replies'
  if (fault.meaning === 'unsent' && times === 'always') {
    if (name === 'OIDC' || name === 'login') return 'nothing'
    if (name === 'capabilities' || endsLease(name)) return 'lease and token'
    // a batch token is no debt: nothing can end it
    return role === 'deploy-batch' ? 'nothing' : 'token'
  }
  return endsToken(name) && !through && !fault.acts ? 'token' : 'nothing'
}

/** What Vault did not confirm the end of is said, also where the token's end will end it; a 403 alone is no news where nobody has to know. */
function unconfirmed({ target: { name }, fault }: Row, through: boolean, left: Left): Expected['names'] {
  if (left === 'lease and token') return ['lease', 'token']
  if (left === 'token' || (endsToken(name) && !through)) return ['token']
  return endsLease(name) && !through && (isRequired(name) || fault.name !== '403') ? ['lease'] : []
}

function sentTimes({ target: { name }, fault, times }: Row, through: boolean): number | undefined {
  const { meaning } = fault
  const all = attemptsOf(name, meaning)
  if (meaning === 'elsewhere') return 1
  // the limits of post come first
  if (times === 'always' && isWaitedOut(meaning) && (isPosts(name) || name === 'capabilities')) return undefined
  // main asks once and does not insist; post asks anew
  if (name === 'capabilities' && !(meaning === 'loop' && through)) return times === 'once' ? 2 : meaning === 'loop' ? 2 * all : 1 + all
  if (times === 'once') return through ? 2 : isQueued(name, fault) ? 2 : 1
  return isQueued(name, fault) ? 2 : all
}

const isWaitedOut = (meaning: Meaning): meaning is 'busy' | 'quota' => meaning === 'busy' || meaning === 'quota'

/** An engine's refusal: Vault is asked to go on trying by itself. */
const isQueued = (name: RequestName, fault: FaultRow): boolean => name.startsWith('lease revocation') && fault.name === '400'

function mainSeconds({ target: { name }, fault, times }: Row): number {
  const waiting = isWaitedOut(fault.meaning) ? pauses[fault.meaning] : pauses.usual
  if (isPosts(name) || name === 'capabilities') return pauses.usual
  const tried = times === 'once' ? 1 : attemptsOf(name, fault.meaning)
  const each = (fault.untilLimit ? (name === 'OIDC' ? 10 : 15) : 0) + 1.25 * (fault.retryAfter ?? 0)
  // where the server is gone, giving back costs attempts of its own
  return tried * each + waiting + (fault.meaning === 'unsent' ? pauses.usual : 0)
}
