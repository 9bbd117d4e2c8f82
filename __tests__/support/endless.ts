import type { Stop } from '../../src/core/deadlines.ts'

/** A stop that nobody ever asks for. */
export const endless: Pick<Stop, 'asked' | 'now'> = { asked: new AbortController().signal, now: new AbortController().signal }
