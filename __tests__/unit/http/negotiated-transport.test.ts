import { readFileSync } from 'node:fs'
import { once } from 'node:events'
import http from 'node:http'
import http2, { type Http2ServerRequest, type Http2ServerResponse, type Http2Session, type ServerHttp2Stream } from 'node:http2'
import net, { type AddressInfo, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import tls, { type TLSSocket } from 'node:tls'
import { Failure } from '../../../src/core/failure.ts'
import { createTransport } from '../../../src/http/negotiated-transport.ts'
import type { Transport, WireRequest } from '../../../src/http/transport.ts'
import { failureOf } from '../../support/rejection.ts'

type Handler = (request: Http2ServerRequest | http.IncomingMessage, response: Http2ServerResponse & http.ServerResponse) => void

const pem = readFileSync(join(__dirname, '../../support/self-signed.pem'))
// connect.test.ts tests the verification of certificates
const unverified = { skipVerify: true } as const
const servers: Server[] = []
const sockets = new Set<Socket>()
let transport: Transport

beforeEach(() => {
  transport = createTransport()
})
afterEach(() => {
  jest.restoreAllMocks()
  transport.close()
  for (const socket of sockets) socket.destroy()
  for (const server of servers.splice(0)) server.close()
  sockets.clear()
})

async function listen(server: Server, scheme = 'https'): Promise<URL> {
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return new URL(`${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}/v1/x?y=1`)
}
const send = (url: URL, more: Partial<WireRequest> = {}) =>
  transport.send({ method: 'GET', url, tls: unverified, headers: {}, replyMs: 5_000, ...more })

/** The three protocols of a request, each with the version that the server sees. */
const protocols: readonly [name: string, version: string, serve: (handler: Handler) => Promise<URL>][] = [
  ['HTTP/1.1', '1.1', (handler) => listen(http.createServer(handler as http.RequestListener), 'http')],
  ['HTTP/1.1 over TLS', '1.1', (handler) => listen(tlsServer(['http/1.1'], handler))],
  ['HTTP/2', '2.0', (handler) => listen(tlsServer(['h2', 'http/1.1'], handler))],
]
const tlsServer = (ALPNProtocols: string[], handler: Handler) => {
  // node:http2 sets ALPNProtocols itself, so a server for HTTP/1.1 only needs node:tls
  if (!ALPNProtocols.includes('h2')) return serveHttp1(handler, ALPNProtocols)
  return http2.createSecureServer({ key: pem, cert: pem, allowHTTP1: true }, handler as Parameters<typeof http2.createSecureServer>[1])
}
function serveHttp1(handler: Handler, ALPNProtocols: string[], onHttp2?: (socket: TLSSocket) => void): Server {
  const requests = http.createServer(handler as http.RequestListener)
  return tls.createServer({ key: pem, cert: pem, ALPNProtocols }, (socket) => {
    socket.on('error', () => undefined)
    if (socket.alpnProtocol === 'h2') onHttp2?.(socket)
    else requests.emit('connection', socket)
  })
}

describe.each(protocols)('over %s', (_, version, serve) => {
  it('sends method, path, headers and body, and returns status, headers and body', async () => {
    const url = await serve((request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        const { method, url: path, headers, httpVersion } = request
        response.writeHead(418, { 'X-Vault-Index': 'i' })
        response.end(JSON.stringify([httpVersion, method, path, headers['x-a'], headers['user-agent'], Buffer.concat(chunks).toString()]))
      })
    })
    const reply = await send(url, { method: 'POST', headers: { 'x-a': 'b' }, body: '{"ä":1}' })
    expect([reply.status, reply.header('x-vault-index'), reply.header('retry-after')]).toEqual([418, 'i', undefined])
    expect(JSON.parse(reply.body)).toEqual([
      version,
      'POST',
      '/v1/x?y=1',
      'b',
      expect.stringMatching(/^vault-exchange\/\d+\.\d+\.\d+/),
      '{"ä":1}',
    ])
  })

  it('decodes a character that is split between two packets', async () => {
    const bytes = Buffer.from('{"a":"ü"}')
    const url = await serve((__, response) => {
      response.write(bytes.subarray(0, 7))
      setTimeout(() => response.end(bytes.subarray(7)), 20)
    })
    expect((await send(url)).body).toBe('{"a":"ü"}')
  })

  it('returns an empty response, and does not follow a redirect', async () => {
    const url = await serve((__, response) => {
      response.writeHead(307, { location: 'https://127.0.0.1:1/' })
      response.end()
    })
    const reply = await send(url)
    expect([reply.status, reply.header('location'), reply.body]).toEqual([307, 'https://127.0.0.1:1/', ''])
  })

  it('accepts a response of 8 MiB, and rejects one more byte', async () => {
    const url = await serve((request, response) => {
      response.end(Buffer.alloc(8 * 1024 * 1024 + (request.headers['x-more'] ? 1 : 0), 'x'))
    })
    expect((await send(url)).body).toHaveLength(8 * 1024 * 1024)
    expect(await failureOf(send(url, { headers: { 'x-more': '1' } }))).toMatchObject({ code: 'ERR_REPLY' })
  })

  it('matches 200 concurrent requests with their responses', async () => {
    const url = await serve((request, response) => void sleep(5).then(() => response.end(request.headers['x-n'])))
    transport.prepare({ url, tls: unverified }, 200)
    const replies = await Promise.all(Array.from({ length: 200 }, (__, n) => send(url, { headers: { 'x-n': String(n) } })))
    expect(replies.map(({ body }) => body)).toEqual(Array.from({ length: 200 }, (__, n) => String(n)))
  })

  it('times out without a response and in an incomplete body; the next request succeeds', async () => {
    const url = await serve((request, response) => {
      if (request.headers['x-half']) response.write('{"data":')
      else if (!request.headers['x-never']) response.end('{}')
    })
    for (const headers of [{ 'x-never': '1' }, { 'x-half': '1' }] as Record<string, string>[]) {
      expect(await failureOf(send(url, { headers, replyMs: 150 }))).toMatchObject({
        code: 'ERR_TIMEOUT',
        sent: true,
        message: `${url.host} did not respond within 0.15 s`,
      })
    }
    expect((await send(url)).body).toBe('{}')
  })

  it('throws the reason of an aborted signal, and sends no later request with it', async () => {
    const reason = new Failure('ERR_CANCELLED', 'enough')
    const stop = new AbortController()
    let requests = 0
    const url = await serve(() => {
      requests++
      stop.abort(reason)
    })
    await expect(send(url, { signal: stop.signal })).rejects.toBe(reason)
    await expect(send(url, { signal: stop.signal })).rejects.toBe(reason)
    expect(requests).toBe(1)
  })

  it('reports a request as sent if the connection closes before the response', async () => {
    const url = await serve((request) => {
      request.socket.destroy()
    })
    const failure = await failureOf(send(url))
    expect(failure).toMatchObject({ code: 'ERR_CONNECT', sent: true, status: undefined })
    expect(failure.message).toMatch(`${url.host} closed the connection before it responded`)
  })

  it('rejects a truncated response', async () => {
    const url = await serve((request, response) => {
      response.writeHead(200, { 'content-length': 100 })
      response.write('{"data":')
      setTimeout(() => request.socket.destroy(), 20)
    })
    expect(await failureOf(send(url))).toMatchObject({ code: 'ERR_CONNECT', sent: true })
  })

  it('reports a request as not sent if the connection is refused', async () => {
    const url = await serve(() => undefined)
    await new Promise((resolve) => servers.pop()?.close(resolve))
    expect(await failureOf(send(url))).toMatchObject({ code: 'ERR_CONNECT', sent: false })
  })

  it('uses the prepared connection and opens no other', async () => {
    const seen = new Set<number | undefined>()
    const url = await serve((request, response) => {
      seen.add(request.socket.remotePort)
      response.end()
    })
    transport.prepare({ url, tls: unverified }, 1)
    await sleep(50)
    expect(sockets.size).toBe(1)
    for (let n = 0; n < 3; n++) await send(url)
    expect([seen.size, sockets.size]).toEqual([1, 1])
  })

  it('ignores an error of prepare()', async () => {
    const url = await serve((__, response) => response.end('late'))
    const server = servers.pop()!
    await new Promise((resolve) => server.close(resolve))
    transport.prepare({ url, tls: unverified }, 3)
    await sleep(50)
    await new Promise<void>((resolve) => server.listen(Number(url.port), '127.0.0.1', resolve))
    servers.push(server)
    expect((await send(url)).body).toBe('late')
  })
})

