import { Failure } from '../core/failure.ts'
import { notVault } from './words.ts'
import { isObject, own, parseJson, type Json, type JsonObject } from '../core/json.ts'

/** The body of a response with status 2xx; an empty body (204) is an empty object. */
export type Reply = JsonObject

/** The result of a read: the values to select from, and their lease. */
export interface ReadResult {
  /** The object that selectors apply to: `data`, or `data.data` for KV version 2. */
  readonly values: JsonObject
  readonly lease: ResponseLease | undefined
  /** True for AWS STS credentials, which stay valid until AWS expires them, even if the lease is revoked. */
  readonly sts: boolean
  /** True if the response contains a token of its own (`auth`), which Vault revokes together with ours. */
  readonly hasAuth: boolean
}

/** The lease of a dynamic secret, as stated in the response. */
export interface ResponseLease {
  readonly id: string
  /** TTL in seconds, as stated; the token may expire earlier. */
  readonly seconds: number
  readonly renewable: boolean
}

/** The result of a login. Source: Vault's API page "auth/jwt", and sdk/logical/translate_response.go for the fields. */
export interface Auth {
  readonly token: string
  /** Service tokens can be revoked, batch tokens only expire. A token supplied by the user is never revoked. */
  readonly kind: 'service' | 'batch' | 'supplied'
  /** TTL in seconds; 0 if the token never expires or its TTL is unknown. */
  readonly seconds: number
  readonly renewable: boolean
  readonly policies: readonly string[]
  /** How many requests the token allows; 0 for no limit. */
  readonly uses: number
}

/** Parses the body of a 2xx response. Throws ERR_REPLY if it is not a JSON object; the error never quotes the body. */
export function parseReply(body: string, from: string): Reply {
  if (body === '') return {}
  let value: Json
  try {
    value = parseJson(body)
  } catch {
    value = null
  }
  if (isObject(value)) return value
  if (body.startsWith('{')) throw new Failure('ERR_REPLY', `${from}: the response is truncated`)
  throw new Failure('ERR_REPLY', `${from}: the response is not from Vault (not a JSON object)`, {
    hint: notVault,
  })
}

/** Reads the secret in a response. A response without `data` (a 204, an empty KV entry) has no values. */
export function toSecret(reply: Reply): ReadResult {
  const data = object(own(reply, 'data'))
  const id = text(own(reply, 'lease_id'))
  const lease = id === '' ? undefined : { id, seconds: number(own(reply, 'lease_duration')), renewable: own(reply, 'renewable') === true }
  const carriesAuth = isObject(own(reply, 'auth'))
  if (isKv2(data)) return { values: object(own(data, 'data')), lease, sts: false, hasAuth: carriesAuth }
  const sessionToken = sessionTokenOf(data)
  if (sessionToken === undefined) return { values: data, lease, sts: false, hasAuth: carriesAuth }
  return {
    // a response without a lease is a stored secret, which must not change
    values: lease ? { ...data, security_token: sessionToken, session_token: sessionToken } : data,
    lease,
    sts: sessionToken !== '',
    hasAuth: carriesAuth,
  }
}

/**
 * Returns the session token of AWS credentials; undefined if `data` has none. Vault sends it as `security_token`, `session_token` or
 * both, depending on the type of the role and Vault's version, and as null for an IAM user (API page "aws", generate credentials).
 * Null becomes '', which every AWS SDK treats as "none", so that it replaces a token that an earlier step exported.
 */
function sessionTokenOf(data: JsonObject): string | undefined {
  if (typeof own(data, 'access_key') !== 'string') return undefined
  const tokens = ['session_token', 'security_token'].flatMap((key) => (Object.hasOwn(data, key) ? [own(data, key)] : []))
  if (tokens.length === 0 || tokens.some((token) => token !== null && typeof token !== 'string')) return undefined
  return tokens.map(text).find((token) => token !== '') ?? ''
}

/** Reads the `auth` object of a login response. Throws ERR_LOGIN if Vault requires a second factor, ERR_REPLY if there is no token for another reason. */
export function toAuth(reply: Reply): Auth {
  const auth = object(own(reply, 'auth'))
  const token = text(own(auth, 'client_token'))
  if (token === '') {
    throw own(auth, 'mfa_requirement')
      ? new Failure('ERR_LOGIN', 'the login requires a second factor (MFA), which a job cannot provide', {
          hint: 'Exclude this auth mount or role from the login enforcement in Vault (identity/mfa/login-enforcement).',
        })
      : new Failure('ERR_REPLY', 'the login response contains no token', { hint: 'Check `path`: it must be the mount of an auth method.' })
  }
  return {
    token,
    kind: own(auth, 'token_type') === 'batch' ? 'batch' : 'service',
    seconds: number(own(auth, 'lease_duration')),
    renewable: own(auth, 'renewable') === true,
    policies: list(own(auth, 'policies')).filter((policy) => typeof policy === 'string'),
    uses: number(own(auth, 'num_uses')),
  }
}

/** Checks for the form of KV version 2: `data.data` beside `data.metadata.version` (Vault's API page "kv/kv-v2"). */
function isKv2(data: JsonObject): boolean {
  return isObject(own(data, 'data')) && own(object(own(data, 'metadata')), 'version') !== undefined
}

const object = (value: Json | undefined): JsonObject => (isObject(value) ? value : {})
const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '')
const number = (value: Json | undefined): number => (typeof value === 'number' ? value : 0)
const list = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? (value as readonly Json[]) : [])
