import http from 'node:http'
import https from 'node:https'
import type { Socket } from 'node:net'
import { getProxyUrl, HttpClient } from '@actions/http-client'
import { Failure } from '../failure.ts'
import { version } from '../version.ts'
import { lostConnection } from './lost-connection.ts'
import type { Transport, WireReply, WireRequest } from './transport.ts'

/** Milliseconds for a connection to be there, TLS handshake included. */
const connectMs = 5_000
/** Requests under way at once. More wait for a place; their time limit starts when they get it. */
const lanes = 16
const maxBodyBytes = 8 * 1024 * 1024

/** A Transport over @actions/http-client and a bounded number of kept-alive connections. */
export function createHttpTransport(): Transport {
  const options = { keepAlive: true, maxSockets: lanes, rejectUnauthorized: true }
  const agents = {
    'http:': limitConnect(new http.Agent(options), 'connect'),
    'https:': limitConnect(new https.Agent(options), 'secureConnect'),
  }
  const lane = createLanes(lanes)

  async function send(request: WireRequest): Promise<WireReply> {
    const limit = AbortSignal.timeout(request.replyMs)
    const signal = request.signal ? AbortSignal.any([limit, request.signal]) : limit
    const agent = agents[request.url.protocol === 'https:' ? 'https:' : 'http:']
    try {
      const client = createClient(agent, request.url, signal)
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
      agents['http:'].destroy()
      agents['https:'].destroy()
    },
  }
}

/** An HttpClient takes its agent and its signal through a request handler, the one hook that it has. */
function createClient(agent: http.Agent, url: URL, signal: AbortSignal): HttpClient {
  const direct = getProxyUrl(url.href) === ''
  const handler = {
    prepareRequest(options: http.RequestOptions) {
      // URL.hostname keeps the brackets of an IPv6 address, which no resolver knows
      options.host = options.host?.replace(/^\[(.*)\]$/, '$1') ?? null
      options.signal = signal
      if (direct) options.agent = agent
      else requireCertificates(options.agent)
    },
    canHandleAuthentication: () => false,
    handleAuthentication: () => Promise.reject(new Error('no authentication')),
  }
  return new HttpClient(`vault-exchange/${version}`, [handler], { allowRedirects: false, allowRetries: false })
}

/** The agent of a tunnel through a proxy takes its TLS settings from itself: without this, NODE_TLS_REJECT_UNAUTHORIZED would count. */
function requireCertificates(tunnel: unknown): void {
  const { options, proxyOptions } = tunnel as Record<'options' | 'proxyOptions', { rejectUnauthorized?: boolean } | undefined>
  for (const settings of [options, proxyOptions]) if (settings) settings.rejectUnauthorized = true
}

/** http.Agent has no limit for connecting alone, and a reply may rightly take longer than a connection. */
function limitConnect(agent: http.Agent, connected: 'connect' | 'secureConnect'): http.Agent {
  const open = agent.createConnection.bind(agent)
  agent.createConnection = (options, callback) => {
    const socket = open(options, callback) as Socket
    const timer = setTimeout(() => socket.destroy(Object.assign(new Error('no connection'), { code: 'ECONNTIMEOUT' })), connectMs)
    const stop = () => {
      clearTimeout(timer)
    }
    socket.once(connected, stop).once('close', stop)
    return socket
  }
  return agent
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
