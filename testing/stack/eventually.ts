import { setTimeout as sleep } from 'node:timers/promises'

/** Tries until the task no longer throws, and gives its result. Throws what it threw last when `seconds` have passed. */
export const eventually = async <T>(task: () => Promise<T>, seconds = 30): Promise<T> => {
  const until = Date.now() + seconds * 1000
  for (;;) {
    try {
      return await task()
    } catch (error) {
      if (Date.now() > until) throw error
      await sleep(50)
    }
  }
}
