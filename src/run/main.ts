import { mask } from '../masks/mask.ts'
import { asFailure, Failure } from '../core/failure.ts'
import { readSettings, type Settings } from '../inputs/settings.ts'
import { logIn } from '../login/login.ts'
import { afterCancel, afterFailure, afterSuccess, revokeAndReport, type Runtime } from './revoke-and-report.ts'
import { bootMoment, type RevocableToken } from '../state/session.ts'
import type { Stop } from '../core/deadlines.ts'
import { createVault } from '../vault/client.ts'
import { after, noExpiry, now } from '../core/clock.ts'
import { proxyFor } from '../http/proxy.ts'
import type { Auth } from '../vault/reply.ts'

/** What a run works with; the entries make the real ones. */
export interface MainRuntime extends Runtime {
  readonly stop: Stop
}

/**
 * Main, from inputs to exports. What nobody needs any more is given back at once: everything after a failure, the token
 * where nothing hangs on it. Never throws.
 * @returns the exit code of the step: 0, 1 after a failure, 130 after a signal
 */
export async function runMain(run: MainRuntime): Promise<0 | 1 | 130> {
  try {
    const settings = await readSettings(run.env)
    const { needsToken } = await logInAndDeliver(settings, run)
    if (settings.revoke === 'false') keepAlive(run)
    else if (!needsToken) await revokeAndReport(run, afterSuccess)
    return 0
  } catch (thrown) {
    const failure = asFailure(thrown)
    // whatever failed first, the runner gives a cancelled step little time
    const cancelled = [failure, run.stop.asked.reason as unknown].some((end) => end instanceof Failure && end.code === 'ERR_CANCELLED')
    run.report.failed(failure)
    await revokeAndReport(run, cancelled ? afterCancel : afterFailure)
    return cancelled ? 130 : 1
  } finally {
    run.stop.clear()
    run.transport.close()
  }
}

async function logInAndDeliver(settings: Settings, run: MainRuntime): Promise<{ needsToken: boolean }> {
  const { report, session, stop } = run
  stop.after(settings.timeout)
  const url = new URL(settings.connection.urls[0])
  report.network(settings.connection, proxyFor(url)?.name)
  const vault = createVault(settings.connection, run.transport, stop)
  const loggingIn = logIn(settings.login, vault, { ...run, mask })
  // while the job's identity is on its way, the connection to Vault is opened, and what comes after the login is loaded
  setImmediate(() => {
    run.transport.prepare({ url, tls: settings.connection.tls }, settings.plan.length)
    import('./deliver.ts').catch(() => undefined)
  })

  const { auth, lost } = await loggingIn
  const connection = vault.connection()
  session.begin({ connection, token: revocableToken(auth, settings), required: settings.revoke === 'required' })
  report.loggedIn(connection, settings.login, auth, lost)
  const { deliver } = await import('./deliver.ts')
  return deliver(auth, vault, settings, run)
}

/** What lives on: nobody gives it back, and nothing of it stays written down but the files, which end with the job. */
function keepAlive({ session, report }: MainRuntime): void {
  report.notRevoked(session.revocable())
  session.clear()
}

/** Until it is known better, every request of the plan has used the token up by one. */
const revocableToken = (auth: Auth, { plan }: Settings): RevocableToken => ({
  value: auth.token,
  kind: auth.kind,
  expires: tokenExpiry(auth),
  booted: bootMoment(),
  renewable: auth.renewable,
  uses: auth.uses,
  spent: plan.length,
})

/** Where Vault states no end, the token ends by revocation alone. */
const tokenExpiry = (auth: Auth): number => (auth.seconds > 0 ? after(now(), auth.seconds) : noExpiry)

/** The Failure that a signal of the runner ends main with. */
export const cancelled = (signal: string): Failure => new Failure('ERR_CANCELLED', `the step was asked to stop (${signal})`)
