import { Failure } from '../core/failure.ts'
import { notVault } from './errors.ts'
import { isObject, own, parseJson, type Json, type JsonObject } from '../core/json.ts'

/** A reply of Vault with status 2xx; an empty body (204) is an empty object. */
export type Reply = JsonObject

/** What a read gave: the values to select from, and the lease that hangs on them. */
export interface Secret {
  /** Where selectors start: `data`, or `data.data` for a KV version 2 secret. */
  readonly values: JsonObject
  readonly lease: LeaseGrant | undefined
  /** AWS STS credentials: they live until AWS lets them end, whatever becomes of the lease. */
  readonly sts: boolean
  /** The reply carries a login of its own (`auth`): a token that dies with ours. */
  readonly carriesAuth: boolean
}

/** The lease of a dynamic secret, as the reply states it. */
export interface LeaseGrant {
  readonly id: string
  /** Seconds from now, as stated; the token's own end may come first. */
  readonly seconds: number
  readonly renewable: boolean
}

/** What a login gave. Source: Vault's API page "auth/jwt", and sdk/logical/translate_response.go for the fields. */
export interface Auth {
  readonly token: string
  /** Service tokens can be revoked; batch tokens only run out. One that the user supplied is not ours to end. */
  readonly kind: 'service' | 'batch' | 'supplied'
  /** Seconds from now; 0 where there is no end, or nothing is known of one. */
  readonly seconds: number
  readonly renewable: boolean
  readonly policies: readonly string[]
  /** Requests that the token is good for; 0 for any number. */
  readonly uses: number
}

/** Reads the body of a 2xx reply. Throws ERR_REPLY where it is not a JSON object; the body itself is never quoted. */
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

/** Reads the secret in a reply. A reply without `data` (a 204, an empty KV entry) has no values. */
export function toSecret(reply: Reply): Secret {
  const data = object(own(reply, 'data'))
  const id = text(own(reply, 'lease_id'))
  const lease = id === '' ? undefined : { id, seconds: number(own(reply, 'lease_duration')), renewable: own(reply, 'renewable') === true }
  const carriesAuth = isObject(own(reply, 'auth'))
  if (isKv2(data)) return { values: object(own(data, 'data')), lease, sts: false, carriesAuth }
  const sessionToken = sessionTokenOf(data)
  if (sessionToken === undefined) return { values: data, lease, sts: false, carriesAuth }
  return {
    // what is stored in a KV engine has no lease, and stays as it is
    values: lease ? { ...data, security_token: sessionToken, session_token: sessionToken } : data,
    lease,
    sts: sessionToken !== '',
    carriesAuth,
  }
}

/**
 * The session token of AWS credentials; undefined if `data` has none. Vault sends it as `security_token`, `session_token` or
 * both, depending on the kind of role and its version, and as null for an IAM user (API page "aws", generate credentials).
 * The empty text means "none" to every AWS SDK, and replaces the token that an earlier step has exported.
 */
function sessionTokenOf(data: JsonObject): string | undefined {
  if (typeof own(data, 'access_key') !== 'string') return undefined
  const tokens = ['session_token', 'security_token'].flatMap((key) => (Object.hasOwn(data, key) ? [own(data, key)] : []))
  if (tokens.length === 0 || tokens.some((token) => token !== null && typeof token !== 'string')) return undefined
  return tokens.map(text).find((token) => token !== '') ?? ''
}

/** The login in a reply. Throws ERR_LOGIN where there is no token: Vault answers so when it wants a second factor. */
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

/** KV version 2 wraps what was stored: `data.data` beside `data.metadata.version` (Vault's API page "kv/kv-v2"). */
function isKv2(data: JsonObject): boolean {
  return isObject(own(data, 'data')) && own(object(own(data, 'metadata')), 'version') !== undefined
}

const object = (value: Json | undefined): JsonObject => (isObject(value) ? value : {})
const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '')
const number = (value: Json | undefined): number => (typeof value === 'number' ? value : 0)
const list = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? (value as readonly Json[]) : [])
