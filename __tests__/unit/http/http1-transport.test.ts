import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { once } from 'node:events'
import http from 'node:http'
import https from 'node:https'
import net, { type AddressInfo, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { Failure } from '../../../src/core/failure.ts'
import { createHttpTransport } from '../../../src/http/http1-transport.ts'
import type { WireRequest } from '../../../src/http/transport.ts'
import { failureOf } from '../../support/rejection.ts'

const transport = createHttpTransport()
const servers: Server[] = []
const sockets = new Set<Socket>()

/** Listens on a free loopback port and returns the URL for requests. */
async function listen(server: Server, host = '127.0.0.1'): Promise<URL> {
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
  })
  servers.push(server)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, host, resolve)
  })
  const { port } = server.address() as AddressInfo
  return new URL(`http://${host.includes(':') ? `[${host}]` : host}:${port}/v1/x?y=1`)
}
const serve = (onRequest: http.RequestListener, host?: string) => listen(http.createServer(onRequest), host)
const send = (url: URL, more: Partial<WireRequest> = {}) => transport.send({ method: 'GET', url, headers: {}, replyMs: 5_000, ...more })

afterEach(() => {
  jest.restoreAllMocks()
})
afterAll(() => {
  transport.close()
  for (const socket of sockets) socket.destroy()
  for (const server of servers) server.close()
})

describe('a response', () => {
  it('has status, headers and body; the request has method, path, headers and body', async () => {
    const url = await serve((request, response) => {
      const chunks: Buffer[] = []
      request
        .on('data', (chunk: Buffer) => chunks.push(chunk))
        .on('end', () => {
          response.writeHead(418, { 'X-Vault-Index': 'i' })
          response.end(JSON.stringify([request.method, request.url, request.headers['x-a'], Buffer.concat(chunks).toString()]))
        })
    })
    const reply = await send(url, { method: 'POST', headers: { 'x-a': 'b' }, body: '{"ä":1}' })
    expect(reply.status).toBe(418)
    expect(reply.header('x-vault-index')).toBe('i')
    expect(reply.header('retry-after')).toBeUndefined()
    expect(JSON.parse(reply.body)).toEqual(['POST', '/v1/x?y=1', 'b', '{"ä":1}'])
  })

  it('keeps characters that are split between two packets', async () => {
    const bytes = Buffer.from('{"a":"ü"}')
    const url = await serve((_, response) => {
      response.write(bytes.subarray(0, 7))
      setTimeout(() => response.end(bytes.subarray(7)), 20)
    })
    expect((await send(url)).body).toBe('{"a":"ü"}')
  })

  it('with a redirect is returned, not followed', async () => {
    const url = await serve((_, response) => response.writeHead(307, { location: 'http://127.0.0.1:1/' }).end())
    const reply = await send(url)
    expect([reply.status, reply.header('location')]).toEqual([307, 'http://127.0.0.1:1/'])
  })

  it('arrives over IPv6 too', async () => {
    const url = await serve((request, response) => response.end(request.headers.host), '::1')
    expect((await send(url)).body).toBe(url.host)
  })

  it('may take longer than the connect timeout', async () => {
    const real = globalThis.setTimeout
    jest.spyOn(globalThis, 'setTimeout').mockImplementation((task: () => void, ms?: number) => real(task, ms === 5_000 ? 200 : ms))
    const url = await serve((_, response) => void sleep(400).then(() => response.end('late')))
    expect((await send(url)).body).toBe('late')
  })

  it('may have 8 MiB, and not one byte more', async () => {
    const url = await serve((request, response) => response.end(Buffer.alloc(8 * 1024 * 1024 + (request.headers['x-more'] ? 1 : 0), 'x')))
    expect((await send(url)).body).toHaveLength(8 * 1024 * 1024)
    expect(await failureOf(send(url, { headers: { 'x-more': '1' } }))).toMatchObject({
      code: 'ERR_REPLY',
      message: 'the response is larger than 8 MiB',
    })
  })
})

