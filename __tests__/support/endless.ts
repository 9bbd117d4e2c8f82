import type { Stop } from '../../src/core/deadlines.ts'

/** A stop that is never requested. */
export const endless: Pick<Stop, 'stopRequested' | 'abortRequested'> = {
  stopRequested: new AbortController().signal,
  abortRequested: new AbortController().signal,
}
