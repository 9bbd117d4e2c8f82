/**
 * Entry: runs many jobs in parallel against one server, first without and then with a rate limit quota. Prints the results. The exit
 * code is 1 if a job failed, if a lease, user or token is left, or if a receipt is missing or contradicts the server's audit log.
 */
import { join } from 'node:path'
import { inPool } from '../faults/pool.ts'
import { createJob, type StageResult } from '../runner/job.ts'
import { eventually } from '../stack/eventually.ts'
import { requestUrl } from '../stack/id-token.ts'
import { inspect, type Inspect } from '../stack/inspect.ts'
import type { StackInfo } from '../stack/info.ts'
import { audience } from '../stack/roles.ts'
import { startStack } from '../stack/stack.ts'
import { audited } from './audited.ts'

const jobs = 500
const atOnce = 50
/** Requests per second that the quota allows; the jobs would send more. */
const quota = 40

const secrets =
  'secret/data/ci/app password; kv/ci/legacy password | LEGACY; database/creds/app username; database/creds/app password | PGPASSWORD'

/** The result of one job. */
interface Outcome {
  readonly milliseconds: number
  readonly failures: readonly string[]
  /** Whether a stage logged a warning: a lease whose revocation the quota refused until the time limit ends with the token. */
  readonly warned: boolean
  readonly log: readonly string[]
}

async function runJob(info: StackInfo, run: string): Promise<Outcome> {
  const claims = { run_id: run, repository: `octo-org/run-${run}` }
  const job = createJob({ github: { run_id: run }, idToken: { url: requestUrl(info.issuer, claims), token: info.issuer.requestToken } })
  const begin = performance.now()
  const step = job.start({
    action: join(import.meta.dirname, '../..'),
    id: 'vault',
    with: { url: info.server.url, role: 'deploy', jwtGithubAudience: audience, secrets },
  })
  const stages = [await step.main, ...(await job.complete())]
  const milliseconds = performance.now() - begin
  const missing = step.outputs['PGPASSWORD'] ? [] : ['no password']
  await job.end()
  const warned = stages.some(({ annotations }) => annotations.some(({ level }) => level === 'warning'))
  return { milliseconds, failures: [...stages.flatMap(failuresOf), ...missing], warned, log: stages.flatMap(({ log }) => log) }
}

const failuresOf = ({ stage, exitCode, annotations }: StageResult): readonly string[] => {
  const errors = annotations.filter(({ level }) => level === 'error').map(({ message }) => message)
  return exitCode === 0 && errors.length === 0 ? [] : [`${stage}: exit code ${exitCode ?? 'none'}`, ...errors]
}

/** Returns what is left on the server and in the database, after waiting for leases of lost responses to end with their token. */
async function leftOf(look: Inspect): Promise<readonly string[]> {
  const left = async () => {
    const [leases, users, tokens] = await Promise.all([look.leases(), look.databaseUsers(), look.tokenAccessors()])
    // the root token stays
    return [...leases, ...users, ...tokens.slice(1).map(() => 'a token')]
  }
  await eventually(async () => {
    if ((await left()).length > 0) throw new Error('not yet')
  }, 10).catch(() => undefined)
  return left()
}

const median = (numbers: readonly number[]): number => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN

async function phase(title: string, firstRun: number, info: StackInfo, look: Inspect): Promise<boolean> {
  const mark = look.auditMark()
  const begin = performance.now()
  const runs = Array.from({ length: jobs }, (_, index) => String(firstRun + index))
  const outcomes = await inPool(runs, atOnce, (run) => runJob(info, run))
  const seconds = (performance.now() - begin) / 1_000
  const failed = outcomes.filter(({ failures }) => failures.length > 0)
  const requests = look.audit(mark).filter(({ type, request }) => type === 'request' && request.headers?.['x-correlation-id'])
  const refused = look.audit(mark).filter(({ error }) => error?.includes('quota')).length
  const left = await leftOf(look)
  const { receipts, wrong } = await audited(
    info.server.auditLog,
    outcomes.map(({ log }) => log),
  )
  const times = outcomes.map(({ milliseconds }) => milliseconds)
  console.log(`\n${title}: ${jobs} jobs tried, ${jobs - failed.length} passed, ${left.length} leases, users and tokens left`)
  console.log(
    `  ${atOnce} in parallel, in ${Math.round(seconds)} s; ` +
      `a job took ${Math.round(median(times))} ms (median), ${Math.round(Math.max(...times))} ms at most`,
  )
  const refusals = refused > 0 ? `; the quota refused ${refused} requests in total` : ''
  console.log(`  ${((requests.length - refused) / jobs).toFixed(2)} accepted requests per job${refusals}`)
  const warned = outcomes.filter((outcome) => outcome.warned).length
  if (warned > 0) console.log(`  ${warned} jobs logged a warning about a lease whose revocation was not confirmed in time`)
  console.log(`  ${receipts} receipts, ${receipts - wrong.length} of them agree with the audit log`)
  for (const one of wrong.slice(0, 5)) console.log(`    ${one}`)
  for (const { failures } of failed.slice(0, 5)) console.log(failures.map((line) => `    | ${line}`).join('\n'))
  for (const item of left.slice(0, 5)) console.log(`    left: ${item}`)
  return failed.length === 0 && left.length === 0 && receipts === jobs && wrong.length === 0
}

const stack = await startStack({
  report: (line) => {
    console.log(line)
  },
})
try {
  const look = inspect(stack.info)
  const free = await phase('Load', 1_000_000, stack.info, look)
  // with these headers Vault sends `Retry-After: 0` at such a quota; the action must not retry at once
  await look.root('POST', 'sys/quotas/config', { enable_rate_limit_audit_logging: true, enable_rate_limit_response_headers: true })
  await look.root('POST', 'sys/quotas/rate-limit/load', { rate: quota, interval: '1s' })
  const limited = await phase(`Load, quota of ${quota} requests per second`, 2_000_000, stack.info, look)
  process.exitCode = free && limited ? 0 : 1
} finally {
  await stack.stop()
}
// at a natural exit, node 24 can wait forever for a handle that never closes
process.exit()
