import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createCa, days, selfSigned, type Identity } from '../../testing/tls/certificates.ts'
import { startTlsFront } from '../../testing/tls/front.ts'
import { app } from '../../testing/stack/stored.ts'
import { endsWithTest } from '../support/ends-with-test.ts'
import { finishRun, look, nothing, stack, type Scenario } from '../support/scenario.ts'

const { tls } = stack.server
const base64 = (text: string) => Buffer.from(text).toString('base64')
const secrets = 'secret/data/ci/app password | APP_PASSWORD; database/creds/app username | PGUSER;'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tls-'))
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

/** Starts a TLS front with a certificate of the test, and returns its URL. */
async function startFront(identity: Identity): Promise<string> {
  const front = await endsWithTest(startTlsFront(identity, stack.server.url))
  return front.url
}
function fileWith(name: string, content: string): string {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}

/** Runs a job, and checks that it gets its secrets and that everything is revoked at its end. */
async function succeeds(scenario: Scenario) {
  const run = await finishRun({ secrets, ...scenario }, ({ job, step }) => {
    expect(step.outputs).toMatchObject({ APP_PASSWORD: app.password })
    if (scenario.composite === undefined) expect(JSON.stringify(job.files())).not.toContain('PRIVATE KEY')
  })
  expect(run.post.log).toEqual(['1 lease revoked, token revoked'])
  expect(await run.left()).toEqual(nothing)
  return run
}
async function isRefused(scenario: Scenario, ...patterns: RegExp[]) {
  const { main, requests } = await finishRun({ secrets, ...scenario })
  expect(main.outcome).toBe('failure')
  for (const pattern of patterns) expect(main.log.join('\n')).toMatch(pattern)
  expect(requests()).toEqual([])
}

describe('a private CA', () => {
  const other = createCa('Test Other Root')

  test.each<[string, () => string | Promise<string>]>([
    ['as PEM', () => tls.ca],
    ['as base64 of PEM', () => base64(tls.ca)],
    ['as a file', () => fileWith('ca.pem', tls.ca)],
    ['as a file in the workspace', () => 'ca.pem'],
    ['in a bundle of two', async () => (await other).certificate + tls.ca],
    [
      'in a bundle that exceeds the size of one state value',
      async () => fileWith('bundle.pem', (await other).certificate.repeat(200) + tls.ca),
    ],
  ])('%s', async (_, ca) => {
    fileWith('ca.pem', tls.ca)
    const { main } = await succeeds({ with: { url: tls.url, caCertificate: await ca() }, workspace: folder })
    expect(main.annotations).toEqual([])
  })

  it('in the largest bundle that the post step can receive', async () => {
    const one = (await other).certificate
    const bundle = one.repeat(Math.floor((390 * 1024 - tls.ca.length) / JSON.stringify(one).length)) + tls.ca
    expect(bundle.length).toBeGreaterThan(370 * 1024)
    await succeeds({ with: { url: tls.url, caCertificate: fileWith('large.pem', bundle) } })
  })

  it('that the operating system trusts needs no input', async () => {
    await succeeds({ with: { url: tls.url }, env: { SSL_CERT_FILE: fileWith('system.pem', tls.ca) } })
  })

  it('of the OIDC endpoint, as GitHub Enterprise Server can have one, is trusted like the CAs of the runner, not in caCertificate', async () => {
    const ca = await other
    const { url: issuerUrl } = await endsWithTest(
      startTlsFront(await ca.issue({ name: 'ci.test', hosts: ['127.0.0.1'] }), stack.issuer.url),
    )
    const file = fileWith('platform.pem', ca.certificate)
    const hint =
      /127\.0\.0\.1:\d+ is signed by an untrusted CA.*\nThis is the OIDC endpoint of the CI platform, to which caCertificate does not apply/
    await isRefused({ issuerUrl, with: { url: tls.url, caCertificate: tls.ca + ca.certificate } }, hint)
    for (const env of [{ NODE_EXTRA_CA_CERTS: file }, { SSL_CERT_FILE: file }]) {
      await succeeds({ issuerUrl, with: { url: tls.url, caCertificate: tls.ca }, env })
    }
  })

  it('in caCertificate replaces all other CAs', async () => {
    const ca = (await other).certificate
    const env = { SSL_CERT_FILE: fileWith('system.pem', tls.ca), NODE_EXTRA_CA_CERTS: fileWith('extra.pem', tls.ca) }
    await isRefused({ with: { url: tls.url, caCertificate: ca }, env }, /The input caCertificate contains CN=Test Other Root\./)
  })

  it('completes the chain of a server that omits its intermediate certificate', async () => {
    const root = await createCa('Test Root')
    const intermediate = await root.below('Test Intermediate')
    const url = await startFront(await intermediate.issue({ name: 'vault.test', hosts: ['127.0.0.1'] }))
    await isRefused(
      { with: { url, caCertificate: root.certificate } },
      /the certificate of 127\.0\.0\.1:\d+ is signed by an untrusted CA, CN=Test Intermediate: CN=vault\.test, issued by CN=Test Intermediate/,
      /The input caCertificate contains CN=Test Root\. .* add the intermediate certificate on the server, or to caCertificate/,
    )
    await succeeds({ with: { url, caCertificate: root.certificate + intermediate.certificate } })
  })
})

