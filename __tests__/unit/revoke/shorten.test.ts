import { rmSync } from 'node:fs'
import { Failure } from '../../../src/core/failure.ts'
import { createSession, type LoginRecord, type Session } from '../../../src/state/session.ts'
import { shortenLeases, shortenToken } from '../../../src/revoke/shorten.ts'
import type { JsonObject } from '../../../src/core/json.ts'
import type { Lease } from '../../../src/vault/leases.ts'
import { connectionOf, leaseOn, tokenOf } from '../../support/revocable.ts'
import { createRunnerFiles, type RunnerFiles } from '../../support/runner-files.ts'
import { vaultThatSays } from '../../support/vault-that-says.ts'

const hours = (count: number) => count * 3_600
const from = (seconds: number) => Date.now() + seconds * 1_000
const denied = new Failure('ERR_DENIED', 'POST auth/token/renew-self: 403 permission denied', { status: 403 })
const maxTtl = hours(6)

let files: RunnerFiles
beforeEach(() => {
  files = createRunnerFiles()
})
afterEach(() => {
  files.remove()
})

function revocableOf(token: Partial<LoginRecord['token']>, leases: readonly Lease[] = []): Session {
  const session = createSession({ GITHUB_STATE: files.statePath })
  session.begin({ connection: connectionOf({ namespace: 'team', authNamespace: 'home' }), token: tokenOf(token), required: false })
  for (const lease of leases) session.addLease(lease)
  return session
}

const renewed = (seconds: number) => ({ auth: { lease_duration: seconds } })

describe("the action's own token", () => {
  it('with a long TTL is renewed to maxTtl in its namespace, and saved with its new expiry', async () => {
    const session = revocableOf({ expires: from(hours(700)) })
    const { vault, calls } = vaultThatSays(renewed(maxTtl))
    await expect(shortenToken(session, { ...vault, tokenNamespace: 'home' }, maxTtl)).resolves.toEqual({
      shortened: ['the token'],
      tooLong: [],
    })
    expect(calls).toEqual([
      expect.objectContaining({ method: 'POST', path: 'auth/token/renew-self', namespace: 'home', body: { increment: maxTtl } }),
    ])
    expect(session.revocable()?.token.expires).toBeLessThan(from(maxTtl + 1))
    expect(files.state()['session']).toContain(String(session.revocable()?.token.expires))
  })

  test.each<[string, Partial<LoginRecord['token']>, number]>([
    ['expires in time', { expires: from(maxTtl) }, maxTtl],
    ['expires 3 s later', { expires: from(maxTtl + 3) }, maxTtl],
    ['was supplied by the user', { kind: 'supplied', expires: from(hours(700)) }, maxTtl],
    ['has a long TTL, with maxTtl 0,', { expires: from(hours(700)) }, 0],
  ])('that %s is not changed', async (_, token, limit) => {
    const { vault, calls } = vaultThatSays({})
    await expect(shortenToken(revocableOf(token), vault, limit)).resolves.toEqual({ shortened: [], tooLong: [] })
    expect(calls).toEqual([])
  })

  test.each<[string, Partial<LoginRecord['token']>, number]>([
    ['cannot be renewed', { kind: 'batch', renewable: false }, 0],
    ['has limited uses', { uses: 5 }, 0],
    ['is denied the renewal', {}, 1],
  ])('that %s is reported with its expiry', async (_, token, requests) => {
    const expires = from(hours(700))
    const { vault, calls } = vaultThatSays(denied)
    const { tooLong } = await shortenToken(revocableOf({ ...token, expires }), vault, maxTtl)
    expect(tooLong).toEqual([{ lease: undefined, expires, failure: requests > 0 ? denied : undefined }])
    expect(calls).toHaveLength(requests)
  })

  it('that is renewed by its whole period is reported with its new expiry', async () => {
    const { vault } = vaultThatSays(renewed(hours(100)))
    const { shortened, tooLong } = await shortenToken(revocableOf({ expires: from(hours(90)) }), vault, maxTtl)
    expect(shortened).toEqual([])
    expect(tooLong[0]?.expires).toBeGreaterThan(from(hours(99)))
  })
})

