/** The most characters of a server's text that a message quotes. */
const maxLength = 500

/** Returns a server's text as one line without control characters, cut after 500 characters. */
export function clean(text: string): string {
  const line = text.replace(/\p{Cc}+/gu, ' ').trim()
  return line.length > maxLength ? `${line.slice(0, maxLength)}…` : line
}
