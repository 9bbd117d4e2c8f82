import { execFileSync } from 'node:child_process'
import { createHash, createPrivateKey, createVerify, X509Certificate } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose'
import { startFaultProxy, type Fault, type FaultProxy } from '../../testing/proxy/fault-proxy.ts'
import { legacy } from '../../testing/stack/stored.ts'
import { endsWithTest } from '../support/ends-with-test.ts'
import { finishRun, look, nothing, outputsOf, stack, type Finished, type Scenario } from '../support/scenario.ts'

const write = (secrets: string, scenario: Scenario = {}): Promise<Finished> => finishRun({ role: 'deploy-write', secrets, ...scenario })
const base64 = (text: string | Buffer) => Buffer.from(text).toString('base64')
const writesOf = (run: Finished, path: string) => run.requests().filter((request) => request === `update ${path}`)
const errorsOf = ({ main }: Finished) => main.annotations.map(({ message }) => message)

let workspace: string
let outside: string
beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), 'workspace-'))
  outside = mkdtempSync(join(tmpdir(), 'outside-'))
  mkdirSync(join(workspace, 'dist'))
})
afterEach(() => {
  for (const folder of [workspace, outside]) rmSync(folder, { recursive: true })
})

describe('transit', () => {
  let publicKey: string
  beforeAll(async () => {
    const { data } = await look.root('GET', 'transit/keys/release')
    publicKey = (data['keys'] as Record<string, { public_key: string }>)['1']!.public_key
  })
  const isSigned = (content: string | Buffer, signature: string | undefined) =>
    createVerify('sha256')
      .update(content)
      .verify(publicKey, signature!.replace(/^vault:v1:/, ''), 'base64')

  test('returns valid signatures, with one request for each input', async () => {
    const run = await write(`
      transit/sign/release {"input": "${base64('one')}"} signature | ONE ;
      transit/sign/release {"input": "${base64('two')}"} signature | TWO ;
      transit/sign/release {"input": "${base64('two')}"} key_version | VERSION ;
    `)
    const { ONE, TWO, VERSION } = run.step.outputs
    expect([isSigned('one', ONE), isSigned('two', TWO), isSigned('one', TWO)]).toEqual([true, true, false])
    expect(VERSION).toBe('1')
    expect(writesOf(run, 'transit/sign/release')).toHaveLength(2)
    expect(await run.left()).toEqual(nothing)
  })

  test('sends bodies that differ only in the order of keys once', async () => {
    const run = await write(`
      transit/sign/release {"batch_input": [{"input": "${base64('a')}", "reference": "1"}], "hash_algorithm": "sha2-256"} batch_results[0].signature | A ;
      /transit/sign/release { "hash_algorithm":"sha2-256",
        "batch_input":[ {"reference":"1","input":"${base64('a')}"} ] } "batch_results[0].reference" | REFERENCE ;
    `)
    expect(isSigned('a', run.step.outputs['A'])).toBe(true)
    expect(run.step.outputs['REFERENCE']).toBe('1')
    expect(writesOf(run, 'transit/sign/release')).toHaveLength(1)
  })

  test('decrypts in one job what another job has encrypted', async () => {
    const text = 'hush; | # {"x": 1}\n🔑'
    const encrypted = await write(`transit/encrypt/orders {"plaintext": "${base64(text)}"} ciphertext`)
    const { ciphertext } = encrypted.step.outputs
    const run = await write(`transit/decrypt/orders {"ciphertext": "${ciphertext!}"} plaintext | PLAIN | base64`)
    expect(run.step.outputs['PLAIN']).toBe(text)
    expect(run.job.mask(`${base64(text)} ${text.split('\n')[0]!}`)).toBe('*** ***')
  })

  test('sends a write without a selector', async () => {
    const run = await write(`transit/encrypt/orders {"plaintext": "${base64('hush')}"}; kv/ci/legacy username`)
    expect(Object.keys(outputsOf(run).values)).toEqual(['username'])
    expect(writesOf(run, 'transit/encrypt/orders')).toHaveLength(1)
  })

  test('signs files of the workspace as text, as base64 and by their digest', async () => {
    const content = Buffer.from([0, 255, 13, 10, ...Buffer.from('a release; with | and # in it')])
    writeFileSync(join(workspace, 'dist/app.tar'), content)
    writeFileSync(join(workspace, 'dist/app.tar.base64'), base64(content))
    const digest = `"hash_algorithm": "sha2-256", "prehashed": true`
    const run = await write(
      `transit/sign/release {"input": "@dist/app.tar.base64"} signature | AS_TEXT ;
       transit/sign/release {"input": "@base64:./dist/app.tar"} signature | AS_BASE64 ;
       transit/sign/release {"input": "@sha256:dist/app.tar", ${digest}} signature | AS_DIGEST ;
       transit/sign/release {"input": "${createHash('sha256').update(content).digest('base64')}", ${digest}} signature | DIGEST ;`,
      { workspace },
    )
    const { AS_TEXT, AS_BASE64, AS_DIGEST, DIGEST } = run.step.outputs
    expect([AS_TEXT, AS_BASE64, AS_DIGEST, DIGEST].map((signature) => isSigned(content, signature))).toEqual([true, true, true, true])
  })

  test('reports the error of an engine with the line of the entry', async () => {
    const run = await write('kv/ci/legacy username;\ntransit/decrypt/orders {"ciphertext": "vault:v1:no"} plaintext')
    expect(errorsOf(run)).toEqual([expect.stringMatching(/^secrets line 2: POST transit\/decrypt\/orders: 400 invalid ciphertext/)])
  })
})

