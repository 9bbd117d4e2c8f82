import { revokeAll, isConfirmed, isComplete, type Revocation } from '../../../src/revoke/revoke.ts'
import { bootMoment, type Revocable, type RevocableToken } from '../../../src/state/session.ts'
import type { Grants } from '../../../src/vault/grants.ts'
import type { Lease } from '../../../src/vault/leases.ts'
import { connectionOf, grantsOf, leaseOn, tokenOf } from '../../support/revocable.ts'
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
  }
  return { revocation: await revokeAll(revocable, transport, more.limits ?? limits), requests }
}
const names = (leases: readonly Lease[]) => leases.map(({ path }) => path.slice(-1)).join('')
/** The settlement in short: the names of the leases by what became of them, the token's end, and whether all is done. */
const brief = (revocation: Revocation) => ({
  confirmed: names(revocation.confirmed),
  withToken: names(revocation.withToken),
  pending: names(revocation.pending.map((one) => one.lease)),
  left: names(revocation.left.map((one) => one.lease)),
  sts: names(revocation.sts),
  token: revocation.token,
  settled: isComplete(revocation),
})
const expected = (more: Partial<ReturnType<typeof brief>>) => ({
  confirmed: '',
  withToken: '',
  pending: '',
  left: '',
  sts: '',
  token: 'revoked',
  settled: true,
  ...more,
})

it('a defect on the way to end leases leaves the token its end', async () => {
  const broken = { ...lease('a'), namespace: undefined } as unknown as Lease
  server.use(...revocationHandlers({}))
  const revocable = { connection: connectionOf({ namespace: 'team' }), token: tokenOf(), required: false, leases: [broken], grants: {} }
  expect(brief(await revokeAll(revocable, transport, limits))).toMatchObject({ token: 'revoked', left: 'a' })
})

// what may be revoked × how revoking goes × how the token's end goes
describe.each<[string, Behaviour, string]>([
  ['is revoked', 'ok', 'revoked'],
  ['is gone already (Vault)', dead.vault, 'gone'],
  ['is gone already (OpenBao)', dead.openBao, 'gone'],
  ['may not be revoked', denied, 'left'],
  ['cannot be reached', 'lost', 'left'],
])('where the token %s', (_, token, end) => {
  const dies = end !== 'left'
  test.each<[string, Grants, Behaviour, Partial<ReturnType<typeof brief>>]>([
    ['URL form, all revoked', byUrl, 'ok', { confirmed: 'ab' }],
    ['body form, all revoked', byBody, 'ok', { confirmed: 'ab' }],
    ['URL form, one fails', byUrl, broken, dies ? { confirmed: 'b', pending: 'a' } : { confirmed: 'b', left: 'a' }],
    ['body form, one fails', byBody, broken, dies ? { confirmed: 'b', pending: 'a' } : { confirmed: 'b', left: 'a' }],
    ['URL form, one fails and is taken on', byUrl, 'later', { confirmed: 'b', pending: 'a' }],
    ['no grant to revoke, only to renew', renewalOnly, 'ok', dies ? { withToken: 'ab' } : { left: 'ab' }],
    ['URL form, one is lost', byUrl, 'lost', dies ? { confirmed: 'b', pending: 'a' } : { confirmed: 'b', left: 'a' }],
    ['no grant', none, 'ok', dies ? { withToken: 'ab' } : { left: 'ab' }],
  ])('%s', async (_grant, grants, revoke, outcome) => {
    const { revocation } = await revokeWith({ grants, at: { token, leases: { 'db/creds/a/id': revoke } } })
    expect(brief(revocation)).toEqual(expected({ token: end as Revocation['token'], settled: dies, ...outcome }))
    expect(revocation.tokenFailure === undefined).toBe(dies)
  })
})

