import type { IncomingHttpHeaders } from 'node:http'

/** A request that the proxy received. */
export interface RequestSeen {
  readonly method: string
  /** Path with query. */
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
  /** Time at which the whole request had arrived, in milliseconds since the epoch. */
  readonly when: number
  /** Status of the server's response; undefined until it arrives, or if the request was not forwarded. */
  served: number | undefined
  /** Status of the response to the client; undefined until it is sent. */
  readonly status: number | undefined
}

/** Selects requests by the start of the path, by a pattern for the path, or by a predicate. */
export type Match = string | RegExp | ((request: RequestSeen) => boolean)

/** Checks if a request is selected. */
export function matches(match: Match, request: RequestSeen): boolean {
  if (typeof match === 'string') return request.path.startsWith(match)
  if (match instanceof RegExp) return match.test(request.path)
  return match(request)
}