test('rejects files outside of the workspace before any request', async () => {
  writeFileSync(join(outside, 'key'), 'hush')
  symlinkSync(join(outside, 'key'), join(workspace, 'link'))
  symlinkSync(outside, join(workspace, 'folder'))
  const vault = await endsWithTest(startFaultProxy({ target: stack.server.url }))
  const issuer = await endsWithTest(startFaultProxy({ target: stack.issuer.url }))
  const files = ['../key', join(outside, 'key'), '/etc/hostname', 'link', 'folder/key', '.', '', 'missing', 'dist']
  const run = await write(files.map((file) => `transit/sign/release {"input": "@base64:${file}"} signature`).join(';\n'), {
    workspace,
    issuerUrl: issuer.url,
    with: { url: vault.url },
  })
  const lines = errorsOf(run)[0]!.split('\n')
  files.forEach((file, index) => {
    const problem = new RegExp(`^ *secrets line ${index + 1}: the file "${file}" (is not inside the workspace|cannot be read)`)
    expect(lines).toContainEqual(expect.stringMatching(problem))
  })
  expect([...vault.requests, ...issuer.requests]).toEqual([])
})

describe('pki', () => {
  /** Checks that the root, here the whole chain, has signed the certificate, and that the key belongs to it. */
  function verify(names: Readonly<Record<'cert' | 'key' | 'ca' | 'chain', string | undefined>>, host: string) {
    const [cert, ca] = [new X509Certificate(names.cert!), new X509Certificate(names.ca!)]
    expect(names.chain!.trim()).toBe(names.ca!.trim())
    expect([cert.verify(ca.publicKey), cert.checkIssued(ca), ca.verify(ca.publicKey), ca.ca, cert.ca]).toEqual([
      true,
      true,
      true,
      true,
      false,
    ])
    expect(cert.checkPrivateKey(createPrivateKey(names.key!))).toBe(true)
    expect(cert.checkHost(host)).toBe(host)
    return cert
  }

  test("supports the example of vault-action's README, with the same names", async () => {
    for (const role of ['rolename', 'otherrole']) {
      await look.root('POST', `pki/roles/${role}`, {
        allowed_domains: ['mydomain.com'],
        allow_subdomains: true,
        key_type: 'ec',
        key_bits: 256,
      })
    }
    const pki = `pki/issue/rolename {"common_name": "role.mydomain.com", "ttl": "1h"} ;
pki/issue/otherrole {"common_name": "otherrole.mydomain.com", "ttl": "1h"} ;`
    const run = await write('', { with: { pki, exportEnv: 'true' } })
    expect(errorsOf(run)).toEqual([])
    const parts = ['cert', 'key', 'ca', 'ca_chain']
    const outputs = ['rolename', 'otherrole'].flatMap((role) => parts.map((part) => `${role}_${part}`))
    expect(Object.keys(outputsOf(run).values).sort()).toEqual(outputs.toSorted())
    expect(Object.keys(run.job.env).sort()).toEqual(outputs.map((name) => name.toUpperCase()).sort())
    const { ROLENAME_CERT: cert, ROLENAME_KEY: key, ROLENAME_CA: ca, ROLENAME_CA_CHAIN: chain } = run.job.env
    const hours = (Date.parse(verify({ cert, key, ca, chain }, 'role.mydomain.com').validTo) - Date.now()) / 3_600_000
    expect(hours).toBeGreaterThan(0.9)
    expect(hours).toBeLessThanOrEqual(1)
    expect(run.job.mask(key!.split('\n')[1]!)).toBe('***')
  })

  test('issues certificates from `secrets` and from the input `pki`', async () => {
    const run = await write(
      `pki/issue/web {"common_name": "a.example.com"} certificate | CERT; pki/issue/web {"common_name":"a.example.com"} private_key | KEY;
       pki/issue/web {"common_name": "a.example.com"} issuing_ca | CA; pki/issue/web {"common_name": "a.example.com"} ca_chain[0] | CHAIN;
       kv/ci/legacy username`,
      { with: { pki: '/pki/issue/web {"common_name": "b.example.com"}' } },
    )
    const { CERT, KEY, CA, CHAIN, web_cert, web_key, web_ca, web_ca_chain, username } = run.step.outputs
    verify({ cert: CERT, key: KEY, ca: CA, chain: CHAIN }, 'a.example.com')
    verify({ cert: web_cert, key: web_key, ca: web_ca, chain: web_ca_chain }, 'b.example.com')
    expect(username).toBe(legacy.username)
    expect(writesOf(run, 'pki/issue/web')).toHaveLength(2)
  })

  test('has no output for the key if Vault signs a certificate request', async () => {
    execFileSync(
      'openssl',
      [
        'req',
        '-new',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:P-256',
        '-nodes',
        '-keyout',
        'own.key',
        '-subj',
        '/CN=c.example.com',
        '-out',
        'own.csr',
      ],
      { cwd: workspace, stdio: 'pipe' },
    )
    const run = await write('', { with: { pki: 'pki/sign/web {"common_name": "c.example.com", "csr": "@own.csr"}' }, workspace })
    expect(errorsOf(run)).toEqual([])
    expect(Object.keys(outputsOf(run).values).sort()).toEqual(['web_ca', 'web_ca_chain', 'web_cert'])
    expect(new X509Certificate(run.step.outputs['web_cert']!).subjectAltName).toBe('DNS:c.example.com')
  })

  test('reports a name that the role does not allow', async () => {
    const run = await write('', { with: { pki: 'pki/issue/web {"common_name": "a.example.org"}' } })
    expect(errorsOf(run)).toEqual([expect.stringMatching(/POST pki\/issue\/web: 400 common name a\.example\.org not allowed by this role/)])
  })
})

