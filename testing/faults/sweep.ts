import { setTimeout as sleep } from 'node:timers/promises'
import type { StackInfo } from '../stack/info.ts'
import { compareLeft, nothing } from './compare.ts'
import { startJob, withProxies } from './faulty-job.ts'
import type { RowResult } from './fault-run.ts'
import type { Ledger } from './ledger.ts'

/** A moment in the life of main, as a part of it from 0 to 1, and what comes then. */
export interface SweepRow {
  readonly moment: number
  readonly signal: 'SIGINT' | 'SIGTERM' | 'SIGKILL'
}

const moments = 24

/** Every signal at moments spread over the life of main and a little beyond. */
export const sweep: readonly SweepRow[] = (['SIGINT', 'SIGTERM', 'SIGKILL'] as const).flatMap((signal) =>
  Array.from({ length: moments }, (_, index) => ({ moment: (1.1 * index) / (moments - 1), signal })),
)

const plan = { role: 'deploy', secrets: 'secret/data/ci/app password; database/creds/app username; aws/creds/deploy access_key' }

/** Milliseconds that main takes when nobody stops it, on a machine as busy as this one. */
export function lifeOfMain(stack: StackInfo): Promise<number> {
  return withProxies(stack, async (proxies) => {
    const { job, step } = startJob(stack, proxies, plan)
    const main = await step.main
    await job.complete()
    await job.end()
    return main.milliseconds
  })
}

/** Signals main at the row's moment. `wasUnsaved` where it was killed while the login's reply was in flight, which leaves one token. */
export function runMoment(
  { moment, signal }: SweepRow,
  life: number,
  stack: StackInfo,
  ledger: Ledger,
): Promise<RowResult & { wasUnsaved: boolean }> {
  return withProxies(stack, async (proxies) => {
    const { job, step, run } = startJob(stack, proxies, plan)
    try {
      await sleep(moment * life)
      step.signal(signal)
      const main = await step.main
      const [post] = await job.complete()
      const loggedIn = proxies.vault.requests.some(({ path, served }) => path.startsWith('/v1/auth/jwt/login') && served === 200)
      const wasUnsaved = main.signal === 'SIGKILL' && loggedIn && step.state['session'] === undefined
      const counts = { ...nothing, tokens: wasUnsaved ? 1 : 0 }
      const left = await ledger.settled(run, (found) => compareLeft(found, counts).length === 0, 10)
      return {
        wasUnsaved,
        problems: [...compareLeft(left, counts), ...(post?.exitCode === 0 ? [] : [`post's exit code is ${post?.exitCode}`])],
        log: [...main.log, '--- post', ...(post?.log ?? [])],
      }
    } finally {
      await job.end()
    }
  })
}
