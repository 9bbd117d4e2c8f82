import { Agent, createServer, request as httpRequest, type IncomingHttpHeaders, type IncomingMessage, type Server } from 'node:http'
import { connect, createServer as createTcpServer, type AddressInfo } from 'node:net'
import { once } from 'node:events'
import { buffer } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { startDelayProxy } from '../proxy/delay-proxy.ts'
import { startFaultProxy, type Fault, type FaultProxy } from '../proxy/fault-proxy.ts'
import { endsWithTest } from '../../__tests__/support/ends-with-test.ts'

const secret = JSON.stringify({ data: { value: 'correct horse battery staple' } })
let server: Server
let acted: string[]
let proxy: FaultProxy
let agent: Agent

interface Got {
  status: number
  headers: IncomingHttpHeaders
  body: Buffer
}

async function ask(path: string, options: { method?: string; body?: string; timeoutMs?: number; url?: string } = {}): Promise<Got> {
  const { url = proxy.url, method = 'GET' } = options
  const request = httpRequest(`${url}${path}`, { method, agent, headers: { 'x-vault-token': 't' } })
  if (options.timeoutMs !== undefined) request.setTimeout(options.timeoutMs, () => request.destroy(new Error('timed out')))
  request.end(options.body)
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  return { status: response.statusCode!, headers: response.headers, body: await buffer(response) }
}

async function codeOf(asked: Promise<unknown>): Promise<string> {
  return asked.then(
    () => 'answered',
    (error: unknown) => (error as NodeJS.ErrnoException).code ?? (error as Error).message,
  )
}

