import { Failure, type FailureCode } from '../core/failure.ts'
import type { WireReply } from '../http/transport.ts'
import { isObject, own, parseJson, type Json, type JsonObject } from '../core/json.ts'
import { asksForVersion, goneVersion } from './kv-version.ts'
import { clean } from '../core/clean.ts'
import { isTokenDead } from './token.ts'

/** What to do where something else than Vault has answered. */
export const notVault = 'Check that `url` is the address of Vault itself, not of a web page or a proxy in front of it.'

/** What a reply with an error status says, in Vault's own words, cleaned for a log; '' where it is not Vault's. */
export function wordsOf(body: string): string {
  const reply = objectOf(body)
  const said = [own(reply, 'errors'), own(reply, 'warnings')].flatMap((part) => (Array.isArray(part) ? (part as Json[]) : []))
  return clean(said.filter((line) => typeof line === 'string').join('; '))
}

/** Vault's words without the frame that a list of errors has even where it holds one. */
export const plain = (words: string): string => words.replace(/^\d+ errors? occurred: \* /, '')

/**
 * A reply with status 3xx or more as a Failure.
 * @param request what was asked, for the message: "GET secret/data/app"
 * @param path the path alone, for the hint
 * @param header a header of the reply, by lower-case name
 */
export function refusal(
  request: string,
  path: string,
  status: number,
  body: string,
  header: WireReply['header'] = () => undefined,
): Failure {
  if (status === 404 && !isVaults(body))
    return new Failure('ERR_REPLY', `${request}: 404, but the response is not from Vault`, { hint: notVault, status })
  if (body.startsWith('Client sent an HTTP request to an HTTPS server')) {
    return new Failure('ERR_REFUSED', `${request}: the server expects TLS`, { hint: 'Write `url` with https://.', status })
  }
  const words = wordsOf(body)
  const gone = status === 404 ? goneVersion(objectOf(body), path) : undefined
  const said = plain(words) || (gone?.said ?? (status === 404 ? 'nothing is stored there' : ''))
  return new Failure(codeForStatus(status, words), `${request}: ${status}${said && ` ${said}`}`, {
    hint: gone?.hint ?? hintForStatus(status, words, path, request.startsWith('GET ')),
    status,
    words,
    retryAfter: secondsOf(header('retry-after')),
    serverTime: timeOf(header('date')),
  })
}

const isVaults = (body: string): boolean => own(objectOf(body), 'errors') !== undefined || own(objectOf(body), 'data') !== undefined

/** The JSON object in a body; an empty one where there is none. */
function objectOf(body: string): JsonObject {
  try {
    const value = parseJson(body)
    return isObject(value) ? value : {}
  } catch {
    return {}
  }
}

/** A 500 that an engine chose to say: it would say the same again. */
const engineRefusal = /is not an allowed role|unknown role|SQLSTATE 42|exceeds allowed/

/** The same of an auth method. */
const loginRefusal =
  /^missing (role_id|username)$|: 401 |bad credentials|not part of required org|organization_id not found|\/orgs\/\S+ 404|configuration has not been set|could not load backend configuration|tls connection not found|no client certificate found|subset relationship between CIDR/i

function codeForStatus(status: number, words: string): FailureCode {
  if (status === 403) return 'ERR_DENIED'
  // what is there cannot be told from a path that the engine does not have, so that is no missing secret
  if (status === 404) return words.includes('versioned K/V') ? 'ERR_REFUSED' : 'ERR_NOT_FOUND'
  if (status === 412 || status === 429) return 'ERR_UNAVAILABLE'
  const isFinal = engineRefusal.test(words) || loginRefusal.test(plain(words))
  return status >= 500 && status !== 501 && !isFinal ? 'ERR_UNAVAILABLE' : 'ERR_REFUSED'
}

/** Texts as Vault 1.21 and OpenBao 2.7 send them. */
function hintForStatus(status: number, words: string, path: string, isRead: boolean): string | undefined {
  if (words.includes('versioned K/V')) return `This is KV version 2: write ${kv2Path(policyPath(path), 'data')}.`
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
      isTokenDead({ status, words }) ? tokenDead : '',
      `A policy of this role has to allow it: path "${policyPath(path)}" { capabilities = [${isRead ? '"read"' : '"create", "update"'}] }.`,
      kv2Advice(path),
    ].join('')
  if (status === 405 && isRead) return 'If this path expects a POST request, write a JSON body after the path: PATH {"input": "aGk="} KEY'
  if (status === 404 && asksForVersion(path))
    return 'Either this path has no secret, or the secret does not have this version: it was never written, or it was removed (max_versions). Without ?version= the newest version is read.'
  if (status === 404) return 'Check the path. KV version 2 needs data/ after the mount.'
  return undefined
}

const tokenDead =
  'The server does not accept the token: it has expired (token_ttl), has no uses left (token_num_uses), belongs to another namespace, or token_bound_cidrs of the role exclude this address. If none of these applies: '

/** A policy knows no query. */
const policyPath = (path: string): string => path.replace(/\?.*$/, '')

/**
 * A path as KV version 2 has it, as far as it can be told: `part` after the mount. That is the first part of a path, or
 * more of it where the mount has a longer name or a namespace comes before it.
 */
export function kv2Path(path: string, part: 'data' | 'metadata'): string {
  const [mount = '', ...rest] = path.split('/')
  if (rest[0] === part) return path
  const usual = [mount, part, ...rest].join('/')
  const [second = '', ...below] = rest
  return below.length === 0 ? usual : `${usual}, or ${[mount, second, part, ...below].join('/')} if the mount is ${mount}/${second}`
}

/** Paths of other engines: by the first part after the mount, or, wherever the mount ends, by the last but one. */
const otherEngine =
  /^[^/]+\/(metadata|creds|static-creds|sts|roles?|issue|sign|encrypt|decrypt|token)(\/|$)|\/(creds|static-creds|sts|issue|sign|encrypt|decrypt)\/[^/]*$/

/** Only where the path may be one of a KV engine, and is not that of version 2 already. */
function kv2Advice(path: string): string {
  const read = policyPath(path)
  const isOther = /\/data\/|^[^/]*$/.test(read) || otherEngine.test(read)
  return isOther ? '' : ` If that is KV version 2, its path is ${kv2Path(read, 'data')}.`
}

/** Seconds of a Retry-After header; undefined where it is not there or a date. */
export function secondsOf(retryAfter: string | undefined): number | undefined {
  const seconds = Number(retryAfter ?? Number.NaN)
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined
}

/** Milliseconds since 1970 of a Date header; undefined where it is not there or no date. */
function timeOf(date: string | undefined): number | undefined {
  const time = Date.parse(date ?? '')
  return Number.isNaN(time) ? undefined : time
}
