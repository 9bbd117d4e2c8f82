import { cancelled, exchange } from './exchange.ts'
import { createReport } from './report.ts'
import { createSession } from './session.ts'
import { createStop } from './stop.ts'
import { createHttpTransport } from './vault/http-transport.ts'
import { withExtraHeaders } from './with-extra-headers.ts'

const stop = createStop()
// the runner cancels with SIGINT, and SIGTERM 7.5 s later
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    stop.ask(cancelled(signal))
  })
}

void exchange({
  env: process.env,
  transport: withExtraHeaders(createHttpTransport(), process.env),
  session: createSession(process.env),
  report: createReport(process.env),
  stop,
}).then((exitCode) => {
  process.exitCode = exitCode
})
