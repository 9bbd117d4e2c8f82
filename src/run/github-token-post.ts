import type { Env } from '../core/env.ts'
import { createTokenSession, loadToken } from '../github-app/token-session.ts'
import { createReport } from '../report/create-report.ts'
import { createTokenReport } from '../report/token-report.ts'
import { loadState } from '../state/load-state.ts'
import { inPost } from './revoke-and-report.ts'
import { revokeTokensAndReport } from './revoke-tokens-and-report.ts'
import { createRunTransport } from './transport.ts'

/**
 * Runs the post step of github-token: revokes the installation token, and the credentials that main could not revoke at Vault. Never
 * throws, because a job must not fail if its cleanup does.
 * @returns the exit code: 0, or 1 if `revoke: required` is set and not everything is confirmed
 */
export async function runGithubTokenPost(env: Env, script = process.argv[1] ?? ''): Promise<0 | 1> {
  const report = createReport(env)
  const transport = createRunTransport(env)
  let required = false
  try {
    const state = loadState(env)
    const { token, ignored } = loadToken(env)
    required = token?.required ?? state.revocable?.required ?? false
    report.ignoredState([...state.ignored, ...ignored], state.hasNoValidSession)
    if (state.main !== undefined) await (await import('./end-main.ts')).endMain(state.main, { script, env })
    const tokens = createTokenSession(env, { ...state, token })
    const isDone = await revokeTokensAndReport(
      { session: tokens.session, tokens, transport, report, tokenReport: createTokenReport(env), env },
      inPost,
    )
    return isDone ? 0 : 1
  } catch (error) {
    report.revocationFailed(error)
    return required ? 1 : 0
  } finally {
    transport.close()
  }
}
