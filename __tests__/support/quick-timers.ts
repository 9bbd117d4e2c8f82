/** The retry delays that the code under test requested, in milliseconds. */
export interface Waits {
  readonly asked: readonly number[]
}

/**
 * Makes setTimeout a hundred times faster, so that retries do not slow down tests, and records the requested delays.
 * Delays below 100 ms and above 4 s are not retry delays and do not change. Active until jest.restoreAllMocks. Throws if it is active already.
 */
export function quickTimers(): Waits {
  const asked: number[] = []
  const real = globalThis.setTimeout
  if (jest.isMockFunction(real)) throw new Error('setTimeout is already replaced')
  const quick = (task: (...args: unknown[]) => void, ms = 0, ...args: unknown[]) => {
    const isRetry = ms >= 100 && ms <= 4_000
    if (isRetry) asked.push(ms)
    return real(task, isRetry ? ms / 100 : ms, ...args)
  }
  jest.spyOn(globalThis, 'setTimeout').mockImplementation(quick as typeof setTimeout)
  return { asked }
}
