import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createAuthority, days, selfSigned, type Identity } from '../../testing/tls/certificates.ts'
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

/** The server behind a certificate of the test's own. */
async function behind(identity: Identity): Promise<string> {
  const front = await endsWithTest(startTlsFront(identity, stack.server.url))
  return front.url
}
function fileWith(name: string, content: string): string {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}

/** A job that has its secrets, and of which nothing is left when it has ended. */
async function works(scenario: Scenario) {
  const run = await finishRun({ secrets, ...scenario }, ({ job, step }) => {
    expect(step.outputs).toMatchObject({ APP_PASSWORD: app.password })
    if (scenario.composite === undefined) expect(JSON.stringify(job.files())).not.toContain('PRIVATE KEY')
  })
  expect(run.post.log).toEqual(['1 lease revoked, token revoked'])
  expect(await run.left()).toEqual(nothing)
  return run
}
async function isRefused(scenario: Scenario, ...said: RegExp[]) {
  const { main, requests } = await finishRun({ secrets, ...scenario })
  expect(main.outcome).toBe('failure')
  for (const pattern of said) expect(main.log.join('\n')).toMatch(pattern)
  expect(requests()).toEqual([])
}

describe('a private authority', () => {
  const other = createAuthority('Test Other Root')

  test.each<[string, () => string | Promise<string>]>([
    ['as PEM', () => tls.ca],
    ['as base64 of PEM', () => base64(tls.ca)],
    ['as a file', () => fileWith('ca.pem', tls.ca)],
    ['as a file in the workspace', () => 'ca.pem'],
    ['among several', async () => (await other).certificate + tls.ca],
    [
      'in a bundle that is longer than a value of the state',
      async () => fileWith('bundle.pem', (await other).certificate.repeat(200) + tls.ca),
    ],
  ])('%s', async (_, ca) => {
    fileWith('ca.pem', tls.ca)
    const { main } = await works({ with: { url: tls.url, caCertificate: await ca() }, workspace: folder })
    expect(main.annotations).toEqual([])
  })

  it('among as many as the post step can be given', async () => {
    const one = (await other).certificate
    const bundle = one.repeat(Math.floor((390 * 1024 - tls.ca.length) / JSON.stringify(one).length)) + tls.ca
    expect(bundle.length).toBeGreaterThan(370 * 1024)
    await works({ with: { url: tls.url, caCertificate: fileWith('large.pem', bundle) } })
  })

  it('that the operating system trusts needs no input', async () => {
    await works({ with: { url: tls.url }, env: { SSL_CERT_FILE: fileWith('system.pem', tls.ca) } })
  })

  it('is all that is trusted where it is given', async () => {
    const ca = (await other).certificate
    const env = { SSL_CERT_FILE: fileWith('system.pem', tls.ca), NODE_EXTRA_CA_CERTS: fileWith('extra.pem', tls.ca) }
    await isRefused({ with: { url: tls.url, caCertificate: ca }, env }, /The input caCertificate has CN=Test Other Root\./)
  })

  it('makes up for a server that does not send its intermediate certificate', async () => {
    const root = await createAuthority('Test Root')
    const between = await root.below('Test Between')
    const url = await behind(await between.issue({ name: 'vault.test', hosts: ['127.0.0.1'] }))
    await isRefused(
      { with: { url, caCertificate: root.certificate } },
      /the certificate of 127\.0\.0\.1:\d+ comes from CN=Test Between, which is not trusted here: CN=vault\.test, issued by CN=Test Between/,
      /The input caCertificate has CN=Test Root\. .* add the certificate between them there, or to caCertificate/,
    )
    await works({ with: { url, caCertificate: root.certificate + between.certificate } })
  })
})

