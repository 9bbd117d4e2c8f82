import type { Format } from './format.ts'

/**
 * Lines that java.util.Properties reads: `name=value`. Only ASCII, because readers take the file for ISO 8859-1 or for UTF-8. Every text
 * has a form, half of a surrogate pair too. Source: the documentation of Properties.load.
 */
export const properties: Format = {
  nameRefusal: () => undefined,
  valueRefusal: () => undefined,
  render: (values) => [...values].map(([name, value]) => `${keyOf(name)}=${valueOf(value)}\n`).join(''),
  shown,
}

const keyOf = (name: string): string => shown(name).replace(/[ =:#!]/g, String.raw`\$&`)

/** A space at the start would be part of the separator. */
const valueOf = (value: string): string => shown(value).replace(/^ /, String.raw`\ `)

const letters: Readonly<Record<string, string>> = { '\t': 't', '\n': 'n', '\f': 'f', '\r': 'r', '\\': '\\' }

function shown(text: string): string {
  return text.replace(/[^ -[\]-~]/g, (unit) => `\\${letters[unit] ?? `u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`}`)
}
