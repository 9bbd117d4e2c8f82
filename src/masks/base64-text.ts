/** In characters. Shorter base64 cannot be distinguished from a word. */
const minLength = 8

/** In characters. Longer texts are not decoded. */
const maxLength = 262_144

/**
 * Decodes base64 of printable text: `user:password` in Docker's config.json, a value of a Kubernetes secret, a key file that a later
 * step decodes. Returns undefined for other texts; a password that is base64 by chance decodes to unprintable bytes.
 */
export function textOfBase64(text: string): string | undefined {
  const compact = text.replace(/\s+/g, '')
  if (compact.length < minLength || compact.length > maxLength || compact.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(compact))
    return undefined
  try {
    const decoded = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(compact, 'base64'))
    return /[^\P{C}\t\r\n]/u.test(decoded) ? undefined : decoded
  } catch {
    return undefined
  }
}
