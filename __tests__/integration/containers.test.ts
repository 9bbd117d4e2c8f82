import { existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Point } from '../../testing/proxy/fault-proxy.ts'
import { startFaultProxy } from '../../testing/proxy/fault-proxy.ts'
import { execInContainer } from '../../testing/runner/container.ts'
import { endsWithTest } from '../support/ends-with-test.ts'
import { startGithubOfApp, tokenScenario } from '../support/github-scenario.ts'
import { onlyWhere } from '../support/only-where.ts'
import { finishRun, nothing, stack, startRun } from '../support/scenario.ts'

let root: string
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'container-')))
})
afterEach(() => {
  rmSync(root, { recursive: true, force: true })
})

const secrets = 'database/creds/app username | PGUSER ; database/creds/app password | PGPASSWORD ;'
const ending = 'The main step is still running, because its cancellation did not reach it: ending it now'
/** Milliseconds in which a main that nothing stops would go on. */
const goesOnMs = 1_000

const startProxy = () => endsWithTest(startFaultProxy({ target: stack.server.url }))

onlyWhere(['setsid', 'tail', '--pid=1', '/dev/null', '--version'], () => {
  describe('in a job container', () => {
    it('a step works as usual, and post ends nothing', async () => {
      const { main, post, left } = await finishRun({ secrets, launcher: execInContainer(join(root, 'output')) })
      expect([main.exitCode, post.exitCode, post.log]).toEqual([0, 0, ['1 lease revoked, token revoked']])
      expect(await left()).toEqual(nothing)
    })

    it.each<[string, string, Point]>([
      ['before its login', '/v1/auth/jwt/login', 'before'],
      ['while it logs in', '/v1/auth/jwt/login', 'after'],
      ['before it reads', '/v1/database/creds/app', 'before'],
      ['while it reads', '/v1/database/creds/app', 'after'],
    ])('a main step that is cancelled %s is ended by post, and nothing is left', async (_, path, point) => {
      const vault = await startProxy()
      const hold = vault.hold(path, point)
      const run = startRun({ secrets, with: { url: vault.url }, launcher: execInContainer(join(root, 'output')) })
      await hold.reached
      await run.step.cancel()
      const posting = run.job.complete()
      await sleep(300)
      hold.release()
      const [post] = await posting
      await sleep(goesOnMs)
      expect(await run.left()).toEqual(nothing)
      expect([post?.exitCode, post?.annotations, post?.log[0]]).toEqual([0, [], ending])
    })

    it('the command of a cancelled step is ended too', async () => {
      const started = join(root, 'started')
      const script = `echo $$ > ${started}; while true; do sleep 0.1; done`
      const run = startRun({ id: null, secrets, with: { run: script }, launcher: execInContainer(join(root, 'output')) })
      while (!existsSync(started)) await sleep(20)
      await run.step.cancel()
      const [post] = await run.job.complete()
      expect([post?.exitCode, post?.log[0]]).toEqual([0, ending])
      expect(await run.left()).toEqual(nothing)
    })

    it('github-token leaves no token either', async () => {
      const [vault, github] = [await startProxy(), await startGithubOfApp()]
      const hold = vault.hold('/v1/auth/jwt/login', 'after')
      const scenario = tokenScenario(github, { url: vault.url })
      const run = startRun({ ...scenario, launcher: execInContainer(join(root, 'output')) })
      await hold.reached
      await run.step.cancel()
      const posting = run.job.complete()
      await sleep(300)
      hold.release()
      const [post] = await posting
      await sleep(goesOnMs)
      expect([post?.exitCode, post?.log[0]]).toEqual([0, ending])
      expect(await run.left()).toEqual(nothing)
    })
  })
})
