import type { IncomingHttpHeaders } from 'node:http'

/** A request that came to the proxy. */
export interface RequestSeen {
  readonly method: string
  /** With its query. */
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
  /** When it had come in whole, in milliseconds since the epoch. */
  readonly when: number
  /** What the server answered; undefined as long as it has not, or was not asked. */
  served: number | undefined
  /** What the client was answered; undefined as long as it was not. */
  readonly status: number | undefined
}

/** Which requests: those whose path starts with a text, whose path a pattern finds, or for which a predicate holds. */
export type Match = string | RegExp | ((request: RequestSeen) => boolean)

/** Whether a request is meant. */
export function matches(match: Match, request: RequestSeen): boolean {
  if (typeof match === 'string') return request.path.startsWith(match)
  if (match instanceof RegExp) return match.test(request.path)
  return match(request)
}
