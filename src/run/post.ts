import { loadState } from '../state/load-state.ts'
import type { Env } from '../core/env.ts'
import { createReport } from '../report/create-report.ts'
import type { Report } from '../report/report.ts'
import { createSession } from '../state/session.ts'
import { inPost, revokeAndReport } from './revoke-and-report.ts'
import { createRunTransport } from './transport.ts'

/**
 * Milliseconds that the post step waits for reads that were in flight when main was killed. A lease that Vault creates after the
 * token's revocation is not revoked with it, but lives until its own TTL. Creating an IAM user takes Vault one or two seconds.
 */
const inFlightMs = 3_000

/**
 * Runs the post step: revokes what main saved, and removes the files. Never throws, because a job must not fail if its cleanup does.
 * @returns the exit code: 0, or 1 if `revoke: required` is set and not everything is confirmed
 */
export async function runPost(env: Env, script = process.argv[1] ?? ''): Promise<0 | 1> {
  const report = createReport(env)
  const transport = createRunTransport(env)
  let required = false
  try {
    const state = loadState(env)
    required = state.revocable?.required ?? false
    report.ignoredState(state.ignored, state.hasNoValidSession)
    const hasEnded = state.main !== undefined && (await (await import('./end-main.ts')).endMain(state.main, { script, env }))
    if (state.revocable?.history.wasReading && !hasEnded) await waitForReads(report)
    const session = createSession(env, state)
    const isDone = await revokeAndReport({ session, transport, report, env }, inPost)
    return isDone ? 0 : 1
  } catch (error) {
    report.revocationFailed(error)
    return required ? 1 : 0
  } finally {
    transport.close()
  }
}

async function waitForReads(report: Report): Promise<void> {
  report.waitsForReads(inFlightMs)
  await new Promise((resolve) => setTimeout(resolve, inFlightMs))
}