describe('ssh', () => {
  const keygen = (...args: string[]) => execFileSync('ssh-keygen', args, { encoding: 'utf8' })

  test('signs a public key of the workspace; @@ is a literal @', async () => {
    keygen('-q', '-t', 'ed25519', '-N', '', '-f', join(workspace, 'id'))
    const run = await write(
      'ssh/sign/deploy {"public_key": "@id.pub", "valid_principals": "deploy", "key_id": "@@octo"} signed_key | CERT',
      {
        workspace,
      },
    )
    writeFileSync(join(workspace, 'id-cert.pub'), run.step.outputs['CERT']!)
    const shown = keygen('-L', '-f', join(workspace, 'id-cert.pub'))
    const { data } = await look.root('GET', 'ssh/config/ca')
    writeFileSync(join(workspace, 'ca.pub'), String(data['public_key']))
    const fingerprint = (file: string) => keygen('-l', '-f', join(workspace, file)).split(' ')[1]!
    expect(shown).toContain('user certificate')
    expect(shown).toContain('Key ID: "@octo"')
    expect(shown).toContain(`Public key: ED25519-CERT ${fingerprint('id.pub')}`)
    expect(shown).toContain(`Signing CA: ED25519 ${fingerprint('ca.pub')}`)
    expect(shown).toMatch(/Principals:\s+deploy\s/)
  })

  test('issues a key pair, with the private key in a file', async () => {
    const issue = 'ssh/issue/deploy {"key_type": "ed25519", "valid_principals": "deploy"}'
    let own = ''
    const run = await write(`${issue} private_key | KEY | file; ${issue} signed_key | CERT`)
    expect(writesOf(run, 'ssh/issue/deploy')).toHaveLength(1)
    writeFileSync(join(workspace, 'issued-cert.pub'), run.step.outputs['CERT']!)
    await finishRun({ role: 'deploy-write', secrets: `${issue} private_key | KEY | file` }, ({ step }) => {
      own = keygen('-y', '-f', step.outputs['KEY']!)
    })
    expect(own).toMatch(/^ssh-ed25519 /)
    expect(keygen('-L', '-f', join(workspace, 'issued-cert.pub'))).toMatch(/ED25519-CERT[^]*Principals:\s+deploy\s/)
  })
})