describe('a client certificate', () => {
  const { certificate, key } = tls.client

  test.each<[string, () => Record<string, string>]>([
    ['as PEM', () => ({ clientCertificate: certificate, clientKey: key })],
    ['as base64 of PEM', () => ({ clientCertificate: base64(certificate), clientKey: base64(key) })],
    ['as files', () => ({ clientCertificate: fileWith('client.pem', certificate), clientKey: fileWith('client.key', key) })],
  ])('%s works in main and post, and its key is never on the disk', async (_, client) => {
    const { job } = await succeeds({ with: { url: tls.mutualUrl, caCertificate: tls.ca, ...client() } })
    expect(job.mask(key.split('\n')[1]!)).toBe('***')
  })

  it('inside a composite action works without the inputs of post', async () => {
    await succeeds({
      with: { url: tls.mutualUrl, caCertificate: tls.ca, clientCertificate: certificate, clientKey: key },
      postWith: { url: 'https://elsewhere.test' },
      composite: '/actions/wrapper',
    })
  })

  it('with another key in post causes a warning with what remains and why, and the job succeeds', async () => {
    const given = { url: tls.mutualUrl, caCertificate: tls.ca, clientCertificate: certificate }
    const { post, left } = await finishRun({ secrets, with: { ...given, clientKey: key }, postWith: given })
    expect(post.outcome).toBe('success')
    expect(post.annotations).toMatchObject([{ level: 'warning' }])
    expect(post.log.join('\n')).toMatch(
      /database\/creds\/app .* is still valid: the value of the input clientKey changed after the main step/,
    )
    expect(post.log.join('\n')).toMatch(/The token is still valid/)
    const { leases, tokens } = await left()
    expect([leases.length, tokens.length]).toEqual([1, 1])
    await look.root('PUT', 'sys/leases/revoke', { lease_id: leases[0] })
    await look.root('POST', 'auth/token/revoke-accessor', { accessor: tokens[0] })
  })

  it('is missing, and the server requires one', async () => {
    await isRefused(
      { with: { url: tls.mutualUrl, caCertificate: tls.ca } },
      /ERR_TLS/,
      /requires a client certificate \(clientCertificate and clientKey\)/,
    )
  })

  it('of a CA that the server does not trust', async () => {
    const untrusted = await (await createCa('Test Other CA')).issue({ name: 'ci-job' })
    const client = { clientCertificate: untrusted.certificate, clientKey: untrusted.key }
    await isRefused({ with: { url: tls.mutualUrl, caCertificate: tls.ca, ...client } }, /ERR_TLS/, /or rejected the one it received/)
  })
})

