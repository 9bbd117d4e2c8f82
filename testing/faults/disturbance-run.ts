import type { StageResult } from '../runner/job.ts'
import type { StackInfo } from '../stack/info.ts'
import { compareLeft, filesLeft, nothing } from './compare.ts'
import { folderFor, type Disturbance } from './disturbances.ts'
import type { RowResult } from './fault-run.ts'
import { startJob, withProxies, type StartedJob } from './faulty-job.ts'
import { leaks } from './leaks.ts'
import type { Ledger } from './ledger.ts'

/** Disturbs main, runs post, and checks that nothing is left on the servers and nothing was exported. */
export function runDisturbance(row: Disturbance, stack: StackInfo, ledger: Ledger): Promise<RowResult> {
  const { folder, env, remove } = folderFor(row)
  return withProxies(stack, async (proxies) => {
    const files = row.files?.(folder)
    const started = startJob(stack, proxies, {
      role: 'deploy',
      secrets: 'secret/data/ci/app password; database/creds/app username',
      env,
      ...(row.with && { with: row.with }),
      ...(files && { mainFiles: files }),
    })
    const { job, step, run } = started
    try {
      await Promise.race([row.during?.(started, proxies, folder), step.main])
      const main = await step.main
      const leftByMain = row.afterMain?.(started, main) ?? []
      const [post] = await job.complete()
      const counts = { ...nothing, tokens: row.leaves ? 1 : 0, ...row.unrevoked }
      const left = await ledger.settled(run, (found) => compareLeft(found, counts).length === 0, 10)
      return {
        problems: [
          ...endProblems(row, main, post),
          ...leftByMain,
          ...exported(started),
          // the post step cannot know the files either; the runner empties RUNNER_TEMP at the end of the job
          ...(row.unrevoked ? [] : filesLeft(job)),
          ...compareLeft(left, counts),
          ...leaks(job, [main, post], proxies),
        ],
        log: [...main.log, '--- post', ...(post?.log ?? [])],
      }
    } finally {
      await job.end()
    }
  }).finally(remove)
}

function endProblems(row: Disturbance, main: StageResult, post: StageResult | undefined): readonly string[] {
  const isRight = 'signal' in row.end ? main.signal === row.end.signal : main.signal === undefined && main.exitCode === row.end.exitCode
  const errors = main.annotations.filter(({ level }) => level === 'error').map(({ message }) => message)
  const warnings = main.annotations.filter(({ level }) => level === 'warning').map(({ message }) => message)
  const saysRight = errors.length === (row.says ? 1 : 0) && errors.every((text) => row.says?.test(text))
  const leavesRight = warnings.length === (row.leaves ? 1 : 0) && warnings.every((text) => row.leaves?.test(text))
  return [
    ...(isRight ? [] : [`main ended with ${main.signal ?? main.exitCode}`]),
    ...(saysRight ? [] : [`main's errors: ${JSON.stringify(errors)}`]),
    ...(leavesRight ? [] : [`main's warnings: ${JSON.stringify(warnings)}`]),
    ...(post?.exitCode === 0 && post.annotations.length === 0
      ? []
      : [`post ended with ${post?.exitCode}: ${JSON.stringify(post?.annotations)}`]),
  ]
}

/** Returns a problem for each output and variable that a later step would see. */
function exported({ job, step }: StartedJob): readonly string[] {
  const outputs = Object.keys(step.outputs).filter((name) => name !== 'errorMessage')
  const variables = Object.keys(job.env).filter((name) => name !== 'NODE_OPTIONS')
  return [...outputs, ...variables].map((name) => `${name} was exported`)
}