/** A server for both protocols: the test handles each HTTP/2 stream, the server counts and answers HTTP/1.1 requests. */
async function serveBoth(onStream: (stream: ServerHttp2Stream, session: Http2Session, nth: number) => void) {
  const seen = { http2: 0, http1: 0, connections: 0 }
  const server = http2.createSecureServer({ key: pem, cert: pem, allowHTTP1: true }, (request, response) => {
    if (request.httpVersion !== '1.1') return
    seen.http1++
    response.end('fell back')
  })
  server.on('session', () => seen.connections++)
  server.on('stream', (stream: ServerHttp2Stream) => {
    stream.on('error', () => undefined)
    onStream(stream, stream.session!, ++seen.http2)
  })
  return { url: await listen(server), seen }
}
const respond = (stream: ServerHttp2Stream) => {
  stream.respond({ ':status': 200 })
  stream.end('h2')
}

describe('an HTTP/2 server', () => {
  it('gets one connection for all requests', async () => {
    const { url, seen } = await serveBoth(respond)
    transport.prepare({ url, tls: unverified }, 50)
    await Promise.all(Array.from({ length: 50 }, () => send(url)))
    expect(seen).toEqual({ http2: 50, http1: 0, connections: 1 })
  })

  it('that sends GOAWAY gets a new HTTP/2 connection', async () => {
    const { url, seen } = await serveBoth((stream, session, nth) => {
      respond(stream)
      if (nth === 1) session.close()
    })
    await send(url)
    await sleep(50)
    expect((await send(url)).body).toBe('h2')
    expect(seen).toEqual({ http2: 2, http1: 0, connections: 2 })
  })

  it('that sends GOAWAY gets the unprocessed requests over HTTP/1.1, and no request twice', async () => {
    const { url, seen } = await serveBoth((stream, session, nth) => {
      if (nth === 1) session.goaway(http2.constants.NGHTTP2_NO_ERROR, stream.id)
      if (nth === 1) setTimeout(respond, 50, stream)
      else stream.close(http2.constants.NGHTTP2_REFUSED_STREAM)
    })
    const bodies = (await Promise.all(Array.from({ length: 10 }, () => send(url)))).map(({ body }) => body)
    expect(bodies.filter((body) => body === 'h2')).toHaveLength(1)
    expect(bodies.filter((body) => body === 'fell back')).toHaveLength(9)
    expect(seen.http1).toBe(9)
  })

  it('has not seen a refused stream, may have seen a reset one, and keeps the connection in both cases', async () => {
    const { url, seen } = await serveBoth((stream, _, nth) => {
      if (nth <= 2) stream.close(nth === 1 ? http2.constants.NGHTTP2_REFUSED_STREAM : http2.constants.NGHTTP2_INTERNAL_ERROR)
      else respond(stream)
    })
    expect(await failureOf(send(url))).toMatchObject({ code: 'ERR_CONNECT', sent: false })
    expect(await failureOf(send(url))).toMatchObject({ code: 'ERR_CONNECT', sent: true })
    expect((await send(url)).body).toBe('h2')
    expect(seen).toEqual({ http2: 3, http1: 0, connections: 1 })
  })

  it.each<[string, number]>([
    ['NO_ERROR', http2.constants.NGHTTP2_NO_ERROR],
    ['CANCEL', http2.constants.NGHTTP2_CANCEL],
  ])('that closes a stream with %s before the end of the response causes ERR_CONNECT', async (_, code) => {
    const { url } = await serveBoth((stream) => {
      stream.respond({ ':status': 200, 'content-length': 100 })
      stream.write('{"data":')
      setTimeout(() => {
        stream.close(code)
      }, 20)
    })
    expect(await failureOf(send(url))).toMatchObject({ code: 'ERR_CONNECT', sent: true })
  })

  it('that requires HTTP/1.1 gets HTTP/1.1', async () => {
    const { url, seen } = await serveBoth((stream) => {
      stream.close(http2.constants.NGHTTP2_HTTP_1_1_REQUIRED)
    })
    expect((await send(url, { method: 'POST', body: '{}' })).body).toBe('fell back')
    expect((await send(url)).body).toBe('fell back')
    expect(seen).toMatchObject({ http2: 1, http1: 2 })
  })

  it('whose connection closes may have seen the open requests; the next request uses HTTP/1.1', async () => {
    const { url, seen } = await serveBoth((_, session) => {
      session.destroy()
    })
    expect(await failureOf(send(url, { method: 'POST', body: '{}' }))).toMatchObject({ code: 'ERR_CONNECT', sent: true })
    expect((await send(url)).body).toBe('fell back')
    expect(seen).toMatchObject({ http2: 1, http1: 1 })
  })

  it('that stops responding gets a new connection', async () => {
    const { url, seen } = await serveBoth((stream, _, nth) => {
      if (nth > 1) respond(stream)
    })
    expect(await failureOf(send(url, { replyMs: 100 }))).toMatchObject({ code: 'ERR_TIMEOUT' })
    expect((await send(url)).body).toBe('h2')
    expect(seen).toEqual({ http2: 2, http1: 0, connections: 2 })
  })

  it('that accepts five requests per connection receives each request once', async () => {
    const { url, seen } = await serveBoth((stream, session, nth) => {
      if (nth <= 5) respond(stream)
      else stream.close(http2.constants.NGHTTP2_REFUSED_STREAM)
      if (nth === 5) session.goaway(http2.constants.NGHTTP2_NO_ERROR, stream.id)
    })
    const replies = await Promise.all(Array.from({ length: 50 }, () => send(url, { method: 'POST', body: '{}' })))
    expect(replies.map(({ status }) => status)).toEqual(Array.from({ length: 50 }, () => 200))
    expect(replies.filter(({ body }) => body === 'h2').length + seen.http1).toBe(50)
  })
})

