import { createStop } from './core/deadlines.ts'
import { createTokenSession } from './github-app/token-session.ts'
import { createReport } from './report/create-report.ts'
import { createTokenReport } from './report/token-report.ts'
import { runGithubToken } from './run/github-token.ts'
import { stopOnLostOutput, stopOnSignals } from './run/stop-requests.ts'
import { createRunTransport } from './run/transport.ts'

const stop = createStop()
stopOnSignals(stop, process)
stopOnLostOutput(stop, process.stdout)

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
