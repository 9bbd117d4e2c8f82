/** The line length of coreutils' base64, in characters. */
const columnWidth = 76

/** In characters. Longer base64 is registered as a whole only, because each line is one more mask. */
const longestInColumns = 16_384

/** A last line of base64 that is shorter than this, in characters, says too little to be a mask. */
const leastColumn = 8

/** How many characters of base64 depend on the bytes before the value, for 0, 1 and 2 bytes left over from groups of three. */
const openingCharacters = [0, 2, 3] as const

/**
 * Gives what base64 of any text around the bytes contains: one form for each of the three alignments, without the characters at
 * both ends that depend on the text around, in the standard alphabet and in that of URLs.
 */
export function base64Forms(bytes: Uint8Array): readonly string[] {
  const forms = openingCharacters.map((opening, before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64')
    return encoded.slice(opening, Math.floor((8 * (before + bytes.length)) / 6))
  })
  return [...forms, ...forms.filter((form) => /[+/]/.test(form)).map(inUrls)]
}

const inUrls = (encoded: string): string => encoded.replaceAll('+', '-').replaceAll('/', '_')

/** Gives the lines of base64 as a terminal shows it. */
export function base64Columns(bytes: Uint8Array): readonly string[] {
  const [encoded = ''] = base64Forms(bytes)
  if (encoded.length <= columnWidth || encoded.length > longestInColumns) return []
  const lines: string[] = []
  for (let at = 0; at < encoded.length; at += columnWidth) lines.push(encoded.slice(at, at + columnWidth))
  return lines.filter((line) => line.length >= leastColumn)
}
