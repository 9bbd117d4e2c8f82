/** The parts of a response that concern limits. Headers are in lower case. */
export interface LimitedResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string | number | undefined>>
  /** The message of the error; '' if there is none. */
  readonly message: string
}

/** The most attempts of one request. */
export const maxAttempts = 5

/** Seconds that GitHub asks to wait at a secondary limit without `retry-after`; they double with each attempt. */
const secondarySeconds = 60
/** Seconds before the second attempt after a failure that is usually transient; they double with each attempt. */
const transientSeconds = 1

/**
 * Returns how many seconds to wait before the next attempt of a request; undefined if another attempt cannot help. The rules are those of
 * docs.github.com, "Rate limits for the REST API" and "Rate limits and query limits for the GraphQL API".
 * @param attempt how many attempts were made, from 1
 */
export function secondsToWait({ status, headers, message }: LimitedResponse, attempt: number): number | undefined {
  if (attempt >= maxAttempts) return undefined
  const retryAfter = numberIn(headers['retry-after'])
  const isLimit = status === 429 || /rate limit/i.test(message)
  if (status === 403 || isLimit) {
    if (retryAfter !== undefined) return retryAfter
    if (numberIn(headers['x-ratelimit-remaining']) === 0) return secondsToReset(headers)
    return isLimit ? secondarySeconds * 2 ** (attempt - 1) : undefined
  }
  return status === 0 || status >= 500 ? (retryAfter ?? transientSeconds * 2 ** (attempt - 1)) : undefined
}

/** Returns the seconds until the limit is reset, by the clock of the server, and one more. */
export function secondsToReset(headers: LimitedResponse['headers']): number {
  const reset = numberIn(headers['x-ratelimit-reset'])
  const now = Date.parse(String(headers['date'] ?? '')) / 1_000
  if (reset === undefined || Number.isNaN(now)) return secondarySeconds
  return Math.max(reset - now, 0) + 1
}

function numberIn(header: string | number | undefined): number | undefined {
  const number = Number(header)
  return header === undefined || header === '' || !Number.isFinite(number) ? undefined : Math.max(number, 0)
}
