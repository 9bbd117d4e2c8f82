/**
 * The SHA-256 digest of a text or of bytes. Few runs need one, and node:crypto takes as long to load as all of our own code, so it is
 * loaded then.
 */
export function sha256(content: string | Uint8Array, encoding: 'hex' | 'base64'): string {
  return process.getBuiltinModule('node:crypto').createHash('sha256').update(content).digest(encoding)
}
