import http from 'node:http'
import https from 'node:https'
import { HttpClient } from '@actions/http-client'
import { Failure } from '../failure.ts'
import { version } from '../version.ts'
import { createConnector, type Connector } from './connect.ts'
import { lostConnection } from './lost-connection.ts'
import type { TlsSettings } from './tls-settings.ts'
import type { Transport, WireReply, WireRequest } from './transport.ts'

/** Requests under way at once. More wait for a place; their time limit starts when they get it. */
const lanes = 16
const maxBodyBytes = 8 * 1024 * 1024

/** A Transport over HTTP/1.1 with @actions/http-client and a bounded number of kept-alive connections. */
export function createHttpTransport(): Transport {
  const pools = new Map<TlsSettings | undefined, Pool>()
  const lane = createLanes(lanes)

  function poolFor(settings: TlsSettings | undefined): Pool {
    const pool = pools.get(settings) ?? createPool(createConnector(settings))
    pools.set(settings, pool)
    return pool
  }

  async function send(request: WireRequest): Promise<WireReply> {
    const limit = AbortSignal.timeout(request.replyMs)
    const signal = request.signal ? AbortSignal.any([limit, request.signal]) : limit
    const pool = poolFor(request.tls)
    try {
      const client = createClient(request.url.protocol === 'https:' ? pool.https : pool.http, signal)
      const { message } = await client.request(request.method, request.url.href, request.body ?? null, { ...request.headers })
      const body = await readBody(message)
      return { status: message.statusCode ?? 0, header: (name) => message.headers[name]?.toString(), body }
    } catch (error) {
      if (error instanceof Failure) throw error
      if (request.signal?.aborted) throw request.signal.reason
      throw lostConnection(error, request.url, limit.aborted ? request.replyMs : undefined)
    }
  }

  return {
    send: (request) => lane(() => send(request), request.signal),
    close() {
      for (const pool of pools.values()) pool.close()
    },
  }
}

/** Kept connections of the same TLS settings, by host. */
interface Pool {
  readonly http: http.Agent
  readonly https: http.Agent
  close(): void
}

function createPool(connector: Connector): Pool {
  const pool: Record<'http' | 'https', http.Agent> = {
    http: new http.Agent({ keepAlive: true }),
    https: new https.Agent({ keepAlive: true }),
  }
  for (const scheme of ['http', 'https'] as const) {
    pool[scheme].createConnection = ({ host, port }, callback) => {
      const address = new URL(`${scheme}://${host?.includes(':') ? `[${host}]` : (host ?? '')}:${port ?? ''}`)
      connector.connect(address, ['http/1.1']).then(
        (socket) => callback?.(null, socket),
        (error: unknown) => (callback as ((error: unknown) => void) | undefined)?.(error),
      )
      return undefined
    }
  }
  return {
    ...pool,
    close() {
      connector.close()
      pool.http.destroy()
      pool.https.destroy()
    },
  }
}

/** An HttpClient takes its agent and its signal through a request handler, the one hook that it has. */
function createClient(agent: http.Agent, signal: AbortSignal): HttpClient {
  const handler = {
    prepareRequest(options: http.RequestOptions) {
      // URL.hostname keeps the brackets of an IPv6 address, which no resolver knows
      options.host = options.host?.replace(/^\[(.*)\]$/, '$1') ?? null
      options.signal = signal
      // in place of the one for a proxy, which knows neither a private authority nor a client certificate
      options.agent = agent
    },
    canHandleAuthentication: () => false,
    handleAuthentication: () => Promise.reject(new Error('no authentication')),
  }
  return new HttpClient(`vault-exchange/${version}`, [handler], { allowRedirects: false, allowRetries: false })
}

async function readBody(message: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of message as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > maxBodyBytes) {
      message.destroy()
      throw new Failure('ERR_REPLY', `the reply is larger than ${maxBodyBytes / 1024 / 1024} MiB`)
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** At most `places` tasks at once, first come, first served. */
function createLanes(places: number): <T>(task: () => Promise<T>, signal?: AbortSignal) => Promise<T> {
  const waiting: (() => void)[] = []
  let free = places
  return async (task, signal) => {
    if (free > 0) free--
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      if (signal?.aborted) throw signal.reason
      return await task()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else free++
    }
  }
}
