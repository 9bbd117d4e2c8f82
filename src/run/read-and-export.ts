import { allOrNothing } from '../export/all-or-nothing.ts'
import { exportValues, maskAll, planExports, type Exports, type ExportedNames } from '../export/export.ts'
import { exportToken, outputToken } from '../export/token.ts'
import type { Files } from '../export/files.ts'
import { leasesJson, notFoundJson } from '../export/leases.ts'
import type { PlannedFiles } from '../export/planned-files.ts'
import { setValues } from '../export/set-values.ts'
import type { Settings } from '../inputs/settings.ts'
import type { AwsKeysWait } from './aws-keys.ts'
import { readAll, type Readings } from '../read/read-all.ts'
import type { ReadListener } from '../read/reader.ts'
import type { LeaseEnd, Report } from '../report/report.ts'
import { selectAll, type Reading, type Selected } from '../select/select.ts'
import type { CommandEnd } from './run-command.ts'
import type { MainRuntime } from './revoke-and-report.ts'
import { shortenLeases, shortenToken } from '../revoke/shorten.ts'
import type { Session } from '../state/session.ts'
import { withToken, type TokenVault, type Vault } from '../vault/client.ts'
import type { Lease } from '../vault/leases.ts'
import type { Auth } from '../vault/reply.ts'
import { checkToken, unrevocable } from './check-token.ts'

/** The result of reading and exporting. */
export interface Delivery {
  /** True if anything that was exported depends on the token. */
  readonly needsToken: boolean
  /** How the command of the input `run` ended; undefined without this input. */
  readonly commandEnd?: CommandEnd
}

/**
 * Reads, selects and masks the secrets, then exports them or runs the command with them. In a chunk of its own, which is loaded during the
 * login. Throws a Failure of any of these steps; credentials that were created until then are in the session.
 */
export async function readAndExport(auth: Auth, client: Vault, settings: Settings, run: MainRuntime): Promise<Delivery> {
  checkToken(auth, settings.revoke)
  const planned = await plannedFiles(settings, run)
  const vault = withToken(client, auth.token)
  using awsKeys = await awsKeysWait(settings, run)
  const shorteningToken = inBackground(shortenToken(run.session, vault, settings.maxTtl))
  const { readings, ...read } = await readSecrets(auth, vault, settings, shorteningToken, run, awsKeys?.onRead)
  const needsToken = read.needsToken || settings.exportToken || settings.outputToken
  checkLeases(settings, run)
  const shorteningLeases = inBackground(shortenLeases(run.session, vault, settings.maxTtl))
  // also after an error in the mapping: a renewal must not follow the revocation of its lease
  const masked = await maskedExports(readings, settings, run.report, planned).finally(() => shorteningLeases)
  run.report.shortened(await Promise.all([shorteningToken, shorteningLeases]))
  if (settings.minTtl > 0) await (await import('./extend-ttl.ts')).extendTtl(settings, vault, needsToken, run)
  await awsKeys?.finish()
  const files = await filesFor(masked.exports, run)
  run.stop.stopRequested.throwIfAborted()
  const { command } = settings
  if (!command) {
    const leases = leasesOf(readings, run.session)
    run.report.exported(exportAll({ ...masked, files, leases }, auth, vault, settings, run))
    return { needsToken }
  }
  const { runCommand } = await import('./run-command.ts')
  return { needsToken: false, commandEnd: await runCommand(command, masked, { needsToken, auth, client }, settings, run) }
}

/** Reads all secrets of the plan, and waits until the token is shortened. */
async function readSecrets(
  auth: Auth,
  vault: TokenVault,
  settings: Settings,
  shorteningToken: Promise<unknown>,
  { report, session }: MainRuntime,
  onRead: ReadListener | undefined,
): Promise<Readings> {
  const start = performance.now()
  session.setReading(true)
  const reading = readAll(settings.plan, auth, vault, session, onRead).finally(() => {
    session.setReading(false)
  })
  const read = await reading.finally(() => shorteningToken)
  const leases = leasesOf(read.readings, session)
  report.read(read.readings.length, performance.now() - start, leases, read.lostPaths, leaseEnd(settings))
  report.guessedVersion(read.guessed)
  return read
}

const leaseEnd = ({ revoke, command }: Settings): LeaseEnd => (revoke === 'false' ? 'ttl' : command ? 'command' : 'job')

/** Returns the leases in the order of the mapping: the session has them in the order of the responses. */
function leasesOf(readings: readonly Reading[], session: Session): readonly Lease[] {
  const paths = readings.map(({ request }) => request.path)
  return (session.revocable()?.leases ?? []).toSorted((a, b) => paths.indexOf(a.path) - paths.indexOf(b.path))
}

/** What is exported, whose masks are registered. */
interface MaskedExports {
  readonly exports: Exports
  /** Optional entries without a value. */
  readonly notFound: readonly Selected['entry'][]
  /** Undefined without the input `files`. */
  readonly planned: PlannedFiles | undefined
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
  return { exports, notFound, planned }
}

/** Exports everything, or nothing if any part of it fails. */
function exportAll(
  { exports, notFound, planned, files, leases }: MaskedExports & { readonly files: Files | undefined; readonly leases: readonly Lease[] },
  auth: Auth,
  vault: TokenVault,
  settings: Settings,
  { env, session }: MainRuntime,
): ExportedNames {
  const revocable = session.revocable()
  return allOrNothing(env, () => {
    const names = exportValues(exports, files, env, planned)
    setValues(env, Object.entries({ ...(revocable && { leases: leasesJson(leases, revocable) }), notFound: notFoundJson(notFound) }))
    if (settings.outputToken) outputToken(auth.token, env)
    if (settings.exportToken) exportToken(auth.token, vault.connection(), env)
    return names
  })
}

/** Loads the code that waits for AWS keys only if the mapping may read some. */
async function awsKeysWait(settings: Settings, run: MainRuntime): Promise<AwsKeysWait | undefined> {
  const mayRead = settings.plan.some(({ entries }) =>
    entries.some((entry) => entry.kind === 'wildcard' || entry.selector.includes('access_key')),
  )
  if (settings.aws.maxSeconds === 0 || !mayRead) return undefined
  const { createAwsKeysWait } = await import('./aws-keys.ts')
  return createAwsKeysWait(settings, run)
}

/** Loads the code that writes a value to a file only if an entry has the flag `file`. */
async function filesFor({ items }: Exports, { env, session }: MainRuntime): Promise<Files | undefined> {
  if (!items.some(({ entry }) => entry.file)) return undefined
  const [{ createFiles }, { jobDirectories }] = await Promise.all([import('../export/files.ts'), import('../runner/job-directories.ts')])
  return createFiles(jobDirectories(env), session)
}

/** Loads the code that writes files of several values only if the input `files` is set. */
async function plannedFiles({ files }: Settings, { env, session }: MainRuntime): Promise<PlannedFiles | undefined> {
  if (files.length === 0) return undefined
  const { createPlannedFiles } = await import('../export/planned-files.ts')
  return createPlannedFiles(files, env, session)
}

/** Returns a promise that is awaited later. Until then, its rejection does not count as unhandled. */
function inBackground<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined)
  return promise
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
