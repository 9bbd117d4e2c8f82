import { loadState } from '../state/load-state.ts'
import type { Env } from '../core/env.ts'
import { createReport } from '../report/create-report.ts'
import { createSession } from '../state/session.ts'
import { inPost, revokeAndReport } from './revoke-and-report.ts'
import { createRunTransport } from './transport.ts'

/**
 * Milliseconds that Vault gets for reads that were in flight when main was killed. A lease that an engine makes after the token's
 * revocation does not end with the token, but only after its own TTL; an IAM user takes Vault one or two seconds.
 */
const inFlightMs = 3_000

/**
 * The post step's work, in a chunk of its own: gives back what main wrote down. Never throws, since a job that did its
 * work must not fail for its cleaning up.
 * @returns the exit code: 0, or 1 where every end has to be confirmed (`revoke: required`), and is not
 */
export async function runPost(env: Env): Promise<0 | 1> {
  const report = createReport(env)
  const transport = createRunTransport(env)
  let required = false
  try {
    const account = loadState(env)
    required = account.revocable?.required ?? false
    report.ignoredState(account.passedOver, account.isLost)
    if (account.revocable && account.wasReading) {
      report.waitsForReads(inFlightMs)
      await new Promise((resolve) => setTimeout(resolve, inFlightMs))
    }
    const session = createSession(env, account)
    return (await revokeAndReport({ session, transport, report, env }, inPost)) ? 0 : 1
  } catch (error) {
    report.revocationFailed(error)
    return required ? 1 : 0
  } finally {
    transport.close()
  }
}
