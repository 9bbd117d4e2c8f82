import { mkdirSync, rmSync } from 'node:fs'
import fc from 'fast-check'
import { now } from '../../../src/core/clock.ts'
import { createStop, type Stop } from '../../../src/core/deadlines.ts'
import { Failure } from '../../../src/core/failure.ts'
import type { Ending, TokenLoss } from '../../../src/renew/events.ts'
import type { RenewalResult } from '../../../src/renew/record.ts'
import { startRenewal, type RenewalOptions } from '../../../src/renew/renew.ts'
import type { RevocableToken } from '../../../src/state/revocable.ts'
import { createSession, type Session } from '../../../src/state/session.ts'
import type { Connection } from '../../../src/vault/connection.ts'
import type { Lease } from '../../../src/vault/leases.ts'
import type { Auth } from '../../../src/vault/reply.ts'
import { createRenewableVault, type RenewableVault, type SentRequest } from '../../support/renewable-vault.ts'
import { connectionOf, leaseOn, loginGrant, tokenOf } from '../../support/revocable.ts'
import { createRunnerFiles, type RunnerFiles } from '../../support/runner-files.ts'

const second = 1_000
const minute = 60 * second
const hour = 60 * minute

let files: RunnerFiles
beforeEach(() => {
  files = createRunnerFiles()
  jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] })
})
afterEach(() => {
  jest.useRealTimers()
  jest.restoreAllMocks()
  files.remove()
})

interface Setup {
  readonly token?: Partial<RevocableToken>
  /** The server's end of the token, in milliseconds from now. */
  readonly tokenEnd?: number
  readonly leases?: readonly (Partial<Lease> & { readonly name?: string; readonly end?: number })[]
  readonly connection?: Partial<Connection>
  readonly options?: Partial<RenewalOptions>
}

/** A command that runs while its credentials are renewed. */
interface Command {
  readonly server: RenewableVault
  readonly session: Session
  readonly stop: Stop
  readonly endings: Ending[]
  readonly losses: TokenLoss[]
  /** When each login was, in seconds. */
  readonly logins: number[]
  /** Lets time pass, in milliseconds. */
  readonly pass: (milliseconds: number) => Promise<void>
  readonly stopRenewal: () => Promise<RenewalResult>
  /** Ends the command, and lets a minute pass. */
  readonly end: () => Promise<RenewalResult>
  /** The reported ends: `path: kind after seconds`. */
  readonly told: () => readonly string[]
  readonly renewals: () => readonly SentRequest[]
}

/** Starts the renewals of a token with a TTL of an hour, and of leases with a TTL of a minute. */
function startCommand({ token: more = {}, tokenEnd, leases: given = [], connection = {}, options = {} }: Setup = {}): Command {
  const begin = now()
  const server = createRenewableVault()
  const session = createSession({ GITHUB_STATE: files.statePath })
  const seconds = more.seconds ?? 3_600
  const token = tokenOf({ seconds, expires: begin + seconds * second, ...more })
  session.begin({ connection: connectionOf(connection), token, required: false })
  server.tokens.set('t', { expires: token.expires, ...(tokenEnd !== undefined && { end: begin + tokenEnd }) })
  for (const { name = 'a', end, ...change } of given) {
    const ttl = change.seconds ?? 60
    const lease = leaseOn(name, { seconds: ttl, expires: begin + ttl * second, ...change })
    session.addLease(lease)
    server.leases.set(lease.id, {
      expires: lease.expires,
      ...(end !== undefined && { end: begin + end }),
      ...(lease.namespace === '' && { token: 't' }),
    })
  }
  const stop = createStop()
  const endings: Ending[] = []
  const losses: TokenLoss[] = []
  const told: string[] = []
  const logins: number[] = []
  const since = () => Math.round((now() - begin) / second)
  const renewal = startRenewal({
    session,
    revocable: session.revocable()!,
    transport: server.transport,
    stop,
    logIn: () => {
      logins.push(since())
      return Promise.resolve({ auth: newToken(server, `t${logins.length + 1}`), grant: loginGrant })
    },
    maxTtl: 0,
    startedAt: begin,
    exportsToken: false,
    report: {
      ends: (ending) => {
        endings.push(ending)
        told.push(`${ending.lease?.path ?? 'token'}: ${ending.obstacle.kind} after ${since()}`)
      },
      tokenLost: (loss) => losses.push(loss),
    },
    random: () => 0,
    ...options,
  })
  return {
    server,
    session,
    stop,
    endings,
    losses,
    logins,
    pass: async (milliseconds) => {
      await jest.advanceTimersByTimeAsync(milliseconds)
    },
    stopRenewal: () => renewal.stop(),
    end: async () => {
      const ended = renewal.stop()
      await jest.advanceTimersByTimeAsync(minute)
      return ended
    },
    told: () => told,
    renewals: () => server.requests.filter(({ path }) => path !== 'auth/token/lookup-self'),
  }
}

