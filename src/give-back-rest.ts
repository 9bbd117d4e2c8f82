import { loadAccount } from './account.ts'
import type { Env } from './inputs.ts'
import { createReport } from './report.ts'
import { createSession } from './session.ts'
import { inPost, settle } from './settle.ts'
import { createTransport } from './vault/negotiated-transport.ts'
import { withExtraHeaders } from './with-extra-headers.ts'

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
export async function giveBackRest(env: Env): Promise<0 | 1> {
  const report = createReport(env)
  const transport = withExtraHeaders(createTransport(), env)
  let required = false
  try {
    const account = loadAccount(env)
    required = account.owed?.required ?? false
    report.passedOver(account.passedOver, account.isLost)
    if (account.owed && account.wasReading) {
      report.waitsForReads(inFlightMs)
      await new Promise((resolve) => setTimeout(resolve, inFlightMs))
    }
    const session = createSession(env, account)
    return (await settle({ session, transport, report, env }, inPost)) ? 0 : 1
  } catch (error) {
    report.notGivenBack(error)
    return required ? 1 : 0
  } finally {
    transport.close()
  }
}
