import { minNamedLength } from './lengths.ts'

/** Minimum length of a path segment or a query value that can be a key, in characters. */
const minKeyLength = 8

/**
 * Checks whether a text under a public name only says what or where something is: one line, no user information, no query,
 * no settings, and no path segment that could be a key.
 */
export function isLocation(text: string): boolean {
  if (/[\r\n]/.test(text) || (text.includes(':') && /[@?#;=]/.test(text))) return false
  // a path that starts with a slash is an id, for example of an Azure resource
  return text.startsWith('/') || !text.includes('/') || !segmentsOf(text).some(couldBeKey)
}

/** Finds the secrets in the addresses of a text: passwords, as written and decoded, and keys in paths and queries. */
export function secretsInAddresses(text: string): readonly string[] {
  const secrets: string[] = []
  for (let at = text.indexOf('://'); at >= 0;) {
    const rest = /\s/.exec(text.slice(at + 3, at + 3 + maxAddressLength))
    const end = at + 3 + (rest?.index ?? maxAddressLength)
    secrets.push(...secretsInAddress(text.slice(at + 3, end)))
    at = text.indexOf('://', end)
  }
  return [...new Set(secrets.flatMap((secret) => [secret, ...uriDecoded(secret)]))].filter((secret) => secret.length >= minNamedLength)
}

/** In characters. The rest of a longer text is not examined as part of the address. */
const maxAddressLength = 8_192

/** @param address without its scheme */
function secretsInAddress(address: string): readonly string[] {
  const user = userInformation(address)
  const [place = '', ...queries] = address.slice(user === undefined ? 0 : user.length + 1).split(/[?#]/)
  const values = queries.flatMap((query) => query.split(/[&;]/)).map((part) => part.slice(part.indexOf('=') + 1))
  const keys = [...place.split(/[/;]/).slice(1), ...values].filter(couldBeKey)
  const more = passwordsBeforeLaterAts(address, user?.length ?? -1)
  if (user === undefined) return [...more, ...keys]
  const colon = user.indexOf(':')
  const password = colon < 0 ? '' : user.slice(colon + 1)
  // without a password the user name is the token: https://TOKEN@host
  const name = colon < 0 ? user : user.slice(0, colon)
  return [password !== '' ? password : name.length >= minKeyLength ? name : '', ...more, ...keys]
}

/** Maximum number of `@` that are examined as the end of an unencoded password. */
const maxLaterAts = 8

/**
 * Finds what can be an unencoded password that contains one of `/?#`: `app:12#34abc@db`, `app:p@ss#w0rd@db`. The text in front can
 * also be a host with a port or a password, so each is one more mask. A scope (`host:8080/@scope`) is not the end of a password.
 */
function passwordsBeforeLaterAts(address: string, end: number): readonly string[] {
  const colon = address.indexOf(':')
  const [authority = ''] = address.split(/[/?#]/, 1)
  if (colon < 0 || colon > authority.length) return []
  return [...address.slice(end + 1).matchAll(/(?<!\/)@/g)]
    .slice(0, maxLaterAts)
    .map(({ index }) => address.slice(colon + 1, end + 1 + index))
}

/** Returns the text before the host. An unencoded password can contain a slash; then no port follows the first colon. */
function userInformation(address: string): string | undefined {
  const [authority = ''] = address.split(/[/?#]/, 1)
  const whole = authority.includes('@') ? authority : /:(?!\d*$)/.test(authority) ? address : ''
  const end = whole.lastIndexOf('@')
  return end < 0 ? undefined : whole.slice(0, end)
}

function segmentsOf(text: string): readonly string[] {
  const scheme = text.indexOf('://')
  return text
    .slice(scheme < 0 ? 0 : scheme + 3)
    .split('/')
    .slice(1)
}

/** Checks whether any part of a segment is more than a word or a short number. */
function couldBeKey(segment: string): boolean {
  return (
    segment.length >= minKeyLength &&
    !decoded(segment)
      .split(/[^\p{L}\p{N}]+/u)
      .every(isWord)
  )
}

function isWord(part: string): boolean {
  if (part.length <= 4 || /^\d{1,8}$/.test(part)) return true
  return part.length <= 16 && /^(?:[A-Z]?\p{Ll}+|[A-Z]+)(?:[A-Z]\p{Ll}{2,})*\d{0,3}$/u.test(part)
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Decodes a line that is encoded for a URI, also with `+` in place of spaces. Returns nothing for other and for longer texts. */
export function uriDecoded(text: string): readonly string[] {
  if (text.length > maxAddressLength || !/%[\dA-Fa-f]{2}/.test(text) || /[\r\n]/.test(text)) return []
  return [decoded(text), decoded(text.replaceAll('+', ' '))].filter((one) => one.length >= minNamedLength)
}
