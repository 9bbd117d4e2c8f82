import { setupServer, type SetupServer } from 'msw/node'
import { createHttpTransport } from '../../src/http/http1-transport.ts'
import type { Transport } from '../../src/http/transport.ts'

/** What the tests of one file send over, and who answers. */
export interface MockedNetwork {
  readonly server: SetupServer
  readonly transport: Transport
}

/**
 * A real transport whose requests msw answers; one that no handler expects is an error. Call it at the top of a file: it
 * begins before the first test, forgets handlers and mocks after each, and ends after the last.
 */
export function mockNetwork(): MockedNetwork {
  const server = setupServer()
  const transport = createHttpTransport()
  beforeAll(() => {
    server.listen({ onUnhandledFrame: 'error' })
  })
  afterEach(() => {
    jest.restoreAllMocks()
    server.resetHandlers()
  })
  afterAll(() => {
    server.close()
    transport.close()
  })
  return { server, transport }
}
