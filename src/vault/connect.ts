import { once } from 'node:events'
import net, { type Socket } from 'node:net'
import tls, { type SecureContext } from 'node:tls'
import { Failure } from '../failure.ts'
import { isCertificateError, isUnknownIssuer, notConnected } from './lost-connection.ts'
import { NoPem, readPem } from './pem.ts'
import { proxyFor } from './proxy.ts'
import type { TlsSettings } from './tls-settings.ts'

/** Milliseconds for a connection to be there, with its proxy and its TLS handshake. */
const connectMs = 5_000

/** Opens connections with the same TLS settings. */
export interface Connector {
  /**
   * A connection that is ready for a request: through the proxy of the environment where there is one, and for https with
   * the server's certificate verified. Throws ERR_CONNECT, ERR_PROXY or ERR_TLS, always with `sent: false`.
   * @param protocols what to offer in the TLS handshake (ALPN), the best first; `alpnProtocol` of the socket says what was chosen
   */
  connect(url: URL, protocols: readonly string[]): Promise<Socket | tls.TLSSocket>
  /** Gives up what is under way. */
  close(): void
}

/** @param settings as the inputs say; without any, the runner's authorities are trusted */
export function createConnector(settings: TlsSettings = {}): Connector {
  const underWay = new Set<AbortController>()
  const sessions = new Map<string, Buffer>()
  let usual: SecureContext | undefined
  let withSystem: SecureContext | undefined

  async function attempt(url: URL, options: tls.ConnectionOptions | undefined): Promise<Socket> {
    const end = new AbortController()
    underWay.add(end)
    const timer = setTimeout(() => {
      end.abort(Object.assign(new Error('no connection'), { code: 'ECONNTIMEOUT' }))
    }, connectMs)
    try {
      const socket = await open(url, options, end.signal)
      return socket.setNoDelay(true)
    } catch (error) {
      throw end.signal.aborted && !(error instanceof Failure) ? end.signal.reason : error
    } finally {
      clearTimeout(timer)
      underWay.delete(end)
    }
  }

  async function secured(url: URL, protocols: readonly string[]): Promise<Socket> {
    const host = hostOf(url)
    const options = (secureContext: SecureContext): tls.ConnectionOptions => ({
      host,
      secureContext,
      // explicit, since NODE_TLS_REJECT_UNAUTHORIZED of an earlier step would count otherwise
      rejectUnauthorized: settings.skipVerify !== true,
      ALPNProtocols: [...protocols],
      session: sessions.get(url.host),
      ...(net.isIP(host) === 0 && { servername: host }),
    })
    const first = withSystem ?? (usual ??= createContext(settings))
    const isNarrow = first !== withSystem && settings.ca === undefined
    try {
      const socket = await attempt(url, options(first)).catch(async (error: unknown) => {
        const roots = isUnknownIssuer(error) && isNarrow ? everyRoot() : undefined
        if (!roots) throw error
        withSystem ??= createContext(settings, roots)
        return attempt(url, options(withSystem))
      })
      return socket.on('session', (session: Buffer) => sessions.set(url.host, session))
    } catch (error) {
      if (!isCertificateError(error)) throw error
      const { certificateFailure } = await import('./certificate-error.ts')
      // nothing is sent over this one: its certificates tell what is wrong with them
      const careless = await attempt(url, { ...options(first), rejectUnauthorized: false }).catch(() => undefined)
      const leaf = careless instanceof tls.TLSSocket ? careless.getPeerX509Certificate() : undefined
      careless?.on('error', () => undefined).destroy()
      throw certificateFailure(error, url, settings, leaf)
    }
  }

  return {
    async connect(url, protocols) {
      try {
        return await (url.protocol === 'https:' ? secured(url, protocols) : attempt(url, undefined))
      } catch (error) {
        throw error instanceof Failure ? error : notConnected(error, url)
      }
    },
    close() {
      for (const end of underWay) end.abort(new Error('closed'))
    },
  }
}

/** @param secure for https */
async function open(url: URL, secure: tls.ConnectionOptions | undefined, signal: AbortSignal): Promise<Socket> {
  const proxy = proxyFor(url)
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80))
  // few runs go through a proxy: what it takes is loaded then
  const tunnel = proxy && (await (await import('./tunnel.ts')).openTunnel(proxy, `${url.hostname}:${port}`, signal))
  if (!secure) return tunnel ?? ready(net.connect({ host: hostOf(url), port }), 'connect', signal)
  return ready(tls.connect({ ...secure, port, ...(tunnel && { socket: tunnel }) }), 'secureConnect', signal)
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

/** URL.hostname keeps the brackets of an IPv6 address, which no resolver knows. */
const hostOf = (url: URL): string => url.hostname.replace(/^\[(.*)\]$/, '$1')

/** @param roots the authorities to trust where `caCertificate` names none; node's own if not given */
function createContext({ ca, certificate, key }: TlsSettings, roots?: readonly string[]): SecureContext {
  try {
    return tls.createSecureContext({
      ca: ca === undefined ? roots && [...roots] : pemOf('caCertificate', ca),
      cert: certificate === undefined ? undefined : pemOf('clientCertificate', certificate),
      key: key === undefined ? undefined : pemOf('clientKey', key),
    })
  } catch (error) {
    if (error instanceof Failure) throw error
    throw new Failure('ERR_TLS', 'caCertificate, clientCertificate and clientKey do not go together', { cause: error, sent: false })
  }
}

/**
 * Node's roots, and those of the operating system, where an administrator has put a company's authority. To read them takes
 * tens of milliseconds, so it is done only where an issuer is unknown. Node before 24.5 has no access to them.
 */
function everyRoot(): readonly string[] | undefined {
  if (typeof tls.getCACertificates !== 'function') return undefined
  return [...tls.getCACertificates('default'), ...tls.getCACertificates('system')]
}

/** The inputs were checked by then; a file may have gone since. */
function pemOf(input: string, text: string): string {
  try {
    return readPem(text)
  } catch (error) {
    if (error instanceof NoPem) throw new Failure('ERR_TLS', `${input} ${error.message}`, { cause: error, sent: false })
    throw error
  }
}
