import type { Env } from './inputs.ts'
import { createReport } from './report.ts'
import { createSession, loadAccount } from './session.ts'
import { inPost, settle } from './settle.ts'
import { createTransport } from './vault/negotiated-transport.ts'
import { withExtraHeaders } from './with-extra-headers.ts'

/**
 * The post step's work, in a chunk of its own: gives back what main wrote down. Never throws, since a job that did its
 * work must not fail for its cleaning up.
 */
export async function giveBackRest(env: Env): Promise<void> {
  const report = createReport(env)
  const transport = withExtraHeaders(createTransport(), env)
  try {
    await settle({ session: createSession(env, loadAccount(env)), transport, report, env }, inPost)
  } catch (error) {
    report.notGivenBack(error)
  } finally {
    transport.close()
  }
}
