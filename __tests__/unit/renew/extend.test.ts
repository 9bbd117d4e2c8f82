import { rmSync } from 'node:fs'
import { Failure } from '../../../src/core/failure.ts'
import type { JsonObject } from '../../../src/core/json.ts'
import { extend } from '../../../src/renew/extend.ts'
import type { RevocableToken } from '../../../src/state/revocable.ts'
import { createSession, type Session } from '../../../src/state/session.ts'
import type { Call, TokenVault } from '../../../src/vault/client.ts'
import type { Lease } from '../../../src/vault/leases.ts'
import { connectionOf, leaseOn, tokenOf } from '../../support/revocable.ts'
import { createRunnerFiles, type RunnerFiles } from '../../support/runner-files.ts'
import { vaultBasics } from '../../support/vault-that-says.ts'

const hour = 3_600
const minTtl = 2 * hour
const from = (seconds: number) => Date.now() + seconds * 1_000
const long = from(9 * hour)
const denied = new Failure('ERR_DENIED', 'PUT sys/leases/renew: 403 permission denied', {
  status: 403,
  words: '1 error occurred: * permission denied',
})

let files: RunnerFiles
beforeEach(() => {
  files = createRunnerFiles()
})
afterEach(() => {
  files.remove()
})

function sessionOf(token: Partial<RevocableToken>, leases: readonly Lease[]): Session {
  const session = createSession({ GITHUB_STATE: files.statePath })
  session.begin({ connection: connectionOf(), token: tokenOf({ expires: from(hour), ...token }), required: false })
  for (const lease of leases) session.addLease(lease)
  return session
}

/** Creates a server that grants at most these seconds to the token and to leases, or refuses the renewal of leases. */
function vaultThatGrants(most: { readonly token?: number; readonly lease?: number | Failure; readonly data?: JsonObject | Failure }) {
  const calls: Call[] = []
  const granted = ({ body }: Call, limit = Infinity) => {
    const { increment } = body as { increment: number }
    return { seconds: Math.min(increment, limit), warnings: increment > limit ? ['capped'] : null }
  }
  const respond = (call: Call): JsonObject => {
    const { token, lease, data = {} } = most
    if (call.path === 'auth/token/lookup-self') {
      if (data instanceof Failure) throw data
      return { data }
    }
    if (call.path === 'auth/token/renew-self') {
      const { seconds, warnings } = granted(call, token)
      return { auth: { lease_duration: seconds }, warnings }
    }
    if (lease instanceof Failure) throw lease
    const { seconds, warnings } = granted(call, lease)
    return { lease_duration: seconds, warnings }
  }
  const vault: TokenVault = {
    ...vaultBasics(),
    call: async (call) => {
      calls.push(call)
      return Promise.resolve().then(() => ({ reply: respond(call), lost: false }))
    },
  }
  return { vault, calls }
}

it('renews credentials that would end earlier, saves them, and does not renew the others', async () => {
  const short = leaseOn('a')
  const session = sessionOf({}, [short, leaseOn('b', { expires: long })])
  const { vault, calls } = vaultThatGrants({})
  await expect(extend(session, vault, minTtl, true)).resolves.toEqual({ extended: [undefined, short], tooShort: [] })
  expect(calls.map(({ path, body }) => [path, body])).toEqual([
    ['auth/token/renew-self', { increment: minTtl }],
    ['sys/leases/renew', { lease_id: 'db/creds/a/id', increment: minTtl }],
  ])
  const { token, leases } = session.revocable()!
  for (const { expires } of [token, leases[0]!]) expect(Math.abs(expires - from(minTtl))).toBeLessThan(5_000)
  expect(leases[1]!.expires).toBe(long)
  expect(JSON.parse(files.state()['lease_1']!)).toEqual(leases[0])
})

it('does not renew the token if nothing depends on it', async () => {
  const { vault, calls } = vaultThatGrants({})
  await expect(extend(sessionOf({}, []), vault, minTtl, false)).resolves.toEqual({ extended: [], tooShort: [] })
  expect(calls).toEqual([])
})

