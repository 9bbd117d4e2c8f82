import { giveBack, isConfirmed, isSettled, type Settlement } from '../../src/revoke.ts'
import { bootMoment, type Owed, type OwedToken } from '../../src/session.ts'
import type { Grants } from '../../src/vault/grants.ts'
import type { Lease } from '../../src/vault/leases.ts'
import { connectionOf, grantsOf, leaseOn, tokenOf } from './support/debt.ts'
import { dead, denied, givingBack, type Behaviour, type GivingBack } from './support/fake-vault.ts'
import { mockNetwork } from './support/mocked-network.ts'
import { quickTimers } from './support/quick-timers.ts'

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
  readonly token?: Partial<OwedToken>
  readonly at?: Partial<GivingBack>
  readonly limits?: typeof limits
  readonly required?: boolean
}

async function settle({
  leases = [lease('a'), lease('b')],
  grants = byUrl,
  token = {},
  at = {},
  ...more
}: Case): Promise<{ settlement: Settlement; requests: readonly string[] }> {
  const requests: string[] = []
  server.use(...givingBack(at, requests))
  const owed: Owed = {
    connection: connectionOf(),
    token: tokenOf({ expires: later, ...token }),
    required: more.required ?? false,
    leases,
    grants: grants === 'unasked' ? undefined : grants,
  }
  return { settlement: await giveBack(owed, transport, more.limits ?? limits), requests }
}
const names = (leases: readonly Lease[]) => leases.map(({ path }) => path.slice(-1)).join('')
/** The settlement in short: the names of the leases by what became of them, the token's end, and whether all is done. */
const brief = (settlement: Settlement) => ({
  confirmed: names(settlement.confirmed),
  withToken: names(settlement.withToken),
  pending: names(settlement.pending.map((one) => one.lease)),
  left: names(settlement.left.map((one) => one.lease)),
  sts: names(settlement.sts),
  token: settlement.token,
  settled: isSettled(settlement),
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
  server.use(...givingBack({}))
  const owed = { connection: connectionOf({ namespace: 'team' }), token: tokenOf(), required: false, leases: [broken], grants: {} }
  expect(brief(await giveBack(owed, transport, limits))).toMatchObject({ token: 'revoked', left: 'a' })
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
    const { settlement } = await settle({ grants, at: { token, leases: { 'db/creds/a/id': revoke } } })
    expect(brief(settlement)).toEqual(expected({ token: end as Settlement['token'], settled: dies, ...outcome }))
    expect(settlement.tokenFailure === undefined).toBe(dies)
  })
})

