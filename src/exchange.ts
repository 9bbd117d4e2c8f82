import { createFiles } from './export/files.ts'
import { exportToken, handOver, maskAll, outputToken, planExports } from './export/export.ts'
import { mask } from './export/mask.ts'
import { asFailure, Failure } from './failure.ts'
import { readSettings, type Settings } from './inputs.ts'
import { logIn } from './login/login.ts'
import { placesOf } from './places.ts'
import { readAll } from './read.ts'
import { selectAll } from './select/select.ts'
import { afterCancel, afterFailure, afterSuccess, settle, type Debtor } from './settle.ts'
import type { Stop } from './stop.ts'
import { createVault } from './vault/client.ts'
import { proxyFor } from './vault/proxy.ts'
import type { Auth } from './vault/reply.ts'

/** What a run works with; the entries make the real ones. */
export interface Collaborators extends Debtor {
  readonly stop: Stop
}

/**
 * Main, from inputs to exports. What nobody needs any more is given back at once: everything after a failure, the token
 * where nothing hangs on it. Never throws.
 * @returns the exit code of the step: 0, 1 after a failure, 130 after a signal
 */
export async function exchange(run: Collaborators): Promise<0 | 1 | 130> {
  try {
    const { hangsOnToken } = await readAndExport(readSettings(run.env), run)
    if (!hangsOnToken) await settle(run, afterSuccess)
    return 0
  } catch (thrown) {
    const failure = asFailure(thrown)
    // whatever failed first, the runner gives a cancelled step little time
    const cancelled = [failure, run.stop.asked.reason as unknown].some((end) => end instanceof Failure && end.code === 'ERR_CANCELLED')
    run.report.failed(failure)
    await settle(run, cancelled ? afterCancel : afterFailure)
    return cancelled ? 130 : 1
  } finally {
    run.stop.clear()
    run.transport.close()
  }
}

async function readAndExport(settings: Settings, run: Collaborators): Promise<{ hangsOnToken: boolean }> {
  const { report, session, stop } = run
  stop.after(settings.timeout)
  report.network(settings.connection, proxyFor(new URL(settings.connection.url))?.name)
  // the connection is there when the job's identity is
  run.transport.prepare({ url: new URL(settings.connection.url), tls: settings.connection.tls }, settings.plan.length)
  const vault = createVault(settings.connection, run.transport, stop)

  const { auth, lost: loginLost } = await logIn(settings.login, vault, { ...run, mask })
  session.begin(settings.connection, { value: auth.token, kind: auth.kind, expires: expiryOf(auth), uses: auth.uses })
  report.loggedIn(settings.connection, settings.login, auth, loginLost)

  const start = performance.now()
  const { readings, hangsOnToken, lost } = await readAll(settings.plan, auth, vault, session)
  report.read(settings.plan.length, performance.now() - start, session.owed()?.leases ?? [], lost)

  const selected = await selectAll(readings, (...missing) => {
    report.notFound(...missing)
  })
  const exports = planExports(selected)
  report.shortMasks(maskAll(exports, settings.minMaskLength))
  report.heldBack(exports)

  stop.asked.throwIfAborted()
  const handedOn = handOver(exports, createFiles(placesOf(run.env), session))
  if (settings.outputToken) outputToken(auth.token)
  if (settings.exportToken) exportToken(auth.token, settings.connection)
  report.exported(handedOn)
  return { hangsOnToken: hangsOnToken || settings.exportToken || settings.outputToken }
}

/** Where Vault states no end, the token ends by revocation alone. */
const expiryOf = (auth: Auth): number => (auth.seconds > 0 ? Date.now() + auth.seconds * 1_000 : Number.MAX_SAFE_INTEGER)

/** The Failure that a signal of the runner ends main with. */
export const cancelled = (signal: string): Failure => new Failure('ERR_CANCELLED', `the step was asked to stop (${signal})`)