/** Creates another token on the server. */
function newToken(server: RenewableVault, value: string, more: Partial<Auth> = {}): Auth {
  server.tokens.set(value, { expires: now() + hour })
  return {
    token: value,
    kind: 'service',
    seconds: 3_600,
    renewable: true,
    policies: [],
    uses: 0,
    accessor: 'accessor',
    requestId: 'request',
    ...more,
  }
}

describe('a lease of five seconds under a command of a minute', () => {
  it('is valid all the time, and is renewed by its TTL', async () => {
    const { server, pass, end, renewals, told, session } = startCommand({ leases: [{ seconds: 5 }] })
    for (let time = 0; time < minute; time += 250) {
      await pass(250)
      expect(server.hasLease('db/creds/a/id')).toBe(true)
    }
    const { leases, leaseRenewals, tokenRenewals, recovered } = await end()
    expect([leases, tokenRenewals, recovered]).toEqual([1, 0, []])
    expect(leaseRenewals).toBe(renewals().length)
    expect([17, 18]).toContain(leaseRenewals)
    expect(new Set(renewals().map(({ increment }) => increment))).toEqual(new Set([5]))
    expect(told()).toEqual([])
    expect(session.revocable()!.leases[0]!.expires).toBeGreaterThan(now() - minute)
    expect(JSON.parse(files.state()['lease_1']!)).toEqual(session.revocable()!.leases[0])
  })

  it('has requests whose timeout is half of what is left, and at least a second', async () => {
    const { pass, renewals, end } = startCommand({ leases: [{ seconds: 5 }, { name: 'b', seconds: 12 }, { name: 'c', seconds: 900 }] })
    await pass(11 * minute)
    const timeouts = (name: string) => new Set(renewals().flatMap(({ lease, replyMs }) => (lease.includes(name) ? [replyMs] : [])))
    expect(timeouts('/a/')).toEqual(new Set([1_000]))
    expect(Math.max(...timeouts('/b/'))).toBeLessThanOrEqual(2_000)
    expect(timeouts('/c/')).toEqual(new Set([15_000]))
    await end()
  })

  it('is renewed at the same times if the system clock jumps', async () => {
    const times = async (jump: number) => {
      const begin = now()
      const { pass, renewals, end, told } = startCommand({ leases: [{ seconds: 5 }] })
      await pass(10 * second)
      jest.setSystemTime(Date.now() + jump)
      await pass(20 * second)
      await end()
      expect(told()).toEqual([])
      return renewals().map(({ at }) => at - begin)
    }
    const steady = await times(0)
    expect(steady.length).toBeGreaterThan(7)
    expect(await times(10 * hour)).toEqual(steady)
    expect(await times(-10 * hour)).toEqual(steady)
  })
})