describe('a server certificate', () => {
  const root = createCa('Test Root')
  const issued = async (options: Partial<Parameters<Awaited<typeof root>['issue']>[0]>) =>
    startFront(await (await root).issue({ name: 'vault.test', hosts: ['127.0.0.1'], ...options }))

  test.each<[string, () => Promise<string>, boolean, readonly RegExp[]]>([
    [
      'of an unknown CA',
      () => issued({}),
      false,
      [
        /is signed by an untrusted CA, CN=Test Root: CN=vault\.test, issued by CN=Test Root, valid from \d{4}-/,
        /Set the input caCertificate to the certificate of that CA/,
      ],
    ],
    [
      'that has expired',
      () => issued({ from: days(-10), to: days(-1) }),
      true,
      [/has expired: CN=vault\.test, .* to \d{4}-.* \(CERT_HAS_EXPIRED\)/],
    ],
    [
      'that is not valid yet',
      () => issued({ from: days(1), to: days(2) }),
      true,
      [/is not valid yet: CN=vault\.test/, /The runner's clock says/],
    ],
    [
      'of another host',
      () => issued({ hosts: ['vault.example', 'other.example'] }),
      true,
      [/is for another host \(DNS:vault\.example, DNS:other\.example\): CN=vault\.test/, /issue the certificate for 127\.0\.0\.1 too/],
    ],
    [
      'that is self-signed',
      async () => startFront(await selfSigned({ name: 'vault.test', hosts: ['127.0.0.1'] })),
      false,
      [/is self-signed: CN=vault\.test/],
    ],
  ])('%s is rejected, even with NODE_TLS_REJECT_UNAUTHORIZED=0', async (_, start, trusted, patterns) => {
    const given = { url: await start(), ...(trusted && { caCertificate: (await root).certificate }) }
    await isRefused({ with: given, env: { NODE_TLS_REJECT_UNAUTHORIZED: '0' } }, ...patterns, /ERR_TLS, see/)
  })

  it('that is invalid is accepted with tlsSkipVerify, with a warning', async () => {
    const url = await issued({ from: days(-10), to: days(-1), hosts: ['other.example'] })
    const { main } = await succeeds({ with: { url, tlsSkipVerify: 'true' } })
    expect(main.annotations).toMatchObject([
      { level: 'warning', message: expect.stringMatching(/^tlsSkipVerify: .* not verified/) as string },
    ])
  })

  it('that is self-signed is accepted as caCertificate', async () => {
    const own = await selfSigned({ name: 'vault.test', hosts: ['127.0.0.1'] })
    await succeeds({ with: { url: await startFront(own), caCertificate: own.certificate } })
  })
})

it('reports certificates that are too large together, with their sizes, before anything is sent', async () => {
  const { certificate, key } = tls.client
  const certificates = (first: string) => first + certificate.repeat(Math.ceil((300 * 1024) / certificate.length))
  const given = {
    url: tls.mutualUrl,
    caCertificate: fileWith('large-ca.pem', certificates(tls.ca)),
    clientCertificate: fileWith('large-client.pem', certificates('')),
    clientKey: key,
  }
  await isRefused(
    { with: given },
    /caCertificate, clientCertificate: these inputs take 6\d\d KiB of the state saved for the post step \(caCertificate 3\d\d KiB, clientCertificate 3\d\d KiB\), and the limit is 400 KiB\. Write: only the CA certificates that signed/,
    /ERR_INPUT, see/,
  )
})

it('reports all invalid inputs together, before anything is sent', async () => {
  const [one, two] = [tls.client, await (await createCa('Test Root')).issue({ name: 'other' })]
  const given = { url: tls.url, caCertificate: 'no such file', clientCertificate: one.certificate, clientKey: two.key, tlsSkipVerify: 'no' }
  await isRefused(
    { with: given },
    /3 problems in the inputs/,
    /tlsSkipVerify: "no" is neither true nor false/,
    /caCertificate: is neither PEM, nor base64 of PEM, nor the path of a file that can be read/,
    /clientKey: does not match the first certificate in clientCertificate/,
  )
})
