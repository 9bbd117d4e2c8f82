import {
  connect,
  constants,
  type ClientHttp2Session,
  type ClientHttp2Stream,
  type IncomingHttpHeaders,
  type IncomingHttpStatusHeader,
} from 'node:http2'
import type { Socket } from 'node:net'
import { Failure } from '../core/failure.ts'
import { version } from '../core/version.ts'
import { errorCode, lostConnection, notConnected } from './network-errors.ts'
import { createReplyBody } from './reply-body.ts'
import type { WireReply, WireRequest } from './transport.ts'

const { NGHTTP2_CANCEL, NGHTTP2_HTTP_1_1_REQUIRED, NGHTTP2_NO_ERROR, NGHTTP2_REFUSED_STREAM } = constants

/** The flow-control window of one response, in bytes. */
const replyWindow = 1024 * 1024
/** The window of the connection, in bytes. With the usual 64 KiB, many small responses wait a round trip for a window update. */
const sessionWindow = 16 * 1024 * 1024

/** One HTTP/2 connection. */
export interface Http2Session {
  /** Returns whether it accepts new requests. After GOAWAY it does not, and the open streams finish. */
  isOpen(): boolean
  /**
   * Sends one request. Throws what Transport.send throws, except ERR_TIMEOUT: the caller's signal includes the timeout.
   * The Failure has `sent: false` if the server reports that it did not process the request (RFC 9113, 8.7) or does not speak HTTP/2.
   */
  send(request: WireRequest, signal: AbortSignal): Promise<WireReply>
  /** Accepts no new requests; the open streams finish. */
  retire(): void
  close(): void
}

/**
 * Opens an HTTP/2 session on a connection.
 * @param socket a connection whose TLS handshake selected h2 by ALPN
 */
export function openSession(url: URL, socket: Socket): Http2Session {
  const settings = { enablePush: false, initialWindowSize: replyWindow }
  const session = connect(url.origin, { createConnection: () => socket, settings })
  let isRetired = false
  let hasSettings = false
  session.once('connect', () => {
    session.setLocalWindowSize(sessionWindow)
  })
  session.once('remoteSettings', () => {
    hasSettings = true
  })
  // each open stream reports the error itself
  session.on('error', () => undefined)

  /** A server's first HTTP/2 frame is SETTINGS (RFC 9113, 3.4): one that sends other bytes first does not read requests. */
  const isOtherProtocol = (error: unknown) => !hasSettings && errorCode(error) === 'ERR_HTTP2_ERROR'

  function failureOf(stream: ClientHttp2Stream, error: unknown, at: URL): Failure {
    const code = stream.rstCode
    if (code === NGHTTP2_HTTP_1_1_REQUIRED) isRetired = true
    const isUnseen = stream.pending || code === NGHTTP2_REFUSED_STREAM || code === NGHTTP2_HTTP_1_1_REQUIRED || isOtherProtocol(error)
    return isUnseen ? notConnected(error, at) : lostConnection(error, at)
  }

  return {
    isOpen: () => !isRetired && !session.closed && !session.destroyed,
    async send(request, signal) {
      const stream = openStream(session, request, signal)
      return readReply(stream, (error) => failureOf(stream, error, request.url))
    },
    retire() {
      isRetired = true
    },
    close() {
      session.destroy()
    },
  }
}

function openStream(session: ClientHttp2Session, { method, url, headers, body }: WireRequest, signal: AbortSignal): ClientHttp2Stream {
  const stream = session.request(
    {
      ':method': method,
      ':path': url.pathname + url.search,
      'user-agent': `vault-exchange/${version}`,
      ...(body !== undefined && { 'content-length': Buffer.byteLength(body) }),
      ...headers,
    },
    { endStream: body === undefined, signal },
  )
  if (body !== undefined) stream.end(body)
  return stream
}

/** @param failureOf makes a Failure of the error of a stream, or of its end without a complete response */
function readReply(stream: ClientHttp2Stream, failureOf: (error: unknown) => Failure): Promise<WireReply> {
  return new Promise((resolve, reject) => {
    const body = createReplyBody()
    let headers: IncomingHttpHeaders & IncomingHttpStatusHeader = {}
    let hasEnded = false
    let error: unknown
    stream
      .on('response', (received) => {
        headers = received
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
        const status = headers[':status']
        // node emits 'end' for a reset stream too, and does not compare the length
        const isWhole = hasEnded && stream.rstCode === NGHTTP2_NO_ERROR && !stream.aborted && body.isWhole(headers['content-length'])
        if (status !== undefined && error === undefined && isWhole) {
          resolve({ status, header: (name) => headers[name]?.toString(), body: body.text() })
        } else reject(error instanceof Failure ? error : failureOf(error))
      })
  })
}