test('reads three values of aws/sts with a ttl in one request, and logs when they expire', async () => {
  const sts = 'aws/sts/assume {"ttl":"900s"}'
  const run = await write(
    `${sts} access_key | AWS_ACCESS_KEY_ID; ${sts} secret_key | AWS_SECRET_ACCESS_KEY; ${sts} security_token | AWS_SESSION_TOKEN`,
  )
  expect(run.step.outputs).toMatchObject({
    AWS_ACCESS_KEY_ID: expect.stringMatching(/^ASIA/) as string,
    AWS_SECRET_ACCESS_KEY: expect.stringMatching(/^.{40}$/) as string,
    AWS_SESSION_TOKEN: expect.stringMatching(/^.{100,}$/) as string,
  })
  expect(writesOf(run, 'aws/sts/assume')).toHaveLength(1)
  const [, until] = /aws\/sts\/assume – AWS STS, cannot be revoked, expires by (.*) UTC/.exec(run.main.log.join('\n'))!
  const minutes = (Date.parse(`${until!.replace(' ', 'T')}:00Z`) - Date.now()) / 60_000
  expect(minutes).toBeGreaterThan(13)
  expect(minutes).toBeLessThanOrEqual(15)
  expect((await run.left()).tokens).toEqual([])
})

test.each([
  ['aws/creds/deploy', 'AKIA', /^$/],
  ['aws/creds/assume', 'ASIA', /^.{100,}$/],
])('the same mapping works for all AWS credentials: %s', async (path, prefix, sessionToken) => {
  const secrets = [
    'access_key | AWS_ACCESS_KEY_ID',
    'secret_key | AWS_SECRET_ACCESS_KEY',
    'security_token | AWS_SESSION_TOKEN',
    'session_token | SAME',
  ]
    .map((part) => `${path} ${part} ;`)
    .join('')
  const { step, job, main } = await finishRun({ secrets, with: { exportEnv: 'true' }, env: { AWS_SESSION_TOKEN: 'of an earlier step' } })
  expect(main.annotations).toEqual([])
  expect(step.outputs).toMatchObject({
    AWS_ACCESS_KEY_ID: expect.stringMatching(new RegExp(`^${prefix}`)) as string,
    AWS_SESSION_TOKEN: expect.stringMatching(sessionToken) as string,
    SAME: step.outputs['AWS_SESSION_TOKEN'],
  })
  expect(job.env['AWS_SESSION_TOKEN']).toBe(step.outputs['AWS_SESSION_TOKEN'])
})

test('identity/oidc returns a token for the job, signed by the server', async () => {
  const run = await write('identity/oidc/token/deploy token | ID_TOKEN; identity/oidc/token/deploy client_id | AUDIENCE')
  const { ID_TOKEN, AUDIENCE } = run.step.outputs
  const keys = (await (await fetch(`${stack.server.url}/v1/identity/oidc/.well-known/keys`)).json()) as JSONWebKeySet
  const { payload } = await jwtVerify(ID_TOKEN!, createLocalJWKSet(keys), { audience: AUDIENCE! })
  expect(payload.exp! - payload.iat!).toBe(15 * 60)
  expect(run.job.mask(ID_TOKEN!)).toBe('***')
  expect(run.requests().filter((request) => request.startsWith('read '))).toEqual(['read identity/oidc/token/deploy'])
})

describe('a write is retried only if the server cannot have acted', () => {
  let vault: FaultProxy
  beforeEach(async () => {
    vault = await endsWithTest(startFaultProxy({ target: stack.server.url }))
  })
  const sign = (fault: Fault) => {
    vault.fault('/v1/transit', fault)
    return write(`transit/sign/release {"input": "${base64('one')}"} signature`, { with: { url: vault.url } })
  }
  const sent = () => vault.requests.filter(({ path }) => path.startsWith('/v1/transit')).length

  test.each<readonly [title: string, fault: Fault, says: RegExp]>([
    [
      'the response was lost',
      { kind: 'reset-after' },
      /POST transit\/sign\/release: .* closed the connection before it responded.*\n.*not sent again/,
    ],
    [
      'the response was truncated',
      { kind: 'cut-json', by: 'connection' },
      /POST transit\/sign\/release: .* closed the connection.*\n.*not sent again/,
    ],
    ['a gateway timed out', { kind: 'status', status: 504, body: 'gateway' }, /POST transit\/sign\/release: 504/],
    ['the engine failed', { kind: 'status', status: 500, body: { errors: ['storage'] } }, /POST transit\/sign\/release: 500 storage/],
  ])('no retry, and an error with the request: %s', async (_, fault, says) => {
    const run = await sign(fault)
    expect(sent()).toBe(1)
    expect(errorsOf(run)).toEqual([expect.stringMatching(says)])
    expect(await run.left()).toEqual(nothing)
  })

  test.each<readonly [title: string, fault: Fault]>([
    ['a sealed server', { kind: 'status', status: 503, body: { errors: ['Vault is sealed'] } }],
    ['a quota', { kind: 'status', status: 429, body: { errors: ['rate limit quota exceeded'] } }],
  ])('retries: %s', async (_, fault) => {
    const run = await sign(fault)
    expect(sent()).toBe(2)
    expect(run.step.outputs['signature']).toMatch(/^vault:v1:/)
  })
})