test.each<[string, Partial<RevocableToken>, Partial<Lease>, string]>([
  ['is not renewable', {}, { renewable: false }, 'not renewable'],
  ['is of AWS STS', {}, { sts: true }, 'sts'],
  ['belongs to a limited-use token', { uses: 9 }, {}, 'uses'],
])('a lease that %s is too short, without a request', async (_, token, lease, kind) => {
  const { vault, calls } = vaultThatGrants({})
  const { extended, tooShort } = await extend(sessionOf({ expires: long, ...token }, [leaseOn('a', lease)]), vault, minTtl, true)
  expect([extended, tooShort.map(({ obstacle }) => obstacle.kind), calls]).toEqual([[], [kind], []])
})

test.each<[number | Failure, object]>([
  [1_800, { kind: 'capped', warnings: 'capped' }],
  [denied, { kind: 'denied', path: 'sys/leases/renew' }],
  [new Failure('ERR_UNAVAILABLE', '503', { status: 503 }), { kind: 'failed', failure: { status: 503 } }],
])('a lease for which Vault grants %s is too short, with its end', async (granted, obstacle) => {
  const session = sessionOf({ expires: long }, [leaseOn('a')])
  const { tooShort } = await extend(session, vaultThatGrants({ lease: granted }).vault, minTtl, true)
  expect(tooShort).toMatchObject([{ lease: { path: 'db/creds/a' }, obstacle, expires: session.revocable()!.leases[0]!.expires }])
})

describe('a token that Vault caps', () => {
  test.each<[JsonObject | Failure, string | undefined]>([
    [{ period: 1_800, explicit_max_ttl: 0 }, 'token_period'],
    [{ explicit_max_ttl: 3_600 }, 'token_explicit_max_ttl'],
    [{ explicit_max_ttl: 0 }, 'token_max_ttl'],
    [denied, undefined],
  ])('is too short because of its settings %j: %s', async (data, limit) => {
    const { vault } = vaultThatGrants({ token: 1_800, data })
    const { tooShort } = await extend(sessionOf({}, []), vault, minTtl, true)
    expect(tooShort).toMatchObject([{ lease: undefined, obstacle: { kind: 'capped' }, tokenLimit: limit }])
  })

  it('ends its leases earlier too, but not those of other namespaces and AWS STS', async () => {
    const leases = [
      leaseOn('a'),
      leaseOn('b', { expires: long }),
      leaseOn('far', { namespace: 'team' }),
      leaseOn('s', { sts: true, expires: long }),
    ]
    const { extended, tooShort } = await extend(sessionOf({}, leases), vaultThatGrants({ token: 5_400 }).vault, minTtl, true)
    expect(extended.map((lease) => lease?.path)).toEqual(['db/creds/far'])
    expect(tooShort.map(({ lease, obstacle }) => [lease?.path, obstacle.kind])).toEqual([
      [undefined, 'capped'],
      ['db/creds/a', 'token'],
      ['db/creds/b', 'token'],
    ])
    expect(tooShort.every(({ expires }) => Math.abs(expires - from(5_400)) < 5_000)).toBe(true)
  })
})

it('renews the leases of a token of the user, but not the token', async () => {
  const { vault, calls } = vaultThatGrants({})
  const { extended } = await extend(sessionOf({ kind: 'supplied' }, [leaseOn('a')]), vault, minTtl, true)
  expect(extended.map((lease) => lease?.path)).toEqual(['db/creds/a'])
  expect(calls.map(({ path }) => path)).toEqual(['sys/leases/renew'])
})

it('is ERR_STATE after all renewals, if an expiry cannot be saved', async () => {
  const session = sessionOf({}, [leaseOn('a'), leaseOn('b')])
  const { vault, calls } = vaultThatGrants({})
  rmSync(files.statePath)
  await expect(extend(session, vault, minTtl, true)).rejects.toMatchObject({ code: 'ERR_STATE' })
  expect(calls).toHaveLength(3)
})

it('does nothing without a session', async () => {
  const session = createSession({ GITHUB_STATE: files.statePath })
  await expect(extend(session, vaultThatGrants({}).vault, minTtl, true)).resolves.toEqual({ extended: [], tooShort: [] })
})
