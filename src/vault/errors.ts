import { Failure, type FailureCode } from '../failure.ts'
import { isObject, own, parseJson, type Json } from './json.ts'

/** The longest text of a server that is shown, in characters. */
const maxWords = 500

/** What a reply with an error status says, in Vault's own words, cleaned for a log; '' where it is not Vault's. */
export function wordsOf(body: string): string {
  let reply: Json
  try {
    reply = parseJson(body)
  } catch {
    return ''
  }
  if (!isObject(reply)) return ''
  const said = [own(reply, 'errors'), own(reply, 'warnings')].flatMap((part) => (Array.isArray(part) ? (part as Json[]) : []))
  return clean(said.filter((line) => typeof line === 'string').join('; '))
}

/** A server's text as one line without control characters, cut at 500 characters. */
export function clean(text: string): string {
  const line = text.replace(/\p{Cc}+/gu, ' ').trim()
  return line.length > maxWords ? `${line.slice(0, maxWords)}…` : line
}

/**
 * A reply with status 3xx or more as a Failure.
 * @param request what was asked, for the message: "GET secret/data/app"
 * @param path the path alone, for the hint
 */
export function refusal(request: string, path: string, status: number, body: string, retryAfter?: string): Failure {
  const words = wordsOf(body)
  const said = words.replace(/^\d+ errors? occurred: \* /, '') || (status === 404 ? 'nothing is stored there' : '')
  return new Failure(codeOf(status), `${request}: ${status}${said && ` ${said}`}`, {
    hint: hintFor(status, words, path),
    status,
    words,
    retryAfter: secondsOf(retryAfter),
  })
}

function codeOf(status: number): FailureCode {
  if (status === 403) return 'ERR_DENIED'
  if (status === 404) return 'ERR_NOT_FOUND'
  return status === 412 || status === 429 || (status >= 500 && status !== 501) ? 'ERR_UNAVAILABLE' : 'ERR_REFUSED'
}

/** Texts as Vault 1.21 and OpenBao 2.7 send them. */
function hintFor(status: number, words: string, path: string): string | undefined {
  if (words.includes('versioned K/V')) return `This is KV version 2: write ${kv2Path(path)}.`
  if (words.includes('is not an allowed role') || /unknown role|Role ".*" not found/.test(words)) {
    return `The last part of ${path} has to be a role of that engine.`
  }
  if (words.includes('namespace not found')) return 'Check `namespace`.'
  if (words.includes('sealed')) return 'Vault is sealed: somebody has to unseal it.'
  if (status === 403) {
    // a policy knows no query
    const plain = path.replace(/\?.*$/, '')
    return `A policy of this role has to allow it: path "${plain}" { capabilities = ["read"] }. For KV version 2 the path is ${kv2Path(plain)}.`
  }
  if (status === 404) return 'Check the path; for KV version 2 it has data/ after the mount, and a deleted version is not found either.'
  return undefined
}

function kv2Path(path: string): string {
  const [mount, second, ...rest] = path.split('/')
  return second === 'data' ? path : [mount, 'data', second, ...rest].filter(Boolean).join('/')
}

/** Seconds of a Retry-After header; undefined where it is not there or a date. */
export function secondsOf(retryAfter: string | undefined): number | undefined {
  const seconds = Number(retryAfter ?? Number.NaN)
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined
}
