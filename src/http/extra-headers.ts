import type { InputReader } from '../core/input-reader.ts'

/** A header for every request to Vault, from one line of the input. */
export interface HeaderLine {
  /** In lower case. */
  readonly name: string
  /** May contain `{oidc:AUDIENCE}`, a placeholder for an OIDC token of the job. */
  readonly value: string
}

/** A problem of a line. The texts do not quote the header's value, which may be secret. */
export interface HeaderProblem {
  /** From 1. */
  readonly line: number
  readonly text: string
  readonly instead: string
}

/** RFC 9110 section 5.6.2, token. */
const nameForm = /^[!#$%&'*+.^`|~\w-]+$/
/** RFC 9110 section 5.5, limited to characters of one byte. */
const valueForm = /^[\t\u0020-\u007e\u0080-\u00ff]+$/

/** Headers that the action sets or that change the response. */
const reservedHeaders: Readonly<Record<string, string>> = {
  'x-vault-token': 'is reserved: the login sets it',
  'x-vault-namespace': 'is set by the input `namespace`',
  'x-vault-request': 'is always sent',
  'x-vault-index': 'is reserved: the action sets it',
  'x-vault-wrap-ttl': 'would wrap every response',
  'x-correlation-id': 'is reserved: Vault writes it to its audit log',
  'user-agent': 'is reserved: Vault writes it to its audit log',
}

/** Headers that the HTTP client sets. */
const connectionHeaders =
  /^(host|connection|content-(length|type|encoding)|accept-encoding|transfer-encoding|te|trailer|upgrade|expect|keep-alive|proxy-connection)$/

/** Matches the placeholders in a value; group 1 is the audience. */
export const placeholder = /\{oidc:([^{}]*)\}/g

/** Parses one `Name: value` per line, as vault-action does. A repeated header becomes a comma-separated list. Pure. */
export function readHeaderLines(text: string): { readonly headers: readonly HeaderLine[]; readonly problems: readonly HeaderProblem[] } {
  const headers = new Map<string, string>()
  const problems: HeaderProblem[] = []
  for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
    if (line.trim() === '') continue
    const [, name = '', value = ''] = /^([^:]*)(?::(.*))?$/s.exec(line)?.map((part: string | undefined) => part?.trim() ?? '') ?? []
    const key = name.toLowerCase()
    const problem = problemOf(line, key, value)
    if (problem) problems.push({ line: index + 1, ...problem })
    else headers.set(key, [headers.get(key), value].filter((part) => part !== undefined).join(', '))
  }
  return { headers: [...headers].map(([name, value]) => ({ name, value })), problems }
}

function problemOf(line: string, name: string, value: string): Omit<HeaderProblem, 'line'> | undefined {
  const instead = 'Name: value'
  const remove = 'only headers that the action does not set'
  if (!line.includes(':')) return { text: 'has no colon', instead }
  if (!nameForm.test(name)) return { text: 'has no valid header name before the colon', instead }
  if (Object.hasOwn(reservedHeaders, name)) return { text: `the header ${name} ${reservedHeaders[name] ?? ''}`, instead: remove }
  if (connectionHeaders.test(name)) return { text: `the header ${name} is reserved: the HTTP client sets it`, instead: remove }
  if (value === '') return { text: `the header ${name} has no value`, instead }
  if (!valueForm.test(value)) return { text: `the value of ${name} contains invalid characters`, instead: 'printable ASCII' }
  if ([...value.matchAll(placeholder)].some(([, audience]) => audience?.trim() === '')) {
    return { text: `the value of ${name} has no audience in {oidc:…}`, instead: '{oidc:AUDIENCE}' }
  }
  return undefined
}

/** In characters. A shorter text is not a secret, and its mask would replace harmless text in the log. */
const minSecret = 4

/**
 * Returns the parts of a value to mask: the text around placeholders, whose tokens are masked elsewhere, without a plain `Bearer`;
 * and the credential after a scheme such as Bearer.
 */
export function fixedParts(value: string): readonly string[] {
  const parts = value
    .replace(placeholder, '\n')
    .split('\n')
    .map((part) => part.trim())
  const credentials = parts.flatMap((part) => /^(?:bearer|basic|token)\s+(\S+)$/i.exec(part)?.[1] ?? [])
  return [...parts, ...credentials].filter((part) => part.length >= minSecret && (parts.length === 1 || !/^(bearer|basic)$/i.test(part)))
}

/**
 * Checks the input `extraHeaders` and returns its text as a property of the connection, or an empty object without the input.
 * @param mask registers a mask; called for every value, also in invalid lines, because most are secret
 */
export function readExtraHeaders(inputs: InputReader, mask: (secret: string) => void): { extraHeaders?: string } {
  const text = inputs.text('extraHeaders')
  if (text === undefined) return {}
  for (const line of text.split(/[\r\n]+/)) for (const part of fixedParts(line.slice(line.indexOf(':') + 1))) mask(part)
  for (const { line, text: what, instead } of readHeaderLines(text).problems) inputs.problem(`extraHeaders line ${line}`, what, instead)
  return { extraHeaders: text }
}
