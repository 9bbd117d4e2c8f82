import { Failure } from './failure.ts'

/** Seconds that requests in flight get after a stop: a lease in a response must be saved and revoked. */
const graceSeconds = 5

/** Stops a run early. */
export interface Stop {
  /** Aborted when no request may start any more. The reason is the Failure of the run. */
  readonly stopRequested: AbortSignal
  /** Aborted when requests in flight are aborted too, 5 s later. */
  readonly abortRequested: AbortSignal
  /** Stops the run. Only the first reason counts. */
  requestStop(reason: Failure): void
  /** Stops the run after `seconds` with ERR_TIMEOUT. */
  stopAfter(seconds: number): void
  /** Removes the time limit of `stopAfter`. */
  removeLimit(): void
  /** Clears the timers, so that the process can exit, and ignores later calls of `requestStop`. */
  clear(): void
}

/** Creates a Stop. */
export function createStop(): Stop {
  const asked = new AbortController()
  const now = new AbortController()
  let limit: NodeJS.Timeout | undefined
  let grace: NodeJS.Timeout | undefined
  let isOver = false
  function ask(reason: Failure): void {
    if (isOver || asked.signal.aborted) return
    asked.abort(reason)
    grace = setTimeout(() => {
      now.abort(reason)
    }, graceSeconds * 1_000)
  }
  return {
    stopRequested: asked.signal,
    abortRequested: now.signal,
    requestStop: ask,
    stopAfter(seconds) {
      const reason = () =>
        new Failure('ERR_TIMEOUT', `not finished after ${seconds} s`, { hint: 'The input `timeout` sets this limit, in seconds.' })
      limit = setTimeout(() => {
        ask(reason())
      }, seconds * 1_000)
    },
    removeLimit() {
      clearTimeout(limit)
    },
    clear() {
      isOver = true
      clearTimeout(limit)
      clearTimeout(grace)
    },
  }
}

/** Creates a time limit for revocation: on expiry, requests in flight are aborted and no new ones start. */
export function createLimit(milliseconds: number): Pick<Stop, 'stopRequested' | 'abortRequested'> & { clear(): void } {
  const end = new AbortController()
  const timer = setTimeout(() => {
    end.abort(new Failure('ERR_TIMEOUT', 'the time limit for revocation was reached'))
  }, milliseconds)
  return {
    stopRequested: end.signal,
    abortRequested: end.signal,
    clear() {
      clearTimeout(timer)
    },
  }
}

/** Waits before a retry like `pause`. If the run times out meanwhile, the ERR_TIMEOUT also has the failure that caused the retry. */
export async function waitOut(failure: Failure, milliseconds: number, asked: AbortSignal): Promise<void> {
  try {
    await pause(milliseconds, asked)
  } catch (reason) {
    if (!(reason instanceof Failure) || reason.code !== 'ERR_TIMEOUT' || reason === failure) throw reason
    const hint = [reason.hint, failure.message, failure.hint].filter(Boolean).join('\n')
    throw reason.with({ hint, cause: failure })
  }
}

/** Waits. Throws the signal's reason as soon as it is aborted. */
export async function pause(milliseconds: number, asked: AbortSignal): Promise<void> {
  asked.throwIfAborted()
  await new Promise<void>((resolve, reject) => {
    const onAbort = () => {
      clearTimeout(timer)
      reject(asked.reason as Failure)
    }
    const timer = setTimeout(() => {
      asked.removeEventListener('abort', onAbort)
      resolve()
    }, milliseconds)
    asked.addEventListener('abort', onAbort, { once: true })
  })
}
