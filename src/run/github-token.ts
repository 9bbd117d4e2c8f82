import { asFailure } from '../core/failure.ts'
import { setValues } from '../export/set-values.ts'
import { createAppJwt } from '../github-app/app-jwt.ts'
import { apiUrl, createGithub } from '../github-app/github.ts'
import { findInstallation } from '../github-app/installation.ts'
import { createInstallationToken } from '../github-app/installation-token.ts'
import { readAppSettings, type AppSettings } from '../github-app/settings.ts'
import { signerFor } from '../github-app/signer.ts'
import type { TokenSession } from '../github-app/token-session.ts'
import { proxyFor } from '../http/proxy.ts'
import { logIn } from '../login/login.ts'
import { mask } from '../masks/register.ts'
import type { TokenReport } from '../report/token-report.ts'
import { revocableToken } from '../state/revocable.ts'
import { createVault, withToken, type TokenVault } from '../vault/client.ts'
import type { Auth } from '../vault/reply.ts'
import { checkToken } from './check-token.ts'
import { failAndRevoke } from './fail-and-revoke.ts'
import { loginGrant } from './login-grant.ts'
import { afterSuccess, revokeAndReport, type MainRuntime } from './revoke-and-report.ts'
import { revokeTokensAndReport } from './revoke-tokens-and-report.ts'

/** The dependencies of a run of github-token; the entry creates the real ones. */
export interface TokenRuntime extends Omit<MainRuntime, 'host'> {
  readonly tokens: TokenSession
  readonly tokenReport: TokenReport
}

/**
 * Runs the main step of github-token, from inputs to outputs. Revokes Vault's token at its end, because nothing depends on it; after a
 * failure, the installation token too. Never throws.
 * @returns the exit code of the step: 0, 1 after a failure, 130 after a signal
 */
export async function runGithubToken(run: TokenRuntime): Promise<0 | 1 | 130> {
  try {
    const settings = await readAppSettings(run.env)
    await createAndOutput(settings, run)
    if (settings.revoke === 'false') run.tokens.dropToken()
    await revokeAndReport(run, afterSuccess)
    return 0
  } catch (thrown) {
    return await failAndRevoke(asFailure(thrown), run, (phase) => revokeTokensAndReport(run, phase))
  } finally {
    run.session.setMain(undefined)
    run.stop.clear()
    run.transport.close()
  }
}

async function createAndOutput(settings: AppSettings, run: TokenRuntime): Promise<void> {
  const { env, stop, transport, tokenReport } = run
  stop.stopAfter(settings.timeout)
  run.session.setMain(process.pid)
  const { auth, vault } = await logInAtVault(settings, run)
  const sign = await signerFor(settings.key, auth, vault, run.session)
  const jwt = await createAppJwt(settings.app, sign)
  mask(jwt)
  if (auth.uses > 0) run.session.updateToken({ spent: vault.spent(auth.token) })
  const identity = { github: createGithub(apiUrl(env), transport, stop), jwt }
  const installation = await findInstallation(identity, settings)
  const token = await createInstallationToken(identity, installation, settings, (value, expires) => {
    mask(value)
    run.tokens.setToken({ value, expires, required: settings.revoke === 'required' })
  })
  stop.stopRequested.throwIfAborted()
  const outputs = {
    token: token.value,
    expires: token.expires,
    app_slug: installation.appSlug,
    installation_id: String(installation.id),
  }
  setValues(env, Object.entries(outputs))
  tokenReport.created(installation, token, settings)
}

/** Logs in, and meanwhile connects to Vault and to GitHub. */
async function logInAtVault(settings: AppSettings, run: TokenRuntime): Promise<{ auth: Auth; vault: TokenVault }> {
  const { connection } = settings
  const url = new URL(connection.urls[0])
  run.report.network(connection, proxyFor(url)?.name)
  const vault = createVault(connection, run.transport, run.stop)
  const loggingIn = logIn(settings.login, vault, { ...run, mask })
  setImmediate(() => {
    run.transport.prepare({ url, tls: connection.tls }, 1)
    run.transport.prepare({ url: new URL(apiUrl(run.env)) }, 1)
  })
  const login = await loggingIn
  const { auth } = login
  // before anything else can fail; the request for the key counts as a use
  run.session.begin({ connection: vault.connection(), token: revocableToken(auth, 1), required: settings.revoke === 'required' })
  run.session.addLogin(loginGrant(settings.login, login))
  run.report.loggedIn(vault.connection(), settings.login, auth, login.lost)
  checkToken(auth, settings.revoke)
  return { auth, vault: withToken(vault, auth.token) }
}
