import { revokeAll, isConfirmed, isComplete, type Revocation } from '../../../src/revoke/revoke.ts'
import { bootTime, type Revocable, type RevocableToken } from '../../../src/state/revocable.ts'
import type { Grants } from '../../../src/vault/grants.ts'
import type { Lease } from '../../../src/vault/leases.ts'
import { connectionOf, grantsOf, leaseOn, noHistory, tokenOf } from '../../support/revocable.ts'
import { dead, denied, revocationHandlers, type Behaviour, type RevocationReplies } from '../../support/fake-vault.ts'
import { mockNetwork } from '../../support/mocked-network.ts'
import { quickTimers } from '../../support/quick-timers.ts'

const { server, transport } = mockNetwork()
const limits = { leasesMs: 5_000, allMs: 10_000 }
const later = Date.now() + 3_600_000

beforeEach(() => {
  quickTimers()
})

const lease = (name: string, sts = false): Lease => leaseOn(name, { sts })
const both = [lease('a'), lease('b')]
const byUrl = grantsOf(both, ['byPath', 'byRenewal'])
const byBody = grantsOf(both, ['byBody', 'byRenewal'])
const renewalOnly = grantsOf(both, ['byRenewal'])
const none = grantsOf(both, [])
const broken = { status: 400, errors: ['failed to revoke entry: connection refused'] }

interface Case {
  readonly leases?: readonly Lease[]
  readonly grants?: Grants | 'unasked'
  readonly token?: Partial<RevocableToken>
  readonly at?: Partial<RevocationReplies>
  readonly limits?: typeof limits
  readonly required?: boolean
}

async function revokeWith({
  leases = [lease('a'), lease('b')],
  grants = byUrl,
  token = {},
  at = {},
  ...more
}: Case): Promise<{ revocation: Revocation; requests: readonly string[] }> {
  const requests: string[] = []
  server.use(...revocationHandlers(at, requests))
  const revocable: Revocable = {
    connection: connectionOf(),
    token: tokenOf({ expires: later, ...token }),
    required: more.required ?? false,
    leases,
    grants: grants === 'unasked' ? undefined : grants,
    history: noHistory,
  }
  return { revocation: await revokeAll(revocable, transport, more.limits ?? limits), requests }
}
const names = (leases: readonly Lease[]) => leases.map(({ path }) => path.slice(-1)).join('')
/** A short form of the result: the names of the leases in each list, the outcome of the token, and whether it is complete. */
const brief = (revocation: Revocation) => ({
  confirmed: names(revocation.confirmed.map((one) => one.lease)),
  withToken: names(revocation.withToken),
  pending: names(revocation.pending.map((one) => one.lease)),
  left: names(revocation.left.map((one) => one.lease)),
  expired: names(revocation.expired),
  sts: names(revocation.sts),
  token: revocation.token,
  complete: isComplete(revocation),
})
const expected = (more: Partial<ReturnType<typeof brief>>) => ({
  confirmed: '',
  withToken: '',
  pending: '',
  left: '',
  expired: '',
  sts: '',
  token: 'revoked',
  complete: true,
  ...more,
})

it('revokes the token even after a defect in the revocation of leases', async () => {
  const broken = { ...lease('a'), namespace: undefined } as unknown as Lease
  server.use(...revocationHandlers({}))
  const common = { required: false, leases: [broken], grants: {}, history: noHistory }
  const revocable = { connection: connectionOf({ namespace: 'team' }), token: tokenOf(), ...common }
  expect(brief(await revokeAll(revocable, transport, limits))).toMatchObject({ token: 'revoked', left: 'a' })
})

