import { Failure } from '../failure.ts'
import { pause, type Stop } from '../stop.ts'
import { mayRedirectTo, type Connection } from './connection.ts'
import { refusal } from './errors.ts'
import type { JsonObject } from './json.ts'
import { parseReply, type Reply } from './reply.ts'
import { retryDelay, type Repeatable } from './retry.ts'
import type { Transport, WireReply } from './transport.ts'

const maxRedirects = 2

/** One question to Vault. */
export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT'
  /** Without the leading `v1/`. */
  readonly path: string
  readonly token?: string
  /** The body, or what makes one for each attempt: a login brings a fresh JWT every time. */
  readonly body?: JsonObject | (() => Promise<JsonObject>)
  readonly repeatable: Repeatable
  /** Milliseconds for one attempt's reply. */
  readonly replyMs?: number
}

/** A reply, and whether an earlier attempt may have acted without our seeing its reply. */
export interface Answer {
  readonly reply: Reply
  readonly lost: boolean
}

/** Speaks Vault's HTTP API over a Transport: headers, retries, time limits, redirects, and refusals as Failures. */
export interface Vault {
  /** Throws a Failure of any network or server code, or the stop's reason. */
  call(call: Call): Promise<Answer>
}

/** Milliseconds for an ordinary reply. */
export const replyMs = 15_000

/**
 * @param stop once asked, no further attempt starts; at its end, attempts under way are given up
 */
export function createVault(connection: Connection, transport: Transport, stop: Pick<Stop, 'asked' | 'now'>): Vault {
  // OpenBao's standbys serve reads: a token that one of them has not seen yet is found once they wait for this index
  let index: string | undefined

  async function attempt(call: Call, body: JsonObject | undefined): Promise<Reply> {
    const asked = `${call.method} ${call.path}`
    const reply = await follow(call, body === undefined ? undefined : JSON.stringify(body)).catch((error: unknown) => {
      throw error === stop.now.reason ? error : about(asked, error)
    })
    if (reply.status >= 300) throw refusal(asked, call.path, reply.status, reply.body, reply.header)
    if (call.path.startsWith('auth/')) index = reply.header('x-vault-index') ?? index
    return parseReply(reply.body, asked)
  }

  async function follow(call: Call, body: string | undefined): Promise<WireReply> {
    let url = new URL(`${connection.url}/v1/${escapePath(call.path)}`)
    for (let redirects = 0; ; redirects++) {
      const reply = await transport.send({
        method: call.method,
        url,
        headers: headersOf(connection, call, index),
        body,
        replyMs: call.replyMs ?? replyMs,
        signal: stop.now,
      })
      const location = reply.header('location')
      if (![301, 302, 307, 308].includes(reply.status) || location === undefined) return reply
      url = redirectTarget(connection, url, location, redirects)
    }
  }

  return {
    async call(call) {
      let lost = false
      for (let failed = 1; ; failed++) {
        stop.asked.throwIfAborted()
        // outside of the try: who supplies a body has retries of its own
        const body = typeof call.body === 'function' ? await call.body() : call.body
        stop.asked.throwIfAborted()
        try {
          return { reply: await attempt(call, body), lost }
        } catch (error) {
          if (!(error instanceof Failure)) throw error
          const wait = retryDelay(error, call.repeatable, failed, Math.random())
          if (wait === undefined) throw error
          // a gateway that gives up (502, 504) does not say whether the server acted
          lost ||= error.sent && [undefined, 502, 504].includes(error.status)
          await pause(wait, stop.asked)
        }
      }
    },
  }
}

/** A failure on the way, with what was asked. */
function about(asked: string, error: unknown): unknown {
  if (!(error instanceof Failure) || !/^ERR_(CONNECT|TLS|TIMEOUT|REPLY|REDIRECT)$/.test(error.code)) return error
  return new Failure(error.code, `${asked}: ${error.message}`, { hint: error.hint, cause: error.cause, sent: error.sent })
}

function headersOf(connection: Connection, call: Call, index: string | undefined): Record<string, string> {
  return {
    // an Agent or Proxy listener with require_request_header turns away what lacks this
    'x-vault-request': 'true',
    'x-correlation-id': connection.correlationId,
    ...(connection.namespace !== undefined && { 'x-vault-namespace': connection.namespace }),
    ...(call.token !== undefined && { 'x-vault-token': call.token }),
    ...(index !== undefined && { 'x-vault-index': index }),
    ...(call.body !== undefined && { 'content-type': 'application/json' }),
  }
}

/** A path is sent as it is written; only what a URL would take for something else is escaped. */
function escapePath(path: string): string {
  return path.replaceAll('#', '%23').replaceAll('\\', '%5C')
}

/** A standby answers 307 with the leader's address. Same method and body go there, if the user trusts that host. */
function redirectTarget(connection: Connection, from: URL, location: string, redirects: number): URL {
  if (redirects >= maxRedirects) throw new Failure('ERR_REDIRECT', `${from.host} redirects in a loop`)
  const target = URL.parse(location, from.href)
  if (target && mayRedirectTo(connection, target)) return target
  if (!target) throw new Failure('ERR_REDIRECT', `${from.host} redirects to no valid address`)
  throw new Failure(
    'ERR_REDIRECT',
    `${from.host} redirects to ${target.protocol}//${target.host}, which may not receive your credentials`,
    {
      hint:
        target.protocol === from.protocol
          ? `If that is a node of the same cluster, add the input: redirectHosts: ${target.host}`
          : undefined,
    },
  )
}
