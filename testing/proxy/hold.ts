import { matches, type Match, type RequestSeen } from './request-seen.ts'

/**
 * Where a request can be held: `before` it is forwarded, `after` the server handled it but before the response is sent, or `replied`:
 * the response is sent, and all later requests are held. A request held `before` is not forwarded if its client has disconnected.
 */
export type Point = 'before' | 'after' | 'replied'

/** A hold of one request. */
export interface Hold {
  /** Resolves with the first matching request when it reaches the point. */
  readonly reached: Promise<RequestSeen>
  /** Lets the request continue. */
  release(): void
}

interface Waiting {
  readonly match: Match
  readonly point: Point
  readonly arrive: (request: RequestSeen) => void
  readonly released: Promise<void>
}

/** The holds of a proxy. Each one holds one request. */
export class Holds {
  readonly #releases: (() => void)[] = []
  #waiting: readonly Waiting[] = []
  #repliedHolds: Promise<unknown> = Promise.resolve()

  /** Holds the first request that matches. */
  add(match: Match, point: Point): Hold {
    const reached = Promise.withResolvers<RequestSeen>()
    const released = Promise.withResolvers<undefined>()
    const release = (): void => {
      released.resolve(undefined)
    }
    this.#waiting = [...this.#waiting, { match, point, arrive: reached.resolve, released: released.promise }]
    this.#releases.push(release)
    return { reached: reached.promise, release }
  }

  /** Waits until every reached hold at `replied` is released. */
  async waitForReplied(): Promise<void> {
    await this.#repliedHolds
  }

  /** Reports that a request has reached a point. Waits if it is held there. */
  async at(point: Point, request: RequestSeen): Promise<void> {
    const hold = this.#waiting.find((waiting) => waiting.point === point && matches(waiting.match, request))
    if (!hold) return
    this.#waiting = this.#waiting.filter((waiting) => waiting !== hold)
    if (point === 'replied') this.#repliedHolds = Promise.all([this.#repliedHolds, hold.released])
    hold.arrive(request)
    await hold.released
  }

  /** Releases all holds. */
  releaseAll(): void {
    for (const release of this.#releases) release()
  }
}
