import type { Encoding } from '../mapping/plan.ts'

/**
 * The value that a stored text stands for: text where its bytes are UTF-8, else the bytes. undefined where it does not stand
 * for anything in that encoding: lenient in form (line breaks, blanks, padding, alphabet, case), strict in meaning, so that a
 * secret stored otherwise than its entry says never becomes an empty or a shortened one.
 */
export function decode(stored: string, encoding: Encoding): string | Uint8Array | undefined {
  if (encoding === 'utf8') return stored
  const bytes = encoding === 'base64' ? fromBase64(stored) : fromHex(stored)
  return bytes === undefined || bytes.length === 0 ? undefined : decodeText(bytes)
}

/** Either alphabet of RFC 4648, with padding or without; never more padding than the last group lacks. */
function fromBase64(stored: string): Buffer | undefined {
  const text = stored
    .replace(/[ \t\r\n]+/g, '')
    .replaceAll('-', '+')
    .replaceAll('_', '/')
  const bytes = Buffer.from(text, 'base64')
  // Buffer skips what is no base64, stops at the first `=` and drops bits that make no byte: all this shows when it is written back
  const written = bytes.toString('base64')
  const digits = written.replace(/=+$/, '')
  return text.startsWith(digits) && written.startsWith(text) ? bytes : undefined
}

/** Pairs of digits, with blanks and line breaks between pairs only. */
function fromHex(stored: string): Buffer | undefined {
  const runs = stored.split(/[ \t\r\n]+/)
  return runs.some((run) => run.length % 2 !== 0 || /[^0-9A-Fa-f]/.test(run)) ? undefined : Buffer.from(runs.join(''), 'hex')
}

/** A byte order mark is a part of the value like any other. */
function decodeText(bytes: Uint8Array): string | Uint8Array {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return bytes
  }
}
