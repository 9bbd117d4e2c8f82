import { setupServer, type SetupServer } from 'msw/node'
import { createHttpTransport } from '../../src/http/http1-transport.ts'
import type { Transport } from '../../src/http/transport.ts'

/** The transport and the mock server of one test file. */
export interface MockedNetwork {
  readonly server: SetupServer
  readonly transport: Transport
}

/**
 * Creates a real transport whose requests msw handles; a request without a handler is an error. Call it at the top of a file: it starts
 * before the first test, resets handlers and mocks after each test, and closes after the last.
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
