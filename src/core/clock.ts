/** The end of what ends by revocation alone, in place of a moment. */
export const noExpiry = Number.MAX_SAFE_INTEGER

/**
 * The time in milliseconds since 1970 by a clock that only goes on: a wall clock that is set while the job runs moves no end and
 * no time limit.
 */
export const now = (): number => Math.round(performance.timeOrigin + performance.now())

/** The moment that is so many seconds after another, in milliseconds since 1970; `noEnd` where no clock shows it. */
export const after = (moment: number, seconds: number): number => Math.min(moment + seconds * 1_000, noExpiry)
