import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { carryOut, serverActs, type Fault } from './fault.ts'
import { Holds, type Hold, type Point } from './hold.ts'
import { send, type Reply } from './reply.ts'
import { matches, type Match, type RequestSeen } from './request-seen.ts'
import { Upstream } from './upstream.ts'

export type { Fault } from './fault.ts'
export type { Point } from './hold.ts'

/** An HTTP proxy before one server, which sees every request and lets it go wrong on demand. Nothing is rewritten. */
export interface FaultProxy {
  /** Where it listens: a loopback address, without a final slash. */
  readonly url: string
  /** Every request so far, in the order in which they came in. */
  readonly requests: readonly Readonly<RequestSeen>[]
  /** Adds milliseconds of round trip to every request from now on: half before it is sent on, half before the reply. */
  delay(roundTripMs: number): void
  /** Lets the next matching requests go wrong, one if no number is given; then faults added later have their turn, then none. */
  fault(match: Match, fault: Fault, options?: { readonly times?: number }): void
  /** Holds the next matching request at a point of its way. */
  hold(match: Match, point: Point): Hold
  /** Stops listening and breaks all connections, so that clients are refused, until the returned function is called. */
  refuse(): Promise<() => Promise<void>>
  /**
   * Refuses connections from the moment on at which the next matching request is replied to, for so many milliseconds, or for good if
   * none are given. Requests under way are still answered; whoever asks next has to connect anew.
   */
  refuseAfter(match: Match, forMs?: number): void
  /** Lets go what is held, breaks all connections and stops. */
  readonly close: () => Promise<void>
}

/** Milliseconds in which a client sees that a connection has ended. */
const clientSeesMs = 50

interface PlannedRefusal {
  readonly match: Match
  readonly forMs: number | undefined
}

interface PlannedFault {
  readonly match: Match
  readonly fault: Fault
  left: number
}

/** Starts a proxy before a server with an http URL. */
export async function startFaultProxy({ target }: { readonly target: string }): Promise<FaultProxy> {
  const upstream = new Upstream(target)
  const holds = new Holds()
  const requests: RequestSeen[] = []
  const planned: PlannedFault[] = []
  let refusals: PlannedRefusal[] = []
  let acceptAgain: NodeJS.Timeout | undefined
  let halfTripMs = 0

  const faultFor = (request: RequestSeen): Fault | undefined => {
    const next = planned.find(({ match, left }) => left > 0 && matches(match, request))
    if (next) next.left -= 1
    return next?.fault
  }

  const answer = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await buffer(message)
    const { method = 'GET', url: path = '/', headers } = message
    const request: RequestSeen = {
      method,
      path,
      headers,
      body: body.toString(),
      when: Date.now(),
      served: undefined,
      get status() {
        return response.headersSent ? response.statusCode : undefined
      },
    }
    requests.push(request)
    const fault = faultFor(request)
    await holds.door()
    await sleep(halfTripMs)
    await holds.at('before', request)
    // a client that is gone by then takes with it what the server has not got yet
    if (message.socket.destroyed) return
    let reply: Reply = { status: 0, headers: {}, body: Buffer.alloc(0) }
    if (serverActs(fault)) {
      reply = await upstream.send(request, body)
      request.served = reply.status
      await holds.at('after', request)
    }
    await sleep(halfTripMs)
    await turnAwayAfter(request, response)
    await (fault ? carryOut(fault, response, reply) : send(response, reply))
    await holds.at('replied', request)
  }

  const turnAwayAfter = async (request: RequestSeen, response: ServerResponse): Promise<void> => {
    const refusal = refusals.find(({ match }) => matches(match, request))
    if (!refusal) return
    refusals = refusals.filter((planned) => planned !== refusal)
    // idle connections end with it, the one of this reply after the reply
    response.setHeader('connection', 'close')
    if (server.listening) server.close()
    // node takes a connection for idle only after its first request; clients may have opened some early
    for (const socket of unused) socket.destroy()
    // the client knows of it before it has the reply: else its next request might be on its way over one of them
    await sleep(clientSeesMs)
    if (refusal.forMs !== undefined) acceptAgain = setTimeout(() => void listen(port), refusal.forMs)
  }

  /** Connections that have not carried a request yet. */
  const unused = new Set<Socket>()
  const server = createServer({ keepAliveTimeout: 60_000 }, (message, response) => {
    unused.delete(message.socket)
    // a server that is gone, or a client that broke off, ends the connection
    answer(message, response).catch(() => {
      message.socket.resetAndDestroy()
    })
  })
  server.on('connection', (socket) => {
    unused.add(socket)
    socket.on('close', () => unused.delete(socket))
  })
  const listen = async (port: number): Promise<number> => {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    return (server.address() as AddressInfo).port
  }
  const stop = async (): Promise<void> => {
    const closed = once(server, 'close')
    server.close()
    server.closeAllConnections()
    await closed
  }
  const port = await listen(0)

  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    delay: (roundTripMs) => {
      halfTripMs = roundTripMs / 2
    },
    fault: (match, fault, { times = 1 } = {}) => {
      planned.push({ match, fault, left: times })
    },
    hold: (match, point) => holds.add(match, point),
    refuse: async () => {
      await stop()
      return async () => {
        await listen(port)
      }
    },
    refuseAfter: (match, forMs) => {
      refusals.push({ match, forMs })
    },
    close: async () => {
      clearTimeout(acceptAgain)
      holds.releaseAll()
      if (server.listening) await stop()
      server.closeAllConnections()
      upstream.close()
    },
  }
}
