import { createStop } from './core/deadlines.ts'
import { createTokenSession } from './github-app/token-session.ts'
import { createReport } from './report/create-report.ts'
import { createTokenReport } from './report/token-report.ts'
import { cancelled } from './run/fail-and-revoke.ts'
import { runGithubToken } from './run/github-token.ts'
import { createRunTransport } from './run/transport.ts'

const stop = createStop()
// the runner cancels a step with SIGINT, and 7.5 s later with SIGTERM
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    stop.requestStop(cancelled(signal))
  })
}

const tokens = createTokenSession(process.env)
void runGithubToken({
  env: process.env,
  transport: createRunTransport(process.env),
  session: tokens.session,
  tokens,
  report: createReport(process.env),
  tokenReport: createTokenReport(process.env),
  stop,
}).then((exitCode) => {
  process.exitCode = exitCode
})
