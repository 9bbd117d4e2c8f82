/** The last moment that a Date can hold, in milliseconds since 1970 (ECMA-262, "Time Values"). */
const lastMoment = 8.64e15

/** Returns a time in ISO 8601 from milliseconds since 1970; null for an unknown time, and for what does not expire. */
export const isoTime = (milliseconds: number | undefined): string | null =>
  milliseconds !== undefined && milliseconds > 0 && milliseconds <= lastMoment ? new Date(milliseconds).toISOString() : null
