import { bootTime, type RevocableToken } from './revocable.ts'
import type { LoginRecord } from './session.ts'
import type { Connection } from '../vault/connection.ts'
import { noExpiry } from '../core/clock.ts'
import type { Grants } from '../vault/grants.ts'
import { isObject, own, type JsonObject } from '../core/json.ts'
import type { Lease } from '../vault/leases.ts'
import type { TlsSettings } from '../http/transport.ts'
import { isBoolean, isCount, isKind, isNumber, isText, isTrue, propertiesOf, type Is, type OnInvalid } from './properties.ts'
import type { SavedFile } from './saved-file.ts'

/**
 * Reads a session, one property at a time. An invalid property gets a default with which the token can still be revoked. Returns
 * undefined if there is no valid token or no valid address of Vault.
 */
export function readLogin(value: unknown, onInvalid: OnInvalid): LoginRecord | undefined {
  const session = objectIn(value, 'not an object', onInvalid)
  if (!session) return undefined
  const property = propertiesOf(session, '', onInvalid)
  const connection = readConnection(own(session, 'connection'), onInvalid)
  const token = readToken(own(session, 'token'), onInvalid)
  const required = property('required', isBoolean, false)
  const summary = property('summary', isAbsentOr(isBoolean), undefined)
  return connection && token && { connection, token, required, ...(summary !== undefined && { summary }) }
}

function readConnection(value: unknown, onInvalid: OnInvalid): Connection | undefined {
  const connection = objectIn(value, 'connection', onInvalid)
  if (!connection) return undefined
  const property = propertiesOf(connection, 'connection.', onInvalid)
  const [first, ...more] = listOf(connection, 'urls', isAddress, onInvalid)
  const optional = <K extends 'namespace' | 'authNamespace' | 'extraHeaders'>(key: K, is: Is<string>) => {
    const text = property(key, isAbsentOr(is), undefined)
    return (text === undefined ? {} : { [key]: text }) as Partial<Record<K, string>>
  }
  const tls = readTls(own(connection, 'tls'), onInvalid)
  const rest = {
    redirectHosts: listOf(connection, 'redirectHosts', isText, onInvalid),
    correlationId: property('correlationId', isHeaderText, 'local'),
    ...optional('namespace', isHeaderText),
    ...optional('authNamespace', isHeaderText),
    ...optional('extraHeaders', isText),
    ...(tls && { tls }),
  }
  return first === undefined ? undefined : { urls: [first, ...more], ...rest }
}

function readTls(value: unknown, onInvalid: OnInvalid): TlsSettings | undefined {
  const tls = value === undefined ? undefined : objectIn(value, 'connection.tls', onInvalid)
  if (!tls) return undefined
  const property = propertiesOf(tls, 'connection.tls.', onInvalid)
  const ca = property('ca', isAbsentOr(isPem), undefined)
  const certificate = property('certificate', isAbsentOr(isPem), undefined)
  const key = property('key', isAbsentOr(isText), undefined)
  const skipVerify = property('skipVerify', isAbsentOr(isTrue), undefined)
  return {
    ...(ca !== undefined && { ca }),
    // neither can be used alone
    ...(certificate !== undefined && key !== undefined && { certificate, key }),
    ...(skipVerify && { skipVerify }),
  }
}

function readToken(value: unknown, onInvalid: OnInvalid): RevocableToken | undefined {
  const token = objectIn(value, 'token', onInvalid)
  if (!token) return undefined
  const property = propertiesOf(token, 'token.', onInvalid)
  const text = property('value', isHeaderText, undefined)
  const rest = {
    // a service token is revoked
    kind: property('kind', isKind, 'service'),
    seconds: property('seconds', isCount, 0),
    expires: property('expires', isNumber, noExpiry),
    booted: property('booted', isNumber, bootTime()),
    renewable: property('renewable', isBoolean, false),
    uses: property('uses', isCount, 0),
    spent: property('spent', isCount, 0),
  }
  return text === undefined ? undefined : { value: text, ...rest }
}

