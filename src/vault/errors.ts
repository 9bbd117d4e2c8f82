import { Failure, type FailureCode } from '../failure.ts'
import type { WireReply } from './transport.ts'
import { isObject, own, parseJson, type Json, type JsonObject } from './json.ts'
import { asksForVersion, goneVersion } from './kv-version.ts'

/** What to do where something else than Vault has answered. */
export const notVault = 'Check that `url` is the address of Vault itself, not of a web page or a proxy in front of it.'

/** The longest text of a server that is shown, in characters. */
const maxWords = 500

/** What a reply with an error status says, in Vault's own words, cleaned for a log; '' where it is not Vault's. */
export function wordsOf(body: string): string {
  const reply = objectOf(body)
  const said = [own(reply, 'errors'), own(reply, 'warnings')].flatMap((part) => (Array.isArray(part) ? (part as Json[]) : []))
  return clean(said.filter((line) => typeof line === 'string').join('; '))
}

/** Vault's words without the frame that a list of errors has even where it holds one. */
export const plain = (words: string): string => words.replace(/^\d+ errors? occurred: \* /, '')

/** A server's text as one line without control characters, cut at 500 characters. */
export function clean(text: string): string {
  const line = text.replace(/\p{Cc}+/gu, ' ').trim()
  return line.length > maxWords ? `${line.slice(0, maxWords)}…` : line
}

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
  if (status === 404 && !isVaults(body)) return new Failure('ERR_REPLY', `${request}: 404, but not Vault's`, { hint: notVault, status })
  if (body.startsWith('Client sent an HTTP request to an HTTPS server')) {
    return new Failure('ERR_REFUSED', `${request}: the server there speaks TLS`, { hint: 'Write `url` with https://.', status })
  }
  const words = wordsOf(body)
  const gone = status === 404 ? goneVersion(objectOf(body), path) : undefined
  const said = plain(words) || (gone?.said ?? (status === 404 ? 'nothing is stored there' : ''))
  return new Failure(codeOf(status, words), `${request}: ${status}${said && ` ${said}`}`, {
    hint: gone?.hint ?? hintFor(status, words, path, request.startsWith('GET ')),
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

function codeOf(status: number, words: string): FailureCode {
  if (status === 403) return 'ERR_DENIED'
  // what is there cannot be told from a path that the engine does not have, so that is no missing secret
  if (status === 404) return words.includes('versioned K/V') ? 'ERR_REFUSED' : 'ERR_NOT_FOUND'
  if (status === 412 || status === 429) return 'ERR_UNAVAILABLE'
  const isFinal = engineRefusal.test(words) || loginRefusal.test(plain(words))
  return status >= 500 && status !== 501 && !isFinal ? 'ERR_UNAVAILABLE' : 'ERR_REFUSED'
}

/** Texts as Vault 1.21 and OpenBao 2.7 send them. */
function hintFor(status: number, words: string, path: string, isRead: boolean): string | undefined {
  if (words.includes('versioned K/V')) return `This is KV version 2: write ${kv2Path(policyPath(path), 'data')}.`
  if (words.includes('is not an allowed role')) return 'The database connection has to allow it: allowed_roles in its config.'
  if (/unknown role|Role ".*" not found/i.test(words)) {
    const [, mount = '', kind = ''] = /^(.*?)\/?([^/]*)\/[^/]*$/.exec(policyPath(path)) ?? []
    const roles = `${mount}/${kind === 'static-creds' ? 'static-roles' : 'roles'}`
    return `The last part of ${policyPath(path)} has to be a role of that engine: vault list ${roles} names them.`
  }
  if (words.includes('namespace not found')) return 'Check `namespace`.'
  if (words.includes('no handler for route'))
    return 'Nothing is mounted there: check the path, a namespace before its mount, and `namespace`.'
  if (words.includes('sealed')) return 'Vault is sealed: somebody has to unseal it.'
  if (words.includes('active cluster node not found')) return 'This cluster has no leader: too few of its nodes are up and unsealed.'
  if (status === 403)
    return [
      isTokenDead({ status, words }) ? tokenDead : '',
      `A policy of this role has to allow it: path "${policyPath(path)}" { capabilities = [${isRead ? '"read"' : '"create", "update"'}] }.`,
      kv2Advice(path),
    ].join('')
  if (status === 405 && isRead) return 'If this path takes a POST, write the body after it: PATH {"input": "aGk="} KEY'
  if (status === 404 && asksForVersion(path))
    return 'Either there is no secret at this path, or it has no such version: never written, or dropped since (max_versions). Without ?version= the newest is read.'
  if (status === 404) return 'Check the path; for KV version 2 it has data/ after the mount.'
  return undefined
}

/**
 * Whether a 403 is about the token, not about a path. Vault says so ("invalid token"); OpenBao leaves away the frame that the
 * refusal of a policy has.
 */
export const isTokenDead = ({ status, words }: Pick<Failure, 'status' | 'words'>): boolean =>
  status === 403 && (words.includes('invalid token') || words === 'permission denied')

const tokenDead =
  'The server does not take the token, or no longer: its time (token_ttl) or its uses (token_num_uses) are over, it is of another namespace, or token_bound_cidrs of the role exclude this address. If it is none of these: '

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
