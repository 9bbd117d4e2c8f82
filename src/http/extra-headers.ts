import type { InputReader } from '../core/input-reader.ts'

/** A header that goes with every request to Vault, as its line says. */
export interface HeaderLine {
  /** In lower case. */
  readonly name: string
  /** `{oidc:AUDIENCE}` in it stands for a token of the runner. */
  readonly value: string
}

/** What is wrong with a line; its value is not quoted. */
export interface HeaderProblem {
  /** From 1. */
  readonly line: number
  readonly text: string
  readonly instead: string
}

/** RFC 9110 section 5.6.2, token. */
const nameForm = /^[!#$%&'*+.^`|~\w-]+$/
/** RFC 9110 section 5.5, and no more than a byte a character. */
const valueForm = /^[\t\u0020-\u007e\u0080-\u00ff]+$/

/** Headers that are the action's own, or of the connection. */
const reservedHeaders: Readonly<Record<string, string>> = {
  'x-vault-token': "is the action's own: the login sets it",
  'x-vault-namespace': 'is set by the input `namespace`',
  'x-vault-request': 'is always sent',
  'x-vault-index': "is the action's own",
  'x-vault-wrap-ttl': 'would wrap every reply',
  'x-correlation-id': "is the action's own: Vault writes it into its audit log",
  'user-agent': "is the action's own: Vault writes it into its audit log",
}

const ofConnection =
  /^(host|connection|content-(length|type|encoding)|accept-encoding|transfer-encoding|te|trailer|upgrade|expect|keep-alive|proxy-connection)$/

/** The audiences in a value. */
export const placeholder = /\{oidc:([^{}]*)\}/g

/** Headers as vault-action has them: one `Name: value` a line, what is there twice becomes a list. Pure. */
export function readHeaderLines(text: string): { readonly headers: readonly HeaderLine[]; readonly problems: readonly HeaderProblem[] } {
  const headers = new Map<string, string>()
  const problems: HeaderProblem[] = []
  for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
    if (line.trim() === '') continue
    const [, name = '', value = ''] = /^([^:]*)(?::(.*))?$/s.exec(line)?.map((part: string | undefined) => part?.trim() ?? '') ?? []
    const key = name.toLowerCase()
    const wrong = problemOf(line, key, value)
    if (wrong) problems.push({ line: index + 1, ...wrong })
    else headers.set(key, [headers.get(key), value].filter((part) => part !== undefined).join(', '))
  }
  return { headers: [...headers].map(([name, value]) => ({ name, value })), problems }
}

function problemOf(line: string, name: string, value: string): Omit<HeaderProblem, 'line'> | undefined {
  const instead = 'Name: value'
  if (!line.includes(':')) return { text: 'has no colon', instead }
  if (!nameForm.test(name)) return { text: 'has no valid name before its colon', instead }
  if (Object.hasOwn(reservedHeaders, name)) return { text: `the header ${name} ${reservedHeaders[name] ?? ''}`, instead: 'no such line' }
  if (ofConnection.test(name)) return { text: `the header ${name} belongs to the connection`, instead: 'no such line' }
  if (value === '') return { text: `the header ${name} has no value`, instead }
  if (!valueForm.test(value)) return { text: `the value of ${name} has characters that cannot be sent`, instead: 'printable ASCII' }
  if ([...value.matchAll(placeholder)].some(([, audience]) => audience?.trim() === '')) {
    return { text: `the value of ${name} names no audience`, instead: '{oidc:AUDIENCE}' }
  }
  return undefined
}

/** A text shorter than this, in characters, is no secret, and as a mask it would garble the log. */
const leastSecret = 4

/**
 * Gives what of a value may be secret: all of it, and the credential after a scheme such as Bearer; around tokens of the runner, which
 * are masked by themselves, no plain word like Bearer.
 */
export function fixedParts(value: string): readonly string[] {
  const parts = value
    .replace(placeholder, '\n')
    .split('\n')
    .map((part) => part.trim())
  const credentials = parts.flatMap((part) => /^(?:bearer|basic|token)\s+(\S+)$/i.exec(part)?.[1] ?? [])
  return [...parts, ...credentials].filter((part) => part.length >= leastSecret && (parts.length === 1 || !/^(bearer|basic)$/i.test(part)))
}

/**
 * Checks `extraHeaders` and gives its text on, as the part of a connection: empty where it is not given.
 * @param mask is told every value, since most are secret, those of bad lines too
 */
export function readExtraHeaders(inputs: InputReader, mask: (secret: string) => void): { extraHeaders?: string } {
  const text = inputs.text('extraHeaders')
  if (text === undefined) return {}
  for (const line of text.split(/[\r\n]+/)) for (const part of fixedParts(line.slice(line.indexOf(':') + 1))) mask(part)
  for (const { line, text: wrong, instead } of readHeaderLines(text).problems) inputs.problem(`extraHeaders line ${line}`, wrong, instead)
  return { extraHeaders: text }
}
