import { clean } from '../core/clean.ts'
import { Failure } from '../core/failure.ts'
import { isObject, own, parseObject, type Json } from '../core/json.ts'
import type { WireReply } from '../http/transport.ts'
import { secondsOf } from '../http/retry-after.ts'

/** Seconds to wait at a rate limit if the response names no time (docs.github.com, "Best practices for using the REST API"). */
const defaultWait = 60

/**
 * Returns the Failure for a response with status 300 or above: ERR_UNAVAILABLE after a server error or at a rate limit, else ERR_GITHUB.
 * @param name method and path, for the message
 */
export function githubRefusal(name: string, { status, body, header }: WireReply): Failure {
  const words = wordsOf(body)
  const message = `${name}: ${status}${words && ` ${words}`}`
  const serverTime = Date.parse(header('date') ?? '')
  const common = { words, ...(!Number.isNaN(serverTime) && { serverTime }) }
  if (isRateLimit(status, words, header)) {
    return new Failure('ERR_UNAVAILABLE', message, {
      ...common,
      status: 429,
      retryAfter: waitOf(header),
      hint: "GitHub's rate limit of the App is reached. It counts the requests of all jobs.",
    })
  }
  const retryAfter = secondsOf(header('retry-after'))
  return new Failure(status >= 500 ? 'ERR_UNAVAILABLE' : 'ERR_GITHUB', message, { ...common, status, retryAfter })
}

/** A primary or secondary rate limit has the status 403 or 429 (docs.github.com, "Rate limits for the REST API"). */
const isRateLimit = (status: number, words: string, header: WireReply['header']): boolean =>
  status === 429 ||
  (status === 403 && (header('retry-after') !== undefined || header('x-ratelimit-remaining') === '0' || /rate limit/i.test(words)))

/** Returns the seconds until the rate limit ends. */
function waitOf(header: WireReply['header']): number {
  const reset = header('x-ratelimit-remaining') === '0' ? secondsOf(header('x-ratelimit-reset')) : undefined
  const untilReset = reset === undefined ? undefined : Math.max(1, Math.ceil(reset - Date.now() / 1_000))
  return secondsOf(header('retry-after')) ?? untilReset ?? defaultWait
}

/** Returns the message of an error response and the messages of its details, cleaned; '' if the body is not GitHub's. */
function wordsOf(body: string): string {
  const reply = parseObject(body) ?? {}
  const errors = own(reply, 'errors')
  const details = Array.isArray(errors) ? (errors as readonly Json[]).map((one) => (isObject(one) ? own(one, 'message') : one)) : []
  return clean([own(reply, 'message'), ...details].filter((text) => typeof text === 'string').join('; '))
}
