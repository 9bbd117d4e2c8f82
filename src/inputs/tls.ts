import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto'
import { masksOfText } from '../masks/masks.ts'
import type { InputReader } from '../core/input-reader.ts'
import { certificatesIn, NoPem, readPem } from '../http/pem.ts'
import type { TlsSettings } from '../http/transport.ts'

const forms = 'PEM, base64 of PEM, or the path of a file with PEM'

/**
 * Reads and checks `caCertificate`, `clientCertificate` and `clientKey`.
 * @param mask registers a mask; called for the key
 */
export function readCertificateInputs(inputs: InputReader, mask: (secret: string) => void): TlsSettings {
  const ca = readCertificates('caCertificate', inputs)
  const certificate = readCertificates('clientCertificate', inputs)
  const key = inputs.text('clientKey')
  const keyObject = key === undefined ? undefined : readClientKey(key, inputs, mask)
  if (key === undefined && certificate) inputs.problem('clientKey', 'is required with clientCertificate', forms)
  if (key !== undefined && inputs.text('clientCertificate') === undefined) {
    inputs.problem('clientCertificate', 'is required with clientKey', forms)
  }
  if (certificate) checkClient(certificate, keyObject, inputs)
  return {
    // the content, not the path: the file may not exist in the post step
    ...(ca && { ca: ca.join('\n') }),
    ...(certificate && { certificate: certificate.join('\n') }),
    ...(key !== undefined && { key }),
  }
}

function readCertificates(name: string, inputs: InputReader): readonly string[] | undefined {
  const pem = pemOf(name, inputs)
  if (pem === undefined) return undefined
  const certificates = certificatesIn(pem)
  if (certificates.length === 0) inputs.problem(name, 'contains no certificate', forms)
  const invalid = certificates.findIndex((one) => !isCertificate(one))
  if (invalid < 0) return certificates.length > 0 ? certificates : undefined
  inputs.problem(name, `contains an invalid certificate: number ${invalid + 1} of ${certificates.length}`, forms)
  return undefined
}

function readClientKey(key: string, inputs: InputReader, mask: (secret: string) => void): KeyObject | undefined {
  const pem = pemOf('clientKey', inputs)
  // the path of a file is not secret
  const secrets = pem === undefined || key.includes('\n') || key.length > 255 ? [key, pem ?? ''] : [pem]
  for (const one of secrets.flatMap((secret) => masksOfText(secret, 4))) mask(one)
  if (pem === undefined) return undefined
  try {
    return createPrivateKey(pem)
  } catch {
    // matches PKCS#8 and the older form with "Proc-Type: 4,ENCRYPTED"
    const isEncrypted = pem.includes('ENCRYPTED')
    const [text, instead] = isEncrypted ? ['is encrypted', 'the key without a passphrase'] : ['contains no valid private key', forms]
    inputs.problem('clientKey', text, instead)
    return undefined
  }
}

function checkClient([first = '']: readonly string[], key: KeyObject | undefined, inputs: InputReader): void {
  const certificate = new X509Certificate(first)
  const [from, to] = [certificate.validFromDate, certificate.validToDate]
  if (to.getTime() < Date.now()) inputs.problem('clientCertificate', `expired on ${to.toISOString().slice(0, 10)}`, 'a valid certificate')
  if (from.getTime() > Date.now()) {
    inputs.problem('clientCertificate', `is not valid before ${from.toISOString()}`, 'a valid certificate')
  }
  if (key && !certificate.checkPrivateKey(key)) {
    inputs.problem('clientKey', 'does not match the first certificate in clientCertificate', 'the private key of that certificate')
  }
}

function pemOf(name: string, inputs: InputReader): string | undefined {
  const text = inputs.text(name)
  if (text === undefined) return undefined
  try {
    return readPem(text)
  } catch (error) {
    if (!(error instanceof NoPem)) throw error
    inputs.problem(name, error.message, forms)
    return undefined
  }
}

function isCertificate(pem: string): boolean {
  try {
    new X509Certificate(pem)
    return true
  } catch {
    return false
  }
}
