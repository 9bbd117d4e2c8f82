import { Failure } from '../core/failure.ts'
import { mayRedirectTo, type Connection } from './connection.ts'
import type { WireReply } from '../http/transport.ts'

const maxRedirects = 2

/**
 * Where a reply sends the request on to, or undefined where it does not. A standby answers 307 with the leader's address; same method
 * and body go there, if the user trusts that host. Throws ERR_REDIRECT.
 * @param redirects how many the request has followed already
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
          : 'Credentials are never sent on from https to http: the api_addr of that node must begin with https.',
    },
  )
}

/** A failure behind a redirect: a standby names the last leader that it knows for as long as its cluster has found no new one. */
export function leaderless(error: unknown, standby: string, leader: URL): unknown {
  if (!(error instanceof Failure) || error.code !== 'ERR_CONNECT') return error
  return error.with({
    code: 'ERR_UNAVAILABLE',
    message: `${new URL(standby).host} redirects to ${leader.host}, which cannot be reached`,
    hint: 'A standby redirects to the leader of its cluster. Either the leader is down, or the runner cannot reach it.',
  })
}
