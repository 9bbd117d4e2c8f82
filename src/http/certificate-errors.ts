import { X509Certificate } from 'node:crypto'
import { Failure } from '../core/failure.ts'
import { clean } from '../core/clean.ts'
import { certificatesIn, readPem } from './pem.ts'
import type { TlsSettings } from './transport.ts'

/** Why a server certificate is rejected, and what to change. */
interface Explanation {
  /** Continues a sentence that starts with "the certificate of HOST". */
  readonly text: string
  readonly hint: string
}

/**
 * Returns ERR_TLS for a rejected server certificate, with its names, its validity and what to change.
 * @param error the error of node
 * @param leaf the server's certificate, with the issuers that the server sends; undefined if it could not be read
 */
export function certificateFailure(error: unknown, url: URL, settings: TlsSettings, leaf: X509Certificate | undefined): Failure {
  const code = String((error as { code?: unknown }).code)
  const { text, hint } = explain(code, url, settings, chainOf(leaf))
  return new Failure('ERR_TLS', `the certificate of ${url.host} ${text} (${code})`, { hint, cause: error, sent: false })
}

function explain(code: string, url: URL, settings: TlsSettings, chain: readonly X509Certificate[]): Explanation {
  const [leaf] = chain
  const last = chain.at(-1)
  if (!leaf || !last) return { text: 'was rejected', hint: `Inspect it: openssl s_client -connect ${url.host} -showcerts` }
  if (code === 'CERT_HAS_EXPIRED') return explainExpired(chain, settings)
  if (code === 'CERT_NOT_YET_VALID') {
    const early = chain.find((certificate) => certificate.validFromDate.getTime() > Date.now())
    return {
      text: `is not valid yet: ${describe(early ?? leaf)}`,
      hint: `The runner's clock says ${new Date().toISOString()}. If that is correct, the issuer's clock was wrong.`,
    }
  }
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return {
      text: `is for another host (${clean(leaf.subjectAltName ?? 'it contains no host name')}): ${describe(leaf)}`,
      hint: `Write a host name of the certificate in \`url\`, or issue the certificate for ${url.hostname} too.`,
    }
  }
  if (code === 'DEPTH_ZERO_SELF_SIGNED_CERT') {
    return { text: `is self-signed: ${describe(leaf)}`, hint: hintForUnknownIssuer(settings, 'that certificate') }
  }
  if (/^(UNABLE_TO_|SELF_SIGNED_)/.test(code)) {
    return {
      text: `is signed by an untrusted CA, ${nameOf(last.issuer)}: ${describe(leaf)}`,
      hint: hintForUnknownIssuer(settings, 'the certificate of that CA'),
    }
  }
  return { text: `was rejected: ${describe(leaf)}`, hint: `Inspect it: openssl s_client -connect ${url.host} -showcerts` }
}

function explainExpired(chain: readonly X509Certificate[], { ca }: TlsSettings): Explanation {
  const old = chain.find((certificate) => certificate.validToDate.getTime() < Date.now())
  if (old) {
    const text = old === chain[0] ? 'has expired' : 'has an expired CA certificate in its chain'
    return { text: `${text}: ${describe(old)}`, hint: 'Renew it on the server.' }
  }
  const place = ca === undefined ? 'among the CAs that the runner trusts' : 'in `caCertificate`'
  return {
    text: 'is signed by a CA whose certificate has expired',
    hint: `Replace the expired certificate: it is ${place}. All certificates that the server sends are valid.`,
  }
}

function hintForUnknownIssuer({ ca }: TlsSettings, what: string): string {
  const missing =
    'If the issuer is an intermediate CA, the server sends an incomplete chain: add the intermediate certificate on the server'
  if (ca === undefined) return `Set the input caCertificate to ${what}. ${missing}.`
  const given = certificatesIn(readPem(ca)).map((pem) => nameOf(new X509Certificate(pem).subject))
  const shown = given.length > 3 ? [...given.slice(0, 3), `${given.length - 3} more`] : given
  return `The input caCertificate contains ${shown.join('; ')}. ${missing}, or to caCertificate.`
}

/** Returns the server's certificate and its issuers, as far as the server sends them. */
function chainOf(leaf: X509Certificate | undefined): readonly X509Certificate[] {
  const chain: X509Certificate[] = []
  // a root certificate is its own issuer
  for (let next = leaf; next && !chain.some((known) => known.fingerprint256 === next?.fingerprint256); next = next.issuerCertificate) {
    chain.push(next)
  }
  return chain
}

function describe(certificate: X509Certificate): string {
  const [from, to] = [certificate.validFromDate, certificate.validToDate].map((date) => date.toISOString().slice(0, 10))
  return `${nameOf(certificate.subject)}, issued by ${nameOf(certificate.issuer)}, valid from ${from ?? ''} to ${to ?? ''}`
}

/** Returns the common name of a distinguished name, or without one all of it in one line. */
function nameOf(name: string): string {
  const common = /^CN=.*$/m.exec(name)?.[0]
  return clean(common ?? (name === '' ? '(no name)' : name.replaceAll('\n', ', ')))
}
