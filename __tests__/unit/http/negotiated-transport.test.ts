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
// the certificate is nobody's: what makes it good is tested elsewhere
const trusting = { skipVerify: true } as const
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
  transport.send({ method: 'GET', url, tls: trusting, headers: {}, replyMs: 5_000, ...more })

/** The three ways that a request may go, each with the version that a server sees. */
const ways: readonly [name: string, version: string, serve: (handler: Handler) => Promise<URL>][] = [
  ['HTTP/1.1', '1.1', (handler) => listen(http.createServer(handler as http.RequestListener), 'http')],
  ['HTTP/1.1 over TLS', '1.1', (handler) => listen(tlsServer(['http/1.1'], handler))],
  ['HTTP/2', '2.0', (handler) => listen(tlsServer(['h2', 'http/1.1'], handler))],
]
const tlsServer = (ALPNProtocols: string[], handler: Handler) => {
  // http2's own list comes of allowHTTP1; a server that knows HTTP/1.1 only is one of its kind too
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

describe.each(ways)('over %s', (_, version, serve) => {
  it('a reply comes with status, headers and body, and the request as it was asked for', async () => {
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

  it('a character that is cut between two packets is kept', async () => {
    const bytes = Buffer.from('{"a":"ü"}')
    const url = await serve((__, response) => {
      response.write(bytes.subarray(0, 7))
      setTimeout(() => response.end(bytes.subarray(7)), 20)
    })
    expect((await send(url)).body).toBe('{"a":"ü"}')
  })

  it('an empty reply is one, and a redirect is not followed', async () => {
    const url = await serve((__, response) => {
      response.writeHead(307, { location: 'https://127.0.0.1:1/' })
      response.end()
    })
    const reply = await send(url)
    expect([reply.status, reply.header('location'), reply.body]).toEqual([307, 'https://127.0.0.1:1/', ''])
  })

  it('8 MiB are taken, a byte more is not', async () => {
    const url = await serve((request, response) => {
      response.end(Buffer.alloc(8 * 1024 * 1024 + (request.headers['x-more'] ? 1 : 0), 'x'))
    })
    expect((await send(url)).body).toHaveLength(8 * 1024 * 1024)
    expect(await failureOf(send(url, { headers: { 'x-more': '1' } }))).toMatchObject({ code: 'ERR_REPLY' })
  })

  it('200 requests at once are all answered, each with its own reply', async () => {
    const url = await serve((request, response) => void sleep(5).then(() => response.end(request.headers['x-n'])))
    transport.prepare({ url, tls: trusting }, 200)
    const replies = await Promise.all(Array.from({ length: 200 }, (__, n) => send(url, { headers: { 'x-n': String(n) } })))
    expect(replies.map(({ body }) => body)).toEqual(Array.from({ length: 200 }, (__, n) => String(n)))
  })

  it('time runs out where nothing comes, and where a body stops; the next request is answered', async () => {
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

  it('a signal ends a request with its reason, and lets none go out that comes later', async () => {
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

  it('a connection that is lost before the reply may have carried the request', async () => {
    const url = await serve((request) => {
      request.socket.destroy()
    })
    const failure = await failureOf(send(url))
    expect(failure).toMatchObject({ code: 'ERR_CONNECT', sent: true, status: undefined })
    expect(failure.message).toMatch(`${url.host} closed the connection before it responded`)
  })

  it('a reply that is cut short is none', async () => {
    const url = await serve((request, response) => {
      response.writeHead(200, { 'content-length': 100 })
      response.write('{"data":')
      setTimeout(() => request.socket.destroy(), 20)
    })
    expect(await failureOf(send(url))).toMatchObject({ code: 'ERR_CONNECT', sent: true })
  })

  it('a server that is not there got nothing', async () => {
    const url = await serve(() => undefined)
    await new Promise((resolve) => servers.pop()?.close(resolve))
    expect(await failureOf(send(url))).toMatchObject({ code: 'ERR_CONNECT', sent: false })
  })

  it('what was opened early serves the requests, and nothing more is opened', async () => {
    const seen = new Set<number | undefined>()
    const url = await serve((request, response) => {
      seen.add(request.socket.remotePort)
      response.end()
    })
    transport.prepare({ url, tls: trusting }, 1)
    await sleep(50)
    expect(sockets.size).toBe(1)
    for (let n = 0; n < 3; n++) await send(url)
    expect([seen.size, sockets.size]).toEqual([1, 1])
  })

  it('a preparation that fails is no failure of its own', async () => {
    const url = await serve((__, response) => response.end('late'))
    const server = servers.pop()!
    await new Promise((resolve) => server.close(resolve))
    transport.prepare({ url, tls: trusting }, 3)
    await sleep(50)
    await new Promise<void>((resolve) => server.listen(Number(url.port), '127.0.0.1', resolve))
    servers.push(server)
    expect((await send(url)).body).toBe('late')
  })
})

/** A server of HTTP/2 whose streams a test answers; and of HTTP/1.1, where what fell back is counted and answered. */
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
const answer = (stream: ServerHttp2Stream) => {
  stream.respond({ ':status': 200 })
  stream.end('h2')
}

describe('a server of HTTP/2', () => {
  it('gets one connection for everything', async () => {
    const { url, seen } = await serveBoth(answer)
    transport.prepare({ url, tls: trusting }, 50)
    await Promise.all(Array.from({ length: 50 }, () => send(url)))
    expect(seen).toEqual({ http2: 50, http1: 0, connections: 1 })
  })

  it('that says goodbye is connected to anew, and still spoken to over HTTP/2', async () => {
    const { url, seen } = await serveBoth((stream, session, nth) => {
      answer(stream)
      if (nth === 1) session.close()
    })
    await send(url)
    await sleep(50)
    expect((await send(url)).body).toBe('h2')
    expect(seen).toEqual({ http2: 2, http1: 0, connections: 2 })
  })

  it('that says goodbye in the middle: what it has not seen goes on over HTTP/1.1, and nothing is asked twice', async () => {
    const { url, seen } = await serveBoth((stream, session, nth) => {
      if (nth === 1) session.goaway(http2.constants.NGHTTP2_NO_ERROR, stream.id)
      if (nth === 1) setTimeout(answer, 50, stream)
      else stream.close(http2.constants.NGHTTP2_REFUSED_STREAM)
    })
    const bodies = (await Promise.all(Array.from({ length: 10 }, () => send(url)))).map(({ body }) => body)
    expect(bodies.filter((body) => body === 'h2')).toHaveLength(1)
    expect(bodies.filter((body) => body === 'fell back')).toHaveLength(9)
    expect(seen.http1).toBe(9)
  })

  it('that refuses a stream has not seen the request, one that resets it may have: the connection lives on', async () => {
    const { url, seen } = await serveBoth((stream, _, nth) => {
      if (nth <= 2) stream.close(nth === 1 ? http2.constants.NGHTTP2_REFUSED_STREAM : http2.constants.NGHTTP2_INTERNAL_ERROR)
      else answer(stream)
    })
    expect(await failureOf(send(url))).toMatchObject({ code: 'ERR_CONNECT', sent: false })
    expect(await failureOf(send(url))).toMatchObject({ code: 'ERR_CONNECT', sent: true })
    expect((await send(url)).body).toBe('h2')
    expect(seen).toEqual({ http2: 3, http1: 0, connections: 1 })
  })

  it.each<[string, number]>([
    ['NO_ERROR', http2.constants.NGHTTP2_NO_ERROR],
    ['CANCEL', http2.constants.NGHTTP2_CANCEL],
  ])('that ends a stream with %s before its reply is whole has not answered', async (_, code) => {
    const { url } = await serveBoth((stream) => {
      stream.respond({ ':status': 200, 'content-length': 100 })
      stream.write('{"data":')
      setTimeout(() => {
        stream.close(code)
      }, 20)
    })
    expect(await failureOf(send(url))).toMatchObject({ code: 'ERR_CONNECT', sent: true })
  })

  it('that asks for HTTP/1.1 gets it', async () => {
    const { url, seen } = await serveBoth((stream) => {
      stream.close(http2.constants.NGHTTP2_HTTP_1_1_REQUIRED)
    })
    expect((await send(url, { method: 'POST', body: '{}' })).body).toBe('fell back')
    expect((await send(url)).body).toBe('fell back')
    expect(seen).toMatchObject({ http2: 1, http1: 2 })
  })

  it('whose connection breaks may have seen what was under way: the caller decides, and over HTTP/1.1 it goes on', async () => {
    const { url, seen } = await serveBoth((_, session) => {
      session.destroy()
    })
    expect(await failureOf(send(url, { method: 'POST', body: '{}' }))).toMatchObject({ code: 'ERR_CONNECT', sent: true })
    expect((await send(url)).body).toBe('fell back')
    expect(seen).toMatchObject({ http2: 1, http1: 1 })
  })

  it('that falls silent is connected to anew', async () => {
    const { url, seen } = await serveBoth((stream, _, nth) => {
      if (nth > 1) answer(stream)
    })
    expect(await failureOf(send(url, { replyMs: 100 }))).toMatchObject({ code: 'ERR_TIMEOUT' })
    expect((await send(url)).body).toBe('h2')
    expect(seen).toEqual({ http2: 2, http1: 0, connections: 2 })
  })

  it('and one that takes five requests a connection: everything is answered once', async () => {
    const { url, seen } = await serveBoth((stream, session, nth) => {
      if (nth <= 5) answer(stream)
      else stream.close(http2.constants.NGHTTP2_REFUSED_STREAM)
      if (nth === 5) session.goaway(http2.constants.NGHTTP2_NO_ERROR, stream.id)
    })
    const replies = await Promise.all(Array.from({ length: 50 }, () => send(url, { method: 'POST', body: '{}' })))
    expect(replies.map(({ status }) => status)).toEqual(Array.from({ length: 50 }, () => 200))
    expect(replies.filter(({ body }) => body === 'h2').length + seen.http1).toBe(50)
  })
})

describe('a load balancer that offers HTTP/2', () => {
  const balancer = async (onHttp2: (socket: TLSSocket) => void) => {
    let http1 = 0
    const handler: Handler = (_, response) => {
      http1++
      response.end('fell back')
    }
    return { url: await listen(serveHttp1(handler, ['h2', 'http/1.1'], onHttp2)), http1: () => http1 }
  }

  it('and speaks HTTP/1.1 is answered in it, a write too: it cannot have understood the request', async () => {
    const { url, http1 } = await balancer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n'))
    const replies = await Promise.all(Array.from({ length: 5 }, () => send(url, { method: 'POST', body: '{}' })))
    expect(replies.map(({ body }) => body)).toEqual(Array.from({ length: 5 }, () => 'fell back'))
    expect(http1()).toBe(5)
  })

  it('and closes the connection gets HTTP/1.1 from the next request on', async () => {
    const { url, http1 } = await balancer((socket) => socket.once('data', () => socket.destroy()))
    const failure = await failureOf(send(url))
    expect(failure.code).toBe('ERR_CONNECT')
    expect((await send(url)).body).toBe('fell back')
    expect(http1()).toBe(1)
  })
})

/** TLS records as OpenSSL does not expect them: no record at all, one whose MAC is wrong, and an alert that is not encrypted. */
const wrongRecords: readonly [name: string, bytes: Buffer][] = [
  ['no record', Buffer.from('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n')],
  ['a record of another key', Buffer.concat([Buffer.from([0x17, 3, 3, 0, 40]), Buffer.alloc(40, 1)])],
  ['an alert in clear', Buffer.from([0x15, 3, 3, 0, 2, 2, 40])],
]
describe.each(['h2', 'http/1.1'])('a TLS connection for %s whose records break once the request is there', (protocol) => {
  test.each(wrongRecords)('by %s may have carried it: it is sent once', async (_, bytes) => {
    let requests = 0
    const clients = new Set<Socket>()
    const handler: Handler = () => {
      requests++
      for (const client of clients) client.write(bytes)
    }
    const server = await listen(tlsServer(protocol === 'h2' ? ['h2', 'http/1.1'] : [protocol], handler))
    const url = await listen(
      net.createServer((client) => {
        const onward = net.connect(Number(server.port), '127.0.0.1').on('error', () => undefined)
        clients.add(client)
        client.pipe(onward).pipe(client)
      }),
    )
    const failure = await failureOf(send(url, { method: 'POST', body: '{}' }))
    expect(requests).toBe(1)
    expect(failure).toMatchObject({ code: 'ERR_CONNECT', sent: true, status: undefined })
    expect(failure.message).toMatch(`the connection to ${url.host} broke before the response arrived (`)
  })
})

it('closes what it kept, and what it was about to open', async () => {
  const closings: Promise<unknown>[] = []
  const serve = () => {
    const server = tlsServer(['h2', 'http/1.1'], (_, response) => response.end())
    server.on('connection', (socket: Socket) => closings.push(once(socket, 'close')))
    return listen(server)
  }
  await send(await serve())
  transport.prepare({ url: await serve(), tls: trusting }, 1)
  await once(servers.at(-1)!, 'connection')
  transport.close()
  expect(closings).toHaveLength(2)
  await Promise.all(closings)
}, 5_000)
