import { allOrNothing } from '../export/all-or-nothing.ts'
import { exportToken, exportValues, maskAll, planExports, setOutputs, type Exports, type ExportedNames } from '../export/export.ts'
import { createFiles } from '../export/files.ts'
import { leasesJson, notFoundJson } from '../export/leases.ts'
import type { PlannedFiles } from '../export/planned-files.ts'
import type { Settings } from '../inputs/settings.ts'
import { fileDirectories, jobDirectories } from '../runner/job-directories.ts'
import { readAll, type Readings } from '../read/read-all.ts'
import type { Report } from '../report/report.ts'
import { selectAll, type Reading, type Selected } from '../select/select.ts'
import type { MainRuntime } from './revoke-and-report.ts'
import { shortenLeases, shortenToken } from '../revoke/shorten.ts'
import type { Session } from '../state/session.ts'
import { withToken, type TokenVault, type Vault } from '../vault/client.ts'
import type { Lease } from '../vault/leases.ts'
import type { Auth } from '../vault/reply.ts'
import { Failure } from '../core/failure.ts'

/**
 * Reads, selects, masks and exports the secrets. In a chunk of its own, which is loaded during the login. Throws a Failure of any of
 * these steps; what was created until then is in the session.
 * @returns whether anything that was exported depends on the token
 */
export async function readAndExport(auth: Auth, client: Vault, settings: Settings, run: MainRuntime): Promise<{ needsToken: boolean }> {
  checkToken(auth, settings)
  const planned = await plannedFiles(settings, run)
  const vault = withToken(client, auth.token)
  const shorteningToken = inBackground(shortenToken(run.session, vault, settings.maxTtl))
  const { readings, needsToken } = await readSecrets(auth, vault, settings, shorteningToken, run)
  checkLeases(settings, run)
  const shorteningLeases = inBackground(shortenLeases(run.session, vault, settings.maxTtl))
  // also after an error in the mapping: a renewal must not follow the revocation of its lease
  const masked = await maskedExports(readings, settings, run.report, planned).finally(() => shorteningLeases)
  run.report.shortened(await Promise.all([shorteningToken, shorteningLeases]))
  run.stop.stopRequested.throwIfAborted()
  const leases = leasesOf(readings, run.session)
  run.report.exported(exportAll({ ...masked, leases, planned }, auth, vault, settings, run))
  return { needsToken: needsToken || settings.exportToken || settings.outputToken }
}

/** Reads all secrets of the plan, and waits until the token is shortened. */
async function readSecrets(
  auth: Auth,
  vault: TokenVault,
  settings: Settings,
  shorteningToken: Promise<unknown>,
  { report, session }: MainRuntime,
): Promise<Readings> {
  const start = performance.now()
  session.setReading(true)
  const reading = readAll(settings.plan, auth, vault, session).finally(() => {
    session.setReading(false)
  })
  const read = await reading.finally(() => shorteningToken)
  const leases = leasesOf(read.readings, session)
  report.read(read.readings.length, performance.now() - start, leases, read.lostPaths, settings.revoke !== 'false')
  report.guessedVersion(read.guessed)
  return read
}

/** Returns the leases in the order of the mapping: the session has them in the order of the responses. */
function leasesOf(readings: readonly Reading[], session: Session): readonly Lease[] {
  const paths = readings.map(({ request }) => request.path)
  return (session.revocable()?.leases ?? []).toSorted((a, b) => paths.indexOf(a.path) - paths.indexOf(b.path))
}

/** What is exported, and the optional entries that were not found. */
interface MaskedExports {
  readonly exports: Exports
  readonly notFound: readonly Selected['entry'][]
}

/** Selects the values and registers all masks. */
async function maskedExports(
  readings: readonly Reading[],
  settings: Settings,
  report: Report,
  planned: PlannedFiles | undefined,
): Promise<MaskedExports> {
  const notFound: Selected['entry'][] = []
  const selected = await selectAll(readings, (path, entry, what) => {
    report.notFound(path, entry, what)
    notFound.push(entry)
  })
  const exports = planExports(selected, settings)
  report.masked(maskAll(exports, settings.minMaskLength, planned))
  report.notExported(exports)
  return { exports, notFound }
}

/** Exports everything, or nothing if any part of it fails. */
function exportAll(
  { exports, notFound, leases, planned }: MaskedExports & { readonly leases: readonly Lease[]; readonly planned: PlannedFiles | undefined },
  auth: Auth,
  vault: TokenVault,
  settings: Settings,
  { env, session }: MainRuntime,
): ExportedNames {
  const revocable = session.revocable()
  return allOrNothing(env, () => {
    const names = exportValues(exports, createFiles(jobDirectories(env), session), env, planned)
    setOutputs(
      {
        ...(revocable && { leases: leasesJson(leases, revocable) }),
        notFound: notFoundJson(notFound),
        ...(settings.outputToken && { vault_token: auth.token }),
      },
      env,
    )
    if (settings.exportToken) exportToken(auth.token, vault.connection(), env)
    return names
  })
}

/** Loads the code that writes files of several values only if the input `files` is set. */
async function plannedFiles({ files }: Settings, { env, session }: MainRuntime): Promise<PlannedFiles | undefined> {
  if (files.length === 0) return undefined
  const { createPlannedFiles } = await import('../export/planned-files.ts')
  return createPlannedFiles(files, fileDirectories(env), session)
}

/** Returns a promise that is awaited later. Until then, its rejection does not count as unhandled. */
function inBackground<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined)
  return promise
}

/** Throws ERR_UNCONFIRMED if the token cannot be revoked, but has to be. */
function checkToken(auth: Auth, { revoke }: Settings): void {
  if (revoke === 'required' && auth.kind === 'batch') {
    throw unrevocable('the login returned a batch token, which cannot be revoked', 'Set token_type=service in the Vault role.')
  }
}

/** Throws ERR_UNCONFIRMED if a lease cannot be revoked, but has to be. */
function checkLeases({ revoke }: Settings, { session }: MainRuntime): void {
  const sts = session.revocable()?.leases.find((lease) => lease.sts)
  if (revoke === 'required' && sts) {
    throw unrevocable(
      `the AWS STS credentials of ${sts.path} cannot be revoked`,
      'Use an AWS role of type iam_user, or set `revoke: true`.',
    )
  }
}

const unrevocable = (why: string, advice: string): Failure =>
  new Failure('ERR_UNCONFIRMED', `\`revoke: required\` cannot be satisfied: ${why}`, {
    hint: `Nothing was exported. ${advice}`,
  })
