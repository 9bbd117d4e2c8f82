import { readFileSync, statSync } from 'node:fs'

/** Of a file with certificates, in bytes; the bundle of an operating system has a quarter of it. */
const maxBytes = 1024 * 1024

/** What a text does not give, as the end of a sentence that starts with the input's name. */
export class NoPem extends Error {}

/** The PEM text that an input gives: itself, in base64, or in the file that it names. Throws NoPem. */
export function readPem(text: string): string {
  if (isPem(text)) return text
  const decoded = Buffer.from(text, 'base64').toString('latin1')
  if (isPem(decoded)) return decoded
  if (/[\r\n]/.test(text) || text.length > 4_096) throw new NoPem('is neither PEM, nor base64 of PEM, nor the path of a file')
  const content = readFile(text)
  if (isPem(content)) return content
  throw new NoPem('names a file that has no PEM')
}

const isPem = (text: string): boolean => text.includes('-----BEGIN ')

function readFile(path: string): string {
  try {
    const stat = statSync(path)
    if (stat.isFile() && stat.size <= maxBytes) return readFileSync(path, 'latin1')
  } catch {
    throw new NoPem('is neither PEM, nor base64 of PEM, nor the path of a file that can be read')
  }
  throw new NoPem('names no file, or one of more than 1 MiB')
}

/** Each certificate in a PEM text. */
export function certificatesIn(pem: string): readonly string[] {
  return pem.match(/-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----[^-]*-----END (?:TRUSTED |X509 )?CERTIFICATE-----/g) ?? []
}