// grants × responses for leases × responses for the token
describe.each<[string, Behaviour, string]>([
  ['is revoked', 'ok', 'revoked'],
  ['is revoked already (Vault)', dead.vault, 'gone'],
  ['is revoked already (OpenBao)', dead.openBao, 'gone'],
  ['may not be revoked', denied, 'left'],
  ['cannot be reached', 'lost', 'left'],
])('if the token %s', (_, token, outcome) => {
  const isInvalid = outcome !== 'left'
  test.each<[string, Grants, Behaviour, Partial<ReturnType<typeof brief>>]>([
    ['URL form, all revoked', byUrl, 'ok', { confirmed: 'ab' }],
    ['body form, all revoked', byBody, 'ok', { confirmed: 'ab' }],
    ['URL form, one fails', byUrl, broken, isInvalid ? { confirmed: 'b', pending: 'a' } : { confirmed: 'b', left: 'a' }],
    ['body form, one fails', byBody, broken, isInvalid ? { confirmed: 'b', pending: 'a' } : { confirmed: 'b', left: 'a' }],
    ['URL form, one fails and is queued by Vault', byUrl, 'later', { confirmed: 'b', pending: 'a' }],
    ['no grant to revoke, only to renew', renewalOnly, 'ok', isInvalid ? { withToken: 'ab' } : { left: 'ab' }],
    ['URL form, one response is lost', byUrl, 'lost', isInvalid ? { confirmed: 'b', pending: 'a' } : { confirmed: 'b', left: 'a' }],
    ['no grant', none, 'ok', isInvalid ? { withToken: 'ab' } : { left: 'ab' }],
  ])('%s', async (_grant, grants, revoke, lists) => {
    const { revocation } = await revokeWith({ grants, at: { token, leases: { 'db/creds/a/id': revoke } } })
    expect(brief(revocation)).toEqual(expected({ token: outcome as Revocation['token'], complete: isInvalid, ...lists }))
    expect(revocation.tokenFailure === undefined).toBe(isInvalid)
  })
})

describe('a lease that expired before its revocation failed', () => {
  const past = Date.now() - 60_000
  const expiredLease = { ...lease('a'), expires: past }

  test.each<[string, Partial<RevocableToken>, Behaviour, Revocation['token']]>([
    ['with its batch token', { kind: 'batch', expires: past }, dead.openBao, 'batch'],
    ['and the engine fails', {}, broken, 'revoked'],
    ['and no policy allows it', { kind: 'supplied' }, denied, 'supplied'],
  ])('is not left: %s', async (_, token, revoke, outcome) => {
    const { revocation } = await revokeWith({ leases: [expiredLease], token, at: { leases: { 'db/creds/a/id': revoke } } })
    expect(brief(revocation)).toEqual(expected({ expired: 'a', token: outcome }))
    expect(isConfirmed(revocation)).toBe(outcome !== 'batch')
  })

  it('is confirmed if it was revoked', async () => {
    expect(brief((await revokeWith({ leases: [expiredLease] })).revocation)).toEqual(expected({ confirmed: 'a' }))
  })

  it('has not expired if the clock of the machine was set forward', async () => {
    const token = { kind: 'batch', expires: past, booted: bootTime() - 3_600_000 } as const
    const { revocation } = await revokeWith({ leases: [expiredLease], token, at: { leases: { 'db/creds/a/id': denied } } })
    expect(brief(revocation)).toEqual(expected({ left: 'a', token: 'batch', complete: false }))
  })
})

