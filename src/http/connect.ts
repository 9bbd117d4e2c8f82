import { once } from 'node:events'
import { connect as connectTo, type Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { Failure } from '../core/failure.ts'
import { hostOf } from './transport.ts'
import { isCertificateError, isUnknownIssuer, notConnected } from './network-errors.ts'
import { proxyFor } from './proxy.ts'
import type { Handshake, Tls } from './tls.ts'
import type { TlsSettings } from './transport.ts'

/** Milliseconds for a connection to be there, with its proxy and its TLS handshake. */
const connectMs = 5_000

/** Opens connections with the same TLS settings. */
export interface Connector {
  /**
   * A connection that is ready for a request: through the proxy of the environment where there is one, and for https with
   * the server's certificate verified. Throws ERR_CONNECT, ERR_PROXY or ERR_TLS, always with `sent: false`.
   * @param protocols what to offer in the TLS handshake (ALPN), the best first; `alpnProtocol` of the socket says what was chosen
   */
  connect(url: URL, protocols: readonly string[]): Promise<Socket | TLSSocket>
  /** Gives up what is under way, and connects no more. */
  close(): void
}

/** @param settings as the inputs say; without any, the runner's authorities are trusted */
export function createConnector(settings: TlsSettings = {}): Connector {
  const underWay = new Set<AbortController>()
  let isClosed = false
  let security: Promise<Tls> | undefined
  const loadSecurity = () => (security ??= import('./tls.ts').then(({ createTls: createSecurity }) => createSecurity(settings)))

  /** One connection, within the time limit for one. */
  async function attempt(url: URL, handshake?: Handshake): Promise<Socket> {
    if (isClosed) throw new Error('closed')
    const end = new AbortController()
    underWay.add(end)
    const timer = setTimeout(() => {
      end.abort(Object.assign(new Error('no connection'), { code: 'ECONNTIMEOUT' }))
    }, connectMs)
    let socket: Socket | undefined
    try {
      // node's TLS takes long to load: meanwhile the connection is made
      if (handshake) loadSecurity().catch(() => undefined)
      socket = await reach(url, end.signal)
      if (!handshake) return socket
      return await ready((await loadSecurity()).over(socket, url, handshake), 'secureConnect', end.signal)
    } catch (error) {
      socket?.destroy()
      throw end.signal.aborted && !(error instanceof Failure) ? end.signal.reason : error
    } finally {
      clearTimeout(timer)
      underWay.delete(end)
    }
  }

  async function secured(url: URL, protocols: readonly string[]): Promise<Socket> {
    try {
      return await attempt(url, { protocols }).catch(async (error: unknown) => {
        if (!isUnknownIssuer(error) || !(await loadSecurity()).trustSystem()) throw error
        return attempt(url, { protocols })
      })
    } catch (error) {
      if (!isCertificateError(error)) throw error
      const { certificateFailure } = await import('./certificate-errors.ts')
      // nothing is sent over this one: its certificates tell what is wrong with them
      const careless = await attempt(url, { protocols, careless: true }).catch(() => undefined)
      const leaf = careless && (await loadSecurity()).certificateOf(careless)
      careless?.on('error', () => undefined).destroy()
      throw certificateFailure(error, url, settings, leaf)
    }
  }

  return {
    async connect(url, protocols) {
      try {
        return await (url.protocol === 'https:' ? secured(url, protocols) : attempt(url))
      } catch (error) {
        throw error instanceof Failure ? error : notConnected(error, url)
      }
    },
    close() {
      isClosed = true
      for (const end of underWay) end.abort(new Error('closed'))
    },
  }
}

/** The way to a host, through the proxy of the environment where there is one. */
async function reach(url: URL, signal: AbortSignal): Promise<Socket> {
  const proxy = proxyFor(url)
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80))
  const socket = proxy
    ? // few runs go through a proxy: what it takes is loaded then
      await (await import('./tunnel.ts')).openTunnel(proxy, `${url.hostname}:${port}`, signal)
    : await ready(connectTo({ host: hostOf(url), port }), 'connect', signal)
  return socket.setNoDelay(true)
}

async function ready(socket: Socket, event: 'connect' | 'secureConnect', signal: AbortSignal): Promise<Socket> {
  try {
    await once(socket, event, { signal })
    return socket
  } catch (error) {
    socket.destroy()
    throw error
  }
}
