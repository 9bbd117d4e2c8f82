import { isObject } from '../core/json.ts'
import type { Dependent, EarlierEnd, LoginGrant } from './history.ts'
import { isBoolean, isKind, isNumber, isText, propertiesOf, type Is } from './properties.ts'

/** Reads a login. Returns undefined if any property is invalid. */
export const readLoginGrant = (value: unknown): LoginGrant | undefined =>
  readAll<LoginGrant>(value, {
    method: isText,
    mount: isText,
    role: isText,
    checkRunId: isText,
    kind: isKind,
    accessor: isText,
    requestId: isText,
    granted: isNumber,
    lost: isBoolean,
  })

/** Reads what was created beside leases. Returns undefined if any property is invalid. */
export const readDependent = (value: unknown): Dependent | undefined =>
  readAll<Dependent>(value, {
    kind: (kind): kind is Dependent['kind'] => kind === 'token' || kind === 'lost',
    path: isText,
    namespace: isText,
    accessor: isText,
    requestId: isText,
    granted: isNumber,
    expires: isNumber,
    orphan: isBoolean,
  })

/** Reads a revocation of the main step. Returns undefined if any property is invalid. */
export const readEarlierEnd = (value: unknown): EarlierEnd | undefined =>
  readAll<EarlierEnd>(value, { id: isText, namespace: isText, how: isText, at: isNumber })

function readAll<T>(value: unknown, checks: { readonly [K in keyof T]: Is<T[K]> }): T | undefined {
  let isValid = isObject(value)
  const property = propertiesOf(isObject(value) ? value : {}, '', () => {
    isValid = false
  })
  const keys = Object.keys(checks) as (keyof T & string)[]
  const read = Object.fromEntries(keys.map((key) => [key, property(key, checks[key], undefined)]))
  return isValid ? (read as T) : undefined
}
