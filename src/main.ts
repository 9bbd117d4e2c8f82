import { runMain } from './run/main.ts'
import { stopOnLostOutput, stopOnSignals } from './run/stop-requests.ts'
import { createReport } from './report/create-report.ts'
import { createSession } from './state/session.ts'
import { createStop } from './core/deadlines.ts'
import { createRunTransport } from './run/transport.ts'

const stop = createStop()
stopOnSignals(stop, process)
stopOnLostOutput(stop, process.stdout)

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
