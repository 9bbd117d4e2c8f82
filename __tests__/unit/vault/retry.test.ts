import fc from 'fast-check'
import { Failure, type FailureCode } from '../../../src/core/failure.ts'
import {
  otherTokenRead,
  idempotent,
  isOutOfService,
  noRetry,
  ownRead,
  retryDelay,
  revocation,
  write,
  type Repeatable,
} from '../../../src/vault/retry.ts'

const kinds: Readonly<Record<string, Repeatable>> = { harmless: idempotent, ownRead, foreignRead: otherTokenRead, write, never: noRetry }
const status = (code: number, words = '', failure: FailureCode = 'ERR_UNAVAILABLE') => new Failure(failure, '', { status: code, words })
const quota = status(429, 'rate limit quota exceeded')
const refused = new Failure('ERR_CONNECT', '', { sent: false })
const lost = new Failure('ERR_CONNECT', '')
const timedOut = new Failure('ERR_TIMEOUT', '')

/** Returns how often a request is sent if every attempt fails in the same way. */
function attempts(failure: Failure, repeatable: Repeatable): number {
  let sent = 1
  while (retryDelay(failure, repeatable, sent, 0) !== undefined) sent++
  return sent
}

// numbers of attempts: logins and queries, reads with our own token, reads with another token, writes
test.each<[string, Failure, number, number, number, number]>([
  ['refused connection, nothing was sent', refused, 4, 4, 4, 4],
  ['connection lost', lost, 4, 4, 1, 1],
  ['timeout', timedOut, 4, 4, 1, 1],
  ['412', status(412), 16, 16, 16, 16],
  ['429, a standby that lags', status(429), 16, 16, 16, 16],
  ['429, a quota', quota, 64, 64, 64, 64],
  ['503', status(503), 16, 16, 16, 16],
  ['503, sealed', status(503, 'Vault is sealed'), 4, 4, 4, 4],
  ['503, not initialised', status(503, 'Vault is not initialized'), 4, 4, 4, 4],
  ['500, a standby without a leader', status(500, 'local node not active but active cluster node not found'), 16, 16, 16, 16],
  ['500', status(500), 4, 3, 3, 1],
  ['502: Vault may have acted', status(502), 4, 3, 1, 1],
  ['504: Vault may have acted', status(504), 4, 3, 1, 1],
  ['500, a refusal by an engine', status(500, '"x" is not an allowed role', 'ERR_REFUSED'), 1, 1, 1, 1],
  ['500, a refusal by a database', status(500, 'ERROR: permission denied (SQLSTATE 42501)', 'ERR_REFUSED'), 1, 1, 1, 1],
  ['500, JSON limits', status(500, 'JSON string value exceeds allowed length', 'ERR_REFUSED'), 1, 1, 1, 1],
  ['a redirect to a leader that is down', new Failure('ERR_UNAVAILABLE', '', { sent: false }), 16, 16, 16, 16],
  ['a redirect to a leader that may have received the request', new Failure('ERR_UNAVAILABLE', ''), 16, 16, 1, 1],
  ['400', status(400, 'missing role', 'ERR_REFUSED'), 1, 1, 1, 1],
  [
    '400, unreachable keys of the issuer',
    status(400, 'error verifying token signature: fetching keys oidc: get keys failed', 'ERR_REFUSED'),
    4,
    4,
    4,
    4,
  ],
  ['403', status(403, 'permission denied', 'ERR_DENIED'), 1, 1, 1, 1],
  ['404', status(404, '', 'ERR_NOT_FOUND'), 1, 1, 1, 1],
  ['405', status(405, '', 'ERR_REFUSED'), 1, 1, 1, 1],
  ['501', status(501, '', 'ERR_REFUSED'), 1, 1, 1, 1],
  ['a certificate', new Failure('ERR_TLS', '', { sent: false }), 1, 1, 1, 1],
  ['a redirect', new Failure('ERR_REDIRECT', ''), 1, 1, 1, 1],
  ['a response that is not from Vault', new Failure('ERR_REPLY', ''), 1, 1, 1, 1],
  ['a stop', new Failure('ERR_CANCELLED', ''), 1, 1, 1, 1],
])('attempts after %s: %#', (_, failure, whenHarmless, whenOwn, whenForeign, whenWrite) => {
  expect(Object.fromEntries(Object.entries(kinds).map(([name, kind]) => [name, attempts(failure, kind)]))).toEqual({
    harmless: whenHarmless,
    ownRead: whenOwn,
    foreignRead: whenForeign,
    write: whenWrite,
    never: 1,
  })
})

// one invalid response must not leave a lease or token valid
test.each<[string, Failure, number]>([
  ['a response that is not from Vault', new Failure('ERR_REPLY', ''), 4],
  ['404, and the response is not from Vault', new Failure('ERR_REPLY', '', { status: 404 }), 1],
  ['connection lost', lost, 4],
  ['500', status(500), 4],
  ['403', status(403, 'permission denied', 'ERR_DENIED'), 1],
])('attempts of a revocation: %s', (_, failure, times) => {
  expect(attempts(failure, revocation)).toBe(times)
})

test.each([
  [1, 0, 125],
  [1, 1, 250],
  [2, 0, 500],
  [2, 1, 1_000],
  [3, 0, 2_000],
  [3, 1, 4_000],
  [4, 1, 4_000],
  [11, 1, 4_000],
])('after attempt %i with random number %d the delay is %i ms', (attempt, random, wait) => {
  expect(retryDelay(status(503), idempotent, attempt, random)).toBe(wait)
})

it('spreads the delays between half and all of the step', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: idempotent.attempts.other - 1 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (attempt, random) => {
        const wait = retryDelay(lost, idempotent, attempt, random) ?? 0
        const step = 250 * 4 ** (attempt - 1)
        expect(wait).toBeGreaterThanOrEqual(step / 2)
        expect(wait).toBeLessThanOrEqual(step)
      },
    ),
  )
})

test('at a quota, delays shrink with each attempt', () => {
  const waits = [1, 2, 5, 17, 63].map((attempt) => retryDelay(quota, idempotent, attempt, 1))
  expect(waits).toEqual([1_000, 4_000, 2_000, 1_000, expect.closeTo(508, 0)])
})

// Vault rounds down to 0 at a quota per second, which alone would use up all attempts at once
test.each([
  [0, 500, 1_000],
  [2, 2_000, 2_500],
  [30, 30_000, 37_500],
  [31, undefined, undefined],
  [3_600, undefined, undefined],
])('Retry-After: %i gives a delay from %p to %p ms', (retryAfter, least, most) => {
  const failure = quota.with({ retryAfter })
  expect([0, 1].map((random) => retryDelay(failure, idempotent, 1, random))).toEqual([least, most])
})

test.each<[string, Failure, boolean]>([
  ['a refused connection', refused, true],
  ['a lost connection', lost, true],
  ['a timeout', timedOut, true],
  ['a sealed server', status(503, 'Vault is sealed'), true],
  ['a gateway without a server', status(502), true],
  ['a server error', status(500), true],
  ['a quota, which applies to the whole cluster', status(429, 'rate limit quota exceeded'), false],
  ['a standby that lags', status(429), true],
  ['a denied path', status(403, '', 'ERR_DENIED'), false],
  ['a certificate', new Failure('ERR_TLS', '', { sent: false }), false],
])('%s: another node can be in service: %#', (_, failure, expected) => {
  expect(isOutOfService(failure)).toBe(expected)
})
