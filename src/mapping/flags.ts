import { jsonString } from './json-object.ts'
import type { Options } from './plan.ts'

/** What flags may change of an entry. */
type Flagged = Pick<Options, 'optional' | 'fallback' | 'toEnvironment' | 'encoding' | 'masking' | 'file'>

/** Every flag and what it sets; `=` ends those that have a value. */
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

/** A word: a run without blanks, in which a JSON string may have some. A string that does not end takes the rest. */
const word = /(?:"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?$)|[^\s"])+/gs

/** Reads the third part of an entry: words apart by blanks, a value being a run without blanks or a JSON string. */
export function parseFlags(text: string): Partial<Flagged> | { readonly wrong: string; readonly instead: string } {
  let read: Partial<Flagged> = {}
  for (const [written] of text.matchAll(word)) {
    const [, name = '', quoted = ''] = /^([^=]*=?)(.*)$/s.exec(written) ?? []
    const set = flags.get(name)
    if (!set) return { wrong: `has the unknown flag "${written}"`, instead: `${known}; a value with spaces in quotes` }
    const value = quoted.startsWith('"') ? jsonString(quoted) : quoted
    if (value === undefined)
      return { wrong: `has the flag ${written}, whose value is not a valid JSON string`, instead: `${name}"…" (a JSON string)` }
    if (value === '' && name === 'file=') return { wrong: 'has the flag file= without a path', instead: 'file, or file=PATH' }
    read = { ...read, ...set(value) }
  }
  return read
}
