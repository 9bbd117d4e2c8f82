import { Server } from 'node:http'

/** A resource of a test that must be closed: a proxy, a server, an issuer, a job, a stack. */
type Part = { close: () => unknown } | { stop: () => unknown } | { end: () => unknown }

const ofTest: Part[] = []
const ofFile: Part[] = []
let inTest = false

// importing this file registers the hooks, which run even if a test throws or times out
beforeEach(() => {
  inTest = true
})
afterEach(async () => {
  inTest = false
  await endAll(ofTest)
}, 60_000)
// includes parts that started after their test had ended
afterAll(() => endAll([...ofFile, ...ofTest]), 60_000)

/**
 * Ends a part and closes its connections at the end of the test that started it, or at the end of the file if a beforeAll started it.
 * An open server or a running process would keep jest from exiting. A part can also be ended earlier.
 */
export function endsWithTest<P extends Part | Promise<Part>>(started: P): P {
  const list = inTest ? ofTest : ofFile
  // the caller handles a part that fails to start
  Promise.resolve<Part>(started).then(
    (part) => list.push(part),
    () => undefined,
  )
  return started
}

/** Ends all parts in reverse order, even if one of them fails. Throws an AggregateError of the failures. */
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
