import net, { type AddressInfo, type Server, type Socket } from 'node:net'
import tls, { type TLSSocket } from 'node:tls'
import { startConnectProxy } from '../../../testing/proxy/connect-proxy.ts'
import { createCa, type Ca } from '../../../testing/tls/certificates.ts'
import { createConnector } from '../../../src/http/connect.ts'
import { endsWithTest } from '../../support/ends-with-test.ts'
import { failureOf } from '../../support/rejection.ts'

let root: Ca
const servers: Server[] = []
const sockets = new Set<Socket>()
const before = { ...process.env }
beforeAll(async () => {
  root = await createCa('Root')
})
afterEach(() => {
  for (const name of ['http_proxy', 'https_proxy']) Reflect.deleteProperty(process.env, name)
  Object.assign(process.env, before)
  jest.restoreAllMocks()
})
afterAll(() => {
  for (const socket of sockets) socket.destroy()
  for (const server of servers) server.close()
})

async function listen(server: Server): Promise<number> {
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}
async function serve(protocols: string[]): Promise<URL> {
  const { certificate, key } = await root.issue({ name: 'server', hosts: ['127.0.0.1', 'vault.test'] })
  return new URL(`https://127.0.0.1:${await listen(tls.createServer({ cert: certificate, key, ALPNProtocols: protocols }))}`)
}
/** Shortens the timeout of 5 s to 200 ms. */
function shortenTimeout(): void {
  const real = globalThis.setTimeout
  jest.spyOn(globalThis, 'setTimeout').mockImplementation((task: () => void, ms?: number) => real(task, ms === 5_000 ? 200 : ms))
}

test.each<[string[], string[], string]>([
  [['h2', 'http/1.1'], ['h2', 'http/1.1'], 'h2'],
  [['h2', 'http/1.1'], ['http/1.1'], 'http/1.1'],
  [['http/1.1'], ['h2', 'http/1.1'], 'http/1.1'],
])('offers %j to a server with %j: %s', async (offered, known, chosen) => {
  const url = await serve(known)
  const socket = (await createConnector({ ca: root.certificate }).connect(url, offered)) as TLSSocket
  expect([socket.authorized, socket.alpnProtocol]).toEqual([true, chosen])
  socket.destroy()
})

it('resumes the TLS session of the host', async () => {
  const connector = createConnector({ ca: root.certificate })
  const url = await serve(['http/1.1'])
  const first = (await connector.connect(url, ['http/1.1'])) as TLSSocket
  await new Promise((resolve) => first.once('session', resolve).resume())
  const second = (await connector.connect(url, ['http/1.1'])) as TLSSocket
  expect([first.isSessionReused(), second.isSessionReused()]).toEqual([false, true])
  for (const socket of [first, second]) socket.destroy()
})

it('opens plain connections too', async () => {
  const port = await listen(net.createServer())
  const socket = await createConnector().connect(new URL(`http://127.0.0.1:${port}`), [])
  expect(socket.remotePort).toBe(port)
  socket.destroy()
})

it('opens no connection after close()', async () => {
  const port = await listen(net.createServer())
  const connector = createConnector()
  connector.close()
  expect(await failureOf(connector.connect(new URL(`http://127.0.0.1:${port}`), []))).toMatchObject({ sent: false })
})

describe('an unknown issuer', () => {
  it('is looked up in the store of the operating system, once', async () => {
    const url = await serve([])
    const stores = jest.spyOn(tls, 'getCACertificates').mockImplementation((type) => (type === 'system' ? [root.certificate] : []))
    const connector = createConnector()
    for (let count = 0; count < 2; count++) {
      const socket = (await connector.connect(url, [])) as TLSSocket
      expect(socket.authorized).toBe(true)
      socket.destroy()
    }
    expect(stores.mock.calls.map(([type]) => type)).toEqual(['default', 'system'])
  })

  it('is reported if that store cannot be read', async () => {
    const url = await serve([])
    jest.spyOn(tls, 'getCACertificates').mockReturnValue(['no certificate'])
    expect(await failureOf(createConnector().connect(url, []))).toMatchObject({
      code: 'ERR_TLS',
      sent: false,
      message: expect.stringContaining('is signed by an untrusted CA') as string,
    })
  })
})

describe('a timeout of 5 s', () => {
  it('applies to a TLS handshake', async () => {
    shortenTimeout()
    const port = await listen(net.createServer())
    expect(await failureOf(createConnector().connect(new URL(`https://127.0.0.1:${port}`), []))).toMatchObject({
      code: 'ERR_CONNECT',
      sent: false,
      message: `cannot connect to 127.0.0.1:${port}: no connection within 5 s (ECONNTIMEOUT)`,
    })
  })

  it('applies to a proxy that does not respond', async () => {
    shortenTimeout()
    const port = await listen(net.createServer())
    process.env['https_proxy'] = `http://127.0.0.1:${port}`
    expect(await failureOf(createConnector().connect(new URL('https://vault.test'), []))).toMatchObject({
      code: 'ERR_CONNECT',
      sent: false,
      message: `cannot connect through the proxy 127.0.0.1:${port} (https_proxy): no connection within 5 s (ECONNTIMEOUT)`,
    })
  })

  it('applies to a silent server behind a proxy', async () => {
    shortenTimeout()
    const port = await listen(net.createServer())
    const proxy = await endsWithTest(startConnectProxy())
    process.env['https_proxy'] = `http://${proxy.host}`
    expect((await failureOf(createConnector().connect(new URL(`https://vault.test:${port}`), []))).message).toBe(
      `cannot connect to vault.test:${port}: no connection within 5 s (ECONNTIMEOUT)`,
    )
  })
})

it('aborts a connection attempt on close()', async () => {
  const connector = createConnector()
  const port = await listen(net.createServer())
  const failing = failureOf(connector.connect(new URL(`https://127.0.0.1:${port}`), []))
  connector.close()
  expect(await failing).toMatchObject({ code: 'ERR_CONNECT', sent: false })
})

test.each([
  [{ ca: 'no such file' }, /^caCertificate is neither PEM/],
  [{ certificate: 'no such file', key: 'x' }, /^clientCertificate is neither PEM/],
])('reports the missing file of %j', async (settings, message) => {
  const url = await serve([])
  expect(await failureOf(createConnector(settings).connect(url, []))).toMatchObject({
    code: 'ERR_TLS',
    sent: false,
    message: expect.stringMatching(message) as string,
  })
})

it('reports a key of another certificate', async () => {
  const [one, two] = [await root.issue({ name: 'one' }), await root.issue({ name: 'two' })]
  const failure = await failureOf(createConnector({ certificate: one.certificate, key: two.key }).connect(await serve([]), []))
  expect(failure).toMatchObject({
    code: 'ERR_TLS',
    message: 'caCertificate, clientCertificate or clientKey is invalid, or clientKey belongs to another certificate',
  })
})
