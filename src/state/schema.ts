import { bootMoment, type LoginRecord, type RevocableToken } from './session.ts'
import type { Connection } from '../vault/connection.ts'
import { noExpiry } from '../core/clock.ts'
import type { Grants } from '../vault/grants.ts'
import { isObject, own, type JsonObject } from '../core/json.ts'
import type { Lease } from '../vault/leases.ts'
import type { TlsSettings } from '../http/transport.ts'

/** Notes the place of a piece that has the wrong shape. It is never told the value, which can be a secret. */
export type Wrong = (place: string) => void

/**
 * Reads a session one piece at a time. A wrong piece gets the value that still lets the token be revoked. Returns undefined if no
 * token or no address of Vault is left.
 */
export function readLogin(value: unknown, wrong: Wrong): LoginRecord | undefined {
  const session = objectIn(value, 'not an object', wrong)
  if (!session) return undefined
  const pieces = piecesOf(session, '', wrong)
  const connection = readConnection(own(session, 'connection'), wrong)
  const token = readToken(own(session, 'token'), wrong)
  const required = pieces('required', isBoolean, false)
  return connection && token && { connection, token, required }
}

function readConnection(value: unknown, wrong: Wrong): Connection | undefined {
  const connection = objectIn(value, 'connection', wrong)
  if (!connection) return undefined
  const pieces = piecesOf(connection, 'connection.', wrong)
  const [first, ...more] = listOf(connection, 'urls', isAddress, wrong)
  const optional = <K extends 'namespace' | 'authNamespace' | 'extraHeaders'>(key: K, is: Is<string>) => {
    const text = pieces(key, isAbsentOr(is), undefined)
    return (text === undefined ? {} : { [key]: text }) as Partial<Record<K, string>>
  }
  const tls = readTls(own(connection, 'tls'), wrong)
  const rest = {
    redirectHosts: listOf(connection, 'redirectHosts', isText, wrong),
    correlationId: pieces('correlationId', isHeaderText, 'local'),
    ...optional('namespace', isHeaderText),
    ...optional('authNamespace', isHeaderText),
    ...optional('extraHeaders', isText),
    ...(tls && { tls }),
  }
  return first === undefined ? undefined : { urls: [first, ...more], ...rest }
}

function readTls(value: unknown, wrong: Wrong): TlsSettings | undefined {
  const tls = value === undefined ? undefined : objectIn(value, 'connection.tls', wrong)
  if (!tls) return undefined
  const pieces = piecesOf(tls, 'connection.tls.', wrong)
  const ca = pieces('ca', isAbsentOr(isPem), undefined)
  const certificate = pieces('certificate', isAbsentOr(isPem), undefined)
  const key = pieces('key', isAbsentOr(isText), undefined)
  const skipVerify = pieces('skipVerify', isAbsentOr(isTrue), undefined)
  return {
    ...(ca !== undefined && { ca }),
    // one without the other cannot be used
    ...(certificate !== undefined && key !== undefined && { certificate, key }),
    ...(skipVerify && { skipVerify }),
  }
}

function readToken(value: unknown, wrong: Wrong): RevocableToken | undefined {
  const token = objectIn(value, 'token', wrong)
  if (!token) return undefined
  const pieces = piecesOf(token, 'token.', wrong)
  const text = pieces('value', isHeaderText, undefined)
  const rest = {
    // the kind that is revoked
    kind: pieces('kind', isKind, 'service'),
    expires: pieces('expires', isNumber, noExpiry),
    booted: pieces('booted', isNumber, bootMoment()),
    renewable: pieces('renewable', isBoolean, false),
    uses: pieces('uses', isCount, 0),
    spent: pieces('spent', isCount, 0),
  }
  return text === undefined ? undefined : { value: text, ...rest }
}

/** Reads a lease; undefined if any piece of it has the wrong shape. Its id becomes part of a request's path. */
export function readLease(value: unknown): Lease | undefined {
  const wrong: string[] = []
  const pieces = piecesOf(isObject(value) ? value : {}, '', (place) => wrong.push(place))
  const lease: Lease = {
    id: pieces('id', isLeaseId, ''),
    prefix: pieces('prefix', isText, ''),
    path: pieces('path', isText, ''),
    namespace: pieces('namespace', isHeaderText, ''),
    expires: pieces('expires', isNumber, noExpiry),
    renewable: pieces('renewable', isBoolean, false),
    sts: pieces('sts', isBoolean, false),
  }
  return wrong.length === 0 && lease.id.slice(0, lease.id.lastIndexOf('/')) === lease.prefix ? lease : undefined
}

/** Reads grants; undefined if any of them has the wrong shape: Vault is asked again. */
export function readGrants(value: unknown): Grants | undefined {
  return isObject(value) && Object.values(value).every(isBoolean) ? (value as Grants) : undefined
}

/** Reads the path of a file, '' for one that is crossed out; undefined for the wrong shape. */
export const readPath = (value: unknown): string | undefined => (isText(value) && !/\p{Cc}/u.test(value) ? value : undefined)

/** Reads a flag; undefined for the wrong shape. */
export const readFlag = (value: unknown): boolean | undefined => (isBoolean(value) ? value : undefined)

type Is<T> = (value: unknown) => value is T

function objectIn(value: unknown, place: string, wrong: Wrong): JsonObject | undefined {
  if (isObject(value)) return value
  wrong(place)
  return undefined
}

/** A reader of the pieces of an object: the value under an own key if it has the right shape, else another value. */
function piecesOf(object: JsonObject, place: string, wrong: Wrong) {
  return <T, O>(key: string, is: Is<T>, otherwise: O): T | O => {
    const value: unknown = own(object, key)
    if (is(value)) return value
    wrong(`${place}${key}`)
    return otherwise
  }
}

/** The items of a list that have the right shape. */
function listOf<T>(connection: JsonObject, key: string, is: Is<T>, wrong: Wrong): readonly T[] {
  const value: unknown = own(connection, key)
  const items: readonly unknown[] = Array.isArray(value) ? value : []
  const right = items.filter(is)
  if (!Array.isArray(value) || right.length < items.length) wrong(`connection.${key}`)
  return right
}

const isAbsentOr =
  <T>(is: Is<T>) =>
  (value: unknown): value is T | undefined =>
    value === undefined || is(value)
const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean'
const isTrue = (value: unknown): value is true => value === true
// JSON has numbers that are too large: 1e999
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value)
const isCount = (value: unknown): value is number => isNumber(value) && value >= 0
const isText = (value: unknown): value is string => typeof value === 'string' && value.isWellFormed()
/** A character a byte, and no control character. */
const isHeaderText = (value: unknown): value is string => isText(value) && /^[\u0020-\u007e\u0080-\u00ff]*$/.test(value)
const isKind = (value: unknown): value is RevocableToken['kind'] => value === 'service' || value === 'batch' || value === 'supplied'
const isPem = (value: unknown): value is string => isText(value) && value.includes('-----BEGIN ')
/** A dot segment would lead to another endpoint than the one that revokes leases. */
const isLeaseId = (value: unknown): value is string =>
  isText(value) && value.includes('/') && value.split('/').every((segment) => !/^\.{0,2}$|\p{Cc}/u.test(segment))
const isAddress = (value: unknown): value is string => {
  const url = isText(value) ? URL.parse(value) : null
  return url !== null && /^https?:$/.test(url.protocol) && [url.username, url.password, url.search, url.hash].every((part) => part === '')
}
