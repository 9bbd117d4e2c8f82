/** Waits of the code under test, in milliseconds as asked for. */
export interface Waits {
  readonly asked: readonly number[]
}

/**
 * Lets setTimeout wait a hundredth of what is asked, so that retries cost a test nothing, and notes what was asked.
 * Waits below 100 ms and above 4 s are not those of a retry and stay as they are. Ends with jest.restoreAllMocks.
 */
export function quickTimers(): Waits {
  const asked: number[] = []
  const real = globalThis.setTimeout
  const quick = (task: (...args: unknown[]) => void, ms = 0, ...args: unknown[]) => {
    const isRetry = ms >= 100 && ms <= 4_000
    if (isRetry) asked.push(ms)
    return real(task, isRetry ? ms / 100 : ms, ...args)
  }
  jest.spyOn(globalThis, 'setTimeout').mockImplementation(quick as typeof setTimeout)
  return { asked }
}
