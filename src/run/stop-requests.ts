import type { EventEmitter } from 'node:events'
import type { SignalSource } from '../child/signals.ts'
import type { Stop } from '../core/deadlines.ts'
import { stopSignals } from '../core/stop-signals.ts'
import { cancelled } from './fail-and-revoke.ts'

/**
 * Stops a run if the runner cancels the step: with a signal, and 7.5 s later with another. Returns a function that ends this.
 */
export function stopOnSignals(stop: Stop, source: SignalSource): () => void {
  const onSignal = (signal: NodeJS.Signals) => {
    stop.requestStop(cancelled(signal))
  }
  for (const signal of stopSignals) source.on(signal, onSignal)
  return () => {
    for (const signal of stopSignals) source.off(signal, onSignal)
  }
}

/** Stops a run if the runner itself has ended, so that no post step follows. */
export function stopOnLostOutput(stop: Stop, output: Pick<EventEmitter, 'on'>): void {
  output.on('error', () => {
    stop.requestStop(cancelled('the runner reads no output'))
  })
}
