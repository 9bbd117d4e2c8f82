import { Failure } from '../failure.ts'
import { pause, type Stop } from '../stop.ts'
import type { Connection } from './connection.ts'
import { refusal } from './errors.ts'
import type { JsonObject } from './json.ts'
import { parseReply, type Reply } from './reply.ts'
import { leaderless, redirectTarget } from './redirect.ts'
import { isOutOfService, isQuota, retryDelay, type Repeatable } from './retry.ts'
import type { Transport, WireReply } from './transport.ts'

/** One question to Vault. */
export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT'
  /** Without the leading `v1/`. */
  readonly path: string
  /** Instead of the connection's own; '' is the root namespace. */
  readonly namespace?: string
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
  /** Waits that many milliseconds. Throws the stop's reason. */
  pause(milliseconds: number): Promise<void>
  /** The connection as it was given, with the address first that is in use now. */
  connection(): Connection
  /** Requests sent so far with a token, which count where its uses are limited. */
  spent(): number
}

/** Milliseconds for an ordinary reply. */
export const replyMs = 15_000

/**
 * @param stop once asked, no further attempt starts; at its end, attempts under way are given up
 */
export function createVault(connection: Connection, transport: Transport, stop: Pick<Stop, 'asked' | 'now'>): Vault {
  // OpenBao's standbys serve reads: a token that one of them has not seen yet is found once they wait for this index
  let index: string | undefined
  /** The address in use, for all calls alike. */
  let current = 0
  let spent = 0

  const urlAt = (place: number): string => connection.urls[place % connection.urls.length] ?? connection.urls[0]

  async function attempt(call: Call, body: JsonObject | undefined, base: string): Promise<Reply> {
    const asked = `${call.method} ${call.path}`
    const reply = await follow(call, body === undefined ? undefined : JSON.stringify(body), base).catch((error: unknown) => {
      throw error === stop.now.reason ? error : about(asked, error)
    })
    if (reply.status >= 300) throw refusal(asked, call.path, reply.status, reply.body, reply.header)
    if (call.path.startsWith('auth/')) index = reply.header('x-vault-index') ?? index
    return parseReply(reply.body, asked)
  }

  async function follow(call: Call, body: string | undefined, base: string): Promise<WireReply> {
    let url = new URL(`${base}/v1/${escapePath(call.path)}`)
    for (let redirects = 0; ; redirects++) {
      if (call.token !== undefined) spent++
      const reply = await transport
        .send({
          method: call.method,
          url,
          headers: headersOf(connection, call, index),
          body,
          replyMs: call.replyMs ?? replyMs,
          signal: stop.now,
          tls: connection.tls,
          extraHeaders: connection.extraHeaders,
        })
        .catch((error: unknown) => {
          throw redirects === 0 ? error : leaderless(error, base, url)
        })
      const target = redirectTarget(connection, url, reply, redirects)
      if (!target) return reply
      url = target
    }
  }

  return {
    async call(call) {
      let lost = false
      /** How often all addresses have failed, and how many of them have since. */
      let rounds = 1
      let inRound = 1
      const failures = new Map<string, Failure>()
      let body: JsonObject | undefined
      for (;;) {
        stop.asked.throwIfAborted()
        const place = current
        // outside of the try: who supplies a body has retries of its own
        body ??= typeof call.body === 'function' ? await call.body() : call.body
        stop.asked.throwIfAborted()
        try {
          return { reply: await attempt(call, body, urlAt(place)), lost }
        } catch (error) {
          if (!(error instanceof Failure)) throw error
          const movesOn = isOutOfService(error) && inRound < connection.urls.length
          const wait = retryDelay(error, call.repeatable, movesOn ? 1 : rounds, Math.random())
          failures.set(urlAt(place), error)
          // what a quota turned away nobody has read: it is asked often, and a JWT is not fetched as often
          if (!isQuota(error)) body = undefined
          if (wait === undefined) throw failures.size > 1 ? together(error, failures) : error
          // a gateway that gives up (502, 504) does not say whether the server acted
          lost ||= error.sent && [undefined, 502, 504].includes(error.status)
          // of several calls that fail at one address the first moves all of them on
          if (isOutOfService(error) && current === place) current++
          inRound = movesOn ? inRound + 1 : 1
          if (movesOn) continue
          rounds++
          await pause(wait, stop.asked).catch((reason: unknown) => {
            throw whileWaiting(reason, error)
          })
        }
      }
    },
    pause: (milliseconds) => pause(milliseconds, stop.asked),
    connection() {
      const start = current % connection.urls.length
      const urls = [urlAt(start), ...connection.urls.slice(start + 1), ...connection.urls.slice(0, start)] as const
      return { ...connection, urls: [urls[0], ...urls.slice(1)] }
    },
    spent: () => spent,
  }
}

/** A failure at one address, with what the others said. */
function together(failure: Failure, failures: ReadonlyMap<string, Failure>): Failure {
  const said = [...failures].map(([url, { message }]) => `  ${url}: ${message}`)
  const { code, message, status, words } = failure
  const hint = [failure.hint, 'What each address of `url` said last:', ...said].filter(Boolean).join('\n')
  return new Failure(code, message, { hint, words, cause: failure, sent: failure.sent, ...(status !== undefined && { status }) })
}

/** The end of the time that a run has, with what it was waiting out. */
function whileWaiting(reason: unknown, failure: Failure): unknown {
  if (!(reason instanceof Failure) || reason.code !== 'ERR_TIMEOUT') return reason
  const hint = [reason.hint, failure.message, failure.hint].filter(Boolean).join('\n')
  return new Failure(reason.code, reason.message, { hint, cause: failure })
}

/** A failure on the way, with what was asked. */
function about(asked: string, error: unknown): unknown {
  if (!(error instanceof Failure) || error.code === 'ERR_CANCELLED') return error
  return new Failure(error.code, `${asked}: ${error.message}`, { hint: error.hint, cause: error.cause, sent: error.sent })
}

function headersOf(connection: Connection, call: Call, index: string | undefined): Record<string, string> {
  const namespace = call.namespace ?? connection.namespace ?? ''
  return {
    // an Agent or Proxy listener with require_request_header turns away what lacks this
    'x-vault-request': 'true',
    'x-correlation-id': connection.correlationId,
    ...(namespace !== '' && { 'x-vault-namespace': namespace }),
    ...(call.token !== undefined && { 'x-vault-token': call.token }),
    ...(index !== undefined && { 'x-vault-index': index }),
    ...(call.body !== undefined && { 'content-type': 'application/json' }),
  }
}

/** A path is sent as it is written; only what a URL would take for something else is escaped. */
function escapePath(path: string): string {
  return path.replaceAll('#', '%23').replaceAll('\\', '%5C')
}
