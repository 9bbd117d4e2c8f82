import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** Milliseconds until a client has detected that a connection was closed. */
const clientSeesMs = 50

/** Ports below those that the operating system assigns (Linux: from 32768). */
const portRange = [10_240, 32_768] as const

/** An HTTP server on a loopback port that can stop listening and listen again on the same port. */
export class Listener {
  /** Ports are taken in turn: while a listener refuses connections, no other one of this process may get its port and respond there. */
  static #next = randomInt(...portRange)
  readonly #server
  /** Connections that have not had a request yet. */
  readonly #unused = new Set<Socket>()
  #port = 0
  #listenAgain: NodeJS.Timeout | undefined

  /** Calls `respond` for each request. If it rejects, the connection is reset. */
  constructor(respond: (message: IncomingMessage, response: ServerResponse) => Promise<void>) {
    this.#server = createServer({ keepAliveTimeout: 60_000 }, (message, response) => {
      this.#unused.delete(message.socket)
      respond(message, response).catch(() => {
        message.socket.resetAndDestroy()
      })
    })
    this.#server.on('connection', (socket) => {
      this.#unused.add(socket)
      socket.on('close', () => this.#unused.delete(socket))
    })
  }

  /** Listens on a free port, later on the same port again. Returns the port. */
  async listen(): Promise<number> {
    while (this.#port === 0) {
      const port = Listener.#next
      Listener.#next = port + 1 < portRange[1] ? port + 1 : portRange[0]
      if (await this.#listenOn(port)) this.#port = port
    }
    if (!this.#server.listening) await this.#listenOn(this.#port)
    return this.#port
  }

  /** Returns false if the port is in use. */
  async #listenOn(port: number): Promise<boolean> {
    try {
      this.#server.listen(port, '127.0.0.1')
      await once(this.#server, 'listening')
      return true
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE' && this.#port === 0) return false
      throw error
    }
  }

  /** Stops listening and closes all connections. */
  async stop(): Promise<void> {
    const closed = once(this.#server, 'close')
    this.#server.close()
    this.#server.closeAllConnections()
    await closed
  }

  /**
   * Stops listening and closes all idle connections before the response is sent, and its own connection after it. Listens again after
   * `forMs` milliseconds, if given.
   */
  async refuseAfter(response: ServerResponse, forMs: number | undefined): Promise<void> {
    response.setHeader('connection', 'close')
    if (this.#server.listening) this.#server.close()
    // server.close() does not close connections that were opened early and have had no request
    for (const socket of this.#unused) socket.destroy()
    // let the client detect this before the response, so that it does not reuse one of these connections
    await sleep(clientSeesMs)
    if (forMs !== undefined) this.#listenAgain = setTimeout(() => void this.listen(), forMs)
  }

  /** Stops for good. */
  async close(): Promise<void> {
    clearTimeout(this.#listenAgain)
    if (this.#server.listening) await this.stop()
    this.#server.closeAllConnections()
  }
}
