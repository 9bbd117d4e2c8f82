/** Codes of Windows for a file that another process has open. */
const openCodes: readonly unknown[] = ['EACCES', 'EBUSY', 'EPERM']
const attempts = 20
/** Milliseconds between two attempts. */
const waitMs = 50

/**
 * Renames or removes a file. Repeats this for at most one second on Windows, which refuses both while another process, such as a virus
 * scanner, has the file open. Throws the error of the last attempt.
 */
export function retryIfOpen(operation: () => void, platform: NodeJS.Platform = process.platform): void {
  for (let attempt = 1; ; attempt++) {
    try {
      operation()
      return
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined
      if (platform !== 'win32' || attempt === attempts || !openCodes.includes(code)) throw error
      // the callers are synchronous, so that nothing runs between the parts of a change
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, waitMs)
    }
  }
}
