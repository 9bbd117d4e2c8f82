/** Writes a text as JSON writes it between its quotes. */
export const inJson = (text: string): string => JSON.stringify(text).slice(1, -1)

/** What a JSON writer escapes beside what JSON.stringify does. */
interface Writer {
  readonly escaped: RegExp
  readonly escape: (character: string) => string
}

const lower = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
const upper = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`

// without the flag u: a character beyond U+FFFF is two escapes
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
  // .NET's System.Text.Json; a quote arrives here escaped
  { escaped: /\\"|[<>&'+`\u007f-\uffff]/g, escape: (unit) => upper(unit.slice(-1)) },
]

/**
 * Gives the text as the JSON of common languages and tools has it between quotes. JSON within JSON too: the output `secrets` is
 * JSON, and `toJSON(steps)` shows it; the runner makes that of each form, but escapes U+0085, U+2028 and U+2029.
 */
export function jsonForms(text: string): readonly string[] {
  const json = inJson(text)
  return [json, inJson(json), ...writers.map(({ escaped, escape }) => json.replace(escaped, escape))]
}
