import { setTimeout as sleep } from 'node:timers/promises'
import type { Point } from '../proxy/fault-proxy.ts'
import type { StageResult } from '../runner/job.ts'

/** Milliseconds for main to handle a signal before held requests are released. */
export const signalMs = 100
/** Seconds for the server to end what it revokes in the background. */
export const backgroundSeconds = 10
/** Milliseconds to wait at most for main's next request after a response. */
const nextRequestMs = 2_000

/** A signal while a request of main is held at a point. */
interface Kill {
  readonly target: { readonly isRevoking?: boolean }
  readonly point: Point
  readonly signal: 'SIGINT' | 'SIGTERM' | 'SIGKILL'
}

/** Throws an Error with a text and the log of main when main has ended. */
export async function ended(main: Promise<StageResult>, text: string): Promise<never> {
  const { log } = await main
  throw new Error([text, ...log].join('\n'))
}

/**
 * Waits until main has sent its next request or has ended: by then it has saved the state of the previous response.
 * @param count returns the number of requests so far
 */
export async function waitForNextRequest(count: () => number, main: Promise<StageResult>): Promise<void> {
  const before = count()
  const limit = Date.now() + nextRequestMs
  const done = main.then(() => true)
  while (count() === before && Date.now() < limit) {
    if (await Promise.race([done, sleep(10, false)])) return
  }
}

/** Returns a problem for each stage that ended differently than after a signal, and for several errors of main. */
export function endProblems({ target, point, signal }: Kill, main: StageResult, post: StageResult | undefined): readonly string[] {
  // after its last response, main may end before the signal arrives
  const mayBeDone = point === 'replied' || target.isRevoking
  const isRight = signal === 'SIGKILL' ? main.signal === signal : main.signal === undefined && main.exitCode === 130
  return [
    ...(isRight || (mayBeDone && main.signal === undefined && [0, 1, 130].includes(main.exitCode ?? -1))
      ? []
      : [`main ended with ${main.signal ?? main.exitCode}`]),
    ...(main.annotations.filter(({ level }) => level === 'error').length > 1 ? ['main has several errors'] : []),
    ...(post?.exitCode === 0 && post.annotations.length === 0
      ? []
      : [`post: ${post?.exitCode}, ${JSON.stringify(post?.annotations.map(({ message }) => message))}`]),
  ]
}
