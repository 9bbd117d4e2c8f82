/** Parses a Retry-After header in seconds; returns undefined if it is missing or a date. */
export function secondsOf(retryAfter: string | undefined): number | undefined {
  const seconds = Number(retryAfter ?? Number.NaN)
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined
}
