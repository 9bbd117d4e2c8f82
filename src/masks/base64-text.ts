/** In characters. Shorter base64 cannot be told from a word. */
const least = 8

/** In characters. Longer texts are not decoded. */
const most = 262_144

/**
 * Decodes a text that is base64 of printable text: `user:password` in Docker's config.json, a value of a Kubernetes secret, a key file
 * that is decoded by a later step. A password that is base64 by chance decodes to other bytes.
 */
export function textOfBase64(text: string): string | undefined {
  const packed = text.replace(/\s+/g, '')
  if (packed.length < least || packed.length > most || packed.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(packed)) return undefined
  try {
    const decoded = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(packed, 'base64'))
    return /[^\P{C}\t\r\n]/u.test(decoded) ? undefined : decoded
  } catch {
    return undefined
  }
}
