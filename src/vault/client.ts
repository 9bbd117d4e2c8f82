import { Failure } from '../core/failure.ts'
import { pause, waitOut, type Stop } from '../core/deadlines.ts'
import { createAddresses, type Addresses } from './addresses.ts'
import { tokenNamespace, type Connection } from './connection.ts'
import type { JsonObject } from '../core/json.ts'
import { parseReply, type Reply } from './reply.ts'
import { redirectTarget, withUnreachableLeader } from './redirect.ts'
import { isOutOfService, isRateLimited, kindOf, mayHaveActed, retryDelay, type FailureKind, type Repeatable } from './retry.ts'
import type { Transport, WireReply } from '../http/transport.ts'

/** One request to Vault, which may take several attempts. */
export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT'
  /** Without the leading `v1/`. */
  readonly path: string
  /** Overrides the namespace of the connection; '' is the root namespace. */
  readonly namespace?: string
  readonly token?: string
  /** Set if the request does not count as a use of a limited-use token. */
  readonly costsNoUse?: true
  /** The body, or a function that makes one for each attempt: a login needs a fresh JWT, except right after a quota error. */
  readonly body?: JsonObject | (() => Promise<JsonObject>)
  readonly repeatable: Repeatable
  /** Timeout of one attempt in milliseconds. */
  readonly replyMs?: number
}

/** The response to a request. */
export interface CallResult {
  readonly reply: Reply
  /** True if an earlier attempt may have acted and its response was lost. */
  readonly lost: boolean
}

/** A client of Vault's HTTP API: adds headers, retries, timeouts and redirects to a Transport, and turns refusals into Failures. */
export interface Vault {
  /** Sends a request. Throws a Failure with any network or server code, or the reason of the stop. */
  call(call: Call): Promise<CallResult>
  /** Waits that many milliseconds. Throws the reason of the stop. */
  pause(milliseconds: number): Promise<void>
  /** Returns the connection, with the address that is in use now as the first. */
  connection(): Connection
  /** Returns how many uses of a token the requests have consumed so far. */
  spent(token: string): number
}

/** A client whose requests carry a token. */
export interface TokenVault extends Vault {
  /** The namespace that the token belongs to, to which its policies are relative; '' is the root namespace. */
  readonly tokenNamespace: string
}

/** Creates a client whose requests carry a token, except a request that has its own. */
export function withToken(vault: Vault, token: string): TokenVault {
  return { ...vault, tokenNamespace: tokenNamespace(vault.connection()), call: (call) => vault.call({ token, ...call }) }
}

/** The usual timeout of one attempt, in milliseconds. */
export const replyMs = 15_000
/** How long a body can be reused after a quota error, in milliseconds: some JWTs expire after 30 s. */
const bodyReuseMs = 10_000

/** What all requests of a client share. */
interface Client {
  readonly connection: Connection
  readonly transport: Transport
  readonly stop: Pick<Stop, 'stopRequested' | 'abortRequested'>
  readonly addresses: Addresses
  /** Uses consumed so far, by token. */
  readonly spent: Map<string, number>
  /** The X-Vault-Index of the login. A standby of OpenBao waits for it, so that it knows the new token. */
  index: string | undefined
}

/**
 * Creates a client.
 * @param stop after `stopRequested`, no new attempt starts; after `abortRequested`, attempts in flight are aborted
 */
export function createVault(connection: Connection, transport: Transport, stop: Pick<Stop, 'stopRequested' | 'abortRequested'>): Vault {
  const addresses = createAddresses(connection.urls)
  const client: Client = { connection, transport, stop, addresses, spent: new Map(), index: undefined }
  return {
    async call(call) {
      let lost = false
      try {
        const reply = await repeat(client, call, () => {
          lost = true
        })
        return { reply, lost }
      } catch (error) {
        // an error of the function that makes the body can have a `lost` of its own, for another request
        throw error instanceof Failure && error.lost !== lost ? error.with({ lost, cause: error.cause }) : error
      }
    },
    pause: (milliseconds) => pause(milliseconds, stop.stopRequested),
    connection: () => ({ ...connection, urls: addresses.inOrder() }),
    spent: (token) => client.spent.get(token) ?? 0,
  }
}

/**
 * Sends a request until an attempt succeeds or no retry is allowed.
 * @param onLost called for each attempt that may have acted although its response was lost
 */
