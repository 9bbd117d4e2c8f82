import { Failure, type FailureCode } from '../core/failure.ts'
import type { WireReply } from '../http/transport.ts'
import { own, parseObject, type Json, type JsonObject } from '../core/json.ts'
import { asksForVersion, goneVersion } from './kv-version.ts'
import { clean } from '../core/clean.ts'
import { secondsOf } from '../http/retry-after.ts'
import { notVault, withoutErrorCount } from './words.ts'
import { isTokenInvalid } from './token.ts'

/** Returns the `errors` and `warnings` of an error response, cleaned for the log; '' if the body is not Vault's. */
export function wordsOf(body: string): string {
  const reply = objectIn(body)
  const lines = [own(reply, 'errors'), own(reply, 'warnings')].flatMap((part) => (Array.isArray(part) ? (part as Json[]) : []))
  return clean(lines.filter((line) => typeof line === 'string').join('; '))
}

/**
 * Returns the Failure for a response with status 300 or above: ERR_DENIED, ERR_NOT_FOUND, ERR_REFUSED, ERR_UNAVAILABLE or ERR_REPLY.
 * @param request method and path, for the message: "GET secret/data/app"
 * @param path the path alone, for the hint
 * @param header returns a header of the response by its lower-case name
 */
export function refusal(
  request: string,
  path: string,
  status: number,
  body: string,
  header: WireReply['header'] = () => undefined,
): Failure {
  if (status === 404 && !isFromVault(body))
    return new Failure('ERR_REPLY', `${request}: 404, but the response is not from Vault`, { hint: notVault, status })
  if (body.startsWith('Client sent an HTTP request to an HTTPS server')) {
    return new Failure('ERR_REFUSED', `${request}: the server expects TLS`, { hint: 'Write `url` with https://.', status })
  }
  const words = wordsOf(body)
  const gone = status === 404 ? goneVersion(objectIn(body), path) : undefined
  const text = withoutErrorCount(words) || (gone?.text ?? (status === 404 ? 'nothing is stored there' : ''))
  return new Failure(codeForStatus(status, words), `${request}: ${status}${text && ` ${text}`}`, {
    hint: gone?.hint ?? hintForStatus(status, words, path, request.startsWith('GET ')),
    status,
    words,
    retryAfter: secondsOf(header('retry-after')),
    serverTime: timeOf(header('date')),
  })
}

const objectIn = (body: string): JsonObject => parseObject(body) ?? {}

const isFromVault = (body: string): boolean => own(objectIn(body), 'errors') !== undefined || own(objectIn(body), 'data') !== undefined

/** Texts of an engine in a 500 that would be the same after a retry. */
const engineRefusal = /is not an allowed role|unknown role|requested version for |SQLSTATE 42|exceeds allowed/

/** The same for auth methods. */
const loginRefusal =
  /^missing (role_id|username)$|: 401 |bad credentials|not part of required org|organization_id not found|\/orgs\/\S+ 404|configuration has not been set|could not load backend configuration|tls connection not found|no client certificate found|subset relationship between CIDR/i

function codeForStatus(status: number, words: string): FailureCode {
  if (status === 403) return 'ERR_DENIED'
  // a path that cannot exist in the engine is a mistake in the path, not a missing secret
  if (status === 404) return words.includes('versioned K/V') ? 'ERR_REFUSED' : 'ERR_NOT_FOUND'
  if (status === 412 || status === 429) return 'ERR_UNAVAILABLE'
  const isFinal = engineRefusal.test(words) || loginRefusal.test(withoutErrorCount(words))
  return status >= 500 && status !== 501 && !isFinal ? 'ERR_UNAVAILABLE' : 'ERR_REFUSED'
}

/** Matches the texts of Vault 1.21 and OpenBao 2.7. */
function hintForStatus(status: number, words: string, path: string, isRead: boolean): string | undefined {
  if (words.includes('versioned K/V')) return `The mount is KV version 2: write ${kv2Path(policyPath(path), 'data')}.`
  if (words.includes('is not an allowed role'))
    return 'The database connection does not allow this role: add it to allowed_roles in database/config/NAME.'
  if (/unknown role|Role ".*" not found/i.test(words)) {
    const [, mount = '', kind = ''] = /^(.*?)\/?([^/]*)\/[^/]*$/.exec(policyPath(path)) ?? []
    const roles = `${mount}/${kind === 'static-creds' ? 'static-roles' : 'roles'}`
    return `The last part of ${policyPath(path)} must be a role of this engine. To list the roles: vault list ${roles}`
  }
  if (words.includes('namespace not found')) return 'Check `namespace`.'
  if (words.includes('no handler for route'))
    return 'No engine is mounted at this path: check the path, any namespace before the mount, and `namespace`.'
  if (words.includes('sealed')) return 'Vault is sealed: an operator must unseal it.'
  if (words.includes('active cluster node not found')) return 'This cluster has no leader: too few of its nodes are up and unsealed.'
  if (status === 403)
    return [
      isTokenInvalid({ status, words }) ? tokenRejected : '',
      `A policy of the token must allow: path "${policyPath(path)}" { capabilities = [${isRead ? '"read"' : '"create", "update"'}] }.`,
      kv2Advice(path),
    ].join('')
  if (status === 405 && isRead) return 'If this path expects a POST request, write a JSON body after the path: PATH {"input": "aGk="} KEY'
  if (status === 404 && asksForVersion(path))
    return (
      'Either this path has no secret, or the secret does not have this version: it was never written, or it was removed (max_versions). ' +
      'Without ?version= the newest version is read.'
    )
  if (status === 404) return 'Check the path. KV version 2 needs data/ after the mount.'
  return undefined
}

const tokenRejected =
  'The server does not accept the token: it has expired (token_ttl), has no uses left (token_num_uses), belongs to another namespace, ' +
  'or token_bound_cidrs of the role exclude this address. If none of these applies: '

/** Policies match the path without its query. */
const policyPath = (path: string): string => path.replace(/\?.*$/, '')

/**
 * Returns the path with `part` after the mount, as KV version 2 needs it. The mount is assumed to be the first segment; the alternative
 * for a mount of two segments, or one in a namespace, is added.
 */
export function kv2Path(path: string, part: 'data' | 'metadata'): string {
  const [mount = '', ...rest] = path.split('/')
  if (rest[0] === part) return path
  const usual = [mount, part, ...rest].join('/')
  const [second = '', ...below] = rest
  return below.length === 0 ? usual : `${usual}, or ${[mount, second, part, ...below].join('/')} if the mount is ${mount}/${second}`
}

/** Matches paths of other engines: by the segment after a mount of one segment, or by the last but one, for longer mounts. */
const otherEngine =
  /^[^/]+\/(metadata|creds|static-creds|sts|roles?|issue|sign|encrypt|decrypt|token)(\/|$)|\/(creds|static-creds|sts|issue|sign|encrypt|decrypt)\/[^/]*$/

/** Returns '' if the path belongs to another engine or already has the form of KV version 2. */
function kv2Advice(path: string): string {
  const bare = policyPath(path)
  const isOther = /\/data\/|^[^/]*$/.test(bare) || otherEngine.test(bare)
  return isOther ? '' : ` If the mount is KV version 2, write ${kv2Path(bare, 'data')}.`
}

/** Parses a Date header to milliseconds since 1970; returns undefined if it is missing or invalid. */
function timeOf(date: string | undefined): number | undefined {
  const time = Date.parse(date ?? '')
  return Number.isNaN(time) ? undefined : time
}
