import { cancelled } from './run/fail-and-revoke.ts'
import { runMain } from './run/main.ts'
import { createReport } from './report/create-report.ts'
import { createSession } from './state/session.ts'
import { createStop } from './core/deadlines.ts'
import { createRunTransport } from './run/transport.ts'

const stop = createStop()
// the runner cancels a step with SIGINT, and 7.5 s later with SIGTERM
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    stop.requestStop(cancelled(signal))
  })
}
// the runner itself has ended, so that no post step follows
process.stdout.on('error', () => {
  stop.requestStop(cancelled('the runner reads no output'))
})

void runMain({
  env: process.env,
  transport: createRunTransport(process.env),
  session: createSession(process.env),
  report: createReport(process.env),
  stop,
  host: process,
}).then((exitCode) => {
  process.exitCode = exitCode
})