async function repeat(client: Client, call: Call, onLost: () => void): Promise<Reply> {
  const { addresses, stop } = client
  const failed: Record<FailureKind, number> = { quota: 0, busy: 0, other: 0 }
  const failures = new Map<string, Failure>()
  const body = createBody(call.body)
  /** How many addresses this round has tried; a round of all addresses counts as one attempt. */
  let inRound = 1
  for (;;) {
    stop.stopRequested.throwIfAborted()
    const place = addresses.current()
    // outside of the try: the function that makes a body has its own retries
    const content = await body.get()
    stop.stopRequested.throwIfAborted()
    try {
      return await attempt(client, call, content, addresses.at(place))
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      const kind = kindOf(error)
      const triesNext = isOutOfService(error) && inRound < client.connection.urls.length
      if (mayHaveActed(error) || error === stop.abortRequested.reason) onLost()
      // the reason of the stop is final; waiting would add it to its own hint
      if (error === stop.abortRequested.reason) throw error
      const wait = retryDelay(error, call.repeatable, triesNext ? 1 : ++failed[kind], Math.random())
      failures.set(addresses.at(place), error)
      if (isOutOfService(error)) addresses.leave(place)
      if (wait === undefined) throw failures.size > 1 ? withAllAddresses(error, failures) : error
      body.attemptFailed(kind)
      inRound = triesNext ? inRound + 1 : 1
      if (!triesNext) await waitOut(error, wait, stop.stopRequested)
    }
  }
}

/** Creates the source of the bodies of a request, which makes a new body for each attempt that needs one. */
function createBody(body: Call['body']) {
  let current: { readonly content: JsonObject | undefined } | undefined
  let madeAt = 0
  return {
    async get(): Promise<JsonObject | undefined> {
      if (!current) {
        madeAt = performance.now()
        current = { content: typeof body === 'function' ? await body() : body }
      }
      return current.content
    },
    attemptFailed(kind: FailureKind): void {
      // a quota rejects a request unread, so its JWT is unused and does not have to be fetched again
      if (kind !== 'quota' || performance.now() - madeAt > bodyReuseMs) current = undefined
    },
  }
}

/** Sends a request once, following redirects. Throws a Failure for a response with an error status. */
async function attempt(client: Client, call: Call, body: JsonObject | undefined, base: string): Promise<Reply> {
  const request = `${call.method} ${call.path}`
  countUse(client, call, 1)
  const reply = await follow(client, call, body === undefined ? undefined : JSON.stringify(body), base).catch((error: unknown) => {
    if (error instanceof Failure && !error.sent) countUse(client, call, -1)
    throw error === client.stop.abortRequested.reason ? error : withRequest(request, error)
  })
  if (reply.status >= 300) {
    const { refusal } = await import('./refusal.ts')
    const failure = refusal(request, call.path, reply.status, reply.body, reply.header)
    if (isRateLimited(failure)) countUse(client, call, -1)
    throw failure
  }
  if (call.path.startsWith('auth/')) client.index = reply.header('x-vault-index') ?? client.index
  return parseReply(reply.body, request)
}

/** Counts a use of the token. Redirects cost no further use: a standby redirects before it checks the token. */
function countUse({ spent }: Client, { token, costsNoUse }: Call, count: 1 | -1): void {
  if (token !== undefined && !costsNoUse) spent.set(token, (spent.get(token) ?? 0) + count)
}

async function follow(client: Client, call: Call, body: string | undefined, base: string): Promise<WireReply> {
  const { connection, transport, stop } = client
  let url = new URL(`${base}/v1/${escapePath(call.path)}`)
  for (let redirects = 0; ; redirects++) {
    const reply = await transport
      .send({
        method: call.method,
        url,
        headers: headersOf(client, call),
        body,
        replyMs: call.replyMs ?? replyMs,
        signal: stop.abortRequested,
        tls: connection.tls,
        extraHeaders: connection.extraHeaders,
      })
      .catch((error: unknown) => {
        throw redirects === 0 ? error : withUnreachableLeader(error, base, url)
      })
    const target = redirectTarget(connection, url, reply, redirects)
    if (!target) return reply
    url = target
  }
}

/** Adds the last error of each address to the hint of a failure. */
function withAllAddresses(failure: Failure, failures: ReadonlyMap<string, Failure>): Failure {
  const errors = [...failures].map(([url, { message }]) => `  ${url}: ${message}`)
  const hint = [failure.hint, 'The last error of each address in `url`:', ...errors].filter(Boolean).join('\n')
  return failure.with({ hint })
}

/** Puts the request in front of the message of a network failure. */
function withRequest(request: string, error: unknown): unknown {
  if (!(error instanceof Failure) || error.code === 'ERR_CANCELLED') return error
  return error.with({ message: `${request}: ${error.message}`, cause: error.cause })
}

function headersOf({ connection, index }: Client, call: Call): Record<string, string> {
  const namespace = call.namespace ?? connection.namespace ?? ''
  return {
    // required by an Agent or Proxy listener with require_request_header
    'x-vault-request': 'true',
    'x-correlation-id': connection.correlationId,
    ...(namespace !== '' && { 'x-vault-namespace': namespace }),
    ...(call.token !== undefined && { 'x-vault-token': call.token }),
    ...(index !== undefined && { 'x-vault-index': index }),
    ...(call.body !== undefined && { 'content-type': 'application/json' }),
  }
}

/** Escapes only the characters that a URL parser would change: paths are sent as the user wrote them. */
function escapePath(path: string): string {
  return path.replaceAll('#', '%23').replaceAll('\\', '%5C')
}
