import { jsonString } from './json-object.ts'
import { trailingComment, type EntryProblem } from './entry-problem.ts'
import type { Options } from './plan.ts'

/** The options of an entry that flags can set. */
type Flagged = Pick<Options, 'optional' | 'fallback' | 'toEnvironment' | 'encoding' | 'masking' | 'file'>

/** Every flag and what it sets; flags with a value end with `=`. */
const flags = new Map<string, (value: string) => Partial<Flagged>>([
  ['optional', () => ({ optional: true })],
  ['default=', (value) => ({ optional: true, fallback: value })],
  ['base64', () => ({ encoding: 'base64' })],
  ['hex', () => ({ encoding: 'hex' })],
  ['utf8', () => ({ encoding: 'utf8' })],
  ['nomask', () => ({ masking: 'none' })],
  ['maskjson', () => ({ masking: 'every leaf' })],
  ['file', () => ({ file: { path: undefined } })],
  ['file=', (path) => ({ file: { path } })],
  ['env', () => ({ toEnvironment: true })],
  ['noenv', () => ({ toEnvironment: false })],
])

const known = [...flags.keys()].map((name) => name.replace(/=$/, '=…')).join(', ')

/** Matches text without spaces except inside a JSON string; an unclosed string extends to the end of the text. */
const word = /(?:"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?$)|[^\s"])+/gs

/** Parses the third part of an entry: flags separated by spaces; a value has no spaces or is a JSON string. */
export function parseFlags(text: string): Partial<Flagged> | EntryProblem {
  let read: Partial<Flagged> = {}
  for (const [written] of text.matchAll(word)) {
    if (written.startsWith('#')) return trailingComment
    const [, name = '', quoted = ''] = /^([^=]*=?)(.*)$/s.exec(written) ?? []
    const set = flags.get(name)
    if (!set) return { problem: `has the unknown flag "${written}"`, instead: `one of ${known}, and quotes around a value with spaces` }
    const value = quoted.startsWith('"') ? jsonString(quoted) : quoted
    if (value === undefined)
      return { problem: `has the flag ${written}, whose value is not a valid JSON string`, instead: `${name}"…" (a JSON string)` }
    if (value === '' && name === 'file=') return { problem: 'has the flag file= without a path', instead: 'file, or file=PATH' }
    read = { ...read, ...set(value) }
  }
  return read
}
