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

/** Concurrent requests. Further ones wait; their timeout starts when the limit admits them. */
const maxConcurrent = 32

/** A Transport over HTTP/1.1. */
export interface HttpTransport extends Transport {
  /** Adds an open connection to the pool of a server; the next request uses it. */
  adopt(destination: Destination, socket: Socket): void
}

/** Creates a Transport over HTTP/1.1, with a pool of at most 32 kept-alive connections to each server. */
export function createHttpTransport(connectors: Connectors = createConnectors()): HttpTransport {
  const pools = perDestination((destination) => createPool(() => connectors.for(destination.tls).connect(destination.url, ['http/1.1'])))
  const limitConcurrency = createConcurrencyLimit(maxConcurrent)

  async function send(request: WireRequest): Promise<WireReply> {
    const timeout = AbortSignal.timeout(request.replyMs)
    const signal = request.signal ? AbortSignal.any([timeout, request.signal]) : timeout
    try {
      // node applies the signal only after the request has a connection
      return await orAborted(exchangeOnce(request, pools.of(request).agent, signal), signal)
    } catch (error) {
      if (error instanceof Failure) throw error
      if (request.signal?.aborted) throw request.signal.reason
      throw lostConnection(error, request.url, timeout.aborted ? request.replyMs : undefined)
    }
  }

  return {
    send: (request) => limitConcurrency(() => send(request), request.signal),
    prepare(destination, requests) {
      pools.of(destination).prepare(Math.min(requests, maxConcurrent))
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

/** Sends one request and reads its response. */
async function exchangeOnce(request: WireRequest, agent: Agent, signal: AbortSignal): Promise<WireReply> {
  const { method, url, headers } = request
  const message = await new Promise<IncomingMessage>((resolve, reject) => {
    const isSecure = url.protocol === 'https:'
    httpRequest({
      method,
      host: hostOf(url),
      port: url.port || (isSecure ? 443 : 80),
      // the pool does TLS, so node sees plain HTTP; this keeps a default port out of the header Host
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

/** Reads the body with events: an async iterator is much slower for many small responses. */
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

/** The connection pool of one server. */
interface Pool {
  readonly agent: Agent
  /** Opens connections in advance, up to this number in total. */
  prepare(connections: number): void
  adopt(socket: Socket): void
  close(): void
}

function createPool(connect: () => Promise<Socket>): Pool {
  const agent = new Agent({ keepAlive: true, maxSockets: maxConcurrent })
  const prepared: Promise<Socket | undefined>[] = []
  /** The number of connections that requests have asked for. */
  let requested = 0

  /** Returns a prepared connection that is still open, or opens a new one. */
  async function next(): Promise<Socket> {
    requested++
    for (let opening = prepared.shift(); opening; opening = prepared.shift()) {
      const socket = await opening
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
  // an idle socket has no error listener; the next request detects that it is closed and reconnects
  const ignoreErrors = (socket: Socket) => socket.on('error', () => undefined)

  return {
    agent,
    prepare(connections) {
      while (prepared.length + requested < connections) prepared.push(connect().then(ignoreErrors, () => undefined))
    },
    adopt(socket) {
      prepared.unshift(Promise.resolve(ignoreErrors(socket)))
    },
    close() {
      for (const opening of prepared) void opening.then((socket) => socket?.destroy())
      agent.destroy()
    },
  }
}
