import { matches, type Match, type RequestSeen } from './request-seen.ts'

/**
 * Where a request can be held: `before` it is sent on, `after` the server acted and before the reply goes out, or when it is `replied`.
 * The reply is then on its way; what is held there are the requests that come after it. What is held `before` is not sent on where its
 * client is gone.
 */
export type Point = 'before' | 'after' | 'replied'

/** A request that is, or will be, held. */
export interface Hold {
  /** Resolves with the first matching request when it stands at the point. */
  readonly reached: Promise<RequestSeen>
  /** Lets it go on. */
  release(): void
}

interface Waiting {
  readonly match: Match
  readonly point: Point
  readonly arrive: (request: RequestSeen) => void
  readonly released: Promise<void>
}

/** The holds of a proxy; each is for one request. */
export class Holds {
  readonly #releases: (() => void)[] = []
  #waiting: readonly Waiting[] = []
  #door: Promise<unknown> = Promise.resolve()

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

  /** Waits while a request that was replied to holds those after it. */
  async door(): Promise<void> {
    await this.#door
  }

  /** Says that a request stands at a point; waits if it is to be held there. */
  async at(point: Point, request: RequestSeen): Promise<void> {
    const hold = this.#waiting.find((waiting) => waiting.point === point && matches(waiting.match, request))
    if (!hold) return
    this.#waiting = this.#waiting.filter((waiting) => waiting !== hold)
    if (point === 'replied') this.#door = Promise.all([this.#door, hold.released])
    hold.arrive(request)
    await hold.released
  }

  /** Lets everything go on. */
  releaseAll(): void {
    for (const release of this.#releases) release()
  }
}
