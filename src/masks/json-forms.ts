/** Escapes a text as JSON.stringify does, without the quotes. */
export const escapeJson = (text: string): string => JSON.stringify(text).slice(1, -1)

/** Describes what a JSON writer escapes in addition to JSON.stringify. */
interface Writer {
  readonly escaped: RegExp
  readonly escape: (character: string) => string
}

const lower = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
const upper = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`

// no flag u, because a character above U+FFFF becomes two escapes
const writers: readonly Writer[] = [
  // Go (terraform, docker, kubectl, vault) and Rails
  { escaped: /[<>&\u2028\u2029]/g, escape: lower },
  // jq
  { escaped: /\u007f/g, escape: lower },
  // Python's json.dumps and jq -a; the same in upper case
  { escaped: /[\u007f-\uffff]/g, escape: lower },
  { escaped: /[\u007f-\uffff]/g, escape: upper },
  // PHP
  { escaped: /[/\u0080-\uffff]/g, escape: (unit) => (unit === '/' ? '\\/' : lower(unit)) },
  // Gson
  { escaped: /[<>&='\u2028\u2029]/g, escape: lower },
  // .NET's System.Text.Json; a quote is already escaped here
  { escaped: /\\"|[<>&'+`\u007f-\uffff]/g, escape: (unit) => upper(unit.slice(-1)) },
]

/**
 * Returns the text as the JSON of common languages and tools contains it. JSON within JSON is included because `toJSON(steps)`
 * prints the output `secrets`; the runner adds that form too, but escapes U+0085, U+2028 and U+2029.
 */
export function jsonForms(text: string): readonly string[] {
  const json = escapeJson(text)
  return [json, escapeJson(json), ...writers.map(({ escaped, escape }) => json.replace(escaped, escape))]
}
