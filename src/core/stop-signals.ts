/** Where the runner's signals arrive: the process. */
export interface SignalSource {
  on(signal: NodeJS.Signals, listener: (signal: NodeJS.Signals) => void): unknown
  off(signal: NodeJS.Signals, listener: (signal: NodeJS.Signals) => void): unknown
}

/** On other systems than Windows, SIGBREAK is an event that never occurs. */
const stopSignals = ['SIGINT', 'SIGTERM', 'SIGBREAK'] as const

/**
 * Listens to the signals with which the runner cancels a step: SIGINT, and 7.5 s later SIGTERM. On Windows CTRL_C and CTRL_BREAK, which node
 * reports as SIGINT and SIGBREAK (actions/runner, ProcessInvoker.cs). Returns a function that stops listening.
 */
export function onStopSignals(source: SignalSource, listener: (signal: NodeJS.Signals) => void): () => void {
  for (const signal of stopSignals) source.on(signal, listener)
  return () => {
    for (const signal of stopSignals) source.off(signal, listener)
  }
}
