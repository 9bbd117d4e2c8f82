import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startConnectProxy, type ConnectProxy, type ConnectProxyOptions } from '../../testing/proxy/connect-proxy.ts'
import { freePort } from '../../testing/stack/free-port.ts'
import { app } from '../../testing/stack/stored.ts'
import { createCa } from '../../testing/tls/certificates.ts'
import { startTlsFront } from '../../testing/tls/front.ts'
import { endsWithTest } from '../support/ends-with-test.ts'
import { finishRun, nothing, stack, type Scenario } from '../support/scenario.ts'

const { tls } = stack.server
const secrets = 'secret/data/ci/app password | APP_PASSWORD; database/creds/app username | PGUSER;'
/** Replaces the loopback address, which never uses a proxy, by a name that only the proxy resolves. */
const behindProxy = (url: string) => url.replace('127.0.0.1', 'vault.test')
const mutual = { caCertificate: tls.ca, clientCertificate: tls.client.certificate, clientKey: tls.client.key }

const start = (options: ConnectProxyOptions = {}) => endsWithTest(startConnectProxy(options))

async function succeeds(scenario: Scenario) {
  const run = await finishRun({ secrets, ...scenario }, ({ step }) => {
    expect(step.outputs).toMatchObject({ APP_PASSWORD: app.password })
  })
  expect(run.post.log).toEqual(['1 lease revoked, token revoked'])
  expect(await run.left()).toEqual(nothing)
  return run
}
async function logOfFailed(scenario: Scenario) {
  const { main, requests } = await finishRun({ secrets, ...scenario })
  expect(main.outcome).toBe('failure')
  expect(requests()).toEqual([])
  return main.log.join('\n')
}

test.each<[string, (host: string) => Record<string, string>]>([
  ['HTTPS_PROXY', (host) => ({ HTTPS_PROXY: `http://ci:p%40ss%25w0rd@${host}` })],
  [
    'https_proxy, which takes precedence',
    (host) => ({ https_proxy: `http://ci:p%40ss%25w0rd@${host}`, HTTPS_PROXY: 'http://127.0.0.1:1' }),
  ],
  ['an address without scheme', (host) => ({ HTTPS_PROXY: `ci:p%40ss%25w0rd@${host}` })],
])('%s works with a password, a private CA and a client certificate, in main and post', async (_, env) => {
  const proxy = await start({ credentials: 'ci:p@ss%w0rd' })
  const url = behindProxy(tls.mutualUrl)
  let inMain = 0
  const { main, post } = await finishRun({ secrets, with: { url, ...mutual }, env: env(proxy.host) }, ({ job }) => {
    inMain = proxy.tunnels.length
    expect(JSON.stringify(job.files())).not.toMatch(/p(@|%40)ss/)
  })
  expect(main.log.filter((line) => line.includes('proxy'))).toEqual([`Connecting to Vault through the proxy ${proxy.host}`])
  expect(post.log).toEqual(['1 lease revoked, token revoked'])
  expect(inMain).toBeGreaterThan(0)
  expect(proxy.tunnels.length).toBeGreaterThan(inMain)
  for (const tunnel of proxy.tunnels) expect(tunnel).toEqual({ target: new URL(url).host, credentials: 'ci:p@ss%w0rd', status: 200 })
  expect(main.raw + post.raw).not.toMatch(/p(@|%40)ss/)
})

test('an http:// address uses HTTP_PROXY, with a warning', async () => {
  const proxy = await start()
  const url = behindProxy(stack.server.url)
  const { main } = await succeeds({ with: { url }, env: { HTTP_PROXY: `http://${proxy.host}` } })
  expect(proxy.tunnels.map(({ target }) => target)).toContain(new URL(url).host)
  expect(main.annotations).toMatchObject([
    { level: 'warning', message: expect.stringMatching(/^url: http:\/\/vault\.test:\d+ does not use TLS/) as string },
  ])
})

describe('a proxy with an https:// address', () => {
  const given = { url: behindProxy(tls.mutualUrl), ...mutual }
  let folder: string
  let env: Record<string, string>
  let proxy: ConnectProxy
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'proxy-'))
    const root = await createCa('Test Proxy Root')
    proxy = await start({ credentials: 'ci:pw' })
    const identity = await root.issue({ name: 'proxy', hosts: ['127.0.0.1'] })
    const front = await endsWithTest(startTlsFront(identity, `http://${proxy.host}`))
    writeFileSync(join(folder, 'extra.pem'), root.certificate)
    env = { HTTPS_PROXY: front.url.replace('//', '//ci:pw@') }
  })
  afterEach(() => {
    rmSync(folder, { recursive: true })
  })

  it('is used if its CA is trusted', async () => {
    await succeeds({ with: given, env: { ...env, NODE_EXTRA_CA_CERTS: join(folder, 'extra.pem') } })
  })

  it('does not receive the password if its CA is not trusted', async () => {
    const log = await logOfFailed({ with: given, env: { ...env, NODE_TLS_REJECT_UNAUTHORIZED: '0' } })
    expect(log).toMatch(/cannot connect through the proxy 127\.0\.0\.1:\d+ \(HTTPS_PROXY\): its certificate was rejected \(UNABLE_TO_/)
    expect(proxy.tunnels).toEqual([])
  })
})

