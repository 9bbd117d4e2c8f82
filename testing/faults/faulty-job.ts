import { randomInt } from 'node:crypto'
import { join } from 'node:path'
import { startFaultProxy, type FaultProxy } from '../proxy/fault-proxy.ts'
import { createJob, type Job, type Step, type StepOptions } from '../runner/job.ts'
import { requestUrl } from '../stack/id-token.ts'
import type { StackInfo } from '../stack/info.ts'
import { audience } from '../stack/roles.ts'

/** The proxies in front of the servers of one job. */
export interface Proxies {
  readonly vault: FaultProxy
  readonly issuer: FaultProxy
}

/** Inputs and environment of a job's only step. */
export interface JobPlan {
  readonly role: string
  readonly secrets: string
  readonly with?: Readonly<Record<string, string>>
  readonly env?: Readonly<Record<string, string>>
  readonly mainFiles?: StepOptions['mainFiles']
}

/** A running job. */
export interface StartedJob {
  readonly job: Job
  readonly step: Step
  /** The job's GITHUB_RUN_ID, which identifies its leases, tokens and users on the servers. */
  readonly run: string
}

/** Runs a task with its own proxies, and closes them afterwards. */
export async function withProxies<T>(stack: StackInfo, task: (proxies: Proxies) => Promise<T>): Promise<T> {
  const vault = await startFaultProxy({ target: stack.server.url })
  const issuer = await startFaultProxy({ target: stack.issuer.url })
  try {
    return await task({ vault, issuer })
  } finally {
    await Promise.all([vault.close(), issuer.close()])
  }
}

/** Starts a job with one step of the committed action; its requests go through the proxies. */
export function startJob(stack: StackInfo, { vault, issuer }: Proxies, plan: JobPlan): StartedJob {
  const run = String(randomInt(1e11, 1e12))
  // tokens and users are named after the claim `repository`; no role here has it as a bound claim
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
