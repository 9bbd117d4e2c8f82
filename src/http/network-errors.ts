import { Failure } from '../core/failure.ts'

/** What errors of node's net and dns modules mean after which nothing of the request can have reached the server. */
export const neverConnected: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'the host name is not known',
  EAI_AGAIN: 'the name server did not answer',
  EHOSTUNREACH: 'no route to the host',
  ENETUNREACH: 'no route to the network',
  ECONNTIMEOUT: 'no connection within 5 s',
}

/** Certificate errors as OpenSSL and node name them (crypto_common.cc, X509ErrorCode). */
const certificate =
  /^(CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|ERROR_IN_CERT_|INVALID_(CA|PURPOSE)$|PATH_LENGTH_|HOSTNAME_MISMATCH$|ERR_TLS_CERT_ALTNAME_)/
/** TLS handshakes that failed for another reason. */
const handshake = /^(ERR_TLS_|ERR_SSL_|EPROTO$)/
/** What a server sends that wants a client certificate, or another one. */
const clientCertificate = /ALERT_(CERTIFICATE|BAD_CERTIFICATE|UNSUPPORTED_CERTIFICATE|UNKNOWN_CA|HANDSHAKE_FAILURE)/
/**
 * Those that come after the client's part of the handshake in TLS 1.3, with the request behind it already. A server sends them
 * in place of the end of its own part, before which it reads no request (RFC 8446, 4.4.2.4).
 */
const refusedClient = /ALERT_(CERTIFICATE|BAD_CERTIFICATE|UNSUPPORTED_CERTIFICATE|UNKNOWN_CA)/

/** The certificate of the server was not accepted. */
export const isCertificateError = (error: unknown): boolean => certificate.test(errorCode(error))

/** The certificate of the server leads to no authority that is trusted. */
export const isUnknownIssuer = (error: unknown): boolean =>
  /^(UNABLE_TO_GET_ISSUER_CERT|UNABLE_TO_VERIFY_LEAF_SIGNATURE|SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT)/.test(
    errorCode(error),
  )

/** Tells why there is no connection, as a Failure: nothing was sent, whatever the reason. */
export function notConnected(error: unknown, url: URL): Failure {
  const code = errorCode(error)
  const reason = neverConnected[code]
  if (reason) {
    return new Failure('ERR_CONNECT', `cannot connect to ${url.host}: ${reason} (${code})`, {
      hint: 'Check `url`, and that the runner may reach it: a private address needs a self-hosted runner.',
      cause: error,
      sent: false,
    })
  }
  if (certificate.test(code) || handshake.test(code)) {
    return new Failure('ERR_TLS', `the TLS connection to ${url.host} was not accepted: ${code}`, {
      hint: networkHint(code),
      cause: error,
      sent: false,
    })
  }
  return new Failure('ERR_CONNECT', `${url.host} closed the connection before it was ready${code && ` (${code})`}`, {
    hint: url.protocol === 'https:' ? 'Does the port speak TLS? A firewall in between may also have ended it.' : undefined,
    cause: error,
    sent: false,
  })
}

/**
 * Tells why no whole reply came over a connection that was ready, as a Failure. The server may have read the request, whatever
 * the error is called: TLS records can break and routes can vanish at any time.
 * @param timedOutMs the time limit in milliseconds, where that is what ended the request
 */
export function lostConnection(error: unknown, url: URL, timedOutMs?: number): Failure {
  if (timedOutMs !== undefined) {
    return new Failure('ERR_TIMEOUT', `${url.host} took the request and did not answer within ${timedOutMs / 1000} s`, { cause: error })
  }
  const code = errorCode(error)
  if (refusedClient.test(code)) return notConnected(error, url)
  const isBroken = neverConnected[code] !== undefined || handshake.test(code)
  const what = isBroken ? `the connection to ${url.host} broke` : `${url.host} closed the connection`
  return new Failure('ERR_CONNECT', `${what} before it answered${code && ` (${code})`}`, { cause: error })
}

function networkHint(code: string): string {
  if (certificate.test(code)) return 'The certificate has to be issued for this host name by an authority that the runner trusts.'
  if (clientCertificate.test(code)) {
    return [
      'The server wants a client certificate (clientCertificate and clientKey), or another one than it was given:',
      'valid, for client authentication, and of an authority that the server trusts.',
    ].join(' ')
  }
  return 'The port may speak plain HTTP (write http://), or an old version of TLS.'
}

/** The code of an error of node's; '' where it has none. */
export function errorCode(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : ''
}
