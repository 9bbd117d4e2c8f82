import { setTimeout as sleep } from 'node:timers/promises'
import { startFaultProxy, type Point } from '../../testing/proxy/fault-proxy.ts'
import { look, nothing, stack, startRun, type Scenario } from './support/scenario.ts'

const dynamic = 'secret/data/ci/app password; database/creds/app username; aws/creds/deploy access_key'

/** The requests of main, by the path that the proxy sees; the last two are sent by a job of static secrets and by giving back. */
const requests: readonly (readonly [path: string, secrets: string])[] = [
  ['/token', dynamic],
  ['/v1/auth/jwt/login', dynamic],
  ['/v1/secret/data/ci/app', dynamic],
  ['/v1/database/creds/app', dynamic],
  ['/v1/aws/creds/deploy', dynamic],
  ['/v1/sys/capabilities-self', dynamic],
  ['/v1/auth/token/revoke-self', 'secret/data/ci/app password'],
]
const points: readonly Point[] = ['before', 'after', 'replied']
const signals = ['SIGINT', 'SIGTERM'] as const

const table = requests.flatMap(([path, secrets]) => points.flatMap((point) => signals.map((signal) => ({ path, secrets, point, signal }))))

const cleanings: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const clean of cleanings.splice(0)) await clean()
})

/** Proxies that can hold all requests of a job, and what starts the job. */
async function startHeld(scenario: Scenario) {
  const vault = await startFaultProxy({ target: stack.server.url })
  const issuer = await startFaultProxy({ target: stack.issuer.url })
  cleanings.push(vault.close, issuer.close)
  const run = () => {
    const started = startRun({ ...scenario, issuerUrl: issuer.url, with: { url: vault.url } })
    cleanings.push(() => started.job.end())
    return started
  }
  return { vault, issuer, run }
}

describe('a signal while a request is under way leaves nothing', () => {
  test.each(table)('$signal, $path, $point', async ({ path, secrets, point, signal }) => {
    const held = await startHeld({ secrets })
    const proxy = path === '/token' ? held.issuer : held.vault
    const hold = proxy.hold(path, point)
    const run = held.run()
    await hold.reached
    run.step.signal(signal)
    await sleep(20)
    hold.release()
    const main = await run.step.main
    await run.job.complete()

    // once its last reply is there main may be done, or leaving, before the signal comes
    const mayBeDone = point === 'replied' || path.endsWith('revoke-self')
    if (!mayBeDone) expect(main).toMatchObject({ exitCode: 130, signal: undefined })
    expect(await run.left()).toEqual(nothing)
  })
})

test('a signal at any time leaves nothing: a sweep over the life of main', async () => {
  const times = Array.from({ length: 24 }, (_, index) => index * 15)
  const ends = await Promise.all(
    signals.flatMap((signal) =>
      times.map(async (milliseconds, index) => {
        // a few at a time, so that the moments stay apart
        await sleep(Math.floor(index / 4) * 700)
        const run = startRun({ secrets: dynamic })
        await sleep(milliseconds)
        run.step.signal(signal)
        const main = await run.step.main
        await run.job.complete()
        const left = await run.left()
        await run.job.end()
        return { milliseconds, exitCode: main.exitCode, left }
      }),
    ),
  )
  expect(ends.filter(({ left }) => left.leases.length + left.tokens.length > 0)).toEqual([])
  expect(ends).toHaveLength(48)
})

test("the runner's cancel against a server that never answers: over in time", async () => {
  const held = await startHeld({ secrets: dynamic })
  held.vault.fault('/v1/database', { kind: 'hang' })
  const run = held.run()
  while (!held.vault.requests.some(({ path }) => path.startsWith('/v1/database'))) await sleep(10)
  const begin = Date.now()
  await run.step.cancel()
  const main = await run.step.main
  expect(Date.now() - begin).toBeLessThan(9_000)
  expect(main.signal).toBeUndefined()
  expect(main.exitCode).toBe(130)
  expect(main.annotations.map(({ message }) => message)).toEqual([expect.stringMatching(/^the step was asked to stop \(SIGINT\)/)])
  await run.job.complete()
  expect(await run.left()).toEqual(nothing)
})

test('main is killed outright: post gives back what was written down', async () => {
  const held = await startHeld({ secrets: dynamic })
  const hold = held.vault.hold('/v1/sys/capabilities-self', 'before')
  const run = held.run()
  await hold.reached
  await sleep(300)
  run.step.signal('SIGKILL')
  hold.release()
  const main = await run.step.main
  expect(main.signal).toBe('SIGKILL')
  const [post] = await run.job.complete()
  expect(post!.log).toEqual(['2 leases revoked, token revoked'])
  expect(await run.left()).toEqual(nothing)
  expect(await look.iamUsers()).not.toContain(`deploy-${run.id}`)
})