describe('a renewal whose response has no valid lease_duration', () => {
  const long = { expires: from(hours(700)) }

  test.each<[object]>([[{}], [{ lease_duration: null }], [{ lease_duration: '60' }], [{ lease_duration: -1 }]])(
    '%j keeps the old expiry, and is reported',
    async (reply) => {
      const session = revocableOf(long, [leaseOn('a', { ...long, namespace: 'elsewhere' })])
      const token = await shortenToken(session, vaultThatSays({ auth: reply as JsonObject }).vault, maxTtl)
      const leases = await shortenLeases(session, vaultThatSays(reply as JsonObject).vault, maxTtl)
      for (const { shortened, tooLong } of [token, leases]) {
        expect(shortened).toEqual([])
        expect(tooLong).toMatchObject([{ ...long, failure: { code: 'ERR_REPLY' } }])
      }
      expect(session.revocable()).toMatchObject({ token: long, leases: [long] })
    },
  )
})

describe('leases', () => {
  const long = leaseOn('a', { namespace: 'home', expires: from(hours(768)) })

  it("that are revoked with the action's own token are not renewed", async () => {
    const { vault, calls } = vaultThatSays({})
    await expect(shortenLeases(revocableOf({}, [long]), vault, maxTtl)).resolves.toEqual({ shortened: [], tooLong: [] })
    expect(calls).toEqual([])
  })

  test.each<[string, Partial<LoginRecord['token']>]>([
    ['a token that could not be shortened', { expires: from(hours(700)) }],
    ['a token that the user supplied', { kind: 'supplied' }],
  ])('of %s are renewed to maxTtl', async (_, token) => {
    const { vault, calls } = vaultThatSays({ lease_duration: maxTtl })
    const short = leaseOn('b')
    await expect(shortenLeases(revocableOf(token, [long, short]), vault, maxTtl)).resolves.toEqual({
      shortened: ['db/creds/a'],
      tooLong: [],
    })
    expect(calls).toEqual([expect.objectContaining({ path: 'sys/leases/renew', body: { lease_id: 'db/creds/a/id', increment: maxTtl } })])
  })

  test.each<[string, Partial<Lease>, object | Failure, number]>([
    ['cannot be renewed', { renewable: false }, {}, 0],
    ['are denied the renewal', {}, denied, 1],
    ['keep their long TTL', {}, { lease_duration: hours(700) }, 1],
  ])('that %s are reported with their expiry', async (_, more, reply, requests) => {
    const { vault, calls } = vaultThatSays(reply as Failure)
    const lease = { ...long, ...more }
    const { shortened, tooLong } = await shortenLeases(revocableOf({ kind: 'supplied' }, [lease]), vault, maxTtl)
    expect([shortened, tooLong.map((one) => one.lease)]).toEqual([[], [lease]])
    expect(calls).toHaveLength(requests)
  })

  it('are saved with their new expiry', async () => {
    const session = revocableOf({ kind: 'supplied' }, [leaseOn('b'), long, { ...long, namespace: 'team', renewable: false }])
    await shortenLeases(session, vaultThatSays({ lease_duration: maxTtl }).vault, maxTtl)
    const [, shortened, other] = session.revocable()!.leases
    expect(shortened).toEqual({ ...long, expires: expect.any(Number) as number })
    expect(Math.abs(shortened!.expires - from(maxTtl))).toBeLessThan(5_000)
    expect(JSON.parse(files.state()['lease_2']!)).toEqual(shortened)
    expect([other?.expires, JSON.parse(files.state()['lease_3']!)]).toEqual([long.expires, other])
  })

  it('that are shortened less than asked are saved with their new expiry too', async () => {
    const session = revocableOf({ kind: 'supplied' }, [long])
    await shortenLeases(session, vaultThatSays({ lease_duration: hours(100) }).vault, maxTtl)
    expect(Math.abs(session.revocable()!.leases[0]!.expires - from(hours(100)))).toBeLessThan(5_000)
  })

  it('whose new expiry cannot be saved are an error, after all are shortened', async () => {
    const session = revocableOf({ kind: 'supplied' }, [long, leaseOn('b', { expires: long.expires })])
    const { vault, calls } = vaultThatSays({ lease_duration: maxTtl })
    rmSync(files.statePath)
    await expect(shortenLeases(session, vault, maxTtl)).rejects.toMatchObject({ code: 'ERR_STATE' })
    expect(calls).toHaveLength(2)
    expect(session.revocable()!.leases.every(({ expires }) => expires < from(maxTtl + 5))).toBe(true)
  })

  it('of STS are not reported here', async () => {
    const session = revocableOf({ kind: 'supplied' }, [{ ...long, sts: true }])
    await expect(shortenLeases(session, vaultThatSays({}).vault, maxTtl)).resolves.toEqual({ shortened: [], tooLong: [] })
  })
})
