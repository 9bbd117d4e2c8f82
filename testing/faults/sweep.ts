import { setTimeout as sleep } from 'node:timers/promises'
import type { StageResult } from '../runner/job.ts'
import type { StackInfo } from '../stack/info.ts'
import { compareLeft, filesLeft, nothing } from './compare.ts'
import { startJob, withProxies, type JobPlan, type StartedJob } from './faulty-job.ts'
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

/** A job whose main is signalled at any time. */
export interface SweptJob {
  readonly plan: JobPlan
  /**
   * Returns the problems of what main has left on this machine at its end.
   * @param signalled when main was signalled, in milliseconds since 1970
   */
  readonly afterMain?: (started: StartedJob, main: StageResult, signalled: number) => readonly string[]
}

/** A job that exports static secrets and two leases. */
export const exportingJob: SweptJob = {
  plan: { role: 'deploy', secrets: 'secret/data/ci/app password; database/creds/app username; aws/creds/deploy access_key' },
}

/** Returns the duration of an undisturbed main in milliseconds: the median of three runs on this machine, of which the first is slow. */
export async function durationOfMain(swept: SweptJob, stack: StackInfo): Promise<number> {
  const durations: number[] = []
  for (let run = 0; run < 3; run += 1) durations.push(await measureMain(swept, stack))
  return durations.toSorted((a, b) => a - b)[1] ?? NaN
}

function measureMain({ plan }: SweptJob, stack: StackInfo): Promise<number> {
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
  { plan, afterMain }: SweptJob,
  duration: number,
  stack: StackInfo,
  ledger: Ledger,
): Promise<RowResult & { leavesToken: boolean }> {
  return withProxies(stack, async (proxies) => {
    const started = startJob(stack, proxies, plan)
    const { job, step, run } = started
    try {
      await sleep(moment * duration)
      const signalled = Date.now()
      step.signal(signal)
      const main = await step.main
      const leftByMain = afterMain?.(started, main, signalled) ?? []
      const [post] = await job.complete()
      const has = (path: string) => proxies.vault.requests.some((request) => request.path.startsWith(path) && (request.served ?? 500) < 300)
      const isAlive = has('/v1/auth/jwt/login') && !has('/v1/auth/token/revoke-self')
      const leavesToken = main.signal === 'SIGKILL' && isAlive && step.state['session'] === undefined
      const counts = { ...nothing, tokens: leavesToken ? 1 : 0 }
      const left = await ledger.settled(run, (found) => compareLeft(found, counts).length === 0, 10)
      return {
        leavesToken,
        problems: [
          ...leftByMain,
          ...compareLeft(left, counts),
          ...filesLeft(job),
          ...(post?.exitCode === 0 ? [] : [`post's exit code is ${post?.exitCode}`]),
        ],
        log: [...main.log, '--- post', ...(post?.log ?? [])],
      }
    } finally {
      await job.end()
    }
  })
}
