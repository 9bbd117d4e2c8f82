import { createInputReader } from '../../../src/core/input-reader.ts'
import { generateKeyPairSync } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createCa, days, type Ca, type Identity } from '../../../testing/tls/certificates.ts'
import { readCertificateInputs } from '../../../src/inputs/tls.ts'

let root: Ca
let client: Identity
let folder: string
beforeAll(async () => {
  root = await createCa('Root')
  client = await root.issue({ name: 'client' })
  folder = mkdtempSync(join(tmpdir(), 'tls-input-'))
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

const base64 = (text: string) => Buffer.from(text).toString('base64')
const wrapped = (text: string) => base64(text).replace(/.{76}/g, '$&\n')

function read(given: Readonly<Record<string, string>>) {
  const problems: string[] = []
  const masks: string[] = []
  const reader = createInputReader(
    (name) => given[name],
    (where, text) => problems.push(`${where} ${text}`),
  )
  const tls = readCertificateInputs(reader, (secret) => masks.push(secret))
  return { tls, problems, masks }
}
const file = (name: string, content: string) => {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}

it('returns nothing if no input is set', () => {
  expect(read({})).toEqual({ tls: {}, problems: [], masks: [] })
})

test.each<[string, () => string]>([
  ['PEM', () => root.certificate],
  ['PEM with Windows line breaks and text around it', () => `Root:\r\n${root.certificate.replaceAll('\n', '\r\n')}\r\n`],
  ['base64', () => base64(root.certificate)],
  ['base64 with line breaks', () => wrapped(root.certificate)],
  ['a file', () => file('ca.pem', `# the root\n${root.certificate}`)],
])('converts a certificate as %s to PEM', (_, text) => {
  const { tls, problems } = read({ caCertificate: text() })
  expect(problems).toEqual([])
  expect(tls.ca?.replaceAll('\r', '')).toBe(root.certificate.trim())
})

it('accepts several certificates', () => {
  expect(read({ caCertificate: root.certificate + client.certificate }).tls.ca?.match(/BEGIN/g)).toHaveLength(2)
})

test.each<[string, () => string, RegExp]>([
  ['nothing of the kind', () => 'garbage', /^caCertificate is neither PEM, nor base64 of PEM, nor the path of a file that can be read$/],
  ['a text of several lines', () => 'some\ngarbage', /^caCertificate is neither PEM, nor base64 of PEM, nor the path of a file$/],
  ['a file without PEM', () => file('no.pem', 'x'), /^caCertificate is the path of a file that contains no PEM$/],
  ['a folder', () => folder, /^caCertificate is not the path of a file, or the file is larger than 1 MiB$/],
  [
    'a huge file',
    () => file('huge.pem', root.certificate + 'x'.repeat(1024 * 1024)),
    /^caCertificate is not the path of a file, or the file is larger than 1 MiB$/,
  ],
  ['a key', () => client.key, /^caCertificate contains no certificate$/],
  [
    'a truncated certificate',
    () => root.certificate + client.certificate.replace(/\n.*\n(?=-----END)/, '\n'),
    /^caCertificate contains an invalid certificate: number 2 of 2$/,
  ],
])('rejects %s', (_, text, says) => {
  const { problems } = read({ caCertificate: text() })
  expect(problems).toEqual([expect.stringMatching(says)])
})

test.each<[string, (key: string) => string]>([
  ['PEM', (key) => key],
  ['base64', base64],
])('keeps a key as %s unchanged, and masks both forms', (_, form) => {
  const given = { clientCertificate: client.certificate, clientKey: form(client.key) }
  const { tls, problems, masks } = read(given)
  expect(problems).toEqual([])
  expect(tls).toEqual({ certificate: client.certificate.trim(), key: given.clientKey })
  expect(masks).toContain(client.key.split('\n')[1])
})

it('masks the content of a key file, not its path', () => {
  const clientKey = file('client.key', client.key)
  const { tls, masks } = read({ clientCertificate: client.certificate, clientKey })
  expect(tls.key).toBe(clientKey)
  expect(masks).not.toContain(clientKey)
  expect(masks).toContain(client.key.split('\n')[1])
})

test('accepts a key with Windows line breaks', () => {
  const key = client.key
  expect(read({ clientCertificate: client.certificate, clientKey: key.replace(/\n/g, '\r\n') }).problems).toEqual([])
})

test.each<[string, () => Record<string, string> | Promise<Record<string, string>>, readonly string[]]>([
  ['a key alone', () => ({ clientKey: client.key }), ['clientCertificate is required with clientKey']],
  ['a certificate alone', () => ({ clientCertificate: client.certificate }), ['clientKey is required with clientCertificate']],
  [
    'the key of another certificate',
    async () => ({ clientCertificate: client.certificate, clientKey: (await root.issue({ name: 'other' })).key }),
    ['clientKey does not match the first certificate in clientCertificate'],
  ],
  [
    'a key with a passphrase',
    () => ({
      clientCertificate: client.certificate,
      clientKey: generateKeyPairSync('ec', { namedCurve: 'P-256' })
        .privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' })
        .toString(),
    }),
    ['clientKey is encrypted'],
  ],
  [
    'a certificate in place of the key',
    () => ({ clientCertificate: client.certificate, clientKey: client.certificate }),
    ['clientKey contains no valid private key'],
  ],
  [
    'a certificate that has expired',
    async () => identity(await root.issue({ name: 'x', from: days(-3), to: new Date('2020-02-03T04:05:06Z') })),
    ['clientCertificate expired on 2020-02-03'],
  ],
  [
    'a certificate that is not valid yet',
    async () => identity(await root.issue({ name: 'x', from: new Date('2096-02-03T04:05:06Z'), to: new Date('2097-01-01') })),
    ['clientCertificate is not valid before 2096-02-03T04:05:06.000Z'],
  ],
])('rejects %s', async (_, given, expected) => {
  expect(read(await given()).problems).toEqual(expected)
})

const identity = ({ certificate, key }: Identity) => ({ clientCertificate: certificate, clientKey: key })

it('does not show a key that it cannot read', () => {
  mkdirSync(join(folder, 'd'), { recursive: true })
  const { problems, masks } = read({ clientCertificate: client.certificate, clientKey: 's3cr3t-garbage' })
  expect(problems.join()).not.toContain('s3cr3t')
  expect(masks).toContain('s3cr3t-garbage')
})
