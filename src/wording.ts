/**
 * Makes a text safe to print: without control characters, since a line break could start a workflow command, and without `##[`, with
 * which the runner's older commands begin, wherever in a line (actions/runner, ActionCommand.cs, `TryParse`).
 */
export const oneLine = (text: string): string => text.replace(/\p{Cc}+/gu, ' ').replaceAll('##[', '## [')

/** A count with its noun. */
export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`

/** The last moment that a Date can hold, in milliseconds since 1970 (ECMA-262, "Time Values"). */
const lastMoment = 8.64e15

/** A moment for reading, from milliseconds since 1970; a token of a root policy has no end. */
export function clock(milliseconds: number): string {
  if (!(Math.abs(milliseconds) <= lastMoment)) return 'no set time'
  return new Date(milliseconds)
    .toISOString()
    .replace(/:\d\d\.\d+Z$/, ' UTC')
    .replace('T', ' ')
}

/** A time span for reading, from seconds. */
export function span(seconds: number): string {
  if (seconds === 0) return 'without end'
  if (seconds < 120) return `${seconds} s`
  return seconds < 7_200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3_600)} h`
}
