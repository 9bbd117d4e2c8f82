import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createJob } from '../runner/job.ts'
import { requestUrl } from '../stack/id-token.ts'
import type { StackInfo } from '../stack/info.ts'
import { inspect } from '../stack/inspect.ts'
import { audience } from '../stack/roles.ts'
import { left, linesOf, showLog, type Show } from './show.ts'

const secrets = `
  database/creds/app username | PGUSER ;
  database/creds/app password | PGPASSWORD ;
`

/** Seconds. The migration connects again in each step, so it needs a valid lease to its end. */
const leaseTtl = 6
const migration = 16
const lookAfter = 10

/**
 * Runs a job with the input `run`, whose migration takes longer than the TTL of its lease. Shows the log, the users of the database before,
 * during and after the job, and the renewals of the lease.
 */
export async function demonstrateCommand(info: StackInfo, show: Show): Promise<void> {
  const look = inspect(info)
  const users = async () => `Postgres users: ${(await look.databaseUsers()).join(', ') || 'none'}`
  await look.root('POST', 'database/roles/app', { default_ttl: `${leaseTtl}s` })
  const mark = look.auditMark()
  const { host, port, database } = info.postgres
  const repository = join(import.meta.dirname, '../..')
  const job = createJob({
    env: { PGHOST: host, PGPORT: String(port), PGDATABASE: database },
    idToken: { url: requestUrl(info.issuer), token: info.issuer.requestToken },
    workspace: repository,
  })
  try {
    show('The mapping', linesOf(secrets))
    show(`The command takes ${migration} s, the TTL of its lease is ${leaseTtl} s`, [`node testing/demo/migrate.ts ${migration}`])
    show('Before the job', [await users()])
    const step = job.start({
      action: repository,
      with: {
        url: info.server.url,
        role: 'deploy',
        jwtGithubAudience: audience,
        secrets,
        run: `node testing/demo/migrate.ts ${migration}`,
      },
    })
    await Promise.race([sleep(lookAfter * 1_000), step.main])
    show(`During the job, after ${lookAfter} s`, [await users()])
    showLog(show, 'Main step', await step.main)
    for (const post of await job.complete()) showLog(show, 'Post step', post)
    const renewals = look.audit(mark).filter(({ type, request, error }) => type === 'response' && !error && isRenewal(request.path))
    show('After the job', [await users(), await left(look), `Renewals of the lease in the server's audit log: ${renewals.length}`])
  } finally {
    await job.end()
  }
}

const isRenewal = (path: string): boolean => path.startsWith('sys/leases/renew')
