import { Failure } from './failure.ts'

/** Seconds that replies under way get when a step has to stop: what they bring has to be written down and given back. */
const graceSeconds = 5

/** What ends a run early. */
export interface Stop {
  /** Aborted when nothing new may start; its reason is the Failure to end with. */
  readonly asked: AbortSignal
  /** Aborted when replies under way are given up. */
  readonly now: AbortSignal
  /** Asks for the end. The first reason stays. */
  ask(reason: Failure): void
  /** Asks for the end when `seconds` have passed, with ERR_TIMEOUT. */
  after(seconds: number): void
  /** The run is over: lets the timers go and takes no further reason, so that nothing holds the process. */
  clear(): void
}

/** A Stop that nobody has asked for yet. */
export function createStop(): Stop {
  const asked = new AbortController()
  const now = new AbortController()
  const timers: NodeJS.Timeout[] = []
  let isOver = false
  function ask(reason: Failure): void {
    if (isOver || asked.signal.aborted) return
    asked.abort(reason)
    timers.push(
      setTimeout(() => {
        now.abort(reason)
      }, graceSeconds * 1_000),
    )
  }
  return {
    asked: asked.signal,
    now: now.signal,
    ask,
    after(seconds) {
      const reason = () =>
        new Failure('ERR_TIMEOUT', `not done after ${seconds} s`, { hint: 'The input `timeout` sets this limit, in seconds.' })
      timers.push(
        setTimeout(() => {
          ask(reason())
        }, seconds * 1_000),
      )
    },
    clear() {
      isOver = true
      for (const timer of timers) clearTimeout(timer)
    },
  }
}

/** A time limit for giving back: at its end nothing starts and nothing goes on. */
export function createLimit(milliseconds: number): Pick<Stop, 'asked' | 'now'> & { clear(): void } {
  const end = new AbortController()
  const timer = setTimeout(() => {
    end.abort(new Failure('ERR_TIMEOUT', 'the time for giving back ran out'))
  }, milliseconds)
  return {
    asked: end.signal,
    now: end.signal,
    clear() {
      clearTimeout(timer)
    },
  }
}

/** Waits before another attempt like `pause`; where the time ends meanwhile, the reason also says what was waited out. */
export async function waitOut(failure: Failure, milliseconds: number, asked: AbortSignal): Promise<void> {
  try {
    await pause(milliseconds, asked)
  } catch (reason) {
    if (!(reason instanceof Failure) || reason.code !== 'ERR_TIMEOUT' || reason === failure) throw reason
    const hint = [reason.hint, failure.message, failure.hint].filter(Boolean).join('\n')
    throw reason.with({ hint, cause: failure })
  }
}

/** Waits, and throws the reason as soon as a stop is asked for. */
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