describe('a load balancer that selects h2', () => {
  const startBalancer = async (onHttp2: (socket: TLSSocket) => void) => {
    let http1 = 0
    const handler: Handler = (_, response) => {
      http1++
      response.end('fell back')
    }
    return { url: await listen(serveHttp1(handler, ['h2', 'http/1.1'], onHttp2)), http1: () => http1 }
  }

  it('and speaks HTTP/1.1 gets every request over HTTP/1.1, also a write: it has not read the first attempt', async () => {
    const { url, http1 } = await startBalancer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n'))
    const replies = await Promise.all(Array.from({ length: 5 }, () => send(url, { method: 'POST', body: '{}' })))
    expect(replies.map(({ body }) => body)).toEqual(Array.from({ length: 5 }, () => 'fell back'))
    expect(http1()).toBe(5)
  })

  it('and closes the connection gets the next request over HTTP/1.1', async () => {
    const { url, http1 } = await startBalancer((socket) => socket.once('data', () => socket.destroy()))
    const failure = await failureOf(send(url))
    expect(failure.code).toBe('ERR_CONNECT')
    expect((await send(url)).body).toBe('fell back')
    expect(http1()).toBe(1)
  })
})

/** Invalid TLS records: bytes without a record, a record with a wrong MAC, and an unencrypted alert. */
const wrongRecords: readonly [name: string, bytes: Buffer][] = [
  ['bytes without a record', Buffer.from('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n')],
  ['a record with another key', Buffer.concat([Buffer.from([0x17, 3, 3, 0, 40]), Buffer.alloc(40, 1)])],
  ['an unencrypted alert', Buffer.from([0x15, 3, 3, 0, 2, 2, 40])],
]
describe.each(['h2', 'http/1.1'])('a TLS connection for %s with an invalid record after the request', (protocol) => {
  test.each(wrongRecords)('%s: the request counts as sent, and is not sent again', async (_, bytes) => {
    let requests = 0
    const clients = new Set<Socket>()
    const handler: Handler = () => {
      requests++
      for (const client of clients) client.write(bytes)
    }
    const server = await listen(tlsServer(protocol === 'h2' ? ['h2', 'http/1.1'] : [protocol], handler))
    const url = await listen(
      net.createServer((client) => {
        const upstream = net.connect(Number(server.port), '127.0.0.1').on('error', () => undefined)
        clients.add(client)
        client.pipe(upstream).pipe(client)
      }),
    )
    const failure = await failureOf(send(url, { method: 'POST', body: '{}' }))
    expect(requests).toBe(1)
    expect(failure).toMatchObject({ code: 'ERR_CONNECT', sent: true, status: undefined })
    expect(failure.message).toMatch(`the connection to ${url.host} broke before the response arrived (`)
  })
})

it('close() closes open connections and those being opened', async () => {
  const closings: Promise<unknown>[] = []
  const serve = () => {
    const server = tlsServer(['h2', 'http/1.1'], (_, response) => response.end())
    server.on('connection', (socket: Socket) => closings.push(once(socket, 'close')))
    return listen(server)
  }
  await send(await serve())
  transport.prepare({ url: await serve(), tls: unverified }, 1)
  await once(servers.at(-1)!, 'connection')
  transport.close()
  expect(closings).toHaveLength(2)
  await Promise.all(closings)
}, 5_000)
