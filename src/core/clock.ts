/** The expiry of what does not expire, in place of a time. */
export const noExpiry = Number.MAX_SAFE_INTEGER

/**
 * Returns the time in milliseconds since 1970. The clock is monotonic: setting the system clock while the job runs does not move an
 * expiry or a time limit.
 */
export const now = (): number => Math.round(performance.timeOrigin + performance.now())

/** Returns the time `seconds` after another, both in milliseconds since 1970, and at most `noExpiry`. */
export const after = (moment: number, seconds: number): number => Math.min(moment + seconds * 1_000, noExpiry)