describe('credentials of any TTL', () => {
  it('never end before what Vault allows, and their end is reported once, before it comes', async () => {
    let compared = 0
    await fc.assert(
      fc.asyncProperty(
        // the limit is known a third of the TTL before it, and the command ends up to 2 s before it
        fc.integer({ min: 6, max: 600 }),
        fc.option(fc.integer({ min: 1, max: 1_200 }), { nil: undefined }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        async (seconds, extra, random) => {
          const max = extra === undefined ? undefined : (seconds + extra) * second
          const begin = now()
          const { server, pass, end, endings, told } = startCommand({
            leases: [{ seconds, ...(max !== undefined && { end: max }) }],
            options: { random: () => random },
          })
          const last = Math.min(max ?? Infinity, 30 * minute)
          for (let time = 0; time < last - 2 * second; time += last / 50) {
            expect(server.hasLease('db/creds/a/id')).toBe(true)
            await pass(last / 50)
          }
          await end()
          const isReached = max !== undefined && begin + max <= now()
          if (isReached) {
            expect(told()).toHaveLength(1)
            expect(endings[0]).toMatchObject({ lease: { path: 'db/creds/a' }, obstacle: { kind: 'capped' } })
            expect(Math.abs(endings[0]!.expires - (begin + max))).toBeLessThanOrEqual(second)
            compared++
          } else expect(told().length).toBeLessThanOrEqual(1)
        },
      ),
      { numRuns: 40 },
    )
    expect(compared).toBeGreaterThan(3)
  })

  it('and a TTL beyond the longest timer of node are not renewed at once', async () => {
    const { pass, renewals, end } = startCommand({ token: { seconds: 60 * 86_400 } })
    await pass(30 * 86_400 * second)
    expect(renewals()).toEqual([])
    await pass(11 * 86_400 * second)
    expect(renewals()).toHaveLength(1)
    await end()
  })

  it('are renewed at most 16 at once', async () => {
    const leases = Array.from({ length: 2_000 }, (_, index) => ({ name: String(index) }))
    const { server, pass, end, renewals, told } = startCommand({ leases, options: { random: () => 0.5 } })
    await pass(59 * second)
    expect(renewals()).toHaveLength(2_000)
    expect(server.load.highest).toBe(16)
    expect(told()).toEqual([])
    expect((await end()).leases).toBe(2_000)
  })
})

describe('the token', () => {
  it('is renewed in its namespace, and saved with its new expiry', async () => {
    const { pass, end, renewals, session } = startCommand({ connection: { namespace: 'team', authNamespace: 'home' } })
    const begin = now()
    await pass(41 * minute)
    expect(renewals()).toMatchObject([{ path: 'auth/token/renew-self', namespace: 'home', increment: 3_600 }])
    expect(Math.abs(session.revocable()!.token.expires - (begin + 100 * minute))).toBeLessThan(second)
    await expect(end()).resolves.toMatchObject({ tokenRenewals: 1, leaseRenewals: 0, leases: 0 })
  })

  it('that Vault caps is reported with the leases that end with it', async () => {
    const { pass, end, told, endings } = startCommand({
      tokenEnd: 50 * minute,
      leases: [
        { name: 'a', seconds: 600 },
        { name: 'far', namespace: 'team', seconds: 600 },
        { name: 'sts', seconds: 7_200, sts: true },
      ],
      options: { exportsToken: true },
    })
    await pass(41 * minute)
    expect(told()).toEqual(['token: capped after 2400'])
    expect(endings[0]!.leases.map(({ path }) => path)).toEqual(['db/creds/a'])
    expect(endings[0]!.isExported).toBe(true)
    await end()
  })

  test.each<[string, Partial<RevocableToken>, boolean, readonly string[]]>([
    ['of the user', { kind: 'supplied' }, true, []],
    ['that does not expire', { seconds: 0, expires: Number.MAX_SAFE_INTEGER }, true, []],
    ['of type batch in VAULT_TOKEN', { kind: 'batch', renewable: false }, true, ['token: batch after 2400']],
    ['of type batch', { kind: 'batch', renewable: false }, false, []],
    ['with limited uses', { uses: 20 }, false, ['token: uses after 2400']],
    ['that is not renewable', { renewable: false }, false, ['token: not renewable after 2400']],
  ])('%s is not renewed', async (_, token, exportsToken, expected) => {
    const { pass, end, renewals, told } = startCommand({ token, options: { exportsToken } })
    await pass(50 * minute)
    expect([renewals(), told()]).toEqual([[], expected])
    await end()
  })
})

describe('without a request, when a renewal would be due, the log says that', () => {
  test.each<[string, Setup, string]>([
    ['a lease is not renewable', { leases: [{ renewable: false }] }, 'db/creds/a: not renewable after 40'],
    ['AWS STS credentials are not renewable', { leases: [{ sts: true, renewable: false }] }, 'db/creds/a: sts after 40'],
    ['the token has limited uses', { token: { uses: 9 }, leases: [{}] }, 'db/creds/a: uses after 40'],
  ])('%s', async (_, setup, expected) => {
    const { pass, end, renewals, told } = startCommand(setup)
    await pass(39 * second)
    expect(told()).toEqual([])
    await pass(9 * minute)
    expect([renewals(), told()]).toEqual([[], [expected]])
    await end()
  })

  it('no policy allows the renewal, if Vault said so when it was asked for the grants', async () => {
    const { session, pass, end, renewals, endings } = startCommand({ leases: [{ namespace: 'team' }] })
    session.setGrants({ 'team/sys/leases/renew': false })
    await pass(50 * second)
    expect(renewals()).toEqual([])
    expect(endings[0]!.obstacle).toEqual({ kind: 'denied', path: 'team/sys/leases/renew' })
    await end()
  })

  it('maxTtl allows no more; the renewal before ends with it', async () => {
    const { pass, end, renewals, told, endings } = startCommand({ leases: [{}], options: { maxTtl: 100 } })
    const begin = now()
    await pass(5 * minute)
    // at 40 s for 60 s, which is as long as maxTtl allows
    expect(renewals().map(({ increment }) => increment)).toEqual([60])
    expect(told()).toEqual(['db/creds/a: maxTtl after 80'])
    expect(endings[0]!.expires).toBeLessThanOrEqual(begin + 100 * second)
    await end()
  })

  it('a token was shortened to maxTtl before', async () => {
    const { pass, end, renewals, told } = startCommand({
      token: { seconds: 700 * 3_600, expires: now() + 6 * hour },
      options: { maxTtl: 6 * 3_600 },
    })
    await pass(5 * hour)
    expect([renewals(), told()]).toEqual([[], ['token: maxTtl after 14400']])
    await end()
  })
})

test('a lease of a batch token that is capped at the end of the token says so', async () => {
  const { pass, end, told } = startCommand({
    token: { kind: 'batch', renewable: false, seconds: 600 },
    leases: [{ seconds: 240, end: 10 * minute }],
  })
  await pass(9 * minute)
  expect(told()).toEqual([expect.stringMatching(/^db\/creds\/a: batch after/)])
  await end()
})

describe('a refusal that no retry can change is reported at once', () => {
  test.each<[string, { status: number; errors: string[] }, object]>([
    ['a policy', { status: 403, errors: ['1 error occurred:\n\t* permission denied\n\n'] }, { kind: 'denied', path: 'sys/leases/renew' }],
    ['an unknown lease', { status: 400, errors: ['lease not found'] }, { kind: 'gone' }],
    ['a lease that is not renewable after all', { status: 400, errors: ['lease is not renewable'] }, { kind: 'not renewable' }],
    [
      'the end of max_ttl',
      { status: 500, errors: ['past the max TTL, cannot renew'] },
      { kind: 'capped', warnings: 'past the max TTL, cannot renew' },
    ],
  ])('%s', async (_, answer, obstacle) => {
    const { server, pass, end, endings, renewals } = startCommand({ leases: [{}] })
    server.answer = () => answer
    await pass(5 * minute)
    expect(endings.map((ending) => ending.obstacle)).toEqual([obstacle])
    expect(renewals().length).toBeLessThanOrEqual(2)
    await end()
  })

  it('a policy that denies the renewal of the token', async () => {
    const { server, pass, end, endings } = startCommand()
    server.answer = () => ({ status: 403, errors: ['1 error occurred:\n\t* permission denied\n\n'] })
    await pass(hour)
    expect(endings.map((ending) => ending.obstacle)).toEqual([{ kind: 'denied', path: 'auth/token/renew-self' }])
    await end()
  })

  it('a bare 403 of OpenBao whose token is valid is a denial too', async () => {
    const { server, pass, end, endings, losses } = startCommand({ leases: [{}] })
    server.answer = ({ path }) => (path === 'sys/leases/renew' ? { status: 403, errors: ['permission denied'] } : undefined)
    await pass(5 * minute)
    expect(endings.map((ending) => ending.obstacle.kind)).toEqual(['denied'])
    expect(losses).toEqual([])
    await end()
  })
})

describe('a renewal that fails', () => {
  const broken = { status: 500, errors: ['storage'] }

  it('for a short time is repeated without a report', async () => {
    const { server, pass, end, told, renewals } = startCommand({ leases: [{ seconds: 600 }] })
    const begin = now()
    server.answer = ({ at }) => (at - begin < 450 * second ? broken : undefined)
    await pass(20 * minute)
    expect(renewals().length).toBeGreaterThan(5)
    expect([told(), server.hasLease('db/creds/a/id')]).toEqual([[], true])
    await expect(end()).resolves.toMatchObject({ recovered: [] })
  })

  it('for half of the time that is left is reported once, and the end says if it recovers', async () => {
    const { server, pass, end, told, endings } = startCommand({ leases: [{ seconds: 600 }] })
    const begin = now()
    server.answer = ({ at }) => (at - begin < 550 * second ? broken : undefined)
    await pass(20 * minute)
    expect(told()).toHaveLength(1)
    expect(endings[0]).toMatchObject({ obstacle: { kind: 'failed', failure: { status: 500 } }, expires: begin + 600 * second })
    expect(server.hasLease('db/creds/a/id')).toBe(true)
    await expect(end()).resolves.toMatchObject({ recovered: [{ path: 'db/creds/a' }] })
  })

  test.each<[string, RenewableVault['answer']]>([
    ['with 500', () => broken],
    ['because the server hangs', () => new Promise<undefined>(() => undefined)],
    ['because nothing listens', () => new Failure('ERR_CONNECT', 'connection refused', { sent: false })],
    ['with 400', () => ({ status: 400, errors: ['invalid request'] })],
  ])('%s until the end is reported before it', async (_, answer) => {
    const { server, pass, end, endings } = startCommand({ leases: [{}] })
    server.answer = answer
    const begin = now()
    let toldAt = 0
    for (let time = 0; time < 70 && toldAt === 0; time++) {
      await pass(second)
      if (endings.length > 0) toldAt = now()
    }
    expect(toldAt - begin).toBeGreaterThan(40 * second)
    expect(toldAt - begin).toBeLessThan(60 * second)
    const { length } = server.requests
    await pass(5 * minute)
    expect(endings).toHaveLength(1)
    expect(server.requests.length - length).toBeLessThan(40)
    server.answer = () => undefined
    await expect(end()).resolves.toMatchObject({ recovered: [], leaseRenewals: 0 })
  })

  it('and may have acted, because its response was lost, is saved with the later expiry', async () => {
    const { server, pass, end, session } = startCommand({ leases: [{}] })
    const begin = now()
    server.answer = () => new Failure('ERR_CONNECT', 'connection lost')
    await pass(50 * second)
    expect(session.revocable()!.leases[0]!.expires).toBeGreaterThan(begin + 100 * second)
    server.answer = () => new Failure('ERR_CONNECT', 'connection refused', { sent: false })
    await pass(minute)
    expect(server.requests.filter(({ at }) => at > begin + 62 * second)).toEqual([])
    await end()
  })

  it('tries the next address', async () => {
    const { server, pass, end, told } = startCommand({
      leases: [{ seconds: 5 }],
      connection: { urls: ['https://down.test', 'https://vault.test'] },
    })
    const send = server.transport.send.bind(server.transport)
    jest
      .spyOn(server.transport, 'send')
      .mockImplementation((request) =>
        request.url.host === 'down.test' ? Promise.reject(new Failure('ERR_CONNECT', 'refused', { sent: false })) : send(request),
      )
    await pass(30 * second)
    expect([told(), server.hasLease('db/creds/a/id')]).toEqual([[], true])
    await end()
  })
})

describe('a token that Vault rejects', () => {
  const revoke = ({ server }: Command) => {
    server.tokens.delete('t')
  }

  it('ends its leases: one report, no login, no further request', async () => {
    const command = startCommand({ leases: [{}, { name: 'b' }], options: { exportsToken: true } })
    const { pass, end, losses, logins, told, server } = command
    revoke(command)
    await pass(45 * second)
    const { length } = server.requests
    expect(losses).toHaveLength(1)
    expect(losses[0]).toMatchObject({ kind: 'service', login: undefined, isExported: true, isExpected: false, others: [] })
    expect(losses[0]!.ended.map(({ path }) => path)).toEqual(['db/creds/a', 'db/creds/b'])
    await pass(hour)
    expect([logins, told(), server.requests.length]).toEqual([[], [], length])
    await end()
  })

  it('is replaced once if leases live on; the new token is saved, and renewed itself', async () => {
    const command = startCommand({ leases: [{}, { name: 'far', namespace: 'team' }, { name: 'near', namespace: 'team' }] })
    const { pass, end, losses, logins, session, server, told } = command
    revoke(command)
    await pass(45 * second)
    expect([logins, losses.map(({ login }) => login)]).toEqual([[40], ['done']])
    expect(losses[0]!.others.map(({ path }) => path)).toEqual(['db/creds/far', 'db/creds/near'])
    expect(session.revocable()!.token).toMatchObject({ value: 't2', seconds: 3_600 })
    expect(files.state()['session']).toContain('"t2"')
    await pass(hour)
    expect(told()).toEqual([])
    expect(['far', 'near', 'a'].map((name) => server.hasLease(`db/creds/${name}/id`))).toEqual([true, true, false])
    expect(server.tokens.get('t2')!.expires).toBeGreaterThan(now())
    await expect(end()).resolves.toMatchObject({ tokenRenewals: 1, leases: 2 })
  })

  it('is not replaced again and again if the new one is rejected too', async () => {
    const command = startCommand({ leases: [{ namespace: 'team' }] })
    const { pass, end, losses, logins, server } = command
    server.answer = () => ({ status: 403, errors: ['permission denied'] })
    await pass(hour)
    expect([logins, losses.map(({ login }) => login)]).toEqual([[40], ['done', undefined]])
    await end()
  })

  it('is reported with the failure of the login', async () => {
    const failure = new Failure('ERR_LOGIN', 'Vault refused the login')
    const command = startCommand({ leases: [{ namespace: 'team' }], options: { logIn: () => Promise.reject(failure) } })
    revoke(command)
    await command.pass(hour)
    expect(command.losses).toMatchObject([{ login: failure, others: [{ path: 'db/creds/a' }], ended: [] }])
    await command.end()
  })

  it('of the user is not replaced', async () => {
    const command = startCommand({ token: { kind: 'supplied', seconds: 0 }, leases: [{}, { name: 'far', namespace: 'team' }] })
    revoke(command)
    await command.pass(hour)
    expect(command.logins).toEqual([])
    expect(command.losses).toMatchObject([{ kind: 'supplied', ended: [{ path: 'db/creds/a' }], others: [{ path: 'db/creds/far' }] }])
    await command.end()
  })

  it('at its max_ttl is expected', async () => {
    const { pass, end, losses, logins, told, session } = startCommand({
      tokenEnd: 50 * minute,
      leases: [{ seconds: 600 }, { name: 'far', namespace: 'team', seconds: 600 }],
    })
    await pass(hour)
    expect(told()).toEqual(['token: capped after 2400'])
    expect(losses).toMatchObject([{ isExpected: true, login: 'done' }])
    expect(logins).toHaveLength(1)
    expect(session.revocable()!.token.value).toBe('t2')
    await end()
  })

  it('is not lost because the query for it fails', async () => {
    const { server, pass, end, losses, told } = startCommand({ leases: [{}] })
    const begin = now()
    server.answer = ({ path, at }) => {
      if (at - begin > 45 * second) return undefined
      return path === 'auth/token/lookup-self' ? { status: 503, errors: [] } : { status: 403, errors: ['permission denied'] }
    }
    await pass(5 * minute)
    expect([losses, told(), server.hasLease('db/creds/a/id')]).toEqual([[], [], true])
    await end()
  })
})

describe('at the end of the command', () => {
  it('nothing starts any more, and a request in flight is finished', async () => {
    const { server, pass, end, session, renewals } = startCommand({ leases: [{}, { name: 'b', seconds: 90 }] })
    const hold = Promise.withResolvers<undefined>()
    server.answer = () => hold.promise
    await pass(41 * second)
    const ending = end()
    hold.resolve(undefined)
    await expect(ending).resolves.toMatchObject({ leaseRenewals: 1 })
    await pass(hour)
    expect(renewals()).toHaveLength(1)
    expect(session.revocable()!.leases[0]!.expires).toBeGreaterThan(now() - hour - 30 * second)
  })

  it('a login in flight is finished, and its token saved', async () => {
    const login = Promise.withResolvers<undefined>()
    const command = startCommand({
      leases: [{ namespace: 'team' }],
      options: {
        logIn: async () => {
          await login.promise
          return { auth: newToken(command.server, 'late'), grant: loginGrant }
        },
      },
    })
    command.server.tokens.delete('t')
    await command.pass(41 * second)
    const ending = command.end()
    login.resolve(undefined)
    await ending
    expect(command.session.revocable()!.token.value).toBe('late')
    expect(files.state()['session']).toContain('"late"')
  })

  it('after a signal, a request in flight has five seconds', async () => {
    const { server, pass, stopRenewal, stop, told } = startCommand({ leases: [{ seconds: 600 }] })
    server.answer = () => new Promise<undefined>(() => undefined)
    await pass(401 * second)
    stop.requestStop(new Failure('ERR_CANCELLED', 'the step was cancelled (SIGINT)'))
    let isOver = false
    void stopRenewal().then(() => {
      isOver = true
    })
    await pass(4.9 * second)
    expect(isOver).toBe(false)
    await pass(0.2 * second)
    expect([isOver, told()]).toEqual([true, []])
  })

  it('an expiry that could not be saved is one failure, and the renewals went on', async () => {
    const { pass, end, session } = startCommand({ leases: [{ seconds: 5 }] })
    rmSync(files.statePath)
    mkdirSync(files.statePath)
    await pass(minute)
    const { leaseRenewals, unsaved } = await end()
    expect(leaseRenewals).toBeGreaterThan(10)
    expect(unsaved).toMatchObject({ code: 'ERR_STATE' })
    expect(session.revocable()!.leases[0]!.expires).toBeGreaterThan(now() - minute)
  })

  it('nothing was renewed if the token was revoked before, and AWS STS credentials were reported', async () => {
    const { session, pass, end, told, renewals } = startCommand({ leases: [{ sts: true, renewable: false }] })
    session.clear()
    await pass(hour)
    expect([told(), renewals()]).toEqual([['db/creds/a: sts after 40'], []])
    await expect(end()).resolves.toEqual({ tokenRenewals: 0, leaseRenewals: 0, leases: 0, recovered: [], unsaved: undefined })
  })
})
