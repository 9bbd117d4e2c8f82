/** What `$'…'` of bash has a letter for. */
const letters: Readonly<Record<string, string>> = {
  '\x07': 'a',
  '\b': 'b',
  '\t': 't',
  '\n': 'n',
  '\v': 'v',
  '\f': 'f',
  '\r': 'r',
  '\x1b': 'E',
  '\\': '\\',
  "'": "'",
}

/** What bash cannot print, with and without a locale of UTF-8, and what it escapes in `$'…'` besides. */
const unprintable = /[\\'\p{Cc}\p{Cn}\p{Zl}\p{Zp}]/gu
const notAscii = /[\\'\p{Cc}]|[^\p{ASCII}]/gu

/** Gives the text as bash and dash quote it, without the quotes at both ends: `printf %q`, `set`, `set -x`, `export -p`. */
export function shellForms(text: string): readonly string[] {
  if (/^[\w./-]*$/.test(text)) return []
  return [
    // bash: printf %q
    text.replace(/(?<=[=:])~|[^\w@%+=:./~#\u0080-\uffff-]/g, '\\$&'),
    // bash: set, set -x
    text.replaceAll("'", String.raw`'\''`),
    // dash: set, export -p. A quote at the end is not followed by another pair of quotes
    text.replace(/'+/g, (quotes) => `'"${quotes}"'`).replace(/"'$/, '"'),
    // Python's shlex.quote
    text.replaceAll("'", `'"'"'`),
    // Python's repr and Node's inspect, in the quotes that the text does not contain
    text.replaceAll('\\', String.raw`\\`),
    // bash: export -p, declare -p
    text.replace(/["$`\\]/g, '\\$&'),
    dollarQuoted(text, unprintable),
    dollarQuoted(text, notAscii),
  ]
}

/** Gives the text as `set -x` of bash shows it to the right of == within [[ ]]: a backslash before each character. */
export const patternForm = (text: string): string => text.replace(/[^]/gu, '\\$&')

function dollarQuoted(text: string, escaped: RegExp): string {
  return text.replace(escaped, (character) => {
    const letter = letters[character]
    if (letter !== undefined) return `\\${letter}`
    return [...Buffer.from(character)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('')
  })
}
