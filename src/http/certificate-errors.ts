import { X509Certificate } from 'node:crypto'
import { Failure } from '../core/failure.ts'
import { clean } from '../core/clean.ts'
import { certificatesIn, readPem } from './pem.ts'
import type { TlsSettings } from './transport.ts'

/** What is wrong with the certificates of a server, and what to do. */
interface Explanation {
  /** The end of a sentence that starts "the certificate of HOST". */
  readonly text: string
  readonly hint: string
}

/**
 * Why a server's certificate was not accepted, as ERR_TLS: which certificate, whose, until when, and what to change.
 * @param error what node said
 * @param leaf the server's certificate, with its issuers as the server sends them; undefined where it could not be had
 */
export function certificateFailure(error: unknown, url: URL, settings: TlsSettings, leaf: X509Certificate | undefined): Failure {
  const code = String((error as { code?: unknown }).code)
  const { text, hint } = explain(code, url, settings, chainOf(leaf))
  return new Failure('ERR_TLS', `the certificate of ${url.host} ${text} (${code})`, { hint, cause: error, sent: false })
}

function explain(code: string, url: URL, settings: TlsSettings, chain: readonly X509Certificate[]): Explanation {
  const [leaf] = chain
  const last = chain.at(-1)
  if (!leaf || !last) return { text: 'was not accepted', hint: `Look at it: openssl s_client -connect ${url.host} -showcerts` }
  if (code === 'CERT_HAS_EXPIRED') return expired(chain, settings)
  if (code === 'CERT_NOT_YET_VALID') {
    const early = chain.find((certificate) => certificate.validFromDate.getTime() > Date.now())
    return {
      text: `is not valid yet: ${described(early ?? leaf)}`,
      hint: `The runner's clock says ${new Date().toISOString()}: is it right? If it is, that of the issuer was not.`,
    }
  }
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return {
      text: `is for another host, ${clean(leaf.subjectAltName ?? 'without any name')}: ${described(leaf)}`,
      hint: `Write a name of the certificate in \`url\`, or have it issued for ${url.hostname} too.`,
    }
  }
  if (code === 'DEPTH_ZERO_SELF_SIGNED_CERT') {
    return { text: `is signed by nobody but itself: ${described(leaf)}`, hint: unknownHint(settings, 'that certificate') }
  }
  if (/^(UNABLE_TO_|SELF_SIGNED_)/.test(code)) {
    return {
      text: `comes from ${nameOf(last.issuer)}, which is not trusted here: ${described(leaf)}`,
      hint: unknownHint(settings, 'the certificate of that authority'),
    }
  }
  return { text: `was not accepted: ${described(leaf)}`, hint: `Look at it: openssl s_client -connect ${url.host} -showcerts` }
}

function expired(chain: readonly X509Certificate[], { ca }: TlsSettings): Explanation {
  const old = chain.find((certificate) => certificate.validToDate.getTime() < Date.now())
  if (old) {
    const what = old === chain[0] ? '' : ' with an authority behind it'
    return { text: `has expired${what}: ${described(old)}`, hint: 'Renew it on the server.' }
  }
  const whose = ca === undefined ? 'the runner knows' : '`caCertificate` gives'
  return { text: `comes from an authority that has expired`, hint: `The server sends none that has: it is one that ${whose}.` }
}

function unknownHint({ ca }: TlsSettings, what: string): string {
  const missing = 'If it is below one that is trusted, the server does not send all of its chain: add the certificate between them there'
  if (ca === undefined) return `Give ${what} as the input caCertificate. ${missing}.`
  const given = certificatesIn(readPem(ca)).map((pem) => nameOf(new X509Certificate(pem).subject))
  const shown = given.length > 3 ? [...given.slice(0, 3), `${given.length - 3} more`] : given
  return `The input caCertificate has ${shown.join('; ')}. ${missing}, or to caCertificate.`
}

/** The server's certificate and those behind it, as far as the server sends them. */
function chainOf(leaf: X509Certificate | undefined): readonly X509Certificate[] {
  const chain: X509Certificate[] = []
  // a root is its own issuer
  for (let one = leaf; one && !chain.some((known) => known.fingerprint256 === one?.fingerprint256); one = one.issuerCertificate) {
    chain.push(one)
  }
  return chain
}

function described(certificate: X509Certificate): string {
  const [from, to] = [certificate.validFromDate, certificate.validToDate].map((date) => date.toISOString().slice(0, 10))
  return `${nameOf(certificate.subject)}, issued by ${nameOf(certificate.issuer)}, valid from ${from ?? ''} to ${to ?? ''}`
}

/** A distinguished name in one line, its common name alone where it has one. */
function nameOf(name: string): string {
  const common = /^CN=.*$/m.exec(name)?.[0]
  return clean(common ?? (name === '' ? 'one without a name' : name.replaceAll('\n', ', ')))
}
