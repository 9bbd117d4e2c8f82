import { setupServer } from 'msw/node'
import { createReport } from '../../src/report.ts'
import { createSession, type Session } from '../../src/session.ts'
import { afterCancel, settle } from '../../src/settle.ts'
import { createHttpTransport } from '../../src/vault/http-transport.ts'
import { captureLog, type CapturedLog } from './support/captured-log.ts'
import { denied, givingBack, type Behaviour } from './support/fake-vault.ts'
import { quickTimers } from './support/quick-timers.ts'
import { createRunnerFiles, type RunnerFiles } from './support/runner-files.ts'

const server = setupServer()
const transport = createHttpTransport()
let files: RunnerFiles
let log: CapturedLog

beforeAll(() => {
  server.listen({ onUnhandledFrame: 'error' })
})
beforeEach(() => {
  files = createRunnerFiles()
  log = captureLog()
  quickTimers()
})
afterEach(() => {
  jest.restoreAllMocks()
  server.resetHandlers()
  files.remove()
})
afterAll(() => {
  server.close()
  transport.close()
})

function owing(token: Behaviour): Session {
  server.use(...givingBack({ token }))
  const session = createSession(files.statePath)
  session.begin(
    { url: 'https://vault.test', redirectHosts: [], correlationId: 'x' },
    { value: 't', kind: 'service', expires: Date.now() + 60_000 },
  )
  return session
}

it('does nothing and says nothing where nothing is owed', async () => {
  await settle({ session: createSession(files.statePath), transport, report: createReport() }, afterCancel, true)
  expect(log.text()).toBe('')
})

test.each<[string, Behaviour, boolean, boolean, RegExp]>([
  ['ended, in main', 'ok', false, true, /^token revoked\n$/],
  ['ended, in post', 'ok', true, true, /^token revoked\n$/],
  ['not ended, in main: post tries again and speaks', denied, false, false, /^$/],
  [
    'not ended, in post',
    denied,
    true,
    false,
    /^::warning::The token is still alive: POST auth\/token\/revoke-self: 403 permission denied\. It runs out by .* UTC\.\n$/,
  ],
])('%s', async (_, token, isLast, isEmpty, said) => {
  const session = owing(token)
  await settle({ session, transport, report: createReport() }, afterCancel, isLast)
  expect(log.text()).toMatch(said)
  expect(Object.keys(files.state())).toEqual(isEmpty ? [] : ['session'])
  expect(session.owed() === undefined).toBe(isEmpty)
})

it('has time for all of it before the runner kills a cancelled step', () => {
  expect(5_000 + afterCancel.leasesMs + afterCancel.tokenMs).toBeLessThan(10_000)
})
