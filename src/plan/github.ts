import { getOctokit } from '@actions/github'
import { clean } from '../core/clean.ts'
import { Failure } from '../core/failure.ts'
import { isObject, type Json } from '../core/json.ts'
import { maxAttempts, secondsToReset, secondsToWait, type LimitedResponse } from './rate-limit.ts'
import type { OwnerSource } from './settings.ts'

/** A client of GitHub's API. */
export type Github = ReturnType<typeof getOctokit>

/** How a client waits. */
export interface Waiting {
  readonly sleep: (seconds: number) => Promise<void>
  /** Reports that requests wait for GitHub's rate limit. */
  readonly onLimit: (seconds: number) => void
  /** Ends requests in flight. */
  readonly stop: AbortSignal
}

/** Timeout of one attempt in milliseconds. */
const attemptMs = 60_000
/** The longest wait for a rate limit, in seconds: a primary limit is reset after an hour. */
const maxWaitSeconds = 3_700

/**
 * Creates a client that respects rate limits: while one request waits, no other is sent. Requests are repeated after failures that are
 * usually transient; all of them only read. They throw ERR_GITHUB.
 */
export function createGithub({ token, apiUrl }: Pick<OwnerSource, 'token' | 'apiUrl'>, waiting: Waiting): Github {
  const octokit = getOctokit(token, { baseUrl: apiUrl, log: silent })
  let pause: Promise<unknown> = Promise.resolve()
  let waits = 0
  const pauseFor = (seconds: number): void => {
    if (seconds >= 10 && waits === 0) waiting.onLimit(seconds)
    waits++
    const wait = waiting.sleep(seconds).finally(() => waits--)
    pause = Promise.all([pause, wait])
    // a stop ends the wait, possibly after the last request
    pause.catch(() => undefined)
  }
  octokit.hook.wrap('request', async (request, options) => {
    for (let attempt = 1; ; attempt++) {
      await pause
      // octokit passes the signal on to fetch
      options.request = { ...options.request, signal: AbortSignal.any([waiting.stop, AbortSignal.timeout(attemptMs)]) }
      try {
        const response = await request(options)
        const limited = limitIn(response)
        const seconds = limited && secondsToWait(limited, attempt)
        if (seconds === undefined || seconds > maxWaitSeconds) {
          if (Number(response.headers['x-ratelimit-remaining']) === 0) pauseFor(secondsToReset(response.headers))
          return response
        }
        pauseFor(seconds)
      } catch (error) {
        const seconds = secondsToWait(responseOf(error), attempt)
        if (seconds === undefined || seconds > maxWaitSeconds) throw refusal(error, attempt)
        pauseFor(seconds)
      }
    }
  })
  return octokit
}

const nothing = () => undefined
/** Octokit would print requests and their errors. */
const silent = { debug: nothing, info: nothing, warn: nothing, error: nothing }

/** Returns the limit that a response of the GraphQL API reports: its status is 200. */
function limitIn({
  data,
  headers,
  status,
}: {
  data: unknown
  headers: LimitedResponse['headers']
  status: number
}): LimitedResponse | undefined {
  const errors = isObject(data) ? data['errors'] : undefined
  const isLimited =
    Array.isArray(errors) && (errors as readonly Json[]).some((error) => isObject(error) && error['type'] === 'RATE_LIMITED')
  return isLimited ? { status: status === 200 ? 429 : status, headers, message: 'rate limit' } : undefined
}

/** Returns the response in an error of octokit; status 0 if there was none. */
function responseOf(error: unknown): LimitedResponse {
  if (!(error instanceof Error) || !('status' in error)) return { status: 0, headers: {}, message: '' }
  const { response } = error as Error & { response?: { headers: LimitedResponse['headers'] } }
  // octokit reports a lost connection as 500 without a response
  return { status: response ? Number(error.status) : 0, headers: response?.headers ?? {}, message: error.message }
}

function refusal(error: unknown, attempt: number): Failure {
  const { status, message } = responseOf(error)
  const { request } = error as { request?: { method: string; url: string } }
  const what = status === 0 ? 'no connection to GitHub, or no response in time' : `${status} ${clean(message)}`
  const times = attempt === maxAttempts ? ` after ${maxAttempts} attempts` : ''
  const path = request ? `${request.method} ${request.url.replace(/^https?:\/\/[^/]+/, '')}: ` : ''
  return new Failure('ERR_GITHUB', `${path}${what}${times}`, { hint: hints[status], status, cause: error })
}

const hints: Readonly<Record<number, string>> = {
  401: 'Check `ownerToken`: it is not valid, or it has expired.',
  403: 'Check `ownerToken`: it must be allowed to read the contents and the metadata of all repositories of the owner.',
  404: 'Check `owner`, and that `ownerToken` can read its repositories.',
}
