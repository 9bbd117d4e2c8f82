import { jsonShown, notUnicode, type Format } from './format.ts'

/** The most characters of a key without `?` before it (YAML 1.2.2, section 7.4.2), less the quotes. */
const maxKey = 1_022

/** One YAML mapping of double-quoted texts. JSON's escapes are also YAML's, and readers of YAML 1.1 and 1.2 resolve them alike. */
export const yaml: Format = {
  nameRefusal: (name) => (shown(name).length > maxKey ? `is longer than ${maxKey} characters` : notUnicode(name)),
  valueRefusal: notUnicode,
  render: (values) => [...values].map(([name, value]) => `"${shown(name)}": "${shown(value)}"\n`).join('') || '{}\n',
  shown,
}

/** Characters that JSON permits and YAML does not, or that a reader of YAML 1.1 takes for a line break. */
const escaped = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g

function shown(text: string): string {
  return jsonShown(text).replace(escaped, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
