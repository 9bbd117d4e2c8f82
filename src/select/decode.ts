import type { Encoding } from '../mapping/plan.ts'

/**
 * Decodes a stored text. Returns text if the bytes are UTF-8, the bytes otherwise, and undefined if the text does not have this
 * encoding. Accepts line breaks, spaces, missing padding, both alphabets and both cases. Is strict otherwise, so that a secret with
 * another encoding never becomes an empty or truncated value.
 */
export function decode(stored: string, encoding: Encoding): string | Uint8Array | undefined {
  if (encoding === 'utf8') return stored
  const bytes = encoding === 'base64' ? fromBase64(stored) : fromHex(stored)
  return bytes === undefined || bytes.length === 0 ? undefined : decodeText(bytes)
}

/** Decodes both alphabets of RFC 4648, with or without padding. Returns undefined if there is more padding than the last group needs. */
function fromBase64(stored: string): Buffer | undefined {
  const text = stored
    .replace(/[ \t\r\n]+/g, '')
    .replaceAll('-', '+')
    .replaceAll('_', '/')
  const bytes = Buffer.from(text, 'base64')
  // Buffer skips invalid characters, stops at the first `=` and drops incomplete bytes, so the encoded result must match the text
  const encoded = bytes.toString('base64')
  const digits = encoded.replace(/=+$/, '')
  return text.startsWith(digits) && encoded.startsWith(text) ? bytes : undefined
}

/** Decodes pairs of digits, with spaces and line breaks only between pairs. */
function fromHex(stored: string): Buffer | undefined {
  const runs = stored.split(/[ \t\r\n]+/)
  return runs.some((run) => run.length % 2 !== 0 || /[^0-9A-Fa-f]/.test(run)) ? undefined : Buffer.from(runs.join(''), 'hex')
}

/** Returns UTF-8 as text, including a byte order mark; other bytes unchanged. */
function decodeText(bytes: Uint8Array): string | Uint8Array {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return bytes
  }
}
