import type { X509Certificate } from 'node:crypto'
import { isIP, type Socket } from 'node:net'
import { connect, createSecureContext, getCACertificates, TLSSocket, type SecureContext } from 'node:tls'
import { Failure } from '../core/failure.ts'
import { hostOf, type TlsSettings } from './transport.ts'
import { NoPem, readPem } from './pem.ts'

/** The settings of one TLS handshake. */
export interface Handshake {
  /** The protocols to offer by ALPN, in order of preference. */
  readonly protocols: readonly string[]
  /** Accepts any certificate. Only to read the certificate: nothing is sent over such a connection. */
  readonly unverified?: true
}

/** TLS with one set of settings. In a file of its own, so that a job over plain HTTP does not load node's slow TLS module. */
export interface Tls {
  /** Starts a handshake; the event `secureConnect` marks its end. Throws ERR_TLS if the settings are invalid. */
  startHandshake(socket: Socket, url: URL, handshake: Handshake): TLSSocket
  /**
   * Trusts the CAs of the operating system too, for example a company's own, in all later handshakes.
   * @returns false if `caCertificate` is set, or if the system's store cannot be read
   */
  trustSystem(): boolean
  /** Returns the certificate that the server sent. */
  certificateOf(socket: Socket): X509Certificate | undefined
}

/**
 * Creates a Tls.
 * @param settings the TLS inputs; without any, the runner's CAs are trusted
 */
export function createTls(settings: TlsSettings): Tls {
  const sessions = new Map<string, Buffer>()
  let context: SecureContext | undefined
  let trustsSystem = false

  return {
    startHandshake(socket, url, { protocols, unverified }) {
      const host = hostOf(url)
      const secure = connect({
        socket,
        host,
        secureContext: (context ??= createContext(settings)),
        // explicit, because node otherwise reads NODE_TLS_REJECT_UNAUTHORIZED, which an earlier step may have set
        rejectUnauthorized: settings.skipVerify !== true && !unverified,
        ALPNProtocols: [...protocols],
        session: sessions.get(url.host),
        ...(isIP(host) === 0 && { servername: host }),
      })
      if (!unverified) secure.on('session', (session: Buffer) => sessions.set(url.host, session))
      return secure
    },
    trustSystem() {
      if (trustsSystem || settings.ca !== undefined) return trustsSystem
      try {
        // reading them takes tens of milliseconds, so it happens only after an unknown issuer
        context = createContext(settings, [...getCACertificates('default'), ...getCACertificates('system')])
        trustsSystem = true
      } catch {
        // the caller reports the certificate error, which the user can fix
      }
      return trustsSystem
    },
    certificateOf: (socket) => (socket instanceof TLSSocket ? socket.getPeerX509Certificate() : undefined),
  }
}

/** @param trusted the CAs to trust if `ca` is not set; by default those of node */
function createContext({ ca, certificate, key }: TlsSettings, trusted?: readonly string[]): SecureContext {
  try {
    return createSecureContext({
      ca: ca === undefined ? trusted && [...trusted] : pemOf('caCertificate', ca),
      cert: certificate === undefined ? undefined : pemOf('clientCertificate', certificate),
      key: key === undefined ? undefined : pemOf('clientKey', key),
    })
  } catch (error) {
    if (error instanceof Failure) throw error
    throw new Failure('ERR_TLS', 'caCertificate, clientCertificate or clientKey is invalid, or clientKey belongs to another certificate', {
      cause: error,
      sent: false,
    })
  }
}

/** Reads PEM again: a file may have disappeared after the inputs were checked. Throws ERR_TLS. */
function pemOf(input: string, text: string): string {
  try {
    return readPem(text)
  } catch (error) {
    if (error instanceof NoPem) throw new Failure('ERR_TLS', `${input} ${error.message}`, { cause: error, sent: false })
    throw error
  }
}
