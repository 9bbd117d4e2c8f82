import type { Stop } from '../../src/core/deadlines.ts'

/** A stop that is never requested. */
export const endless: Pick<Stop, 'asked' | 'now'> = { asked: new AbortController().signal, now: new AbortController().signal }
