import { setTimeout as sleep } from 'node:timers/promises'

/** Retries the task until it does not throw, and returns its result. After `seconds`, throws the task's last error. */
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
