import { writeFileSync } from 'node:fs'
import { now } from '../core/clock.ts'
import { createStop } from '../core/deadlines.ts'
import type { Env } from '../core/env.ts'
import type { SignalSource } from '../core/stop-signals.ts'
import { asFailure, Failure } from '../core/failure.ts'
import { baselineText } from '../drift/baseline.ts'
import { checkDrift, type DriftReport } from '../drift/check.ts'
import { createServer } from '../drift/server.ts'
import { logIn, type LoginPlan } from '../login/login.ts'
import type { RoleNeed } from '../policy/need.ts'
import { createReport } from '../report/create-report.ts'
import { phaseAfter } from '../run/fail-and-revoke.ts'
import { afterSuccess, revokeAndReport, type MainRuntime } from '../run/revoke-and-report.ts'
import { stopOnSignals } from '../run/stop-requests.ts'
import { createRunTransport } from '../run/transport.ts'
import { revocableToken } from '../state/revocable.ts'
import { createSession } from '../state/session.ts'
import { createVault, withToken } from '../vault/client.ts'
import { tokenNamespace } from '../vault/connection.ts'
import type { BaselineFile, CheckSettings } from './check-settings.ts'

/** The dependencies of a comparison. */
export interface CheckRuntime {
  readonly env: Env
  /** The process, for the signals of the runner. */
  readonly host: SignalSource
  /** Called with each credential before anything can print it. */
  readonly mask: (secret: string) => void
  /** Prints a line of the log. */
  readonly say: (text: string) => void
}

type Run = Pick<MainRuntime, 'env' | 'transport' | 'session' | 'report' | 'stop'>

/**
 * Logs in, compares the server with what the roles need, and revokes the token. With `approve`, writes the baseline. Throws the Failure of
 * the login or of a request, and ERR_PLAN if the baseline cannot be written.
 */
export async function checkServer(settings: CheckSettings, needs: readonly RoleNeed[], runtime: CheckRuntime): Promise<DriftReport> {
  const { env, host } = runtime
  const stop = createStop()
  const ignoreSignals = stopOnSignals(stop, host)
  const run: Run = { env, transport: createRunTransport(env), session: createSession(env), report: createReport(env), stop }
  try {
    stop.stopAfter(settings.timeout)
    run.session.setMain(process.pid)
    const report = await compare(settings, needs, run, runtime)
    await revokeAndReport(run, afterSuccess)
    if (settings.baseline && !settings.baseline.objects) writeBaseline(settings.baseline, report, runtime)
    return report
  } catch (thrown) {
    const failure = asFailure(thrown)
    await revokeAndReport(run, phaseAfter(failure, stop))
    throw failure
  } finally {
    run.session.setMain(undefined)
    ignoreSignals()
    stop.clear()
    run.transport.close()
  }
}

async function compare(settings: CheckSettings, needs: readonly RoleNeed[], run: Run, { mask, say }: CheckRuntime): Promise<DriftReport> {
  const { connection, login, baseline, failOn } = settings
  const vault = createVault(connection, run.transport, run.stop)
  const { auth } = await logIn(login, vault, { ...run, mask })
  // a supplied token is never revoked
  if (auth.kind !== 'supplied') run.session.begin({ connection: vault.connection(), token: revocableToken(auth, 0), required: false })
  say(`Comparing with ${connection.urls[0]}`)
  return checkDrift(needs, createServer(withToken(vault, auth.token)), {
    urls: connection.urls,
    failOn,
    isOwnToken: ownTokenOf(login, tokenNamespace(connection)),
    time: now(),
    baseline: baseline && { objects: baseline.objects, place: { repository: '', file: baseline.name, line: 1 } },
  })
}

/** Returns whether the jobs of a role get a token like that of this login. */
const ownTokenOf =
  ({ method, mount, access }: LoginPlan, namespace: string) =>
  (need: RoleNeed): boolean => {
    const role = 'role' in access ? (access.role ?? '') : ''
    const isSameRole = need.role.toLowerCase() === role.toLowerCase() && (role !== '' || method.name === 'jwt')
    return !('token' in access) && isSameRole && need.method === method.name && need.mount === mount && need.namespace === namespace
  }

function writeBaseline({ name, path }: BaselineFile, { objects }: DriftReport, { say }: CheckRuntime): void {
  try {
    writeFileSync(path, baselineText(objects))
  } catch (cause) {
    throw new Failure('ERR_PLAN', `the baseline ${name} cannot be written`, {
      hint: 'Set `baseline` to a path in an existing folder.',
      cause,
    })
  }
  say(`Baseline ${name} written: commit it to approve this state`)
}