describe('a connection', () => {
  it('is reused for the next request', async () => {
    const ports = new Set<number | undefined>()
    const url = await serve((request, response) => {
      ports.add(request.socket.remotePort)
      response.end()
    })
    for (let i = 0; i < 3; i++) await send(url)
    expect(ports.size).toBe(1)
  })

  it('that is refused has not carried the request', async () => {
    const server = net.createServer()
    const url = await listen(server)
    await new Promise((resolve) => server.close(resolve))
    expect(await failureOf(send(url))).toMatchObject({
      code: 'ERR_CONNECT',
      sent: false,
      message: `cannot connect to ${url.host}: connection refused (ECONNREFUSED)`,
    })
  })

  it('that does not open within 5 s fails', async () => {
    const url = await listen(net.createServer()) // accepts the connection, and never starts the TLS handshake
    url.protocol = 'https:'
    const real = globalThis.setTimeout
    jest.spyOn(globalThis, 'setTimeout').mockImplementation((task: () => void, ms?: number) => real(task, ms === 5_000 ? 200 : ms))
    expect(await failureOf(send(url))).toMatchObject({
      code: 'ERR_CONNECT',
      sent: false,
      message: `cannot connect to ${url.host}: no connection within 5 s (ECONNTIMEOUT)`,
    })
  })

  it('to a server without TLS fails for https', async () => {
    const url = await serve((_, response) => response.end())
    url.protocol = 'https:'
    expect(await failureOf(send(url))).toMatchObject({ code: 'ERR_TLS', sent: false })
  })

  it.each<[string, (socket: Socket) => void]>([
    ['reset', (socket) => socket.resetAndDestroy()],
    ['closed', (socket) => socket.end()],
    ['truncated within the headers', (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Le')],
    ['truncated within the body', (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"data":')],
    ['truncated within a chunk', (socket) => socket.end('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n{"data":')],
  ])('that is %s may have carried the request', async (_, cut) => {
    const url = await listen(
      net.createServer((socket) => {
        socket.once('data', () => {
          cut(socket)
        })
      }),
    )
    const failure = await failureOf(send(url))
    expect(failure).toMatchObject({ code: 'ERR_CONNECT', sent: true, status: undefined })
    expect(failure.message).toMatch(`${url.host} closed the connection before it responded`)
  })
})

describe('the timeout', () => {
  it.each<[string, string]>([
    ['nothing', ''],
    ['half a header', 'HTTP/1.1 200 OK\r\nContent-'],
    ['half a body', 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"data":'],
  ])('applies if a server sends %s and stops', async (_, part) => {
    const url = await listen(net.createServer((socket) => socket.once('data', () => socket.write(part))))
    expect(await failureOf(send(url, { replyMs: 100 }))).toMatchObject({
      code: 'ERR_TIMEOUT',
      message: `${url.host} did not respond within 0.1 s`,
    })
  })

  it('applies to a body that arrives slowly', async () => {
    const url = await serve((_, response) => {
      const timer = setInterval(() => response.write('x'), 20)
      response.on('close', () => {
        clearInterval(timer)
      })
    })
    expect(await failureOf(send(url, { replyMs: 150 }))).toMatchObject({ code: 'ERR_TIMEOUT' })
  })
})

describe('a signal', () => {
  const reason = new Failure('ERR_CANCELLED', 'enough')

  it('aborts an active request with its reason', async () => {
    const stop = new AbortController()
    const url = await serve(() => {
      stop.abort(reason)
    })
    await expect(send(url, { signal: stop.signal })).rejects.toBe(reason)
  })

  it('aborts a request that waits for its connection', async () => {
    // a connection that never opens
    jest.spyOn(net, 'connect').mockImplementation(() => new net.Socket())
    const end = new AbortController()
    const waiting = send(new URL('http://127.0.0.1:9/'), { signal: end.signal })
    setTimeout(() => {
      end.abort(reason)
    }, 50)
    const begin = Date.now()
    await expect(waiting).rejects.toBe(reason)
    expect(Date.now() - begin).toBeLessThan(4_000)
  })

  it('that is already aborted prevents the request', async () => {
    let requests = 0
    const url = await serve((_, response) => {
      requests++
      response.end()
    })
    await expect(send(url, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
    expect(requests).toBe(0)
  })
})

describe('the concurrency limit', () => {
  it('allows 32 concurrent requests, and all of 80 get a response', async () => {
    let now = 0
    let most = 0
    const url = await serve((_, response) => {
      most = Math.max(most, ++now)
      setTimeout(() => {
        now--
        response.end('x')
      }, 20)
    })
    const replies = await Promise.all(Array.from({ length: 80 }, () => send(url)))
    expect(replies.every((reply) => reply.body === 'x')).toBe(true)
    expect(most).toBe(32)
  })

  it('starts the timeout of a waiting request when it is admitted, and frees the place of a failed one', async () => {
    const url = await serve((request, response) => {
      if (request.headers['x-hang'] === undefined) response.end('x')
    })
    const hanging = Array.from({ length: 16 }, () => failureOf(send(url, { headers: { 'x-hang': '1' }, replyMs: 400 })))
    const waiting = Array.from({ length: 20 }, () => send(url, { replyMs: 350 }))
    expect((await Promise.all(waiting)).map((reply) => reply.status)).toEqual(Array.from({ length: 20 }, () => 200))
    expect((await Promise.all(hanging)).every((failure) => failure.code === 'ERR_TIMEOUT')).toBe(true)
  })

  it('causes no warning if all requests share one signal', async () => {
    const warned = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined)
    const url = await serve((_, response) => response.end('x'))
    const { signal } = new AbortController()
    await Promise.all(Array.from({ length: 40 }, () => send(url, { signal })))
    expect(warned).not.toHaveBeenCalled()
  })
})

/** A proxy that connects every tunnel to one server; records the targets of the tunnels and the tokens in their requests. */
async function proxyTo(origin: URL, asked: (string | undefined)[]): Promise<string> {
  const proxy = http.createServer()
  proxy.on('connect', (request, socket: Socket) => {
    asked.push(request.url, request.headers['x-vault-token']?.toString())
    const upstream = net.connect(Number(origin.port), origin.hostname, () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      socket.pipe(upstream).pipe(socket)
    })
    upstream.on('error', () => undefined)
    sockets.add(upstream)
  })
  return `http://127.0.0.1:${(await listen(proxy)).port}`
}

describe('a proxy of the environment', () => {
  afterEach(() => {
    delete process.env['http_proxy']
  })

  it('is used', async () => {
    const origin = await serve((request, response) =>
      response.end(`${request.url ?? ''} ${request.headers['x-vault-token']?.toString() ?? ''}`),
    )
    const asked: (string | undefined)[] = []
    process.env['http_proxy'] = await proxyTo(origin, asked)
    const reply = await send(new URL('http://vault.test/v1/x'), { headers: { 'x-vault-token': 't' } })
    expect(reply.body).toBe('/v1/x t')
    expect(asked).toEqual(['vault.test:80', undefined])
  })
})

// node reads NODE_TLS_REJECT_UNAUTHORIZED from the real environment, which jest hides from tests: hence a child process
// it first shows that plain node:https accepts the certificate
describe('a self-signed certificate', () => {
  const script = `
    import https from 'node:https'
    const [transport, origin, url] = process.argv.slice(1)
    const { createHttpTransport } = await import(transport)
    const acceptedByNode = await new Promise((resolve) => https.get(origin, (reply) => resolve(reply.resume().statusCode)).on('error', resolve))
    const outcome = (error) => [error.code, error.sent, error.message]
    const request = { method: 'GET', url: new URL(url), headers: { 'x-vault-token': 't' }, replyMs: 5_000 }
    console.log(JSON.stringify([acceptedByNode, await createHttpTransport().send(request).then(({ status }) => status, outcome)]))
    process.exit()
  `
  const pem = readFileSync(join(__dirname, '../../support/self-signed.pem'))

  it.each([
    ['through a proxy', true],
    ['directly', false],
  ])('is rejected %s, even if NODE_TLS_REJECT_UNAUTHORIZED is 0', async (_, proxied) => {
    const tokens: unknown[] = []
    const server = https.createServer({ key: pem, cert: pem }, (request, response) => {
      tokens.push(request.headers['x-vault-token'])
      response.end('{}')
    })
    const origin = await listen(server)
    origin.protocol = 'https:'
    const asked: (string | undefined)[] = []
    const env = { PATH: process.env['PATH'], NODE_TLS_REJECT_UNAUTHORIZED: '0', https_proxy: proxied ? await proxyTo(origin, asked) : '' }
    const transportFile = pathToFileURL(join(__dirname, '../../../src/http/http1-transport.ts')).href
    const url = proxied ? 'https://vault.test/v1/x' : origin.href
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script, transportFile, origin.href, url], {
      env,
    })
    expect(JSON.parse(stdout)).toEqual([
      200,
      [
        'ERR_TLS',
        false,
        expect.stringMatching(
          `^the certificate of ${new URL(url).host} is self-signed: CN=.*, valid from .* \\(DEPTH_ZERO_SELF_SIGNED_CERT\\)$`,
        ),
      ],
    ])
    expect(tokens).toEqual([undefined])
    // three attempts: the normal one, one with the system's store, one to read the certificate
    expect(asked).toEqual(proxied ? ['vault.test:443', undefined, 'vault.test:443', undefined, 'vault.test:443', undefined] : [])
  })
})

it('close() closes idle connections', async () => {
  const own = createHttpTransport()
  // longer than the test, so that the server closes no connection
  const server = http.createServer({ keepAliveTimeout: 60_000 }, (_, response) => response.end())
  const url = await listen(server)
  const closings: Promise<unknown>[] = []
  server.on('connection', (socket) => closings.push(once(socket, 'close')))
  await own.send({ method: 'GET', url, headers: {}, replyMs: 5_000 })
  own.close()
  expect(closings).toHaveLength(1)
  await Promise.all(closings)
}, 5_000)
