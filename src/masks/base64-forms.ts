/** The line length of coreutils' base64, in characters. */
const columnWidth = 76

/** In characters. Longer base64 is masked only as a whole, because each line would be one more mask. */
const maxLengthInColumns = 16_384

/** Minimum length of the last line, in characters: a shorter mask would match other texts. */
const minColumnLength = 8

/** Number of base64 characters that depend on the bytes before the value, for 0, 1 and 2 bytes left from groups of three. */
const openingCharacters = [0, 2, 3] as const

/**
 * Returns the base64 of the bytes within any text: one form for each of the three alignments, without the characters at both ends
 * that depend on the surrounding text, in the standard and in the URL alphabet.
 */
export function base64Forms(bytes: Uint8Array): readonly string[] {
  const forms = openingCharacters.map((opening, before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64')
    return encoded.slice(opening, Math.floor((8 * (before + bytes.length)) / 6))
  })
  return [...forms, ...forms.filter((form) => /[+/]/.test(form)).map(toUrlAlphabet)]
}

const toUrlAlphabet = (encoded: string): string => encoded.replaceAll('+', '-').replaceAll('/', '_')

/** Returns the lines into which coreutils' base64 breaks the bytes. */
export function base64Columns(bytes: Uint8Array): readonly string[] {
  const [encoded = ''] = base64Forms(bytes)
  if (encoded.length <= columnWidth || encoded.length > maxLengthInColumns) return []
  const lines: string[] = []
  for (let at = 0; at < encoded.length; at += columnWidth) lines.push(encoded.slice(at, at + columnWidth))
  return lines.filter((line) => line.length >= minColumnLength)
}
