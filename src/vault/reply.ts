import { Failure } from '../core/failure.ts'
import { notVault } from './words.ts'
import { isObject, own, parseObject, type Json, type JsonObject } from '../core/json.ts'

/** The body of a response with status 2xx; an empty body (204) is an empty object. */
export type Reply = JsonObject

/** The result of a read: the values to select from, and their lease. */
export interface ReadResult {
  /** The object that selectors apply to: `data`, or `data.data` for KV version 2. */
  readonly values: JsonObject
  readonly lease: ResponseLease | undefined
  /** True for AWS STS credentials, which stay valid until AWS expires them, even if the lease is revoked. */
  readonly sts: boolean
  /** The token in the response (`auth`); undefined if there is none. */
  readonly token: ResponseToken | undefined
  /** Vault's id of the request, which is also in its audit log; '' if the response has none. */
  readonly requestId: string
}

/** The lease of a dynamic secret, as stated in the response. */
export interface ResponseLease {
  readonly id: string
  /** TTL in seconds, as stated; the token may expire earlier. */
  readonly seconds: number
  readonly renewable: boolean
}

/** A token that a request of the mapping created, for example with `auth/token/create`. */
export interface ResponseToken {
  readonly accessor: string
  /** TTL in seconds; 0 if the token never expires. */
  readonly seconds: number
  /** True if Vault does not revoke it together with the token that created it. */
  readonly orphan: boolean
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
  /** Names the token without being a secret; '' if it is unknown or Vault has none. */
  readonly accessor: string
  /** Vault's id of the login request, which is also in its audit log; '' if there was none. */
  readonly requestId: string
}

/** Parses the body of a 2xx response. Throws ERR_REPLY if it is not a JSON object; the error never quotes the body. */
export function parseReply(body: string, from: string): Reply {
  if (body === '') return {}
  const reply = parseObject(body)
  if (reply) return reply
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
  const common = { lease, token: tokenIn(reply), requestId: text(own(reply, 'request_id')) }
  if (isKv2(data)) return { ...common, values: object(own(data, 'data')), sts: false }
  const sessionToken = sessionTokenOf(data)
  if (sessionToken === undefined) return { ...common, values: data, sts: false }
  return {
    ...common,
    // a response without a lease is a stored secret, which must not change
    values: lease ? { ...data, security_token: sessionToken, session_token: sessionToken } : data,
    sts: sessionToken !== '',
  }
}

function tokenIn(reply: Reply): ResponseToken | undefined {
  const auth = own(reply, 'auth')
  if (!isObject(auth)) return undefined
  return { accessor: text(own(auth, 'accessor')), seconds: number(own(auth, 'lease_duration')), orphan: own(auth, 'orphan') === true }
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
    accessor: text(own(auth, 'accessor')),
    requestId: text(own(reply, 'request_id')),
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
