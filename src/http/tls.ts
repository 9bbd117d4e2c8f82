import type { X509Certificate } from 'node:crypto'
import { isIP, type Socket } from 'node:net'
import { connect, createSecureContext, getCACertificates, TLSSocket, type SecureContext } from 'node:tls'
import { Failure } from '../core/failure.ts'
import { hostOf, type TlsSettings } from './transport.ts'
import { NoPem, readPem } from './pem.ts'

/** What is particular to one TLS handshake. */
export interface Handshake {
  /** What to offer (ALPN), the best first. */
  readonly protocols: readonly string[]
  /** Any certificate will do: nothing is sent. */
  readonly careless?: true
}

/** TLS over connections, with the same settings. A file of its own, since node's TLS is half of what a job over plain http would load. */
export interface Tls {
  /** Begins a handshake; `secureConnect` tells of its end. Throws ERR_TLS where the settings do not go together. */
  over(socket: Socket, url: URL, handshake: Handshake): TLSSocket
  /**
   * From now on the authorities of the operating system are trusted too, where an administrator has put a company's.
   * @returns false where `caCertificate` names whom to trust, or the system's cannot be read
   */
  trustSystem(): boolean
  /** The certificate that a server has shown. */
  certificateOf(socket: Socket): X509Certificate | undefined
}

/** @param settings as the inputs say; without any, the runner's authorities are trusted */
export function createTls(settings: TlsSettings): Tls {
  const sessions = new Map<string, Buffer>()
  let context: SecureContext | undefined
  let trustsSystem = false

  return {
    over(socket, url, { protocols, careless }) {
      const host = hostOf(url)
      const secure = connect({
        socket,
        host,
        secureContext: (context ??= createContext(settings)),
        // explicit, since NODE_TLS_REJECT_UNAUTHORIZED of an earlier step would count otherwise
        rejectUnauthorized: settings.skipVerify !== true && !careless,
        ALPNProtocols: [...protocols],
        session: sessions.get(url.host),
        ...(isIP(host) === 0 && { servername: host }),
      })
      if (!careless) secure.on('session', (session: Buffer) => sessions.set(url.host, session))
      return secure
    },
    trustSystem() {
      if (trustsSystem || settings.ca !== undefined) return trustsSystem
      try {
        // to read them takes tens of milliseconds, so it is done only where an issuer is unknown
        context = createContext(settings, [...getCACertificates('default'), ...getCACertificates('system')])
        trustsSystem = true
      } catch {
        // what the server's certificate lacks is told, which is what a user can see to
      }
      return trustsSystem
    },
    certificateOf: (socket) => (socket instanceof TLSSocket ? socket.getPeerX509Certificate() : undefined),
  }
}

/** @param roots the authorities to trust where `caCertificate` names none; node's own if not given */
function createContext({ ca, certificate, key }: TlsSettings, roots?: readonly string[]): SecureContext {
  try {
    return createSecureContext({
      ca: ca === undefined ? roots && [...roots] : pemOf('caCertificate', ca),
      cert: certificate === undefined ? undefined : pemOf('clientCertificate', certificate),
      key: key === undefined ? undefined : pemOf('clientKey', key),
    })
  } catch (error) {
    if (error instanceof Failure) throw error
    throw new Failure('ERR_TLS', 'caCertificate, clientCertificate and clientKey do not go together', { cause: error, sent: false })
  }
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
