import { setTimeout as sleep } from 'node:timers/promises'
import { reportEndOfMain, reportKilledMain } from '../report/end-of-main.ts'
import { isMain, type PostStep } from './main-process.ts'

/** Milliseconds for main to end: after a signal, it waits up to 5 s for responses and revokes for up to 4.5 s. */
const endMs = 10_000
const pollMs = 50

/**
 * Ends main if it is still running. That happens in job containers: the runner cancels `docker exec`, which passes no signal on
 * (github.com/moby/moby/issues/9098). Main revokes what the saved state does not have. In a chunk of its own.
 * @param id of the process that main saved
 * @returns whether main was running, and has ended by itself
 */
export async function endMain(id: number, post: PostStep): Promise<boolean> {
  if (!isMain(id, post)) return false
  reportEndOfMain()
  signal(id, 'SIGTERM')
  for (let waited = 0; waited < endMs; waited += pollMs) {
    await sleep(pollMs)
    if (!isMain(id, post)) return true
  }
  signal(id, 'SIGKILL')
  reportKilledMain(endMs / 1_000)
  return false
}

function signal(id: number, name: NodeJS.Signals): void {
  try {
    process.kill(id, name)
  } catch {
    // it has just ended
  }
}
