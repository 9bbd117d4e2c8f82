import { setTimeout as sleep } from 'node:timers/promises'
import type { StackInfo } from '../stack/info.ts'
import { compareLeft, nothing } from './compare.ts'
import { startJob, withProxies } from './faulty-job.ts'
import type { RowResult } from './fault-run.ts'
import type { Ledger } from './ledger.ts'

/** A signal, and when it is sent: `moment` is a fraction of main's duration. */
export interface SweepRow {
  readonly moment: number
  readonly signal: 'SIGINT' | 'SIGTERM' | 'SIGKILL'
}

const moments = 24

/** Every signal at moments from the start of main to a little after its usual end. */
export const sweep: readonly SweepRow[] = (['SIGINT', 'SIGTERM', 'SIGKILL'] as const).flatMap((signal) =>
  Array.from({ length: moments }, (_, index) => ({ moment: (1.1 * index) / (moments - 1), signal })),
)

const plan = { role: 'deploy', secrets: 'secret/data/ci/app password; database/creds/app username; aws/creds/deploy access_key' }

/** Returns the duration of an undisturbed main in milliseconds, measured on this machine. */
export function durationOfMain(stack: StackInfo): Promise<number> {
  return withProxies(stack, async (proxies) => {
    const { job, step } = startJob(stack, proxies, plan)
    const main = await step.main
    await job.complete()
    await job.end()
    return main.milliseconds
  })
}

/** Signals main at the row's moment. `leavesToken` is true if main was killed while the login response was in flight. */
export function runMoment(
  { moment, signal }: SweepRow,
  duration: number,
  stack: StackInfo,
  ledger: Ledger,
): Promise<RowResult & { leavesToken: boolean }> {
  return withProxies(stack, async (proxies) => {
    const { job, step, run } = startJob(stack, proxies, plan)
    try {
      await sleep(moment * duration)
      step.signal(signal)
      const main = await step.main
      const [post] = await job.complete()
      const loggedIn = proxies.vault.requests.some(({ path, served }) => path.startsWith('/v1/auth/jwt/login') && served === 200)
      const leavesToken = main.signal === 'SIGKILL' && loggedIn && step.state['session'] === undefined
      const counts = { ...nothing, tokens: leavesToken ? 1 : 0 }
      const left = await ledger.settled(run, (found) => compareLeft(found, counts).length === 0, 10)
      return {
        leavesToken,
        problems: [...compareLeft(left, counts), ...(post?.exitCode === 0 ? [] : [`post's exit code is ${post?.exitCode}`])],
        log: [...main.log, '--- post', ...(post?.log ?? [])],
      }
    } finally {
      await job.end()
    }
  })
}
