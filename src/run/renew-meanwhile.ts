import type { Settings } from '../inputs/settings.ts'
import { logIn } from '../login/login.ts'
import { mask } from '../masks/register.ts'
import { startRenewal } from '../renew/renew.ts'
import { createRenewalReport } from '../report/renewal.ts'
import type { Revocable } from '../state/revocable.ts'
import { loginGrant } from './login-grant.ts'
import type { MainRuntime } from './revoke-and-report.ts'

/**
 * Renews token and leases until the returned function is called, and logs what cannot be renewed. The function waits for requests in
 * flight, and logs how often something was renewed. Neither throws.
 * @param between prints something as lines of its own, also workflow commands, while a command prints too
 */
export function renewMeanwhile(
  revocable: Revocable,
  settings: Settings,
  run: MainRuntime,
  between: (write: () => void) => void,
): () => Promise<void> {
  const { session, transport, stop } = run
  const report = createRenewalReport(between)
  const maskBetween = (secret: string) => {
    between(() => {
      mask(secret)
    })
  }
  const renewal = startRenewal({
    session,
    revocable,
    transport,
    stop,
    async logIn(vault, renewalStop) {
      const login = await logIn(settings.login, vault, { ...run, stop: renewalStop, mask: maskBetween })
      return { auth: login.auth, grant: loginGrant(settings.login, login) }
    },
    maxTtl: settings.maxTtl,
    // the start of the process
    startedAt: performance.timeOrigin,
    exportsToken: settings.exportToken,
    report,
  })
  return async () => {
    report.renewed(await renewal.stop())
  }
}
