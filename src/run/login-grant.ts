import { now } from '../core/clock.ts'
import type { Login, LoginPlan } from '../login/login.ts'
import type { LoginGrant } from '../state/history.ts'

/** Returns what the receipt reports about a login. */
export function loginGrant({ method, mount, access }: LoginPlan, { auth, lost, claims }: Login): LoginGrant {
  const { kind, accessor, requestId } = auth
  const role = 'token' in access ? undefined : access.role
  const checkRun = claims?.['check_run_id']
  const checkRunId = typeof checkRun === 'string' || typeof checkRun === 'number' ? String(checkRun) : ''
  return { method: method.name, mount, role: role ?? '', checkRunId, kind, accessor, requestId, granted: now(), lost }
}
