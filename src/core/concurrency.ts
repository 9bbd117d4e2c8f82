/** Runs a task when a slot is free. Throws the signal's reason if it was aborted before. */
export type ConcurrencyLimit = <T>(task: () => Promise<T>, signal?: AbortSignal) => Promise<T>

/** Creates a limit of `slots` tasks at once, in the order of the calls. */
export function createConcurrencyLimit(slots: number): ConcurrencyLimit {
  const waiting: (() => void)[] = []
  let free = slots
  return async (task, signal) => {
    if (free > 0) free--
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      if (signal?.aborted) throw signal.reason
      return await task()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else free++
    }
  }
}

/**
 * Waits for a result or for the signal. Throws the signal's reason if that comes first; the task goes on, and its failure is ignored.
 * For tasks that do not take a signal, or that others wait for too.
 */
export async function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise: aborted, reject } = Promise.withResolvers<never>()
  const onAbort = () => {
    reject(signal.reason as Error)
  }
  if (signal.aborted) onAbort()
  signal.addEventListener('abort', onAbort)
  try {
    return await Promise.race([promise, aborted])
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}