describe('what is asked', () => {
  it('is nothing but the token where there are no leases', async () => {
    const { revocation, requests } = await revokeWith({ leases: [], grants: 'unasked' })
    expect(requests).toEqual(['POST auth/token/revoke-self'])
    expect(brief(revocation)).toEqual(expected({}))
  })

  it('is the leases first, then the token', async () => {
    const { requests } = await revokeWith({})
    expect(requests.slice(0, 2).toSorted()).toEqual(['PUT sys/leases/revoke/db/creds/a/id', 'PUT sys/leases/revoke/db/creds/b/id'])
    expect(requests.slice(2)).toEqual(['POST auth/token/revoke-self'])
  })

  it('is what is granted, where main had not asked that', async () => {
    const { revocation, requests } = await revokeWith({ grants: 'unasked', at: { granted: ['sys/leases/revoke/db/creds/a/any'] } })
    expect(requests).toEqual(['POST sys/capabilities-self', 'PUT sys/leases/revoke/db/creds/a/id', 'POST auth/token/revoke-self'])
    expect(brief(revocation)).toEqual(expected({ confirmed: 'a', withToken: 'b' }))
  })

  it('is no revocation that no policy grants: it would be noise in an audit log', async () => {
    const { requests } = await revokeWith({ grants: none })
    expect(requests).toEqual(['POST auth/token/revoke-self'])
  })

  it.each<[Behaviour]>([['lost'], [{ status: 500 }]])('and not answered (%j) leaves the leases to the token', async (capabilities) => {
    const { revocation } = await revokeWith({ grants: 'unasked', at: { capabilities } })
    expect(brief(revocation)).toEqual(expected({ withToken: 'ab' }))
    expect(revocation.unasked?.message).toMatch('POST sys/capabilities-self: ')
  })

  it('and not allowed either is found out: what one form is denied may be granted in the other', async () => {
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

  it('and answered leaves nothing unasked', async () => {
    for (const grants of ['unasked', none] as const) expect((await revokeWith({ grants })).revocation.unasked).toBeUndefined()
  })

  it('is no reason for a lease to stay where the question had no answer and the token stays', async () => {
    const { revocation } = await revokeWith({ grants: 'unasked', at: { capabilities: { status: 405, errors: ['no'] }, token: denied } })
    expect(brief(revocation)).toEqual(expected({ left: 'ab', token: 'left', settled: false }))
    expect(revocation.left.map(({ failure }) => failure)).toEqual([revocation.unasked, revocation.unasked])
  })
})

describe('a token of limited use', () => {
  it('with uses enough revokes every lease and itself', async () => {
    const { revocation, requests } = await revokeWith({
      grants: 'unasked',
      token: { uses: 6, spent: 2 },
      at: { granted: ['sys/leases/revoke'] },
    })
    expect(requests).toHaveLength(4)
    expect(brief(revocation)).toEqual(expected({ confirmed: 'ab' }))
  })

  it('is not asked for grants: only its own end is asked for, and its leases go with it', async () => {
    const { revocation, requests } = await revokeWith({ grants: 'unasked', token: { uses: 3 } })
    expect(requests).toEqual(['POST auth/token/revoke-self'])
    expect(brief(revocation)).toEqual(expected({ withToken: 'ab' }))
    expect(revocation.unasked).toMatchObject({ message: 'the token is of limited use' })
  })

  it('without leases has nothing unasked', async () => {
    const { revocation } = await revokeWith({ leases: [], grants: 'unasked', token: { uses: 3 } })
    expect(revocation.unasked).toBeUndefined()
  })
})

describe('STS credentials', () => {
  it('are named, never revoked, and no reason to fail', async () => {
    const { revocation, requests } = await revokeWith({ leases: [lease('s', true), lease('a')] })
    expect(brief(revocation)).toEqual(expected({ sts: 's', confirmed: 'a' }))
    expect(requests).not.toContain('PUT sys/leases/revoke/db/creds/s/id')
  })

  it('alone ask for no grants', async () => {
    const { requests } = await revokeWith({ leases: [lease('s', true)], grants: 'unasked' })
    expect(requests).toEqual(['POST auth/token/revoke-self'])
  })
})

describe('a batch token', () => {
  it('is not revoked, and its leases are one by one', async () => {
    const { revocation, requests } = await revokeWith({ token: { kind: 'batch' } })
    expect(requests).not.toContain('POST auth/token/revoke-self')
    expect(brief(revocation)).toEqual(expected({ confirmed: 'ab', token: 'batch' }))
  })

  it('takes no lease with it', async () => {
    const { revocation } = await revokeWith({ token: { kind: 'batch' }, grants: none })
    expect(brief(revocation)).toEqual(expected({ left: 'ab', token: 'batch', settled: false }))
    expect(revocation.left.every(({ failure }) => failure === undefined)).toBe(true)
  })

  it('has its leases renewed to their end where no policy lets it revoke them', async () => {
    const { revocation, requests } = await revokeWith({
      leases: [lease('a')],
      token: { kind: 'batch' },
      grants: renewalOnly,
      at: { known: 2 },
    })
    expect(requests).toEqual(['PUT sys/leases/renew', 'PUT sys/leases/lookup', 'PUT sys/leases/lookup', 'PUT sys/leases/lookup'])
    expect(brief(revocation)).toEqual(expected({ confirmed: 'a', token: 'batch' }))
  })

  it('leaves a lease that cannot be renewed', async () => {
    const fixed = { ...lease('a'), renewable: false }
    const { revocation, requests } = await revokeWith({ leases: [fixed], token: { kind: 'batch' }, grants: renewalOnly })
    expect(requests).toEqual([])
    expect(brief(revocation)).toEqual(expected({ left: 'a', token: 'batch', settled: false }))
  })

  it('leaves what fails', async () => {
    const { revocation } = await revokeWith({ token: { kind: 'batch' }, at: { leases: { 'db/creds/b/id': broken } } })
    expect(brief(revocation)).toEqual(expected({ confirmed: 'a', left: 'b', token: 'batch', settled: false }))
    expect(revocation.left[0]?.failure?.message).toContain('failed to revoke entry: connection refused')
  })
})

describe('a token that the user supplied', () => {
  it('is left alone, and its leases are revoked one by one', async () => {
    const { revocation, requests } = await revokeWith({ token: { kind: 'supplied' } })
    expect(requests).not.toContain('POST auth/token/revoke-self')
    expect(brief(revocation)).toEqual(expected({ confirmed: 'ab', token: 'supplied' }))
  })

  it('takes no lease with it', async () => {
    const { revocation } = await revokeWith({ token: { kind: 'supplied' }, grants: none })
    expect(brief(revocation)).toEqual(expected({ left: 'ab', token: 'supplied', settled: false }))
  })

  it('has its leases renewed to their end where no policy lets it revoke them', async () => {
    const { revocation, requests } = await revokeWith({ leases: [lease('a')], token: { kind: 'supplied' }, grants: renewalOnly })
    expect(requests).toEqual(['PUT sys/leases/renew', 'PUT sys/leases/lookup'])
    expect(brief(revocation)).toEqual(expected({ confirmed: 'a', token: 'supplied' }))
  })
})

describe('where every end has to be confirmed', () => {
  it.each<[string, Case, boolean]>([
    ['revoked', {}, true],
    ['renewed to their end', { grants: renewalOnly }, true],
    ['with a supplied token, which is not revocable', { token: { kind: 'supplied' } }, true],
    ['without a grant even to renew: they only go with the token', { grants: none }, false],
    ['not renewable: they only go with the token', { grants: renewalOnly, leases: [{ ...lease('a'), renewable: false }] }, false],
    ['one fails', { at: { leases: { 'db/creds/a/id': broken } } }, false],
    ['the token stays', { at: { token: denied } }, false],
    ['a batch token', { token: { kind: 'batch' } }, false],
    ['STS credentials', { leases: [lease('s', true)] }, false],
  ])('%s', async (_, at, confirmed) => {
    expect(isConfirmed((await revokeWith({ required: true, ...at })).revocation)).toBe(confirmed)
  })
})

describe('a lease in another namespace than the token', () => {
  const elsewhere = leaseOn('a', { namespace: 'team' })

  it('does not end with it, and is renewed to its end where it may not be revoked', async () => {
    const { revocation, requests } = await revokeWith({ leases: [elsewhere], grants: grantsOf([elsewhere], ['byRenewal']) })
    expect(requests).toEqual(['PUT sys/leases/renew', 'PUT sys/leases/lookup', 'POST auth/token/revoke-self'])
    expect(brief(revocation)).toEqual(expected({ confirmed: 'a' }))
  })

  it('is left where nothing is granted, until its own end', async () => {
    const { revocation } = await revokeWith({ leases: [elsewhere], grants: grantsOf([elsewhere], []), token: { expires: later - 60_000 } })
    expect(brief(revocation)).toEqual(expected({ left: 'a', settled: false }))
    expect(revocation.left[0]?.expires).toBe(elsewhere.expires)
  })
})

describe('a token that was gone before', () => {
  it.each([dead.vault, dead.openBao])('takes its leases with it, and their refusals are no news: %j', async (gone) => {
    const { revocation } = await revokeWith({ at: { token: gone, leases: { 'db/creds/a/id': gone, 'db/creds/b/id': gone } } })
    expect(brief(revocation)).toEqual(expected({ withToken: 'ab', token: 'gone' }))
  })

  it('has run out, whatever its revocation brings', async () => {
    const { revocation } = await revokeWith({ token: { expires: Date.now() - 1 }, grants: none, at: { token: 'lost' } })
    expect(brief(revocation)).toEqual(expected({ withToken: 'ab', token: 'gone' }))
  })
})

describe('a wall clock that is set while the job runs', () => {
  const hour = 3_600_000
  /** By main's clock, which was this much behind or ahead of today's. */
  const byMain = (off: number, expires: number) => ({ expires: expires + off, booted: bootMoment() + off })
  const lost = { grants: none, at: { token: 'lost' } } as const

  it('forwards does not end a token that has time left', async () => {
    const { revocation } = await revokeWith({ ...lost, token: byMain(-10 * hour, Date.now() + hour) })
    expect(brief(revocation)).toEqual(expected({ left: 'ab', token: 'left', settled: false }))
  })

  it('leaves one that has run out as it is', async () => {
    const { revocation } = await revokeWith({ ...lost, token: byMain(-10 * hour, Date.now() - hour) })
    expect(brief(revocation)).toEqual(expected({ withToken: 'ab', token: 'gone' }))
  })

  it('backwards leaves both in doubt', async () => {
    const { revocation } = await revokeWith({ ...lost, token: byMain(10 * hour, Date.now() - hour) })
    expect(brief(revocation)).toEqual(expected({ left: 'ab', token: 'left', settled: false }))
  })

  it('takes no time of the token, and gives it none', async () => {
    let wall = Date.now()
    jest.spyOn(Date, 'now').mockImplementation(() => (wall += 24 * hour))
    const { revocation } = await revokeWith({ at: { token: 'slow' }, token: { expires: later } })
    expect(brief(revocation)).toEqual(expected({ confirmed: 'ab' }))
  })
})

describe('time', () => {
  it('of the token is its own: a dead database does not take it', async () => {
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

  it('of the question for grants counts as well, and the leases go with the token', async () => {
    const { revocation } = await revokeWith({ grants: 'unasked', at: { capabilities: 'hangs' }, limits: { leasesMs: 400, allMs: 5_400 } })
    expect(brief(revocation)).toEqual(expected({ withToken: 'ab' }))
  })

  it('runs out for the token too', async () => {
    const { revocation } = await revokeWith({ leases: [], at: { token: 'hangs' }, limits: { leasesMs: 400, allMs: 200 } })
    expect(brief(revocation)).toEqual(expected({ token: 'left', settled: false }))
    expect(revocation.tokenFailure).toMatchObject({ code: 'ERR_TIMEOUT' })
  })
})

it('ends forty leases at once', async () => {
  const leases = Array.from({ length: 40 }, (_, i) => ({ ...lease('a'), id: `db/creds/a/${i}` }))
  const { revocation, requests } = await revokeWith({ leases })
  expect(revocation.confirmed).toHaveLength(40)
  expect(requests).toHaveLength(41)
})
