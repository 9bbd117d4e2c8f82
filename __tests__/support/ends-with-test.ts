import { Server } from 'node:http'

/** A part that runs beside a test until it is ended: a proxy, a server, an issuer, a job, a stack. */
type Part = { close: () => unknown } | { stop: () => unknown } | { end: () => unknown }

const ofTest: Part[] = []
const ofFile: Part[] = []
let inTest = false

// importing this file registers the hooks: they run even if a test throws or times out
beforeEach(() => {
  inTest = true
})
afterEach(async () => {
  inTest = false
  await endAll(ofTest)
}, 60_000)
// a part that a test did not wait for is among the first
afterAll(() => endAll([...ofFile, ...ofTest]), 60_000)

/**
 * Ends a part, and breaks its connections, when the test that started it ends; when the file ends, if a beforeAll started it.
 * An open server or a running process would keep jest from exiting. A part may be ended earlier, too.
 */
export function endsWithTest<P extends Part | Promise<Part>>(started: P): P {
  const list = inTest ? ofTest : ofFile
  // a part that did not start is the caller's failure
  Promise.resolve<Part>(started).then(
    (part) => list.push(part),
    () => undefined,
  )
  return started
}

/** Ends the parts, the last one first, each of them even if another one fails. */
async function endAll(parts: Part[]): Promise<void> {
  const failures: unknown[] = []
  for (const part of parts.splice(0).reverse()) {
    try {
      await endOf(part)
    } catch (error) {
      failures.push(error)
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, 'parts of the test could not be ended')
}

function endOf(part: Part): unknown {
  if ('stop' in part) return part.stop()
  if ('end' in part) return part.end()
  const closing = part.close()
  if (part instanceof Server) part.closeAllConnections()
  return closing
}
