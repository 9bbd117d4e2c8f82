import { Failure } from '../core/failure.ts'
import { mayRedirectTo, type Connection } from './connection.ts'
import type { WireReply } from '../http/transport.ts'

const maxRedirects = 2

/**
 * Returns the target of a redirect, or undefined if the response is not one. A standby responds with 307 and the leader's address; the
 * same method and body go there. Throws ERR_REDIRECT if the host is not allowed, the address is invalid, or there are too many redirects.
 * @param redirects how many redirects the request has followed already
 */
export function redirectTarget(connection: Connection, from: URL, reply: WireReply, redirects: number): URL | undefined {
  const location = reply.header('location')
  if (![301, 302, 307, 308].includes(reply.status) || location === undefined) return undefined
  if (redirects >= maxRedirects) throw new Failure('ERR_REDIRECT', `${from.host} redirects in a loop`)
  const target = URL.parse(location, from.href)
  if (target && mayRedirectTo(connection, from, target)) return target
  if (!target) throw new Failure('ERR_REDIRECT', `${from.host} redirects to an invalid address`)
  throw new Failure(
    'ERR_REDIRECT',
    `${from.host} redirects to ${target.protocol}//${target.host}, which is not allowed to receive your credentials`,
    {
      hint:
        target.protocol === from.protocol
          ? `If this host is a node of the same cluster, add the input: redirectHosts: ${target.host}`
          : 'Redirects from https to http are never followed: the api_addr of that node must begin with https.',
    },
  )
}

/**
 * Turns ERR_CONNECT after a redirect into ERR_UNAVAILABLE, which is retried longer: a standby redirects to the last known leader until
 * the cluster has elected a new one. Returns any other error unchanged.
 */
export function withUnreachableLeader(error: unknown, standby: string, leader: URL): unknown {
  if (!(error instanceof Failure) || error.code !== 'ERR_CONNECT') return error
  return error.with({
    code: 'ERR_UNAVAILABLE',
    message: `${new URL(standby).host} redirects to ${leader.host}, which cannot be reached`,
    hint: 'A standby redirects to the leader of its cluster. Either the leader is down, or the runner cannot reach it.',
  })
}
