const attempts = 6
/** Milliseconds between two attempts. RELEASE_DELAY_MS shortens them for tests. */
const delayMs = Number(process.env['RELEASE_DELAY_MS'] ?? 2000)

/** Repeats a task until it does not throw: GitHub shows some results only after seconds. Throws the last error after five delays. */
export function eventually<T>(task: () => T): T {
  for (let attempt = 1; ; attempt++) {
    try {
      return task()
    } catch (error) {
      if (attempt === attempts) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, delayMs)
    }
  }
}
