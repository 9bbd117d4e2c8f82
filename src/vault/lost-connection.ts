import { Failure } from '../failure.ts'

/** Errors of node's net and dns modules after which nothing of the request can have reached the server. */
const neverConnected: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'the host name is not known',
  EAI_AGAIN: 'the name server did not answer',
  EHOSTUNREACH: 'no route to the host',
  ENETUNREACH: 'no route to the network',
  ECONNTIMEOUT: 'no connection within 5 s',
}

/** Certificate errors as OpenSSL and node name them, and TLS handshakes that failed. */
const tls = /^(CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|ERR_TLS_|ERR_SSL_|EPROTO$)/

/**
 * Why no whole reply came, as a Failure.
 * @param timedOutMs the time limit in milliseconds, where that is what ended the request
 */
export function lostConnection(error: unknown, url: URL, timedOutMs?: number): Failure {
  if (timedOutMs !== undefined) {
    return new Failure('ERR_TIMEOUT', `${url.host} took the request and did not answer within ${timedOutMs / 1000} s`, { cause: error })
  }
  const code = codeOf(error)
  const reason = neverConnected[code]
  if (reason) {
    return new Failure('ERR_CONNECT', `cannot connect to ${url.host}: ${reason} (${code})`, {
      hint: 'Check `url`, and that the runner may reach it: a private address needs a self-hosted runner.',
      cause: error,
      sent: false,
    })
  }
  if (tls.test(code)) {
    return new Failure('ERR_TLS', `the TLS connection to ${url.host} was not accepted: ${code}`, {
      hint: /^(EPROTO|ERR_SSL_)/.test(code)
        ? 'The port may speak plain HTTP (write http://), or want a client certificate.'
        : 'The certificate has to be issued for this host name by an authority that the runner trusts.',
      cause: error,
      sent: false,
    })
  }
  return new Failure('ERR_CONNECT', `${url.host} closed the connection before it answered${code && ` (${code})`}`, { cause: error })
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : ''
}
