import { Failure } from '../core/failure.ts'
import { createConnectors } from './connectors.ts'
import { perDestination } from './connectors.ts'
import { createHttpTransport } from './http1-transport.ts'
import type { Http2Session } from './http2-session.ts'
import { createConcurrencyLimit } from '../core/concurrency.ts'
import { lostConnection } from './network-errors.ts'
import { orAborted } from '../core/concurrency.ts'
import { proxyFor } from './proxy.ts'
import type { Destination, Transport, WireReply, WireRequest } from './transport.ts'

/** Requests under way at once on HTTP/2 connections; Go's servers take 250. */
const places = 250

/** How one server is spoken to. */
interface Server {
  /** It has shown that it does not speak HTTP/2, or not well. */
  isPlain: boolean
  /** Open, or on its way; gives undefined where the server chose HTTP/1.1. */
  session: Promise<Http2Session | undefined> | undefined
}

/**
 * A Transport over one HTTP/2 connection to each server that offers HTTP/2 in the TLS handshake, and over HTTP/1.1 to all
 * others and through proxies. A server whose HTTP/2 connection breaks is spoken to over HTTP/1.1 from then on. What it has
 * certainly not seen is sent again at once, and only that.
 */
export function createTransport(): Transport {
  const connectors = createConnectors()
  const plain = createHttpTransport(connectors)
  const servers = perDestination((): Server => ({ isPlain: false, session: undefined }))
  const lane = createConcurrencyLimit(places)

  const mayNegotiate = ({ url }: Destination) => url.protocol === 'https:' && proxyFor(url) === undefined

  async function open(destination: Destination, server: Server): Promise<Http2Session | undefined> {
    const { url, tls } = destination
    // loaded while the handshake is under way
    const [socket, { openSession }] = await Promise.all([
      connectors.for(tls).connect(url, ['h2', 'http/1.1']),
      import('./http2-session.ts'),
    ])
    if ('alpnProtocol' in socket && socket.alpnProtocol === 'h2') return openSession(url, socket)
    server.isPlain = true
    plain.adopt(destination, socket)
    return undefined
  }

  async function sessionWith(destination: Destination, server: Server): Promise<Http2Session | undefined> {
    const current = server.session
    const session = await current
    if (server.isPlain) return undefined
    if (session?.isOpen()) return session
    // somebody else may have seen to it meanwhile
    if (server.session !== current) return sessionWith(destination, server)
    const opening = open(destination, server)
    server.session = opening
    opening.catch(() => {
      server.session = undefined
    })
    return opening
  }

  async function negotiate(request: WireRequest): Promise<WireReply> {
    const server = servers.of(request)
    const limit = AbortSignal.timeout(request.replyMs)
    const signal = request.signal ? AbortSignal.any([limit, request.signal]) : limit
    let session: Http2Session | undefined
    try {
      session = server.isPlain ? undefined : await orAborted(sessionWith(request, server), signal)
      if (session) return await session.send(request, signal)
    } catch (error) {
      if (request.signal?.aborted) throw request.signal.reason
      // a connection that has fallen silent may be dead
      if (limit.aborted) session?.retire()
      else if (session && !session.isOpen()) server.isPlain = true
      const isReply = error instanceof Failure && error.code === 'ERR_REPLY'
      if (limit.aborted && !isReply) throw lostConnection(error, request.url, request.replyMs)
      const failure = error instanceof Failure ? error : lostConnection(error, request.url)
      if (failure.sent || !server.isPlain) throw failure
    }
    return plain.send(request)
  }

  return {
    async send(request) {
      return mayNegotiate(request) ? lane(() => negotiate(request), request.signal) : plain.send(request)
    },
    prepare(destination, requests) {
      const begin = async () => {
        // a proxy that refuses would be asked many times at once, with a wrong password too
        if (proxyFor(destination.url)) return
        const session = mayNegotiate(destination) ? await sessionWith(destination, servers.of(destination)) : undefined
        if (!session) plain.prepare(destination, requests)
      }
      // comes out when a request is sent
      begin().catch(() => undefined)
    },
    close() {
      plain.close()
      for (const { session } of servers.all()) void session?.then((one) => one?.close()).catch(() => undefined)
    },
  }
}
