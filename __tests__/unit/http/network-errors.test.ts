import { isCertificateError, isUnknownIssuer, lostConnection, notConnected } from '../../../src/http/network-errors.ts'

const url = new URL('https://vault.test:8200/v1/secret/s3cr3t-path')
const withCode = (code: string) => Object.assign(new Error('s3cr3t message of node'), { code })

test.each([
  ['ECONNREFUSED', 'ERR_CONNECT', false, 'cannot connect to vault.test:8200: connection refused (ECONNREFUSED)'],
  ['ENOTFOUND', 'ERR_CONNECT', false, 'cannot connect to vault.test:8200: the host name cannot be resolved (ENOTFOUND)'],
  ['EAI_AGAIN', 'ERR_CONNECT', false, 'cannot connect to vault.test:8200: the DNS server did not respond (EAI_AGAIN)'],
  ['EHOSTUNREACH', 'ERR_CONNECT', false, 'cannot connect to vault.test:8200: no route to the host (EHOSTUNREACH)'],
  ['ENETUNREACH', 'ERR_CONNECT', false, 'cannot connect to vault.test:8200: no route to the network (ENETUNREACH)'],
  ['ECONNTIMEOUT', 'ERR_CONNECT', false, 'cannot connect to vault.test:8200: no connection within 5 s (ECONNTIMEOUT)'],
  ['ECONNRESET', 'ERR_CONNECT', false, 'vault.test:8200 closed the connection before accepting the request (ECONNRESET)'],
  ['EPIPE', 'ERR_CONNECT', false, 'vault.test:8200 closed the connection before accepting the request (EPIPE)'],
  ['CERT_HAS_EXPIRED', 'ERR_TLS', false, 'the TLS handshake with vault.test:8200 failed: CERT_HAS_EXPIRED'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'ERR_TLS', false, 'the TLS handshake with vault.test:8200 failed: DEPTH_ZERO_SELF_SIGNED_CERT'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'ERR_TLS', false, 'the TLS handshake with vault.test:8200 failed: SELF_SIGNED_CERT_IN_CHAIN'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'ERR_TLS', false, 'the TLS handshake with vault.test:8200 failed: UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
  [
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'ERR_TLS',
    false,
    'the TLS handshake with vault.test:8200 failed: UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  ],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'ERR_TLS', false, 'the TLS handshake with vault.test:8200 failed: ERR_TLS_CERT_ALTNAME_INVALID'],
  ['EPROTO', 'ERR_TLS', false, 'the TLS handshake with vault.test:8200 failed: EPROTO'],
])('%s before the connection is open is %s', (code, expected, sent, message) => {
  const failure = notConnected(withCode(code), url)
  expect(failure).toMatchObject({ code: expected, sent, message, status: undefined })
  expect(failure.hint === undefined).toBe(sent)
})

test.each([
  ['ECONNRESET', 'vault.test:8200 closed the connection before it responded (ECONNRESET)'],
  ['EPIPE', 'vault.test:8200 closed the connection before it responded (EPIPE)'],
  ['EPROTO', 'the connection to vault.test:8200 broke before the response arrived (EPROTO)'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'the connection to vault.test:8200 broke before the response arrived (ERR_SSL_WRONG_VERSION_NUMBER)'],
  [
    'ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC',
    'the connection to vault.test:8200 broke before the response arrived (ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC)',
  ],
  [
    'ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE',
    'the connection to vault.test:8200 broke before the response arrived (ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE)',
  ],
  [
    'ERR_TLS_RENEGOTIATION_DISABLED',
    'the connection to vault.test:8200 broke before the response arrived (ERR_TLS_RENEGOTIATION_DISABLED)',
  ],
  ['EHOSTUNREACH', 'the connection to vault.test:8200 broke before the response arrived (EHOSTUNREACH)'],
  ['ENETUNREACH', 'the connection to vault.test:8200 broke before the response arrived (ENETUNREACH)'],
])('%s on a connection may have come after the request', (code, message) => {
  expect(lostConnection(withCode(code), url)).toMatchObject({ code: 'ERR_CONNECT', sent: true, message, hint: undefined })
})

test.each([
  'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED',
  'ERR_SSL_SSL/TLS_ALERT_BAD_CERTIFICATE',
  'ERR_SSL_SSL/TLS_ALERT_CERTIFICATE_EXPIRED',
  'ERR_SSL_TLSV1_ALERT_UNKNOWN_CA',
])('%s on a connection comes before the server reads a request', (code) => {
  expect(lostConnection(withCode(code), url)).toEqual(notConnected(withCode(code), url))
  expect(lostConnection(withCode(code), url)).toMatchObject({ code: 'ERR_TLS', sent: false })
})

test.each([
  ['EPROTO', 'The port may expect plain HTTP (then write http:// in `url`), or an old version of TLS.'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'The port may expect plain HTTP (then write http:// in `url`), or an old version of TLS.'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'The certificate must be issued for this host name by a CA that the runner trusts.'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'The certificate must be issued for this host name by a CA that the runner trusts.'],
  ['ECONNREFUSED', 'Check `url`, and that the runner can reach it: a private address needs a self-hosted runner.'],
])('the hint for %s is: %s', (code, hint) => {
  expect(notConnected(withCode(code), url).hint).toBe(hint)
})

test.each([
  'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED',
  'ERR_SSL_SSL/TLS_ALERT_BAD_CERTIFICATE',
  'ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE',
])('%s is about the client certificate', (code) => {
  expect(notConnected(withCode(code), url)).toMatchObject({ code: 'ERR_TLS', hint: expect.stringMatching(/clientCertificate/) as string })
})

describe('before the connection is open', () => {
  it('nothing was sent', () => {
    expect(notConnected(withCode('ECONNRESET'), url)).toMatchObject({
      code: 'ERR_CONNECT',
      sent: false,
      message: 'vault.test:8200 closed the connection before accepting the request (ECONNRESET)',
      hint: expect.stringMatching(/accepts TLS/) as string,
    })
    expect(notConnected(withCode('ECONNRESET'), new URL('http://vault.test')).hint).toBeUndefined()
  })
})

test.each([
  ['CERT_HAS_EXPIRED', true, false],
  ['ERR_TLS_CERT_ALTNAME_INVALID', true, false],
  ['INVALID_PURPOSE', true, false],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', true, true],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', true, true],
  ['SELF_SIGNED_CERT_IN_CHAIN', true, true],
  ['EPROTO', false, false],
  ['ECONNRESET', false, false],
])('%s: certificate error %s, unknown issuer %s', (code, certificate, issuer) => {
  expect([isCertificateError(withCode(code)), isUnknownIssuer(withCode(code))]).toEqual([certificate, issuer])
})

test.each([[new Error('s3cr3t')], ['s3cr3t'], [undefined]])('the message of %p is not quoted', (error) => {
  expect(lostConnection(error, url)).toMatchObject({
    code: 'ERR_CONNECT',
    sent: true,
    message: 'vault.test:8200 closed the connection before it responded',
  })
})

it('reports the timeout for any error of node', () => {
  expect(lostConnection(withCode('ABORT_ERR'), url, 15_000)).toMatchObject({
    code: 'ERR_TIMEOUT',
    sent: true,
    message: 'vault.test:8200 did not respond within 15 s',
  })
})
