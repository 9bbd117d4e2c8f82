import { mask } from '../masks/register.ts'
import { asFailure } from '../core/failure.ts'
import { readSettings, type Settings } from '../inputs/settings.ts'
import { logIn, type Login } from '../login/login.ts'
import { failAndRevoke } from './fail-and-revoke.ts'
import { loginGrant } from './login-grant.ts'
import type { Delivery } from './read-and-export.ts'
import { afterCommand, afterSuccess, revokeAndReport, writeReceipt, type MainRuntime } from './revoke-and-report.ts'
import { revocableToken } from '../state/revocable.ts'
import { createVault } from '../vault/client.ts'
import type { Connection } from '../vault/connection.ts'
import { proxyFor } from '../http/proxy.ts'

/**
 * Runs the main step, from inputs to exports. Revokes as early as possible: everything after a failure; the token once nothing
 * depends on it. Never throws.
 * @returns the exit code of the step: 0, 1 after a failure, 130 after a signal, or that of the command of the input `run`
 */
export async function runMain(run: MainRuntime): Promise<number> {
  try {
    const settings = await readSettings(run.env)
    const { needsToken, commandEnd } = await logInAndDeliver(settings, run)
    if (commandEnd?.failure) {
      await failAndRevoke(commandEnd.failure, run, (phase) => revokeAndReport(run, phase))
      return commandEnd.exitCode
    }
    if (settings.revoke === 'false') await reportNotRevoked(run)
    if (commandEnd) await revokeAndReport(run, afterCommand)
    else if (!needsToken && settings.revoke !== 'false') await revokeAndReport(run, afterSuccess)
    return 0
  } catch (thrown) {
    return await failAndRevoke(asFailure(thrown), run, (phase) => revokeAndReport(run, phase))
  } finally {
    run.session.setMain(undefined)
    run.stop.clear()
    run.transport.close()
  }
}

async function logInAndDeliver(settings: Settings, run: MainRuntime): Promise<Delivery> {
  run.stop.stopAfter(settings.timeout)
  run.session.setMain(process.pid)
  run.report.network(settings.connection, proxyFor(urlOf(settings))?.name)
  const vault = createVault(settings.connection, run.transport, run.stop)
  const loggingIn = logIn(settings.login, vault, { ...run, mask })
  prepareReads(settings, run)
  const login = await loggingIn
  const { auth } = login
  saveLogin(login, vault.connection(), settings, run)
  run.report.loggedIn(vault.connection(), settings.login, auth, login.lost)
  const { readAndExport: deliver } = await import('./read-and-export.ts')
  return deliver(auth, vault, settings, run)
}

/** While the OIDC token is requested, connects to Vault and loads the code that runs after the login. */
function prepareReads(settings: Settings, { transport }: MainRuntime): void {
  setImmediate(() => {
    transport.prepare({ url: urlOf(settings), tls: settings.connection.tls }, settings.plan.length)
    import('./read-and-export.ts').catch(() => undefined)
  })
}

/** Saves the token for the post step, before anything else can fail. Each request of the plan counts as a use. */
function saveLogin(login: Login, connection: Connection, settings: Settings, { session }: MainRuntime): void {
  const { plan, revoke, summary } = settings
  const token = revocableToken(login.auth, plan.length)
  session.begin({ connection, token, required: revoke === 'required', ...(summary !== undefined && { summary }) })
  session.addLogin(loginGrant(settings.login, login))
}

/** For `revoke: false`: logs what stays valid, and clears the state except the paths of files, which end with the job. */
async function reportNotRevoked({ session, report, env }: MainRuntime): Promise<void> {
  const revocable = session.revocable()
  report.notRevoked(revocable)
  session.clear()
  if (revocable) await writeReceipt(revocable, undefined, { env, report })
}

const urlOf = ({ connection }: Settings): URL => new URL(connection.urls[0])
