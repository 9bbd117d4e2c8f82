/** Characters for which bash's `$'…'` has a letter. */
const escapeLetters: Readonly<Record<string, string>> = {
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

/** Characters that bash escapes in `$'…'`: those it cannot print, with and without a UTF-8 locale, and backslash and quote. */
const unprintable = /[\\'\p{Cc}\p{Cn}\p{Zl}\p{Zp}]/gu
const notAscii = /[\\'\p{Cc}]|[^\p{ASCII}]/gu

/** Returns the text as bash and dash quote it, without the quotes at both ends: `printf %q`, `set`, `set -x`, `export -p`. */
export function shellForms(text: string): readonly string[] {
  if (/^[\w./-]*$/.test(text)) return []
  return [
    // bash: printf %q
    text.replace(/(?<=[=:])~|[^\w@%+=:./~#\u0080-\uffff-]/g, '\\$&'),
    // bash: set, set -x
    text.replaceAll("'", String.raw`'\''`),
    // dash: set, export -p. It adds no empty pair of quotes after a quote at the end
    text.replace(/'+/g, (quotes) => `'"${quotes}"'`).replace(/"'$/, '"'),
    // Python's shlex.quote
    text.replaceAll("'", `'"'"'`),
    // Python's repr and Node's inspect, which choose quotes that the text does not contain
    text.replaceAll('\\', String.raw`\\`),
    // bash: export -p, declare -p
    text.replace(/["$`\\]/g, '\\$&'),
    dollarQuoted(text, unprintable),
    dollarQuoted(text, notAscii),
  ]
}

/** Returns the text as bash's `set -x` prints it to the right of == within [[ ]]: a backslash before each character. */
export const patternForm = (text: string): string => text.replace(/[^]/gu, '\\$&')

function dollarQuoted(text: string, escaped: RegExp): string {
  return text.replace(escaped, (character) => {
    const letter = escapeLetters[character]
    if (letter !== undefined) return `\\${letter}`
    return [...Buffer.from(character)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('')
  })
}
