import { Failure } from '../core/failure.ts'
import { createConnectors, type Connectors } from './connectors.ts'
import { perDestination } from './connectors.ts'
import { createHttpTransport, type HttpTransport } from './http1-transport.ts'
import type { Http2Session } from './http2-session.ts'
import { createConcurrencyLimit } from '../core/concurrency.ts'
import { lostConnection } from './network-errors.ts'
import { orAborted } from '../core/concurrency.ts'
import { proxyFor } from './proxy.ts'
import type { Destination, Transport, WireReply, WireRequest } from './transport.ts'

/** Concurrent requests over HTTP/2; servers written in Go accept 250 streams on a connection. */
const maxConcurrent = 250

/** What is known about the protocol of one server. */
interface Server {
  /** The server chose HTTP/1.1, or its HTTP/2 connection failed. */
  usesHttp1: boolean
  /** Open, or being opened; resolves to undefined if the server chooses HTTP/1.1. */
  session: Promise<Http2Session | undefined> | undefined
}

/** Returns the open HTTP/2 session of a server, or opens one; undefined if the server uses HTTP/1.1. */
type SessionOpener = (destination: Destination, server: Server) => Promise<Http2Session | undefined>

/**
 * Creates a Transport that uses one HTTP/2 connection to each server that selects h2 by ALPN, and HTTP/1.1 for all other servers
 * and through proxies. After an HTTP/2 connection to a server fails, the Transport uses HTTP/1.1 for it. It sends a request
 * again only if the server has certainly not seen it.
 */
export function createTransport(): Transport {
  const connectors = createConnectors()
  const http1 = createHttpTransport(connectors)
  const servers = perDestination((): Server => ({ usesHttp1: false, session: undefined }))
  const limitConcurrency = createConcurrencyLimit(maxConcurrent)
  const sessionWith = createSessionOpener(connectors, http1)

  async function prepare(destination: Destination, requests: number): Promise<void> {
    // a proxy that refuses would receive many requests at once, each with the same wrong password
    if (proxyFor(destination.url)) return
    const session = mayNegotiate(destination) ? await sessionWith(destination, servers.of(destination)) : undefined
    if (!session) http1.prepare(destination, requests)
  }

  return {
    async send(request) {
      if (!mayNegotiate(request)) return http1.send(request)
      return limitConcurrency(
        async () => (await sendOverHttp2(request, servers.of(request), sessionWith)) ?? http1.send(request),
        request.signal,
      )
    },
    prepare(destination, requests) {
      // `send` meets the same error and reports it
      prepare(destination, requests).catch(() => undefined)
    },
    close() {
      http1.close()
      for (const { session } of servers.all()) void session?.then((open) => open?.close()).catch(() => undefined)
    },
  }
}

const mayNegotiate = ({ url }: Destination): boolean => url.protocol === 'https:' && proxyFor(url) === undefined

function createSessionOpener(connectors: Connectors, http1: HttpTransport): SessionOpener {
  async function open(destination: Destination, server: Server): Promise<Http2Session | undefined> {
    const { url, tls } = destination
    // the module loads during the handshake
    const [socket, { openSession }] = await Promise.all([
      connectors.for(tls).connect(url, ['h2', 'http/1.1']),
      import('./http2-session.ts'),
    ])
    if ('alpnProtocol' in socket && socket.alpnProtocol === 'h2') return openSession(url, socket)
    server.usesHttp1 = true
    http1.adopt(destination, socket)
    return undefined
  }

  return async function sessionWith(destination, server) {
    const current = server.session
    const session = await current
    if (server.usesHttp1) return undefined
    if (session?.isOpen()) return session
    // another request may have opened a session in the meantime
    if (server.session !== current) return sessionWith(destination, server)
    const opening = open(destination, server)
    server.session = opening
    opening.catch(() => {
      server.session = undefined
    })
    return opening
  }
}

/** Returns undefined if the request has to be sent over HTTP/1.1: the server uses it, and has not seen the request. */
async function sendOverHttp2(request: WireRequest, server: Server, sessionWith: SessionOpener): Promise<WireReply | undefined> {
  if (server.usesHttp1) return undefined
  const timeout = AbortSignal.timeout(request.replyMs)
  const signal = request.signal ? AbortSignal.any([timeout, request.signal]) : timeout
  let session: Http2Session | undefined
  try {
    session = await orAborted(sessionWith(request, server), signal)
    return await session?.send(request, signal)
  } catch (error) {
    if (request.signal?.aborted) throw request.signal.reason
    // after a timeout the connection may be dead
    if (timeout.aborted) session?.retire()
    else if (session && !session.isOpen()) server.usesHttp1 = true
    const isReply = error instanceof Failure && error.code === 'ERR_REPLY'
    if (timeout.aborted && !isReply) throw lostConnection(error, request.url, request.replyMs)
    const failure = error instanceof Failure ? error : lostConnection(error, request.url)
    if (failure.sent || !server.usesHttp1) throw failure
    return undefined
  }
}
