import { readFileSync, statSync } from 'node:fs'

/** Of a file with certificates, in bytes. The bundle of an operating system has a quarter of this size. */
const maxBytes = 1024 * 1024

/** A text that gives no PEM. The message continues a sentence that starts with the name of the input. */
export class NoPem extends Error {}

/** Returns the PEM of an input, which is PEM, base64 of PEM, or the path of a file with PEM. Throws NoPem. */
export function readPem(text: string): string {
  if (isPem(text)) return text
  const decoded = Buffer.from(text, 'base64').toString('latin1')
  if (isPem(decoded)) return decoded
  if (/[\r\n]/.test(text) || text.length > 4_096) throw new NoPem('is neither PEM, nor base64 of PEM, nor the path of a file')
  const content = readFile(text)
  if (isPem(content)) return content
  throw new NoPem('is the path of a file that contains no PEM')
}

const isPem = (text: string): boolean => text.includes('-----BEGIN ')

function readFile(path: string): string {
  try {
    const stat = statSync(path)
    if (stat.isFile() && stat.size <= maxBytes) return readFileSync(path, 'latin1')
  } catch {
    throw new NoPem('is neither PEM, nor base64 of PEM, nor the path of a file that can be read')
  }
  throw new NoPem('is not the path of a file, or the file is larger than 1 MiB')
}

/** Returns each certificate of a PEM text, as PEM. */
export function certificatesIn(pem: string): readonly string[] {
  return pem.match(/-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----[^-]*-----END (?:TRUSTED |X509 )?CERTIFICATE-----/g) ?? []
}
