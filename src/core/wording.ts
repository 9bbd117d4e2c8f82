/**
 * Returns a text that is safe to print: without control characters, because a line break could start a workflow command, and without
 * `##[`, which starts a command anywhere in a line (actions/runner, ActionCommand.cs, `TryParse`).
 */
export const oneLine = (text: string): string => text.replace(/\p{Cc}+/gu, ' ').replaceAll('##[', '## [')

/** Returns a count with its noun. */
export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`

/** Returns the first names, and how many more there are. */
export function listed(names: readonly string[], most: number): string {
  const more = names.length - most
  return [...names.slice(0, most), ...(more > 0 ? [`${more} more`] : [])].join(', ')
}

/** The last moment that a Date can hold, in milliseconds since 1970 (ECMA-262, "Time Values"). */
const lastMoment = 8.64e15

/** Returns "expires by" with a time in UTC, from milliseconds since 1970; "does not expire" for tokens without a TTL. */
export function formatExpiry(milliseconds: number): string {
  if (!(Math.abs(milliseconds) <= lastMoment)) return 'does not expire'
  const time = new Date(milliseconds)
    .toISOString()
    .replace(/:\d\d\.\d+Z$/, ' UTC')
    .replace('T', ' ')
  return `expires by ${time}`
}

/** Returns a duration as text, from seconds. */
export function formatSeconds(seconds: number): string {
  if (seconds < 120) return `${seconds} s`
  return seconds < 7_200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3_600)} h`
}
