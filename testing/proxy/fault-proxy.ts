import type { IncomingMessage, ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { carryOut, serverActs, type Fault } from './fault.ts'
import { Holds, type Hold, type Point } from './hold.ts'
import { Listener } from './listener.ts'
import { send, type Reply } from './reply.ts'
import { matches, type Match, type RequestSeen } from './request-seen.ts'
import { Upstream } from './upstream.ts'

export type { Fault } from './fault.ts'
export type { Point } from './hold.ts'

/** An HTTP proxy in front of one server. It records every request and injects faults on demand; it rewrites nothing. */
export interface FaultProxy {
  /** URL of the proxy on loopback, without a final slash. */
  readonly url: string
  /** Every request so far, in the order of arrival. */
  readonly requests: readonly Readonly<RequestSeen>[]
  /** Adds a round trip of so many milliseconds to every request from now on: half before forwarding, half before the response. */
  delay(roundTripMs: number): void
  /** Applies a fault to the next `times` matching requests (1 if not given). Faults apply in the order in which they were added. */
  fault(match: Match, fault: Fault, options?: { readonly times?: number }): void
  /** Holds the next matching request at a point; see Point. */
  hold(match: Match, point: Point): Hold
  /** Stops listening and closes all connections, so that clients are refused. Call the returned function to listen again. */
  refuse(): Promise<() => Promise<void>>
  /**
   * Refuses connections from the response to the next matching request on, for `forMs` milliseconds, or permanently if not given.
   * In-flight requests still get a response; the next request needs a new connection.
   */
  refuseAfter(match: Match, forMs?: number): void
  /** Releases held requests, closes all connections and stops the proxy. */
  readonly close: () => Promise<void>
}

interface PlannedRefusal {
  readonly match: Match
  readonly forMs: number | undefined
}

interface PlannedFault {
  readonly match: Match
  readonly fault: Fault
  left: number
}

function requestSeen(message: IncomingMessage, body: Buffer, response: ServerResponse): RequestSeen {
  const { method = 'GET', url: path = '/', headers } = message
  return {
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
}

/** Starts a proxy in front of a server with an http URL. */
export async function startFaultProxy({ target }: { readonly target: string }): Promise<FaultProxy> {
  const upstream = new Upstream(target)
  const holds = new Holds()
  const requests: RequestSeen[] = []
  const planned: PlannedFault[] = []
  let refusals: PlannedRefusal[] = []
  let halfTripMs = 0

  const faultFor = (request: RequestSeen): Fault | undefined => {
    const next = planned.find(({ match, left }) => left > 0 && matches(match, request))
    if (next) next.left -= 1
    return next?.fault
  }

  const refusalFor = (request: RequestSeen): PlannedRefusal | undefined => {
    const next = refusals.find(({ match }) => matches(match, request))
    refusals = refusals.filter((refusal) => refusal !== next)
    return next
  }

  const respond = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await buffer(message)
    const request = requestSeen(message, body, response)
    requests.push(request)
    const fault = faultFor(request)
    await holds.waitForReplied()
    await sleep(halfTripMs)
    await holds.at('before', request)
    // if the client has disconnected, the request is not forwarded
    if (message.socket.destroyed) return
    let reply: Reply = { status: 0, headers: {}, body: Buffer.alloc(0) }
    if (serverActs(fault)) {
      reply = await upstream.send(request, body)
      request.served = reply.status
      await holds.at('after', request)
    }
    await sleep(halfTripMs)
    const refusal = refusalFor(request)
    if (refusal) await listener.refuseAfter(response, refusal.forMs)
    await (fault ? carryOut(fault, response, reply) : send(response, reply))
    await holds.at('replied', request)
  }

  const listener = new Listener(respond)
  const port = await listener.listen()

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
      await listener.stop()
      return async () => {
        await listener.listen()
      }
    },
    refuseAfter: (match, forMs) => {
      refusals.push({ match, forMs })
    },
    close: async () => {
      holds.releaseAll()
      await listener.close()
      upstream.close()
    },
  }
}