/** Reads a lease. Returns undefined if any property is invalid, because the id becomes part of a request's path. */
export function readLease(value: unknown): Lease | undefined {
  const invalid: string[] = []
  const saved = isObject(value) ? value : {}
  const property = propertiesOf(saved, '', (name) => invalid.push(name))
  const lenient = propertiesOf(saved, '', () => undefined)
  const lease: Lease = {
    id: property('id', isLeaseId, ''),
    prefix: property('prefix', isText, ''),
    path: property('path', isText, ''),
    namespace: property('namespace', isHeaderText, ''),
    seconds: property('seconds', isCount, 0),
    expires: property('expires', isNumber, noExpiry),
    renewable: property('renewable', isBoolean, false),
    sts: property('sts', isBoolean, false),
    // only the receipt needs them, so an invalid one does no harm
    requestId: lenient('requestId', isText, ''),
    granted: lenient('granted', isNumber, 0),
  }
  return invalid.length === 0 && lease.id.slice(0, lease.id.lastIndexOf('/')) === lease.prefix ? lease : undefined
}

/** Reads grants. Returns undefined if any of them is invalid: Vault is then asked again. */
export function readGrants(value: unknown): Grants | undefined {
  return isObject(value) && Object.values(value).every(isBoolean) ? (value as Grants) : undefined
}

/** Reads a file: its path, '' if it was dropped, or a file of the input `files`. Returns undefined if any property is invalid. */
export function readFile(value: unknown): SavedFile | undefined {
  if (!isObject(value)) return isPath(value) ? value : undefined
  const [path, folder, earlier] = [own(value, 'path'), own(value, 'folder'), own(value, 'earlier')]
  if (!isPath(path) || !isPath(folder) || path === '') return undefined
  if (earlier === undefined) return { path, folder }
  const [copy, mode] = isObject(earlier) ? [own(earlier, 'copy'), own(earlier, 'mode')] : []
  // a name, because another path would put another file there
  return isText(copy) && /^\d{1,9}$/.test(copy) && isCount(mode) && mode <= 0o777 ? { path, folder, earlier: { copy, mode } } : undefined
}

/** Reads the id of a process. Returns undefined if it is invalid; 0 and 1 are a group and the first process. */
export const readProcessId = (value: unknown): number | undefined => (isCount(value) && value > 1 ? value : undefined)

/** Reads a flag. Returns undefined if it is invalid. */
export const readFlag = (value: unknown): boolean | undefined => (isBoolean(value) ? value : undefined)

function objectIn(value: unknown, name: string, onInvalid: OnInvalid): JsonObject | undefined {
  if (isObject(value)) return value
  onInvalid(name)
  return undefined
}

/** Returns the valid items of a list. */
function listOf<T>(connection: JsonObject, key: string, is: Is<T>, onInvalid: OnInvalid): readonly T[] {
  const value: unknown = own(connection, key)
  const items: readonly unknown[] = Array.isArray(value) ? value : []
  const valid = items.filter(is)
  if (!Array.isArray(value) || valid.length < items.length) onInvalid(`connection.${key}`)
  return valid
}

const isAbsentOr =
  <T>(is: Is<T>) =>
  (value: unknown): value is T | undefined =>
    value === undefined || is(value)
const isPath = (value: unknown): value is string => isText(value) && !/\p{Cc}/u.test(value)
/** Latin-1 without control characters. */
const isHeaderText = (value: unknown): value is string => isText(value) && /^[\u0020-\u007e\u0080-\u00ff]*$/.test(value)
const isPem = (value: unknown): value is string => isText(value) && value.includes('-----BEGIN ')
/** Without dot segments, which would change the endpoint of the request. */
const isLeaseId = (value: unknown): value is string =>
  isText(value) && value.includes('/') && value.split('/').every((segment) => !/^\.{0,2}$|\p{Cc}/u.test(segment))
const isAddress = (value: unknown): value is string => {
  const url = isText(value) ? URL.parse(value) : null
  return url !== null && /^https?:$/.test(url.protocol) && [url.username, url.password, url.search, url.hash].every((part) => part === '')
}
