import { Failure } from '../core/failure.ts'
import { pause, waitOut, type Stop } from '../core/deadlines.ts'
import { tokenNamespace, type Connection } from './connection.ts'
import { refusal } from './errors.ts'
import type { JsonObject } from '../core/json.ts'
import { parseReply, type Reply } from './reply.ts'
import { leaderless, redirectTarget } from './redirect.ts'
import { isOutOfService, kindOf, mayHaveActed, retryDelay, type FailureKind, type Repeatable } from './retry.ts'
import type { Transport, WireReply } from '../http/transport.ts'

/** One question to Vault. */
export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT'
  /** Without the leading `v1/`. */
  readonly path: string
  /** Instead of the connection's own; '' is the root namespace. */
  readonly namespace?: string
  readonly token?: string
  /** Vault answers this question without taking a use off a token of limited use. */
  readonly costsNoUse?: true
  /** The body, or what makes one for each attempt: a login brings a fresh JWT, but where a quota turned it away a moment ago. */
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
  /** Requests so far that took a use off a token, which counts where its uses are limited. */
  spent(token: string): number
}

/** A client whose calls carry a token. */
export interface TokenVault extends Vault {
  /** The token's own namespace, from which its policies count; '' is the root namespace. */
  readonly home: string
}

/** Makes a client whose calls carry a token, except a call that names another. */
export function withToken(vault: Vault, token: string): TokenVault {
  return { ...vault, home: tokenNamespace(vault.connection()), call: (call) => vault.call({ token, ...call }) }
}

/** Milliseconds for an ordinary reply. */
export const replyMs = 15_000
/** Milliseconds for which a body that was made for an attempt is good for another: some identities live for half a minute. */
const freshMs = 10_000

/**
 * @param stop once asked, no further attempt starts; at its end, attempts under way are given up
 */
export function createVault(connection: Connection, transport: Transport, stop: Pick<Stop, 'asked' | 'now'>): Vault {
  // OpenBao's standbys serve reads: a token that one of them has not seen yet is found once they wait for this index
  let index: string | undefined
  /** The address in use, for all calls alike. */
  let current = 0
  const spent = new Map<string, number>()

  const urlAt = (place: number): string => connection.urls[place % connection.urls.length] ?? connection.urls[0]

  async function attempt(call: Call, body: JsonObject | undefined, base: string): Promise<Reply> {
    const asked = `${call.method} ${call.path}`
    spend(call, 1)
    const reply = await follow(call, body === undefined ? undefined : JSON.stringify(body), base).catch((error: unknown) => {
      if (error instanceof Failure && !error.sent) spend(call, -1)
      throw error === stop.now.reason ? error : about(asked, error)
    })
    if (reply.status >= 300) throw refusal(asked, call.path, reply.status, reply.body, reply.header)
    if (call.path.startsWith('auth/')) index = reply.header('x-vault-index') ?? index
    return parseReply(reply.body, asked)
  }

  /** Counts a request, of which redirects are part: a standby redirects before it looks at the token. */
  function spend({ token, costsNoUse }: Call, count: 1 | -1): void {
    if (token !== undefined && !costsNoUse) spent.set(token, (spent.get(token) ?? 0) + count)
  }

  async function follow(call: Call, body: string | undefined, base: string): Promise<WireReply> {
    let url = new URL(`${base}/v1/${escapePath(call.path)}`)
    for (let redirects = 0; ; redirects++) {
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

  /** @param onLost told of each attempt that may have acted, and whose reply did not come */
  async function repeat(call: Call, onLost: () => void): Promise<Reply> {
    const failed: Record<FailureKind, number> = { quota: 0, busy: 0, other: 0 }
    const failures = new Map<string, Failure>()
    /** How many addresses have failed in this round. */
    let inRound = 1
    let body: { readonly made: number; readonly content: JsonObject | undefined } | undefined
    for (;;) {
      stop.asked.throwIfAborted()
      const place = current
      // outside of the try: who supplies a body has retries of its own
      body ??= { made: performance.now(), content: typeof call.body === 'function' ? await call.body() : call.body }
      stop.asked.throwIfAborted()
      try {
        return await attempt(call, body.content, urlAt(place))
      } catch (error) {
        if (!(error instanceof Failure)) throw error
        const kind = kindOf(error)
        const movesOn = isOutOfService(error) && inRound < connection.urls.length
        if (mayHaveActed(error) || error === stop.now.reason) onLost()
        // not a failure to wait out: the end itself, which the wait would tell a second time
        if (error === stop.now.reason) throw error
        const wait = retryDelay(error, call.repeatable, movesOn ? 1 : ++failed[kind], Math.random())
        failures.set(urlAt(place), error)
        if (wait === undefined) throw failures.size > 1 ? withOtherAddresses(error, failures) : error
        // what a quota turned away nobody has read: a JWT is not fetched as often as it is asked there
        if (kind !== 'quota' || performance.now() - body.made > freshMs) body = undefined
        // of several calls that fail at one address the first moves all of them on
        if (isOutOfService(error) && current === place) current++
        inRound = movesOn ? inRound + 1 : 1
        if (!movesOn) await waitOut(error, wait, stop.asked)
      }
    }
  }

  return {
    async call(call) {
      let lost = false
      try {
        const reply = await repeat(call, () => {
          lost = true
        })
        return { reply, lost }
      } catch (error) {
        // who makes the body has losses of its own, which are not this call's
        throw error instanceof Failure && error.lost !== lost ? error.with({ lost, cause: error.cause }) : error
      }
    },
    pause: (milliseconds) => pause(milliseconds, stop.asked),
    connection() {
      const start = current % connection.urls.length
      const urls = [urlAt(start), ...connection.urls.slice(start + 1), ...connection.urls.slice(0, start)] as const
      return { ...connection, urls: [urls[0], ...urls.slice(1)] }
    },
    spent: (token) => spent.get(token) ?? 0,
  }
}

/** A failure at one address, with what the others said. */
function withOtherAddresses(failure: Failure, failures: ReadonlyMap<string, Failure>): Failure {
  const said = [...failures].map(([url, { message }]) => `  ${url}: ${message}`)
  const hint = [failure.hint, 'The last error of each address in `url`:', ...said].filter(Boolean).join('\n')
  return failure.with({ hint })
}

/** A failure on the way, with what was asked. */
function about(asked: string, error: unknown): unknown {
  if (!(error instanceof Failure) || error.code === 'ERR_CANCELLED') return error
  return error.with({ message: `${asked}: ${error.message}`, cause: error.cause })
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