describe('requests', () => {
  it('revokes only the token if there are no leases', async () => {
    const { revocation, requests } = await revokeWith({ leases: [], grants: 'unasked' })
    expect(requests).toEqual(['POST auth/token/revoke-self'])
    expect(brief(revocation)).toEqual(expected({}))
  })

  it('revokes the leases first, then the token', async () => {
    const { requests } = await revokeWith({})
    expect(requests.slice(0, 2).toSorted()).toEqual(['PUT sys/leases/revoke/db/creds/a/id', 'PUT sys/leases/revoke/db/creds/b/id'])
    expect(requests.slice(2)).toEqual(['POST auth/token/revoke-self'])
  })

  it('asks for the grants if main has not', async () => {
    const { revocation, requests } = await revokeWith({ grants: 'unasked', at: { granted: ['sys/leases/revoke/db/creds/a/any'] } })
    expect(requests).toEqual(['POST sys/capabilities-self', 'PUT sys/leases/revoke/db/creds/a/id', 'POST auth/token/revoke-self'])
    expect(brief(revocation)).toEqual(expected({ confirmed: 'a', withToken: 'b' }))
  })

  it('sends no request that no policy grants, which would be a denial in the audit log', async () => {
    const { requests } = await revokeWith({ grants: none })
    expect(requests).toEqual(['POST auth/token/revoke-self'])
  })

  it.each<[Behaviour]>([['lost'], [{ status: 500 }]])(
    'leaves the leases to the token if the query for grants fails (%j)',
    async (capabilities) => {
      const { revocation } = await revokeWith({ grants: 'unasked', at: { capabilities } })
      expect(brief(revocation)).toEqual(expected({ withToken: 'ab' }))
      expect(revocation.grantsFailure?.message).toMatch('POST sys/capabilities-self: ')
    },
  )

  it('tries both forms if the query for grants is denied', async () => {
    const leases = { 'db/creds/a/id': denied }
    const { revocation, requests } = await revokeWith({
      leases: [lease('a')],
      grants: 'unasked',
      at: { capabilities: denied, leases, byBody: 'ok' },
    })
    expect(requests).toEqual([
      'POST sys/capabilities-self',
      'PUT sys/leases/revoke/db/creds/a/id',
      'PUT sys/leases/revoke',
      'POST auth/token/revoke-self',
    ])
    expect(brief(revocation)).toEqual(expected({ confirmed: 'a' }))
  })

  it('reports no failed query if Vault answered it', async () => {
    for (const grants of ['unasked', none] as const) expect((await revokeWith({ grants })).revocation.grantsFailure).toBeUndefined()
  })

  it('reports the failed query for each lease that is left', async () => {
    const { revocation } = await revokeWith({ grants: 'unasked', at: { capabilities: { status: 405, errors: ['no'] }, token: denied } })
    expect(brief(revocation)).toEqual(expected({ left: 'ab', token: 'left', complete: false }))
    expect(revocation.left.map(({ failure }) => failure)).toEqual([revocation.grantsFailure, revocation.grantsFailure])
  })
})

describe('a limited-use token', () => {
  it('with enough uses revokes every lease and itself', async () => {
    const { revocation, requests } = await revokeWith({
      grants: 'unasked',
      token: { uses: 6, spent: 2 },
      at: { granted: ['sys/leases/revoke'] },
    })
    expect(requests).toHaveLength(4)
    expect(brief(revocation)).toEqual(expected({ confirmed: 'ab' }))
  })

  it('with too few uses only revokes itself, and its leases with it', async () => {
    const { revocation, requests } = await revokeWith({ grants: 'unasked', token: { uses: 3 } })
    expect(requests).toEqual(['POST auth/token/revoke-self'])
    expect(brief(revocation)).toEqual(expected({ withToken: 'ab' }))
    expect(revocation.grantsFailure).toMatchObject({ message: 'the limited-use token has too few uses left' })
  })

  it('without leases reports no failed query', async () => {
    const { revocation } = await revokeWith({ leases: [], grants: 'unasked', token: { uses: 3 } })
    expect(revocation.grantsFailure).toBeUndefined()
  })
})

describe('STS credentials', () => {
  it('are reported, never revoked, and not a failure', async () => {
    const { revocation, requests } = await revokeWith({ leases: [lease('s', true), lease('a')] })
    expect(brief(revocation)).toEqual(expected({ sts: 's', confirmed: 'a' }))
    expect(requests).not.toContain('PUT sys/leases/revoke/db/creds/s/id')
  })

  it('alone need no query for grants', async () => {
    const { requests } = await revokeWith({ leases: [lease('s', true)], grants: 'unasked' })
    expect(requests).toEqual(['POST auth/token/revoke-self'])
  })
})

