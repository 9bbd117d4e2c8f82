import { randomInt } from 'node:crypto'
import { join } from 'node:path'
import { startFaultProxy, type FaultProxy } from '../proxy/fault-proxy.ts'
import { createJob, type Job, type Step, type StepOptions } from '../runner/job.ts'
import { requestUrl } from '../stack/id-token.ts'
import type { StackInfo } from '../stack/info.ts'
import { audience } from '../stack/roles.ts'

/** The proxies that stand before the servers of one job. */
export interface Proxies {
  readonly vault: FaultProxy
  readonly issuer: FaultProxy
}

/** What a job's one step is given. */
export interface JobPlan {
  readonly role: string
  readonly secrets: string
  readonly with?: Readonly<Record<string, string>>
  readonly env?: Readonly<Record<string, string>>
  readonly mainFiles?: StepOptions['mainFiles']
}

/** A job under way. */
export interface StartedJob {
  readonly job: Job
  readonly step: Step
  /** Its GITHUB_RUN_ID, by which the servers' holdings are told from those of other jobs. */
  readonly run: string
}

/** Does something with proxies of its own, which end with it. */
export async function withProxies<T>(stack: StackInfo, task: (proxies: Proxies) => Promise<T>): Promise<T> {
  const vault = await startFaultProxy({ target: stack.server.url })
  const issuer = await startFaultProxy({ target: stack.issuer.url })
  try {
    return await task({ vault, issuer })
  } finally {
    await Promise.all([vault.close(), issuer.close()])
  }
}

/** Starts a job with one step of the committed action behind the proxies, as the runner would. */
export function startJob(stack: StackInfo, { vault, issuer }: Proxies, plan: JobPlan): StartedJob {
  const run = String(randomInt(1e11, 1e12))
  // the server names what it makes after the claim `repository`, to which no role here is bound
  const claims = { run_id: run, repository: `octo-org/run-${run}` }
  const job = createJob({
    github: { run_id: run },
    idToken: { url: requestUrl({ ...stack.issuer, url: issuer.url }, claims), token: stack.issuer.requestToken },
    ...(plan.env && { env: plan.env }),
  })
  const step = job.start({
    action: join(import.meta.dirname, '../..'),
    id: 'vault',
    with: { url: vault.url, role: plan.role, jwtGithubAudience: audience, secrets: plan.secrets, ...plan.with },
    ...(plan.mainFiles && { mainFiles: plan.mainFiles }),
  })
  return { job, step, run }
}