describe('what is asked', () => {
  it('is nothing but the token where there are no leases', async () => {
    const { settlement, requests } = await settle({ leases: [], grants: 'unasked' })
    expect(requests).toEqual(['POST auth/token/revoke-self'])
    expect(brief(settlement)).toEqual(expected({}))
  })

  it('is the leases first, then the token', async () => {
    const { requests } = await settle({})
    expect(requests.slice(0, 2).toSorted()).toEqual(['PUT sys/leases/revoke/db/creds/a/id', 'PUT sys/leases/revoke/db/creds/b/id'])
    expect(requests.slice(2)).toEqual(['POST auth/token/revoke-self'])
  })

  it('is what is granted, where main had not asked that', async () => {
    const { settlement, requests } = await settle({ grants: 'unasked', at: { granted: ['sys/leases/revoke/db/creds/a/any'] } })
    expect(requests).toEqual(['POST sys/capabilities-self', 'PUT sys/leases/revoke/db/creds/a/id', 'POST auth/token/revoke-self'])
    expect(brief(settlement)).toEqual(expected({ confirmed: 'a', withToken: 'b' }))
  })

  it('is no revocation that no policy grants: it would be noise in an audit log', async () => {
    const { requests } = await settle({ grants: none })
    expect(requests).toEqual(['POST auth/token/revoke-self'])
  })

  it.each<[Behaviour]>([['lost'], [{ status: 500 }]])('and not answered (%j) leaves the leases to the token', async (capabilities) => {
    const { settlement } = await settle({ grants: 'unasked', at: { capabilities } })
    expect(brief(settlement)).toEqual(expected({ withToken: 'ab' }))
    expect(settlement.unasked?.message).toMatch('POST sys/capabilities-self: ')
  })

  it('and not allowed either is found out: what one form is denied may be granted in the other', async () => {
    const leases = { 'db/creds/a/id': denied }
    const { settlement, requests } = await settle({
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
    expect(brief(settlement)).toEqual(expected({ confirmed: 'a' }))
  })

  it('and answered leaves nothing unasked', async () => {
    for (const grants of ['unasked', none] as const) expect((await settle({ grants })).settlement.unasked).toBeUndefined()
  })

  it('is no reason for a lease to stay where the question had no answer and the token stays', async () => {
    const { settlement } = await settle({ grants: 'unasked', at: { capabilities: { status: 405, errors: ['no'] }, token: denied } })
    expect(brief(settlement)).toEqual(expected({ left: 'ab', token: 'left', settled: false }))
    expect(settlement.left.map(({ failure }) => failure)).toEqual([settlement.unasked, settlement.unasked])
  })
})

describe('a token of limited use', () => {
  it('with uses enough revokes every lease and itself', async () => {
    const { settlement, requests } = await settle({
      grants: 'unasked',
      token: { uses: 6, spent: 2 },
      at: { granted: ['sys/leases/revoke'] },
    })
    expect(requests).toHaveLength(4)
    expect(brief(settlement)).toEqual(expected({ confirmed: 'ab' }))
  })

  it('is not asked for grants: only its own end is asked for, and its leases go with it', async () => {
    const { settlement, requests } = await settle({ grants: 'unasked', token: { uses: 3 } })
    expect(requests).toEqual(['POST auth/token/revoke-self'])
    expect(brief(settlement)).toEqual(expected({ withToken: 'ab' }))
    expect(settlement.unasked).toMatchObject({ message: 'the token is of limited use' })
  })

  it('without leases has nothing unasked', async () => {
    const { settlement } = await settle({ leases: [], grants: 'unasked', token: { uses: 3 } })
    expect(settlement.unasked).toBeUndefined()
  })
})

describe('STS credentials', () => {
  it('are named, never revoked, and no reason to fail', async () => {
    const { settlement, requests } = await settle({ leases: [lease('s', true), lease('a')] })
    expect(brief(settlement)).toEqual(expected({ sts: 's', confirmed: 'a' }))
    expect(requests).not.toContain('PUT sys/leases/revoke/db/creds/s/id')
  })

  it('alone ask for no grants', async () => {
    const { requests } = await settle({ leases: [lease('s', true)], grants: 'unasked' })
    expect(requests).toEqual(['POST auth/token/revoke-self'])
  })
})

describe('a batch token', () => {
  it('is not revoked, and its leases are one by one', async () => {
    const { settlement, requests } = await settle({ token: { kind: 'batch' } })
    expect(requests).not.toContain('POST auth/token/revoke-self')
    expect(brief(settlement)).toEqual(expected({ confirmed: 'ab', token: 'batch' }))
  })

  it('takes no lease with it', async () => {
    const { settlement } = await settle({ token: { kind: 'batch' }, grants: none })
    expect(brief(settlement)).toEqual(expected({ left: 'ab', token: 'batch', settled: false }))
    expect(settlement.left.every(({ failure }) => failure === undefined)).toBe(true)
  })

  it('has its leases renewed to their end where no policy lets it revoke them', async () => {
    const { settlement, requests } = await settle({ leases: [lease('a')], token: { kind: 'batch' }, grants: renewalOnly, at: { known: 2 } })
    expect(requests).toEqual(['PUT sys/leases/renew', 'PUT sys/leases/lookup', 'PUT sys/leases/lookup', 'PUT sys/leases/lookup'])
    expect(brief(settlement)).toEqual(expected({ confirmed: 'a', token: 'batch' }))
  })

  it('leaves a lease that cannot be renewed', async () => {
    const fixed = { ...lease('a'), renewable: false }
    const { settlement, requests } = await settle({ leases: [fixed], token: { kind: 'batch' }, grants: renewalOnly })
    expect(requests).toEqual([])
    expect(brief(settlement)).toEqual(expected({ left: 'a', token: 'batch', settled: false }))
  })

  it('leaves what fails', async () => {
    const { settlement } = await settle({ token: { kind: 'batch' }, at: { leases: { 'db/creds/b/id': broken } } })
    expect(brief(settlement)).toEqual(expected({ confirmed: 'a', left: 'b', token: 'batch', settled: false }))
    expect(settlement.left[0]?.failure?.message).toContain('failed to revoke entry: connection refused')
  })
})

describe('a token that the user supplied', () => {
  it('is left alone, and its leases are revoked one by one', async () => {
    const { settlement, requests } = await settle({ token: { kind: 'supplied' } })
    expect(requests).not.toContain('POST auth/token/revoke-self')
    expect(brief(settlement)).toEqual(expected({ confirmed: 'ab', token: 'supplied' }))
  })

  it('takes no lease with it', async () => {
    const { settlement } = await settle({ token: { kind: 'supplied' }, grants: none })
    expect(brief(settlement)).toEqual(expected({ left: 'ab', token: 'supplied', settled: false }))
  })

  it('has its leases renewed to their end where no policy lets it revoke them', async () => {
    const { settlement, requests } = await settle({ leases: [lease('a')], token: { kind: 'supplied' }, grants: renewalOnly })
    expect(requests).toEqual(['PUT sys/leases/renew', 'PUT sys/leases/lookup'])
    expect(brief(settlement)).toEqual(expected({ confirmed: 'a', token: 'supplied' }))
  })
})

describe('where every end has to be confirmed', () => {
  it.each<[string, Case, boolean]>([
    ['revoked', {}, true],
    ['renewed to their end', { grants: renewalOnly }, true],
    ['with a supplied token, which is not owed', { token: { kind: 'supplied' } }, true],
    ['without a grant even to renew: they only go with the token', { grants: none }, false],
    ['not renewable: they only go with the token', { grants: renewalOnly, leases: [{ ...lease('a'), renewable: false }] }, false],
    ['one fails', { at: { leases: { 'db/creds/a/id': broken } } }, false],
    ['the token stays', { at: { token: denied } }, false],
    ['a batch token', { token: { kind: 'batch' } }, false],
    ['STS credentials', { leases: [lease('s', true)] }, false],
  ])('%s', async (_, at, confirmed) => {
    expect(isConfirmed((await settle({ required: true, ...at })).settlement)).toBe(confirmed)
  })
})

describe('a lease in another namespace than the token', () => {
  const elsewhere = leaseOn('a', { namespace: 'team' })

  it('does not end with it, and is renewed to its end where it may not be revoked', async () => {
    const { settlement, requests } = await settle({ leases: [elsewhere], grants: grantsOf([elsewhere], ['byRenewal']) })
    expect(requests).toEqual(['PUT sys/leases/renew', 'PUT sys/leases/lookup', 'POST auth/token/revoke-self'])
    expect(brief(settlement)).toEqual(expected({ confirmed: 'a' }))
  })

  it('is left where nothing is granted, until its own end', async () => {
    const { settlement } = await settle({ leases: [elsewhere], grants: grantsOf([elsewhere], []), token: { expires: later - 60_000 } })
    expect(brief(settlement)).toEqual(expected({ left: 'a', settled: false }))
    expect(settlement.left[0]?.expires).toBe(elsewhere.expires)
  })
})

describe('a token that was gone before', () => {
  it.each([dead.vault, dead.openBao])('takes its leases with it, and their refusals are no news: %j', async (gone) => {
    const { settlement } = await settle({ at: { token: gone, leases: { 'db/creds/a/id': gone, 'db/creds/b/id': gone } } })
    expect(brief(settlement)).toEqual(expected({ withToken: 'ab', token: 'gone' }))
  })

  it('has run out, whatever its revocation brings', async () => {
    const { settlement } = await settle({ token: { expires: Date.now() - 1 }, grants: none, at: { token: 'lost' } })
    expect(brief(settlement)).toEqual(expected({ withToken: 'ab', token: 'gone' }))
  })
})

describe('a wall clock that is set while the job runs', () => {
  const hour = 3_600_000
  /** By main's clock, which was this much behind or ahead of today's. */
  const byMain = (off: number, expires: number) => ({ expires: expires + off, booted: bootMoment() + off })
  const lost = { grants: none, at: { token: 'lost' } } as const

  it('forwards does not end a token that has time left', async () => {
    const { settlement } = await settle({ ...lost, token: byMain(-10 * hour, Date.now() + hour) })
    expect(brief(settlement)).toEqual(expected({ left: 'ab', token: 'left', settled: false }))
  })

  it('leaves one that has run out as it is', async () => {
    const { settlement } = await settle({ ...lost, token: byMain(-10 * hour, Date.now() - hour) })
    expect(brief(settlement)).toEqual(expected({ withToken: 'ab', token: 'gone' }))
  })

  it('backwards leaves both in doubt', async () => {
    const { settlement } = await settle({ ...lost, token: byMain(10 * hour, Date.now() - hour) })
    expect(brief(settlement)).toEqual(expected({ left: 'ab', token: 'left', settled: false }))
  })

  it('takes no time of the token, and gives it none', async () => {
    let wall = Date.now()
    jest.spyOn(Date, 'now').mockImplementation(() => (wall += 24 * hour))
    const { settlement } = await settle({ at: { token: 'slow' }, token: { expires: later } })
    expect(brief(settlement)).toEqual(expected({ confirmed: 'ab' }))
  })
})

describe('time', () => {
  it('of the token is its own: a dead database does not take it', async () => {
    const start = performance.now()
    const { settlement, requests } = await settle({
      at: { leases: { 'db/creds/a/id': 'hangs' } },
      limits: { leasesMs: 400, allMs: 5_400 },
    })
    expect(brief(settlement)).toEqual(expected({ confirmed: 'b', pending: 'a' }))
    expect(settlement.pending[0]?.failure).toMatchObject({ code: 'ERR_TIMEOUT', message: 'the time for giving back ran out' })
    expect(requests.at(-1)).toBe('POST auth/token/revoke-self')
    expect(performance.now() - start).toBeLessThan(2_000)
  })

  it('of the question for grants counts as well, and the leases go with the token', async () => {
    const { settlement } = await settle({ grants: 'unasked', at: { capabilities: 'hangs' }, limits: { leasesMs: 400, allMs: 5_400 } })
    expect(brief(settlement)).toEqual(expected({ withToken: 'ab' }))
  })

  it('runs out for the token too', async () => {
    const { settlement } = await settle({ leases: [], at: { token: 'hangs' }, limits: { leasesMs: 400, allMs: 200 } })
    expect(brief(settlement)).toEqual(expected({ token: 'left', settled: false }))
    expect(settlement.tokenFailure).toMatchObject({ code: 'ERR_TIMEOUT' })
  })
})

it('ends forty leases at once', async () => {
  const leases = Array.from({ length: 40 }, (_, i) => ({ ...lease('a'), id: `db/creds/a/${i}` }))
  const { settlement, requests } = await settle({ leases })
  expect(settlement.confirmed).toHaveLength(40)
  expect(requests).toHaveLength(41)
})
