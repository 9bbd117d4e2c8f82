/**
 * The signals with which the runner cancels a step: SIGINT, then SIGTERM. On Windows CTRL_C, then CTRL_BREAK, which node reports as SIGINT and
 * SIGBREAK (actions/runner, ProcessInvoker.cs). On other systems SIGBREAK is an event that never occurs.
 */
export const stopSignals = ['SIGINT', 'SIGTERM', 'SIGBREAK'] as const
