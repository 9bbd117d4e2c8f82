/**
 * Returns the SHA-256 digest of a text or of bytes. Loads node:crypto on the first call: few runs need it, and it takes as long to load
 * as all code of this action.
 */
export function sha256(content: string | Uint8Array, encoding: 'hex' | 'base64'): string {
  return process.getBuiltinModule('node:crypto').createHash('sha256').update(content).digest(encoding)
}
