import { onStopSignals, type SignalSource } from '../core/stop-signals.ts'
import type { Child } from './process.ts'

/** Milliseconds for a child to end after the first signal. The runner kills the action 10 s after it, and revocation takes up to 5 s. */
const endMs = 4_000

/**
 * Sends each signal of the runner to the child too, and kills the child 4 s after the first.
 * @param stopRequested aborted if the step was cancelled before this call, or without a signal: the child gets SIGINT
 * @returns a function that ends this
 */
export function forwardSignals(child: Pick<Child, 'signal'>, source: SignalSource, stopRequested: AbortSignal): () => void {
  let killing: NodeJS.Timeout | undefined
  let stopping: NodeJS.Immediate | undefined
  const forward = (signal: NodeJS.Signals) => {
    child.signal(signal)
    killing ??= setTimeout(() => {
      child.signal('SIGKILL')
    }, endMs)
  }
  const stopListening = onStopSignals(source, forward)
  // a signal that causes the stop is forwarded in the same turn of the event loop
  const onStop = () => {
    stopping = setImmediate(() => {
      if (!killing) forward('SIGINT')
    })
  }
  if (stopRequested.aborted) forward('SIGINT')
  else stopRequested.addEventListener('abort', onStop, { once: true })
  return () => {
    clearTimeout(killing)
    clearImmediate(stopping)
    stopRequested.removeEventListener('abort', onStop)
    stopListening()
  }
}