test('HTTP_PROXY does not apply to https, HTTPS_PROXY not to loopback addresses', async () => {
  const proxy = await start()
  await succeeds({ with: { url: tls.url, caCertificate: tls.ca }, env: { HTTPS_PROXY: `http://${proxy.host}` } })
  const log = await logOfFailed({ with: { url: behindProxy(tls.url), caCertificate: tls.ca }, env: { HTTP_PROXY: `http://${proxy.host}` } })
  expect(log).toMatch(/cannot connect to vault\.test:\d+/)
  expect(proxy.tunnels).toEqual([])
})

test.each(['NO_PROXY', 'no_proxy'])('%s lists hosts that are reached without the proxy', async (name) => {
  const proxy = await start()
  const env = { HTTPS_PROXY: `http://${proxy.host}`, [name]: 'other.example, .test' }
  const log = await logOfFailed({ with: { url: behindProxy(tls.url), caCertificate: tls.ca }, env })
  expect(log).toMatch(/cannot connect to vault\.test:\d+: the (host name cannot be resolved|DNS server)/)
  expect(proxy.tunnels).toEqual([])
})

test('a certificate behind a proxy is verified for the host of `url`', async () => {
  const proxy = await start()
  const env = { HTTPS_PROXY: `http://${proxy.host}`, NODE_TLS_REJECT_UNAUTHORIZED: '0' }
  const log = await logOfFailed({ with: { url: tls.url.replace('127.0.0.1', 'other.test'), caCertificate: tls.ca }, env })
  expect(log).toMatch(
    /the certificate of other\.test:\d+ is for another host \(IP Address:127\.0\.0\.1, DNS:localhost, DNS:vault\.test\): CN=vault\.test/,
  )
})

describe('a proxy fails', () => {
  const given = { url: behindProxy(tls.url), caCertificate: tls.ca }
  const host = new URL(given.url).host

  test.each<[string, ConnectProxyOptions, (address: string) => string, (address: string) => string, RegExp]>([
    [
      'because it requires a password',
      { credentials: 'ci:right' },
      (address) => `http://${address}`,
      (address) => `the proxy ${address} (HTTPS_PROXY) requires a user name and a password (407)`,
      /ERR_PROXY/,
    ],
    [
      'because the password is wrong',
      { credentials: 'ci:right' },
      (address) => `http://ci:wr0ng@${address}`,
      (address) => `the proxy ${address} (HTTPS_PROXY) rejected the user name and password (407)`,
      /ERR_PROXY/,
    ],
    [
      'because it does not allow the host',
      { refuses: { target: /vault/, status: 403 } },
      (address) => `http://${address}`,
      (address) => `the proxy ${address} (HTTPS_PROXY) refused a connection to ${host} (403)`,
      /Allow CONNECT to vault\.test:\d+ in .*NO_PROXY: vault\.test\nERR_PROXY/,
    ],
    [
      'because it cannot reach the host',
      { refuses: { target: /vault/, status: 502 } },
      (address) => `http://${address}`,
      (address) => `the proxy ${address} (HTTPS_PROXY) cannot reach ${host} (502)`,
      /NO_PROXY: vault\.test\nERR_CONNECT/,
    ],
  ])('%s', async (_, options, variable, message, pattern) => {
    const proxy = await start(options)
    const log = await logOfFailed({ with: given, env: { HTTPS_PROXY: variable(proxy.host) } })
    expect(log).toContain(message(proxy.host))
    expect(log).toMatch(pattern)
    expect(log).not.toMatch(/wr0ng/)
    // a refusal is not retried, an unreachable host is
    expect(proxy.tunnels).toHaveLength(log.includes('ERR_PROXY') ? 1 : 4)
  })

  test('because it refuses the connection', async () => {
    const address = `127.0.0.1:${await freePort()}`
    const log = await logOfFailed({ with: given, env: { HTTPS_PROXY: `http://ci:pw@${address}` } })
    expect(log).toContain(`cannot connect through the proxy ${address} (HTTPS_PROXY): connection refused (ECONNREFUSED)`)
  })

  test('because it is a SOCKS proxy', async () => {
    const log = await logOfFailed({ with: given, env: { HTTPS_PROXY: 'socks5://ci:pw@proxy.test:1080' } })
    expect(log).toMatch(/the environment variable HTTPS_PROXY is not the address of an HTTP proxy/)
    expect(log).not.toMatch(/ci:pw/)
  })
})
