import type { EventEmitter } from 'node:events'
import type { Stop } from '../core/deadlines.ts'
import { onStopSignals, type SignalSource } from '../core/stop-signals.ts'
import { cancelled } from './fail-and-revoke.ts'

/** Stops a run if the runner cancels the step. Returns a function that stops listening. */
export const stopOnSignals = (stop: Stop, source: SignalSource): (() => void) =>
  onStopSignals(source, (signal) => {
    stop.requestStop(cancelled(signal))
  })

/** Stops a run if the runner itself has ended, so that no post step follows. */
export function stopOnLostOutput(stop: Stop, output: Pick<EventEmitter, 'on'>): void {
  output.on('error', () => {
    stop.requestStop(cancelled('the runner reads no output'))
  })
}