describe('a batch token', () => {
  it('is not revoked, but each of its leases is', async () => {
    const { revocation, requests } = await revokeWith({ token: { kind: 'batch' } })
    expect(requests).not.toContain('POST auth/token/revoke-self')
    expect(brief(revocation)).toEqual(expected({ confirmed: 'ab', token: 'batch' }))
  })

  it('leaves leases that no policy allows to revoke', async () => {
    const { revocation } = await revokeWith({ token: { kind: 'batch' }, grants: none })
    expect(brief(revocation)).toEqual(expected({ left: 'ab', token: 'batch', complete: false }))
    expect(revocation.left.every(({ failure }) => failure === undefined)).toBe(true)
  })

  it('has its leases renewed by one second if no policy allows to revoke them', async () => {
    const { revocation, requests } = await revokeWith({
      leases: [lease('a')],
      token: { kind: 'batch' },
      grants: renewalOnly,
      at: { known: 2 },
    })
    expect(requests).toEqual(['PUT sys/leases/renew', 'PUT sys/leases/lookup', 'PUT sys/leases/lookup', 'PUT sys/leases/lookup'])
    expect(brief(revocation)).toEqual(expected({ confirmed: 'a', token: 'batch' }))
  })

  it('leaves a lease that is not renewable', async () => {
    const fixed = { ...lease('a'), renewable: false }
    const { revocation, requests } = await revokeWith({ leases: [fixed], token: { kind: 'batch' }, grants: renewalOnly })
    expect(requests).toEqual([])
    expect(brief(revocation)).toEqual(expected({ left: 'a', token: 'batch', complete: false }))
  })

  it('leaves a lease whose revocation fails', async () => {
    const { revocation } = await revokeWith({ token: { kind: 'batch' }, at: { leases: { 'db/creds/b/id': broken } } })
    expect(brief(revocation)).toEqual(expected({ confirmed: 'a', left: 'b', token: 'batch', complete: false }))
    expect(revocation.left[0]?.failure?.message).toContain('failed to revoke entry: connection refused')
  })
})

describe('a token that the user supplied', () => {
  it('is not revoked, but each of its leases is', async () => {
    const { revocation, requests } = await revokeWith({ token: { kind: 'supplied' } })
    expect(requests).not.toContain('POST auth/token/revoke-self')
    expect(brief(revocation)).toEqual(expected({ confirmed: 'ab', token: 'supplied' }))
  })

  it('leaves leases that no policy allows to revoke', async () => {
    const { revocation } = await revokeWith({ token: { kind: 'supplied' }, grants: none })
    expect(brief(revocation)).toEqual(expected({ left: 'ab', token: 'supplied', complete: false }))
  })

  it('has its leases renewed by one second if no policy allows to revoke them', async () => {
    const { revocation, requests } = await revokeWith({ leases: [lease('a')], token: { kind: 'supplied' }, grants: renewalOnly })
    expect(requests).toEqual(['PUT sys/leases/renew', 'PUT sys/leases/lookup'])
    expect(brief(revocation)).toEqual(expected({ confirmed: 'a', token: 'supplied' }))
  })
})

describe('with revoke: required, is confirmed', () => {
  it.each<[string, Case, boolean]>([
    ['revoked', {}, true],
    ['renewed by one second', { grants: renewalOnly }, true],
    ['with a supplied token, which is not revoked', { token: { kind: 'supplied' } }, true],
    ['without a grant even to renew: revoked with the token only', { grants: none }, false],
    ['not renewable: revoked with the token only', { grants: renewalOnly, leases: [{ ...lease('a'), renewable: false }] }, false],
    ['one fails', { at: { leases: { 'db/creds/a/id': broken } } }, false],
    ['the token is left', { at: { token: denied } }, false],
    ['a batch token', { token: { kind: 'batch' } }, false],
    ['STS credentials', { leases: [lease('s', true)] }, false],
  ])('%s', async (_, at, confirmed) => {
    expect(isConfirmed((await revokeWith({ required: true, ...at })).revocation)).toBe(confirmed)
  })
})

describe('a lease in another namespace than the token', () => {
  const elsewhere = leaseOn('a', { namespace: 'team' })

  it('is renewed by one second if no policy allows to revoke it', async () => {
    const { revocation, requests } = await revokeWith({ leases: [elsewhere], grants: grantsOf([elsewhere], ['byRenewal']) })
    expect(requests).toEqual(['PUT sys/leases/renew', 'PUT sys/leases/lookup', 'POST auth/token/revoke-self'])
    expect(brief(revocation)).toEqual(expected({ confirmed: 'a' }))
  })

  it('is left until its own expiry if nothing is granted', async () => {
    const { revocation } = await revokeWith({ leases: [elsewhere], grants: grantsOf([elsewhere], []), token: { expires: later - 60_000 } })
    expect(brief(revocation)).toEqual(expected({ left: 'a', complete: false }))
    expect(revocation.left[0]?.expires).toBe(elsewhere.expires)
  })
})

