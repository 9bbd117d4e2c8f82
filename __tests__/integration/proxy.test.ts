import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startConnectProxy, type ConnectProxy, type ConnectProxyOptions } from '../../testing/proxy/connect-proxy.ts'
import { freePort } from '../../testing/stack/free-port.ts'
import { app } from '../../testing/stack/stored.ts'
import { createAuthority } from '../../testing/tls/certificates.ts'
import { startTlsFront } from '../../testing/tls/front.ts'
import { endsWithTest } from '../support/ends-with-test.ts'
import { finishRun, nothing, stack, type Scenario } from '../support/scenario.ts'

const { tls } = stack.server
const secrets = 'secret/data/ci/app password | APP_PASSWORD; database/creds/app username | PGUSER;'
/** Loopback addresses never go through a proxy: a name that the proxy alone knows. */
const beyond = (url: string) => url.replace('127.0.0.1', 'vault.test')
const mutual = { caCertificate: tls.ca, clientCertificate: tls.client.certificate, clientKey: tls.client.key }

const start = (options: ConnectProxyOptions = {}) => endsWithTest(startConnectProxy(options))

async function works(scenario: Scenario) {
  const run = await finishRun({ secrets, ...scenario }, ({ step }) => {
    expect(step.outputs).toMatchObject({ APP_PASSWORD: app.password })
  })
  expect(run.post.log).toEqual(['1 lease revoked, token revoked'])
  expect(await run.left()).toEqual(nothing)
  return run
}
async function failsWith(scenario: Scenario) {
  const { main, requests } = await finishRun({ secrets, ...scenario })
  expect(main.outcome).toBe('failure')
  expect(requests()).toEqual([])
  return main.log.join('\n')
}

test.each<[string, (host: string) => Record<string, string>]>([
  ['HTTPS_PROXY', (host) => ({ HTTPS_PROXY: `http://ci:p%40ss%25w0rd@${host}` })],
  ['https_proxy, which goes first', (host) => ({ https_proxy: `http://ci:p%40ss%25w0rd@${host}`, HTTPS_PROXY: 'http://127.0.0.1:1' })],
  ['an address without scheme', (host) => ({ HTTPS_PROXY: `ci:p%40ss%25w0rd@${host}` })],
])('%s, with a password, a private authority and a client certificate, in main and in post', async (_, env) => {
  const proxy = await start({ credentials: 'ci:p@ss%w0rd' })
  const url = beyond(tls.mutualUrl)
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

test('an http:// address goes through HTTP_PROXY, with a warning', async () => {
  const proxy = await start()
  const url = beyond(stack.server.url)
  const { main } = await works({ with: { url }, env: { HTTP_PROXY: `http://${proxy.host}` } })
  expect(proxy.tunnels.map(({ target }) => target)).toContain(new URL(url).host)
  expect(main.annotations).toMatchObject([
    { level: 'warning', message: expect.stringMatching(/^url: http:\/\/vault\.test:\d+ does not use TLS/) as string },
  ])
})

describe('a proxy that is reached with TLS', () => {
  const given = { url: beyond(tls.mutualUrl), ...mutual }
  let folder: string
  let env: Record<string, string>
  let proxy: ConnectProxy
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'proxy-'))
    const root = await createAuthority('Test Proxy Root')
    proxy = await start({ credentials: 'ci:pw' })
    const identity = await root.issue({ name: 'proxy', hosts: ['127.0.0.1'] })
    const front = await endsWithTest(startTlsFront(identity, `http://${proxy.host}`))
    writeFileSync(join(folder, 'extra.pem'), root.certificate)
    env = { HTTPS_PROXY: front.url.replace('//', '//ci:pw@') }
  })
  afterEach(() => {
    rmSync(folder, { recursive: true })
  })

  it('is gone through where its own authority is trusted', async () => {
    await works({ with: given, env: { ...env, NODE_EXTRA_CA_CERTS: join(folder, 'extra.pem') } })
  })

  it('is not shown its password where it is not', async () => {
    const said = await failsWith({ with: given, env: { ...env, NODE_TLS_REJECT_UNAUTHORIZED: '0' } })
    expect(said).toMatch(/cannot connect through the proxy 127\.0\.0\.1:\d+ \(HTTPS_PROXY\): its certificate is not accepted \(UNABLE_TO_/)
    expect(proxy.tunnels).toEqual([])
  })
})

