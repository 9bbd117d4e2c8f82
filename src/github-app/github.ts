import { endpoint } from '@octokit/endpoint'
import { waitOut, type Stop } from '../core/deadlines.ts'
import type { Env } from '../core/env.ts'
import { Failure } from '../core/failure.ts'
import { parseObject, type JsonObject } from '../core/json.ts'
import type { Transport, WireReply, WireRequest } from '../http/transport.ts'
import { idempotent, mayHaveActed, retryDelay, revocation, type Repeatable } from '../vault/retry.ts'
import { githubRefusal } from './github-refusal.ts'

/** Timeout of one attempt in milliseconds. */
const replyMs = 10_000
/** GitHub redirects requests for a renamed repository once. */
const maxRedirects = 2
/** GitHub asks for a minute at a secondary rate limit, in seconds. If it asks for more, the request fails at once. */
const maxRetryAfterSeconds = 90
const attempts = { other: 4, busy: 4, quota: 4 }

/** For requests that create or find something. */
const usual: Repeatable = { ...idempotent, attempts }
/** For a revocation, also after a response that is not from GitHub. */
const patient: Repeatable = { ...revocation, attempts }

/** A request as `@octokit/endpoint` describes it: its routes and parameters are those of GitHub's API. */
export type GithubRequest = Pick<ReturnType<typeof endpoint>, 'method' | 'url' | 'headers'> & { readonly body?: unknown }

/** The response to a request. */
export interface GithubReply {
  readonly body: JsonObject
  /** True if an earlier attempt may have acted and its response was lost. */
  readonly lost: boolean
}

/** A client of GitHub's REST API. */
export interface Github {
  /** Describes a request with the address of the API. */
  readonly request: typeof endpoint
  /**
   * Sends a request with a token, again after failures that are usually transient. Throws ERR_GITHUB if GitHub refuses it, ERR_UNAVAILABLE,
   * ERR_REPLY, the codes of the network, or the reason of the stop.
   */
  send(request: GithubRequest, token: string): Promise<GithubReply>
}

/** Returns the address of GitHub's API. The runner sets it for every step, so that no other step can replace it. */
export const apiUrl = (env: Env): string => (env['GITHUB_API_URL'] ?? 'https://api.github.com').replace(/\/+$/, '')

/** Creates a client. After `stopRequested`, no attempt starts; after `abortRequested`, attempts in flight are aborted. */
export function createGithub(api: string, transport: Transport, stop: Pick<Stop, 'stopRequested' | 'abortRequested'>): Github {
  async function send(request: GithubRequest, token: string): Promise<GithubReply> {
    let lost = false
    for (let failed = 1; ; failed++) {
      stop.stopRequested.throwIfAborted()
      try {
        return { body: await attempt(request, token, transport, stop.abortRequested), lost }
      } catch (error) {
        if (!(error instanceof Failure)) throw error
        const isAborted = error === stop.abortRequested.reason
        lost ||= isAborted || mayHaveActed(error)
        const wait = isAborted ? undefined : delayAfter(error, request, failed)
        if (wait === undefined) throw lost ? error.with({ lost, cause: error.cause }) : error
        await waitOut(error, wait, stop.stopRequested)
      }
    }
  }
  return { request: endpoint.defaults({ baseUrl: api }), send }
}

/** Returns the milliseconds before the next attempt; undefined if there is none. */
function delayAfter(failure: Failure, { method }: GithubRequest, failed: number): number | undefined {
  const { retryAfter } = failure
  if (failed >= attempts.quota || retryAfter === undefined)
    return retryDelay(failure, method === 'DELETE' ? patient : usual, failed, Math.random())
  return retryAfter > maxRetryAfterSeconds ? undefined : retryAfter * 1_000 * (1 + Math.random() / 4)
}

/** The status of a success, by method. */
const success: Readonly<Record<string, number>> = { GET: 200, POST: 201, DELETE: 204 }

async function attempt(request: GithubRequest, token: string, transport: Transport, signal: AbortSignal): Promise<JsonObject> {
  const name = `${request.method} ${new URL(request.url).pathname}`
  const reply = await follow(request, token, transport, signal).catch((error: unknown) => {
    throw error === signal.reason ? error : withRequest(name, request.url, error)
  })
  if (reply.status >= 300) throw githubRefusal(name, reply)
  const body = reply.status === success[request.method] ? bodyOf(reply) : undefined
  if (body) return body
  throw new Failure('ERR_REPLY', `${name}: the response is not from GitHub's API`, {
    hint: `A proxy may have responded in place of ${new URL(request.url).host}.`,
  })
}

async function follow(
  { method, url, headers, body }: GithubRequest,
  token: string,
  transport: Transport,
  signal: AbortSignal,
): Promise<WireReply> {
  const request = {
    method: method as WireRequest['method'],
    headers: {
      accept: 'application/vnd.github+json',
      authorization: `Bearer ${token}`,
      'x-github-api-version': '2022-11-28',
      ...(body !== undefined && { 'content-type': String(headers['content-type'] ?? 'application/json') }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
    replyMs,
    signal,
  }
  let target = new URL(url)
  for (let redirects = 0; ; redirects++) {
    const reply = await transport.send({ ...request, url: target })
    const next = redirectTarget(target, reply, redirects)
    if (!next) return reply
    target = next
  }
}

/** Returns the target of a redirect; undefined if the response is not a redirect. Throws ERR_REDIRECT: the token goes only to GitHub's API. */
function redirectTarget(from: URL, reply: WireReply, redirects: number): URL | undefined {
  const location = reply.header('location')
  if (![301, 302, 307, 308].includes(reply.status) || location === undefined) return undefined
  if (redirects >= maxRedirects) throw new Failure('ERR_REDIRECT', `${from.host} redirects in a loop`)
  const target = URL.parse(location, from.href)
  if (target?.origin === from.origin) return target
  throw new Failure('ERR_REDIRECT', `${from.host} redirects to ${target?.host ?? 'an invalid address'}, which is not GitHub's API`, {
    hint: 'A proxy may have responded in its place. The token was not sent there.',
  })
}

/** Puts the request in front of the message of a network failure. The hints of `http` are about the input `url`, so they are replaced. */
function withRequest(name: string, url: string, error: unknown): unknown {
  if (!(error instanceof Failure) || error.code === 'ERR_CANCELLED') return error
  const hints: Readonly<Partial<Record<string, string>>> = {
    ERR_CONNECT: `Check that the runner can reach ${new URL(url).origin} (GITHUB_API_URL), directly or through the proxy of HTTPS_PROXY.`,
    ERR_TLS: 'The CA of the certificate must be one that the runner trusts: its system store, or NODE_EXTRA_CA_CERTS.',
  }
  return error.with({ message: `${name}: ${error.message}`, hint: hints[error.code] ?? error.hint, cause: error.cause })
}

/** Returns the JSON object of a response, or an empty one for 204; undefined if the response has another form. */
function bodyOf({ status, body }: WireReply): JsonObject | undefined {
  return status === 204 ? {} : parseObject(body)
}