describe('a token that was revoked or expired before', () => {
  it.each([dead.vault, dead.openBao])('ends its leases, whose denials are not failures: %j', async (gone) => {
    const { revocation } = await revokeWith({ at: { token: gone, leases: { 'db/creds/a/id': gone, 'db/creds/b/id': gone } } })
    expect(brief(revocation)).toEqual(expected({ withToken: 'ab', token: 'gone' }))
  })

  it('is gone after its expiry, even if the response to its revocation is lost', async () => {
    const { revocation } = await revokeWith({ token: { expires: Date.now() - 1 }, grants: none, at: { token: 'lost' } })
    expect(brief(revocation)).toEqual(expected({ withToken: 'ab', token: 'gone' }))
  })
})

describe('a wall clock that is changed during the job', () => {
  const hour = 3_600_000
  /** Times by main's clock, which differed from the current one by `offset` milliseconds. */
  const byMain = (offset: number, expires: number) => ({ expires: expires + offset, booted: bootTime() + offset })
  const lost = { grants: none, at: { token: 'lost' } } as const

  it('forwards does not make a valid token expired', async () => {
    const { revocation } = await revokeWith({ ...lost, token: byMain(-10 * hour, Date.now() + hour) })
    expect(brief(revocation)).toEqual(expected({ left: 'ab', token: 'left', complete: false }))
  })

  it('forwards keeps an expired token expired', async () => {
    const { revocation } = await revokeWith({ ...lost, token: byMain(-10 * hour, Date.now() - hour) })
    expect(brief(revocation)).toEqual(expected({ withToken: 'ab', token: 'gone' }))
  })

  it('backwards does not prove that a token has expired', async () => {
    const { revocation } = await revokeWith({ ...lost, token: byMain(10 * hour, Date.now() - hour) })
    expect(brief(revocation)).toEqual(expected({ left: 'ab', token: 'left', complete: false }))
  })

  it('does not change the time limits of the revocation', async () => {
    let wall = Date.now()
    jest.spyOn(Date, 'now').mockImplementation(() => (wall += 24 * hour))
    const { revocation } = await revokeWith({ at: { token: 'slow' }, token: { expires: later } })
    expect(brief(revocation)).toEqual(expected({ confirmed: 'ab' }))
  })
})

describe('the time limit', () => {
  it('of the token is separate: a hanging database does not use it up', async () => {
    const start = performance.now()
    const { revocation, requests } = await revokeWith({
      at: { leases: { 'db/creds/a/id': 'hangs' } },
      limits: { leasesMs: 400, allMs: 5_400 },
    })
    expect(brief(revocation)).toEqual(expected({ confirmed: 'b', pending: 'a' }))
    expect(revocation.pending[0]?.failure).toMatchObject({ code: 'ERR_TIMEOUT', message: 'the time limit for revocation was reached' })
    expect(requests.at(-1)).toBe('POST auth/token/revoke-self')
    expect(performance.now() - start).toBeLessThan(2_000)
  })

  it('includes the query for grants, and the leases end with the token', async () => {
    const { revocation } = await revokeWith({ grants: 'unasked', at: { capabilities: 'hangs' }, limits: { leasesMs: 400, allMs: 5_400 } })
    expect(brief(revocation)).toEqual(expected({ withToken: 'ab' }))
  })

  it('applies to the token too', async () => {
    const { revocation } = await revokeWith({ leases: [], at: { token: 'hangs' }, limits: { leasesMs: 400, allMs: 200 } })
    expect(brief(revocation)).toEqual(expected({ token: 'left', complete: false }))
    expect(revocation.tokenFailure).toMatchObject({ code: 'ERR_TIMEOUT' })
  })
})

it('revokes forty leases at once', async () => {
  const leases = Array.from({ length: 40 }, (_, i) => ({ ...lease('a'), id: `db/creds/a/${i}` }))
  const { revocation, requests } = await revokeWith({ leases })
  expect(revocation.confirmed).toHaveLength(40)
  expect(requests).toHaveLength(41)
})
