import { Agent, request as httpRequest, type IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { Failure } from '../core/failure.ts'
import { version } from '../core/version.ts'
import { createConnectors, type Connectors } from './connectors.ts'
import { perDestination } from './connectors.ts'
import { hostOf } from './transport.ts'
import { createConcurrencyLimit } from '../core/concurrency.ts'
import { lostConnection } from './network-errors.ts'
import { orAborted } from '../core/concurrency.ts'
import { createReplyBody } from './reply-body.ts'
import type { Destination, Transport, WireReply, WireRequest } from './transport.ts'

/** Requests under way at once. More wait for a place; their time limit starts when they get it. */
const lanes = 32

/** A Transport over HTTP/1.1. */
export interface HttpTransport extends Transport {
  /** Takes over a connection to a server, for the first request to it. */
  adopt(destination: Destination, socket: Socket): void
}

/** A Transport over HTTP/1.1 and a bounded number of kept-alive connections. */
export function createHttpTransport(connectors: Connectors = createConnectors()): HttpTransport {
  const pools = perDestination((destination) => createPool(() => connectors.for(destination.tls).connect(destination.url, ['http/1.1'])))
  const lane = createConcurrencyLimit(lanes)

  async function send(request: WireRequest): Promise<WireReply> {
    const limit = AbortSignal.timeout(request.replyMs)
    const signal = request.signal ? AbortSignal.any([limit, request.signal]) : limit
    try {
      // node ends a request by its signal only once it has a connection
      return await orAborted(exchangeOnce(request, pools.of(request).agent, signal), signal)
    } catch (error) {
      if (error instanceof Failure) throw error
      if (request.signal?.aborted) throw request.signal.reason
      throw lostConnection(error, request.url, limit.aborted ? request.replyMs : undefined)
    }
  }

  return {
    send: (request) => lane(() => send(request), request.signal),
    prepare(destination, requests) {
      pools.of(destination).prepare(Math.min(requests, lanes))
    },
    adopt(destination, socket) {
      pools.of(destination).adopt(socket)
    },
    close() {
      connectors.close()
      for (const pool of pools.all()) pool.close()
    },
  }
}

/** One request and its reply. */
async function exchangeOnce(request: WireRequest, agent: Agent, signal: AbortSignal): Promise<WireReply> {
  const { method, url, headers } = request
  const message = await new Promise<IncomingMessage>((resolve, reject) => {
    const isSecure = url.protocol === 'https:'
    httpRequest({
      method,
      host: hostOf(url),
      port: url.port || (isSecure ? 443 : 80),
      // the agent's connections are secure where they have to be: the port alone decides what the header Host says
      defaultPort: isSecure ? 443 : 80,
      path: url.pathname + url.search,
      headers: { 'user-agent': `vault-exchange/${version}`, ...headers },
      agent,
      signal,
    })
      .on('response', resolve)
      .on('error', reject)
      .end(request.body)
  })
  return { status: message.statusCode ?? 0, header: (name) => message.headers[name]?.toString(), body: await bodyOf(message) }
}

/** Events, since an iterator for each of many small replies takes a good part of their time. */
function bodyOf(message: IncomingMessage): Promise<string> {
  const body = createReplyBody()
  return new Promise((resolve, reject) => {
    message
      .on('data', (chunk: Buffer) => {
        try {
          body.add(chunk)
        } catch (tooLarge) {
          message.destroy(tooLarge as Error)
        }
      })
      .on('end', () => {
        resolve(body.text())
      })
      .on('error', reject)
  })
}

/** Connections to one server. */
interface Pool {
  readonly agent: Agent
  /** Sees to it that so many connections are there or on their way before they are needed. */
  prepare(connections: number): void
  adopt(socket: Socket): void
  close(): void
}

function createPool(connect: () => Promise<Socket>): Pool {
  const agent = new Agent({ keepAlive: true, maxSockets: lanes })
  const early: Promise<Socket | undefined>[] = []
  /** How often a connection was asked for: so many need no other early one. */
  let taken = 0

  /** A connection that was opened early and is still there, or else a new one. */
  async function next(): Promise<Socket> {
    taken++
    for (let waiting = early.shift(); waiting; waiting = early.shift()) {
      const socket = await waiting
      if (socket && !socket.destroyed) return socket
    }
    return connect()
  }
  agent.createConnection = (_, callback) => {
    next().then(
      (socket) => callback?.(null, socket),
      (error: unknown) => (callback as ((error: unknown) => void) | undefined)?.(error),
    )
    return undefined
  }
  // nobody listens to a connection before it carries a request: whoever needs it finds it closed, and what is wrong by connecting anew
  const quiet = (socket: Socket) => socket.on('error', () => undefined)

  return {
    agent,
    prepare(connections) {
      while (early.length + taken < connections) early.push(connect().then(quiet, () => undefined))
    },
    adopt(socket) {
      early.unshift(Promise.resolve(quiet(socket)))
    },
    close() {
      for (const waiting of early) void waiting.then((socket) => socket?.destroy())
      agent.destroy()
    },
  }
}
