import { connect, constants, type ClientHttp2Stream, type IncomingHttpHeaders, type IncomingHttpStatusHeader } from 'node:http2'
import type { Socket } from 'node:net'
import { Failure } from '../core/failure.ts'
import { version } from '../core/version.ts'
import { errorCode, lostConnection, notConnected } from './network-errors.ts'
import { createReplyBody } from './reply-body.ts'
import type { WireReply, WireRequest } from './transport.ts'

const { NGHTTP2_CANCEL, NGHTTP2_HTTP_1_1_REQUIRED, NGHTTP2_NO_ERROR, NGHTTP2_REFUSED_STREAM } = constants

/** Bytes that a server may send of one reply before it hears of us. */
const replyWindow = 1024 * 1024
/** Bytes of all replies together: with the usual 64 KiB many small replies wait for a round trip in which the window opens. */
const sessionWindow = 16 * 1024 * 1024

/** One HTTP/2 connection. */
export interface Http2Session {
  /** Whether it takes further requests: a server may end it with GOAWAY, and finish what is under way. */
  isOpen(): boolean
  /**
   * Throws what Transport.send throws, but for a time limit, which is the caller's signal; where the server says that it has
   * not looked at the request (RFC 9113, 8.7), or does not speak HTTP/2 at all, with `sent: false`.
   */
  send(request: WireRequest, signal: AbortSignal): Promise<WireReply>
  /** Takes no further requests; what is under way goes on. */
  retire(): void
  close(): void
}

/** @param socket a connection whose TLS handshake has chosen h2 */
export function openSession(url: URL, socket: Socket): Http2Session {
  const settings = { enablePush: false, initialWindowSize: replyWindow }
  const session = connect(url.origin, { createConnection: () => socket, settings })
  let isRetired = false
  let isHttp2 = false
  session.once('connect', () => {
    session.setLocalWindowSize(sessionWindow)
  })
  session.once('remoteSettings', () => {
    isHttp2 = true
  })
  // every request under way tells of it by itself
  session.on('error', () => undefined)

  /** Settings are the first thing that a server says in HTTP/2 (RFC 9113, 3.4): what says something else first knows no requests. */
  const speaksOtherwise = (error: unknown) => !isHttp2 && errorCode(error) === 'ERR_HTTP2_ERROR'

  function lost(stream: ClientHttp2Stream, error: unknown, { url: at }: WireRequest): Failure {
    const code = stream.rstCode
    if (code === NGHTTP2_HTTP_1_1_REQUIRED) isRetired = true
    const isUnseen = stream.pending || code === NGHTTP2_REFUSED_STREAM || code === NGHTTP2_HTTP_1_1_REQUIRED || speaksOtherwise(error)
    return isUnseen ? notConnected(error, at) : lostConnection(error, at)
  }

  function exchange(request: WireRequest, signal: AbortSignal): Promise<WireReply> {
    const { method, url: at, headers, body: text } = request
    return new Promise((resolve, reject) => {
      const stream = session.request(
        {
          ':method': method,
          ':path': at.pathname + at.search,
          'user-agent': `vault-exchange/${version}`,
          ...(text !== undefined && { 'content-length': Buffer.byteLength(text) }),
          ...headers,
        },
        { endStream: text === undefined, signal },
      )
      const body = createReplyBody()
      let reply: IncomingHttpHeaders & IncomingHttpStatusHeader = {}
      let hasEnded = false
      let error: unknown
      stream
        .on('response', (received) => {
          reply = received
        })
        .on('data', (chunk: Buffer) => {
          try {
            body.add(chunk)
          } catch (tooLarge) {
            error = tooLarge
            stream.close(NGHTTP2_CANCEL)
          }
        })
        .on('end', () => {
          hasEnded = true
        })
        .on('error', (thrown) => {
          error ??= thrown
        })
        .on('close', () => {
          const status = reply[':status']
          // an end comes for a stream that was reset too, and node does not compare the length
          const isWhole = hasEnded && stream.rstCode === NGHTTP2_NO_ERROR && !stream.aborted && body.isWhole(reply['content-length'])
          if (status !== undefined && error === undefined && isWhole) {
            resolve({ status, header: (name) => reply[name]?.toString(), body: body.text() })
          } else reject(error instanceof Failure ? error : lost(stream, error, request))
        })
      if (text !== undefined) stream.end(text)
    })
  }

  return {
    isOpen: () => !isRetired && !session.closed && !session.destroyed,
    send: exchange,
    retire() {
      isRetired = true
    },
    close() {
      session.destroy()
    },
  }
}
