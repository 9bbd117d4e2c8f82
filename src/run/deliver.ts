import { allOrNothing } from '../export/all-or-nothing.ts'
import { exportToken, exportValues, maskAll, outputToken, planExports, type Exports } from '../export/export.ts'
import { createFiles } from '../export/files.ts'
import type { Settings } from '../inputs/settings.ts'
import { jobDirectories } from '../runner/job-directories.ts'
import { readAll } from '../read/read-all.ts'
import type { Report } from '../report/report.ts'
import { selectAll, type Reading } from '../select/select.ts'
import type { Runtime } from './revoke-and-report.ts'
import { shortenLeases, shortenToken } from '../revoke/shorten.ts'
import type { Stop } from '../core/deadlines.ts'
import { withToken, type Vault } from '../vault/client.ts'
import type { Auth } from '../vault/reply.ts'
import { Failure } from '../core/failure.ts'

/**
 * From the token to the exports: reads, selects, masks and hands over. A file of its own, since it is loaded while the login is
 * under way. Throws a Failure of any of them; what was made by then is written down in the session.
 * @returns whether anything that was handed over ends with the token
 */
export async function deliver(
  auth: Auth,
  client: Vault,
  settings: Settings,
  { env, report, session, stop }: Runtime & { readonly stop: Stop },
): Promise<{ needsToken: boolean }> {
  if (settings.revoke === 'required' && auth.kind === 'batch') throw unrevocable('the login gave a batch token, which cannot be revoked')
  const vault = withToken(client, auth.token)
  const shortening = shortenToken(session, vault, settings.maxTtl)
  // comes out when all replies are there, each of which may bring a lease
  shortening.catch(() => undefined)
  const start = performance.now()
  session.setReading(true)
  const {
    readings,
    needsToken: needsToken,
    lost,
  } = await readAll(settings.plan, auth, vault, session)
    .finally(() => {
      session.setReading(false)
    })
    .finally(() => shortening)
  const leases = session.revocable()?.leases ?? []
  report.read(readings.length, performance.now() - start, leases, lost, settings.revoke !== 'false')
  const sts = leases.find((lease) => lease.sts)
  if (settings.revoke === 'required' && sts) throw unrevocable(`nothing can end the AWS STS credentials of ${sts.path} before their time`)
  const shorteningLeases = shortenLeases(session, vault, settings.maxTtl)
  shorteningLeases.catch(() => undefined)
  // even after a mistake in the mapping: a renewal must not come after the end of its lease
  const exports = await maskedExports(readings, settings, report).finally(() => shorteningLeases)
  const shortenings = await Promise.all([shortening, shorteningLeases])
  report.shortened(shortenings)
  stop.asked.throwIfAborted()
  const exportedNames = allOrNothing(env, () => {
    const names = exportValues(exports, createFiles(jobDirectories(env), session), env)
    if (settings.outputToken) outputToken(auth.token, env)
    if (settings.exportToken) exportToken(auth.token, vault.connection(), env)
    return names
  })
  report.exported(exportedNames)
  return { needsToken: needsToken || settings.exportToken || settings.outputToken }
}

async function maskedExports(readings: readonly Reading[], settings: Settings, report: Report): Promise<Exports> {
  const selected = await selectAll(readings, (...missing) => {
    report.notFound(...missing)
  })
  const exports = planExports(selected, settings)
  report.masked(maskAll(exports, settings.minMaskLength))
  report.notExported(exports)
  return exports
}

/** The Failure of a run that was asked to confirm every end, and got what nothing can end. */
const unrevocable = (why: string): Failure =>
  new Failure('ERR_UNCONFIRMED', `revoke: required cannot be kept: ${why}`, {
    hint: 'Nothing was exported. Take what can be ended (a role with token_type=service, an iam_user role), or write revoke: true.',
  })
