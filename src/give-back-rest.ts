import type { Env } from './inputs.ts'
import { createReport } from './report.ts'
import { createSession, loadAccount } from './session.ts'
import { inPost, settle } from './settle.ts'
import { createHttpTransport } from './vault/http-transport.ts'
import { withExtraHeaders } from './with-extra-headers.ts'

/**
 * The post step's work, in a chunk of its own: gives back what main wrote down. Never throws, since a job that did its
 * work must not fail for its cleaning up.
 * @returns the exit code: 0, or 1 where every end has to be confirmed (`revoke: required`), and is not
 */
export async function giveBackRest(env: Env): Promise<0 | 1> {
  const report = createReport(env)
  const transport = withExtraHeaders(createHttpTransport(), env)
  const session = createSession(env, loadAccount(env))
  const required = session.owed()?.required ?? false
  try {
    return (await settle({ session, transport, report, env }, inPost)) ? 0 : 1
  } catch (error) {
    report.notGivenBack(error)
    return required ? 1 : 0
  } finally {
    transport.close()
  }
}
