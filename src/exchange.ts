import { allOrNothing } from './export/all-or-nothing.ts'
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
import type { OwedToken } from './session.ts'
import { shortenLeases, shortenToken } from './shorten.ts'
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
    const settings = await readSettings(run.env)
    const { hangsOnToken } = await readAndExport(settings, run)
    if (settings.revoke === 'false') leave(run)
    else if (!hangsOnToken) await settle(run, afterSuccess)
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
  report.network(settings.connection, proxyFor(new URL(settings.connection.urls[0]))?.name)
  const vault = createVault(settings.connection, run.transport, stop)

  const { auth, lost: loginLost } = await logIn(settings.login, vault, { ...run, mask })
  const connection = vault.connection()
  session.begin({ connection, token: owedToken(auth, settings), required: settings.revoke === 'required' })
  report.loggedIn(connection, settings.login, auth, loginLost)
  if (settings.revoke === 'required' && auth.kind === 'batch') throw endless('the login gave a batch token, which cannot be revoked')

  const shortening = shortenToken(session, vault, settings.maxTtl)
  const start = performance.now()
  const { readings, hangsOnToken, lost } = await readAll(settings.plan, auth, vault, session).finally(() => shortening)
  const leases = session.owed()?.leases ?? []
  report.read(readings.length, performance.now() - start, leases, lost, settings.revoke !== 'false')
  const sts = leases.find((lease) => lease.sts)
  if (settings.revoke === 'required' && sts) throw endless(`nothing can end the AWS STS credentials of ${sts.path} before their time`)
  const shorteningLeases = shortenLeases(session, vault, settings.maxTtl)

  const selected = await selectAll(readings, (...missing) => {
    report.notFound(...missing)
  })
  const exports = planExports(selected)
  report.shortMasks(maskAll(exports, settings.minMaskLength))
  report.heldBack(exports)

  const shortenings = await Promise.all([shortening, shorteningLeases])
  report.shortened(shortenings)
  stop.asked.throwIfAborted()
  const handedOn = allOrNothing(run.env, () => {
    const names = handOver(exports, createFiles(placesOf(run.env), session))
    if (settings.outputToken) outputToken(auth.token)
    if (settings.exportToken) exportToken(auth.token, connection)
    return names
  })
  report.exported(handedOn)
  return { hangsOnToken: hangsOnToken || settings.exportToken || settings.outputToken }
}

/** What lives on: nobody gives it back, and nothing of it stays written down but the files, which end with the job. */
function leave({ session, report }: Collaborators): void {
  report.leftAlive(session.owed())
  session.clear()
}

/** Until it is known better, every request of the plan has used the token up by one. */
const owedToken = (auth: Auth, { plan }: Settings): OwedToken => ({
  value: auth.token,
  kind: auth.kind,
  expires: expiryOf(auth),
  renewable: auth.renewable,
  uses: auth.uses,
  spent: plan.length,
})

const endless = (why: string): Failure =>
  new Failure('ERR_UNCONFIRMED', `revoke: required cannot be kept: ${why}`, {
    hint: 'Nothing was exported. Take what can be ended (a role with token_type=service, an iam_user role), or write revoke: true.',
  })

/** Where Vault states no end, the token ends by revocation alone. */
const expiryOf = (auth: Auth): number => (auth.seconds > 0 ? Date.now() + auth.seconds * 1_000 : Number.MAX_SAFE_INTEGER)

/** The Failure that a signal of the runner ends main with. */
export const cancelled = (signal: string): Failure => new Failure('ERR_CANCELLED', `the step was asked to stop (${signal})`)