test('HTTP_PROXY is not for https, HTTPS_PROXY not for loopback addresses', async () => {
  const proxy = await start()
  await works({ with: { url: tls.url, caCertificate: tls.ca }, env: { HTTPS_PROXY: `http://${proxy.host}` } })
  const said = await failsWith({ with: { url: beyond(tls.url), caCertificate: tls.ca }, env: { HTTP_PROXY: `http://${proxy.host}` } })
  expect(said).toMatch(/cannot connect to vault\.test:\d+/)
  expect(proxy.tunnels).toEqual([])
})

test.each(['NO_PROXY', 'no_proxy'])('%s names what is reached without it', async (name) => {
  const proxy = await start()
  const env = { HTTPS_PROXY: `http://${proxy.host}`, [name]: 'other.example, .test' }
  const said = await failsWith({ with: { url: beyond(tls.url), caCertificate: tls.ca }, env })
  expect(said).toMatch(/cannot connect to vault\.test:\d+: the (host name is not known|name server)/)
  expect(proxy.tunnels).toEqual([])
})

test('a certificate is checked behind a proxy as well, for the host of `url`', async () => {
  const proxy = await start()
  const env = { HTTPS_PROXY: `http://${proxy.host}`, NODE_TLS_REJECT_UNAUTHORIZED: '0' }
  const said = await failsWith({ with: { url: tls.url.replace('127.0.0.1', 'other.test'), caCertificate: tls.ca }, env })
  expect(said).toMatch(
    /the certificate of other\.test:\d+ is for another host, IP Address:127\.0\.0\.1, DNS:localhost, DNS:vault\.test: CN=vault\.test/,
  )
})

describe('a proxy that refuses', () => {
  const given = { url: beyond(tls.url), caCertificate: tls.ca }
  const host = new URL(given.url).host

  test.each<[string, ConnectProxyOptions, (address: string) => string, (address: string) => string, RegExp]>([
    [
      'without a password',
      { credentials: 'ci:right' },
      (address) => `http://${address}`,
      (address) => `the proxy ${address} (HTTPS_PROXY) wants a user and a password (407)`,
      /ERR_PROXY/,
    ],
    [
      'a wrong password',
      { credentials: 'ci:right' },
      (address) => `http://ci:wr0ng@${address}`,
      (address) => `the proxy ${address} (HTTPS_PROXY) does not accept its user and password (407)`,
      /ERR_PROXY/,
    ],
    [
      'the host',
      { refuses: { target: /vault/, status: 403 } },
      (address) => `http://${address}`,
      (address) => `the proxy ${address} (HTTPS_PROXY) refuses a connection to ${host} (403)`,
      /has to allow CONNECT to vault\.test:\d+\. .*NO_PROXY: vault\.test\nERR_PROXY/,
    ],
    [
      'because it cannot reach the host',
      { refuses: { target: /vault/, status: 502 } },
      (address) => `http://${address}`,
      (address) => `the proxy ${address} (HTTPS_PROXY) cannot reach ${host} (502)`,
      /NO_PROXY: vault\.test\nERR_CONNECT/,
    ],
  ])('%s', async (_, options, variable, says, more) => {
    const proxy = await start(options)
    const said = await failsWith({ with: given, env: { HTTPS_PROXY: variable(proxy.host) } })
    expect(said).toContain(says(proxy.host))
    expect(said).toMatch(more)
    expect(said).not.toMatch(/wr0ng/)
    // what it has refused for good is not asked again
    expect(proxy.tunnels).toHaveLength(said.includes('ERR_PROXY') ? 1 : 4)
  })

  test('all, since nothing listens there', async () => {
    const address = `127.0.0.1:${await freePort()}`
    const said = await failsWith({ with: given, env: { HTTPS_PROXY: `http://ci:pw@${address}` } })
    expect(said).toContain(`cannot connect through the proxy ${address} (HTTPS_PROXY): nothing listens there (ECONNREFUSED)`)
  })

  test('to be one', async () => {
    const said = await failsWith({ with: given, env: { HTTPS_PROXY: 'socks5://ci:pw@proxy.test:1080' } })
    expect(said).toMatch(/the environment variable HTTPS_PROXY is not the address of an HTTP proxy/)
    expect(said).not.toMatch(/ci:pw/)
  })
})
