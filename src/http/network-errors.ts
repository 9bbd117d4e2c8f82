import { Failure } from '../core/failure.ts'

/** Explains errors of node's net and dns modules after which the server cannot have received any part of the request. */
export const neverConnected: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ENOTFOUND: 'the host name cannot be resolved',
  EAI_AGAIN: 'the DNS server did not respond',
  EHOSTUNREACH: 'no route to the host',
  ENETUNREACH: 'no route to the network',
  ECONNTIMEOUT: 'no connection within 5 s',
}

/** Codes of certificate errors in OpenSSL and node (crypto_common.cc, X509ErrorCode). */
const certificate =
  /^(CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|ERROR_IN_CERT_|INVALID_(CA|PURPOSE)$|PATH_LENGTH_|HOSTNAME_MISMATCH$|ERR_TLS_CERT_ALTNAME_)/
/** Codes of other failed TLS handshakes. */
const handshake = /^(ERR_TLS_|ERR_SSL_|EPROTO$)/
/** Alerts of a server that requires a client certificate, or rejects the one it received. */
const clientCertificate = /ALERT_(CERTIFICATE|BAD_CERTIFICATE|UNSUPPORTED_CERTIFICATE|UNKNOWN_CA|HANDSHAKE_FAILURE)/
/**
 * In TLS 1.3 these alerts arrive when the client has finished its part of the handshake and sent the request. The server has
 * not finished its own part, so it has not read the request (RFC 8446, 4.4.2.4).
 */
const refusedClient = /ALERT_(CERTIFICATE|BAD_CERTIFICATE|UNSUPPORTED_CERTIFICATE|UNKNOWN_CA)/

/** Checks whether the server's certificate was rejected. */
export const isCertificateError = (error: unknown): boolean => certificate.test(errorCode(error))

/** Checks whether the server's certificate was rejected because no trusted CA issued it. */
export const isUnknownIssuer = (error: unknown): boolean =>
  /^(UNABLE_TO_GET_ISSUER_CERT|UNABLE_TO_VERIFY_LEAF_SIGNATURE|SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT)/.test(
    errorCode(error),
  )

/** Returns the Failure for a connection that did not open: ERR_CONNECT or ERR_TLS, always with `sent: false`. */
export function notConnected(error: unknown, url: URL): Failure {
  const code = errorCode(error)
  const reason = neverConnected[code]
  if (reason) {
    return new Failure('ERR_CONNECT', `cannot connect to ${url.host}: ${reason} (${code})`, {
      hint: 'Check `url`, and that the runner can reach it: a private address needs a self-hosted runner.',
      cause: error,
      sent: false,
    })
  }
  if (certificate.test(code) || handshake.test(code)) {
    return new Failure('ERR_TLS', `the TLS handshake with ${url.host} failed: ${code}`, {
      hint: networkHint(code),
      cause: error,
      sent: false,
    })
  }
  return new Failure('ERR_CONNECT', `${url.host} closed the connection before accepting the request${code && ` (${code})`}`, {
    hint: url.protocol === 'https:' ? 'Check that the port accepts TLS. A firewall may also have closed the connection.' : undefined,
    cause: error,
    sent: false,
  })
}

/**
 * Returns the Failure for an open connection that delivered no complete response: ERR_CONNECT or ERR_TIMEOUT, because the
 * server may have read the request; ERR_TLS only if an alert shows that it has not.
 * @param timedOutMs the timeout in milliseconds, if it ended the request
 */
export function lostConnection(error: unknown, url: URL, timedOutMs?: number): Failure {
  if (timedOutMs !== undefined) {
    return new Failure('ERR_TIMEOUT', `${url.host} did not respond within ${timedOutMs / 1000} s`, { cause: error })
  }
  const code = errorCode(error)
  if (refusedClient.test(code)) return notConnected(error, url)
  const isBroken = neverConnected[code] !== undefined || handshake.test(code)
  const problem = isBroken
    ? `the connection to ${url.host} broke before the response arrived`
    : `${url.host} closed the connection before it responded`
  return new Failure('ERR_CONNECT', `${problem}${code && ` (${code})`}`, { cause: error })
}

function networkHint(code: string): string {
  if (certificate.test(code)) return 'The certificate must be issued for this host name by a CA that the runner trusts.'
  if (clientCertificate.test(code)) {
    return [
      'The server requires a client certificate (clientCertificate and clientKey), or rejected the one it received.',
      'It must be valid, for client authentication, and issued by a CA that the server trusts.',
    ].join(' ')
  }
  return 'The port may expect plain HTTP (then write http:// in `url`), or an old version of TLS.'
}

/** Returns the code of a node error; '' if it has none. */
export function errorCode(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : ''
}
