import { once } from 'node:events'
import { connect as connectTo, type Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { Failure } from '../core/failure.ts'
import { hostOf } from './transport.ts'
import { isCertificateError, isUnknownIssuer, notConnected } from './network-errors.ts'
import { proxyFor } from './proxy.ts'
import type { Handshake, Tls } from './tls.ts'
import type { TlsSettings } from './transport.ts'

/** Timeout of one connection attempt in milliseconds, including proxy and TLS handshake. */
const connectMs = 5_000

/** Opens connections with one set of TLS settings. */
export interface Connector {
  /**
   * Opens a connection that is ready for a request: through the proxy of the environment if there is one, and for https with a
   * verified server certificate. Throws ERR_CONNECT, ERR_PROXY or ERR_TLS, always with `sent: false`.
   * @param protocols the protocols to offer by ALPN, in order of preference; `alpnProtocol` of the socket is the selected one
   */
  connect(url: URL, protocols: readonly string[]): Promise<Socket | TLSSocket>
  /** Aborts the attempts in progress and refuses new ones. */
  close(): void
}

/**
 * Creates a Connector.
 * @param settings the TLS inputs; without any, the runner's CAs are trusted
 */
export function createConnector(settings: TlsSettings = {}): Connector {
  const attempts = createAttempts()
  let tls: Promise<Tls> | undefined
  // loaded on first use: a job over plain HTTP does not need it
  const loadTls = () => (tls ??= import('./tls.ts').then(({ createTls: create }) => create(settings)))

  const attempt = (url: URL, handshake?: Handshake): Promise<Socket> =>
    attempts.run((signal) => (handshake ? openTls(url, handshake, loadTls, signal) : openSocket(url, signal)))

  async function connectTls(url: URL, protocols: readonly string[]): Promise<Socket> {
    try {
      return await attempt(url, { protocols }).catch(async (error: unknown) => {
        if (!isUnknownIssuer(error) || !(await loadTls()).trustSystem()) throw error
        return attempt(url, { protocols })
      })
    } catch (error) {
      if (!isCertificateError(error)) throw error
      const { certificateFailure } = await import('./certificate-errors.ts')
      // an unverified connection, used only to read the server's certificate for the error
      const unverified = await attempt(url, { protocols, unverified: true }).catch(() => undefined)
      const leaf = unverified && (await loadTls()).certificateOf(unverified)
      unverified?.on('error', () => undefined).destroy()
      throw certificateFailure(error, url, settings, leaf)
    }
  }

  return {
    async connect(url, protocols) {
      try {
        return await (url.protocol === 'https:' ? connectTls(url, protocols) : attempt(url))
      } catch (error) {
        throw error instanceof Failure ? error : notConnected(error, url)
      }
    },
    close: attempts.close,
  }
}

/** Connection attempts, each with a timeout of 5 s. */
interface Attempts {
  /** Runs an attempt. If its signal aborts, throws the signal's reason, except if the attempt throws a Failure. */
  run(attempt: (signal: AbortSignal) => Promise<Socket>): Promise<Socket>
  /** Aborts the attempts in progress and refuses new ones. */
  readonly close: () => void
}

function createAttempts(): Attempts {
  const inProgress = new Set<AbortController>()
  let isClosed = false
  return {
    async run(attempt) {
      if (isClosed) throw new Error('closed')
      const controller = new AbortController()
      inProgress.add(controller)
      const timer = setTimeout(() => {
        controller.abort(Object.assign(new Error('no connection'), { code: 'ECONNTIMEOUT' }))
      }, connectMs)
      try {
        return await attempt(controller.signal)
      } catch (error) {
        throw controller.signal.aborted && !(error instanceof Failure) ? controller.signal.reason : error
      } finally {
        clearTimeout(timer)
        inProgress.delete(controller)
      }
    },
    close() {
      isClosed = true
      for (const controller of inProgress) controller.abort(new Error('closed'))
    },
  }
}

async function openTls(url: URL, handshake: Handshake, loadTls: () => Promise<Tls>, signal: AbortSignal): Promise<Socket> {
  // node's TLS module loads slowly: load it while the connection opens
  loadTls().catch(() => undefined)
  const socket = await openSocket(url, signal)
  try {
    return await waitFor((await loadTls()).startHandshake(socket, url, handshake), 'secureConnect', signal)
  } catch (error) {
    socket.destroy()
    throw error
  }
}

/** Opens a TCP connection to a host, through the proxy of the environment if there is one. */
async function openSocket(url: URL, signal: AbortSignal): Promise<Socket> {
  const proxy = proxyFor(url)
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80))
  const socket = proxy
    ? // loaded on first use: few runs use a proxy
      await (await import('./tunnel.ts')).openTunnel(proxy, `${url.hostname}:${port}`, signal)
    : await waitFor(connectTo({ host: hostOf(url), port }), 'connect', signal)
  return socket.setNoDelay(true)
}

/** Waits for an event of a socket; destroys the socket after an error. */
async function waitFor(socket: Socket, event: 'connect' | 'secureConnect', signal: AbortSignal): Promise<Socket> {
  try {
    await once(socket, event, { signal })
    return socket
  } catch (error) {
    socket.destroy()
    throw error
  }
}