beforeEach(async () => {
  acted = []
  server = createServer((request, response) => {
    void buffer(request).then((body) => {
      acted.push(`${request.method!} ${request.url!} ${body.toString()}`.trim())
      if (request.method === 'PUT') response.writeHead(204).end()
      else response.writeHead(200, { 'content-type': 'application/json', 'x-vault-index': '7' }).end(secret)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(endsWithTest(server), 'listening')
  proxy = await endsWithTest(startFaultProxy({ target: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }))
  agent = new Agent({ keepAlive: true })
})

afterEach(() => {
  agent.destroy()
})

test('forwards and records requests and responses', async () => {
  const read = await ask('/v1/kv/data/app?version=2')
  expect(read).toMatchObject({ status: 200, headers: { 'x-vault-index': '7', 'content-length': String(secret.length) } })
  expect(read.body.toString()).toBe(secret)
  expect(await ask('/v1/auth/token/revoke-self', { method: 'PUT', body: '{}' })).toMatchObject({ status: 204, body: Buffer.alloc(0) })
  expect(proxy.requests).toMatchObject([
    { method: 'GET', path: '/v1/kv/data/app?version=2', headers: { 'x-vault-token': 't' }, body: '', served: 200, status: 200 },
    { method: 'PUT', path: '/v1/auth/token/revoke-self', body: '{}', served: 204, status: 204 },
  ])
  expect(Math.abs(proxy.requests[0]!.when - Date.now())).toBeLessThan(5_000)
  expect(acted).toEqual(['GET /v1/kv/data/app?version=2', 'PUT /v1/auth/token/revoke-self {}'])
})

test('keeps connections alive on both sides', async () => {
  const sockets = new Set<unknown>()
  server.on('connection', (socket) => sockets.add(socket))
  const fromClient = new Set<unknown>()
  agent.on('free', (socket) => fromClient.add(socket))
  for (let count = 0; count < 5; count += 1) await ask(`/${count}`)
  expect(sockets.size).toBe(1)
  expect(fromClient.size).toBe(1)
})

describe('faults', () => {
  const seen: { fault: Fault; acts: boolean; code?: string; status?: number; headers?: IncomingHttpHeaders; body?: string | RegExp }[] = [
    { fault: { kind: 'reset-before' }, acts: false, code: 'ECONNRESET' },
    { fault: { kind: 'reset-after' }, acts: true, code: 'ECONNRESET' },
    { fault: { kind: 'hang' }, acts: false, code: 'timed out' },
    { fault: { kind: 'hang-after' }, acts: true, code: 'timed out' },
    { fault: { kind: 'cut-json', by: 'connection' }, acts: true, code: 'ECONNRESET' },
    { fault: { kind: 'cut-json', by: 'length' }, acts: true, status: 200, body: secret.slice(0, Math.floor(secret.length / 2)) },
    { fault: { kind: 'not-json' }, acts: false, status: 200, headers: { 'content-type': 'text/html' }, body: /^<!doctype html>/ },
    { fault: { kind: 'status', status: 503 }, acts: false, status: 503, body: '' },
    { fault: { kind: 'status', status: 429, headers: { 'retry-after': '1' } }, acts: false, status: 429, headers: { 'retry-after': '1' } },
    { fault: { kind: 'status', status: 400, body: { errors: ['no'] } }, acts: false, status: 400, body: '{"errors":["no"]}' },
    { fault: { kind: 'status', status: 502, body: 'bad gateway' }, acts: false, status: 502, body: 'bad gateway' },
    { fault: { kind: 'redirect', location: 'http://h:1/x' }, acts: false, status: 307, headers: { location: 'http://h:1/x' }, body: '' },
    { fault: { kind: 'redirect', location: '/x', status: 308 }, acts: false, status: 308, headers: { location: '/x' }, body: '' },
    {
      fault: { kind: 'redirect', location: 'http://h:1', keepsPath: true },
      acts: false,
      status: 307,
      headers: { location: 'http://h:1/v1/x' },
      body: '',
    },
    { fault: { kind: 'drip', everyMs: 1 }, acts: true, status: 200, body: secret },
  ]
  test.each(seen)('$fault', async ({ fault, acts, code, status, headers, body }) => {
    proxy.fault('/v1/', fault)
    const asked = ask('/v1/x', { timeoutMs: 300 })
    if (code === undefined) {
      const got = await asked
      expect(got).toMatchObject({ status, headers: headers ?? {} })
      expect(got.body.toString()).toEqual(body instanceof RegExp ? expect.stringMatching(body) : (body ?? ''))
    } else {
      expect(await codeOf(asked)).toBe(code)
    }
    expect(acted).toHaveLength(acts ? 1 : 0)
    expect(proxy.requests).toHaveLength(1)
    expect((await ask('/v1/x')).body.toString()).toBe(secret)
  })

  test('a drip takes longer than a timeout', async () => {
    proxy.fault('/', { kind: 'drip', everyMs: 100 })
    const begin = performance.now()
    expect(
      await codeOf(
        Promise.race([
          ask('/x'),
          sleep(350).then(() => {
            throw new Error('still coming')
          }),
        ]),
      ),
    ).toBe('still coming')
    expect(performance.now() - begin).toBeLessThan(2_000)
  })

  test('a huge body is 64 MiB of JSON', async () => {
    proxy.fault('/', { kind: 'huge' })
    const { body } = await ask('/x')
    expect(body).toHaveLength(64 * 1024 * 1024)
    expect(body.subarray(0, 20).toString()).toBe('{"data":{"value":"xx')
    expect(body.subarray(-4).toString()).toBe('x"}}')
  })

  test('a huge body stops when the client disconnects', async () => {
    proxy.fault('/', { kind: 'huge' })
    const request = httpRequest(`${proxy.url}/x`, { agent }).end()
    const [response] = (await once(request, 'response')) as [IncomingMessage]
    await once(response, 'data')
    response.destroy()
    expect((await ask('/x')).status).toBe(200)
  })

  test('refuseAfter refuses connections for some time after the response', async () => {
    proxy.refuseAfter('/v1/kv', 150)
    expect((await ask('/v1/other')).status).toBe(200)
    expect((await ask('/v1/kv')).status).toBe(200)
    expect(await codeOf(ask('/v1/kv'))).toBe('ECONNREFUSED')
    await sleep(250)
    expect((await ask('/v1/kv')).status).toBe(200)
    expect(acted).toHaveLength(3)
  })

  test('refuse refuses connections until the returned function is called', async () => {
    await ask('/x')
    const accept = await proxy.refuse()
    await sleep(20) // the agent detects that its idle connection was closed
    expect(await codeOf(ask('/x'))).toBe('ECONNREFUSED')
    await accept()
    expect((await ask('/x')).status).toBe(200)
  })

  test('resets the connection if the server is unreachable', async () => {
    server.close()
    server.closeAllConnections()
    expect(await codeOf(ask('/x'))).toBe('ECONNRESET')
  })
})

test('faults apply to matching requests in order, each as often as given', async () => {
  proxy.fault('/a', { kind: 'status', status: 500 }, { times: 2 })
  proxy.fault(/^\/a\?/, { kind: 'status', status: 404 })
  proxy.fault(({ method }) => method === 'PUT', { kind: 'status', status: 403 }, { times: Infinity })
  const statuses = []
  for (const path of ['/b', '/a?1', '/a', '/a', '/a?2', '/a?3']) statuses.push((await ask(path)).status)
  expect(statuses).toEqual([200, 500, 500, 200, 404, 200])
  for (let count = 0; count < 3; count += 1) expect((await ask('/b', { method: 'PUT' })).status).toBe(403)
  expect(proxy.requests.filter(({ served }) => served === undefined)).toHaveLength(6)
})

describe('hold', () => {
  test('before: the server has not received the request', async () => {
    const hold = proxy.hold('/x', 'before')
    const asked = ask('/x')
    expect(await hold.reached).toMatchObject({ path: '/x', served: undefined })
    await sleep(30)
    expect(acted).toEqual([])
    hold.release()
    expect((await asked).status).toBe(200)
  })

  test('after: the server has responded, the client has no response', async () => {
    const hold = proxy.hold('/x', 'after')
    let answered = false
    const asked = ask('/x').finally(() => {
      answered = true
    })
    expect(await hold.reached).toMatchObject({ served: 200, status: undefined })
    await sleep(30)
    expect([acted.length, answered]).toEqual([1, false])
    hold.release()
    expect((await asked).status).toBe(200)
  })

  test('replied: the client has the response, and its next request is held', async () => {
    const hold = proxy.hold('/x', 'replied')
    expect((await ask('/x')).status).toBe(200)
    expect(await hold.reached).toMatchObject({ status: 200 })
    const next = ask('/y')
    await sleep(30)
    expect(acted).toEqual(['GET /x'])
    hold.release()
    expect((await next).status).toBe(200)
  })

  test('holds one request, which may have a fault too', async () => {
    const hold = proxy.hold('/x', 'after')
    proxy.fault('/x', { kind: 'reset-after' })
    const first = codeOf(ask('/x'))
    await hold.reached
    expect((await ask('/x')).status).toBe(200)
    hold.release()
    expect(await first).toBe('ECONNRESET')
  })

  test('close releases held requests', async () => {
    const hold = proxy.hold('/x', 'before')
    const asked = codeOf(ask('/x'))
    await hold.reached
    await proxy.close()
    expect(await asked).toMatch(/^(ECONNRESET|answered)$/)
  })
})

test('delay adds a round trip to each request; parallel requests wait in parallel', async () => {
  proxy.delay(150)
  const begin = performance.now()
  await Promise.all(['/a', '/b', '/c'].map((path) => ask(path)))
  const parallel = performance.now() - begin
  expect(parallel).toBeGreaterThanOrEqual(148)
  expect(parallel).toBeLessThan(440)
})

describe('delay at the TCP level', () => {
  test('a connection takes one round trip, each request one more', async () => {
    const delay = await endsWithTest(startDelayProxy({ targetPort: (server.address() as AddressInfo).port, roundTripMs: 150 }))
    const url = `http://127.0.0.1:${delay.port}`
    const times = []
    for (let count = 0; count < 2; count += 1) {
      const begin = performance.now()
      expect((await ask('/x', { url })).body.toString()).toBe(secret)
      times.push(performance.now() - begin)
    }
    expect(times[0]!).toBeGreaterThanOrEqual(298)
    expect(times[1]!).toBeGreaterThanOrEqual(148)
    expect(times[1]!).toBeLessThan(298)
  })

  test('keeps the order of data and forwards the end of the stream', async () => {
    const echo = createTcpServer((socket) => {
      socket.pipe(socket)
    }).listen(0, '127.0.0.1')
    await once(endsWithTest(echo), 'listening')
    const delay = await endsWithTest(startDelayProxy({ targetPort: (echo.address() as AddressInfo).port, roundTripMs: 5 }))
    const client = connect(delay.port, '127.0.0.1')
    const sent = Array.from({ length: 300 }, (_, index) => `${index},`)
    for (const text of sent) {
      client.write(text)
      if (text.endsWith('0,')) await sleep(1)
    }
    client.end()
    expect((await buffer(client)).toString()).toBe(sent.join(''))
  })

  test('forwards a reset', async () => {
    const resetting = createTcpServer((socket) => {
      socket.on('data', () => socket.resetAndDestroy())
    }).listen(0, '127.0.0.1')
    await once(endsWithTest(resetting), 'listening')
    const delay = await endsWithTest(startDelayProxy({ targetPort: (resetting.address() as AddressInfo).port, roundTripMs: 5 }))
    expect(await codeOf(ask('/x', { url: `http://127.0.0.1:${delay.port}` }))).toBe('ECONNRESET')
  })
})