describe('a client certificate', () => {
  const { certificate, key } = tls.client

  test.each<[string, () => Record<string, string>]>([
    ['as PEM', () => ({ clientCertificate: certificate, clientKey: key })],
    ['as base64 of PEM', () => ({ clientCertificate: base64(certificate), clientKey: base64(key) })],
    ['as files', () => ({ clientCertificate: fileWith('client.pem', certificate), clientKey: fileWith('client.key', key) })],
  ])('%s, in main and in post, its key never on the disk', async (_, client) => {
    const { job } = await works({ with: { url: tls.mutualUrl, caCertificate: tls.ca, ...client() } })
    expect(job.mask(key.split('\n')[1]!)).toBe('***')
  })

  it('inside a composite action does not depend on the inputs of post', async () => {
    await works({
      with: { url: tls.mutualUrl, caCertificate: tls.ca, clientCertificate: certificate, clientKey: key },
      postWith: { url: 'https://elsewhere.test' },
      composite: '/actions/wrapper',
    })
  })

  it('whose key is another one in post: a warning says what is left and why, and the job goes on', async () => {
    const given = { url: tls.mutualUrl, caCertificate: tls.ca, clientCertificate: certificate }
    const { post, left } = await finishRun({ secrets, with: { ...given, clientKey: key }, postWith: given })
    expect(post.outcome).toBe('success')
    expect(post.annotations).toMatchObject([{ level: 'warning' }])
    expect(post.log.join('\n')).toMatch(
      /database\/creds\/app .* is still valid: the post step needs the value that main had of the input clientKey/,
    )
    expect(post.log.join('\n')).toMatch(/The token is still valid/)
    const { leases, tokens } = await left()
    expect([leases.length, tokens.length]).toEqual([1, 1])
    await look.root('PUT', 'sys/leases/revoke', { lease_id: leases[0] })
    await look.root('POST', 'auth/token/revoke-accessor', { accessor: tokens[0] })
  })

  it('that the server wants and does not get', async () => {
    await isRefused(
      { with: { url: tls.mutualUrl, caCertificate: tls.ca } },
      /ERR_TLS/,
      /wants a client certificate \(clientCertificate and clientKey\)/,
    )
  })

  it('of an authority that the server does not know', async () => {
    const stranger = await (await createAuthority('Test Stranger')).issue({ name: 'ci-job' })
    const client = { clientCertificate: stranger.certificate, clientKey: stranger.key }
    await isRefused({ with: { url: tls.mutualUrl, caCertificate: tls.ca, ...client } }, /ERR_TLS/, /or another one than it was given/)
  })
})

describe('a certificate that is not accepted', () => {
  const root = createAuthority('Test Root')
  const issued = async (wanted: Partial<Parameters<Awaited<typeof root>['issue']>[0]>) =>
    behind(await (await root).issue({ name: 'vault.test', hosts: ['127.0.0.1'], ...wanted }))

  test.each<[string, () => Promise<string>, boolean, readonly RegExp[]]>([
    [
      'of an unknown authority',
      () => issued({}),
      false,
      [
        /comes from CN=Test Root, which is not trusted here: CN=vault\.test, issued by CN=Test Root, valid from \d{4}-/,
        /as the input caCertificate/,
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
      [/is for another host, DNS:vault\.example, DNS:other\.example: CN=vault\.test/, /have it issued for 127\.0\.0\.1 too/],
    ],
    [
      'that is signed by itself',
      async () => behind(await selfSigned({ name: 'vault.test', hosts: ['127.0.0.1'] })),
      false,
      [/is signed by nobody but itself: CN=vault\.test/],
    ],
  ])('%s, even with NODE_TLS_REJECT_UNAUTHORIZED=0', async (_, start, trusted, said) => {
    const given = { url: await start(), ...(trusted && { caCertificate: (await root).certificate }) }
    await isRefused({ with: given, env: { NODE_TLS_REJECT_UNAUTHORIZED: '0' } }, ...said, /ERR_TLS, see/)
  })

  it('is taken with tlsSkipVerify, and a warning', async () => {
    const url = await issued({ from: days(-10), to: days(-1), hosts: ['other.example'] })
    const { main } = await works({ with: { url, tlsSkipVerify: 'true' } })
    expect(main.annotations).toMatchObject([
      { level: 'warning', message: expect.stringMatching(/^tlsSkipVerify: .* not checked/) as string },
    ])
  })

  it('is taken where it is signed by itself and given', async () => {
    const own = await selfSigned({ name: 'vault.test', hosts: ['127.0.0.1'] })
    await works({ with: { url: await behind(own), caCertificate: own.certificate } })
  })
})

it('certificates that are too large together are told before anything is sent, with their sizes', async () => {
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
    /caCertificate, clientCertificate: the post step needs 6\d\d KiB of inputs \(caCertificate 3\d\d KiB, clientCertificate 3\d\d KiB\), and 400 KiB can be kept for it\. Write: only the certificates of the authorities/,
    /ERR_INPUT, see/,
  )
})

it('wrong inputs are told together, before anything is sent', async () => {
  const [one, two] = [tls.client, await (await createAuthority('Test Root')).issue({ name: 'other' })]
  const given = { url: tls.url, caCertificate: 'no such file', clientCertificate: one.certificate, clientKey: two.key, tlsSkipVerify: 'no' }
  await isRefused(
    { with: given },
    /3 inputs are wrong/,
    /tlsSkipVerify: "no" is neither true nor false/,
    /caCertificate: is neither PEM, nor base64 of PEM, nor the path of a file that can be read/,
    /clientKey: is not the key of the first certificate in clientCertificate/,
  )
})
