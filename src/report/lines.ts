import { info, notice, warning } from '@actions/core'
import { oneLine } from '../core/wording.ts'

/** Prints a line. Breaks up a `::` at its start: the runner parses a command even if spaces come before it. */
export function say(text: string): void {
  info(oneLine(text).replace(/^\s*:(?=:)/, '$& '))
}

/** Prints one notice with the texts that are not empty, a line each. */
export function noticeOf(texts: readonly string[]): void {
  const text = joined(texts)
  if (text !== '') notice(text)
}

/** Prints one warning with the texts that are not empty, a line each. */
export function warningOf(texts: readonly string[]): void {
  const text = joined(texts)
  if (text !== '') warning(text)
}

/** Returns the texts that are not empty as safe lines. */
export const joined = (texts: readonly string[]): string => texts.filter(Boolean).map(oneLine).join('\n')
