import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { jwtVerify } from 'jose'
import { jwt } from '../../../src/login/jwt.ts'
import { unsignedJwt } from '../../support/jwt.ts'
import { noNetwork } from '../../support/no-network.ts'
import { exchangeOf, readLogin } from '../../support/read-login.ts'
import { failureOf } from '../../support/rejection.ts'
import { createLoginContext } from '../../support/login-context.ts'

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pem = (type: 'pkcs1' | 'pkcs8', passphrase?: string) =>
  privateKey.export({ type, format: 'pem', ...(passphrase !== undefined && { cipher: 'aes-256-cbc', passphrase }) }) as string
const base64 = (text: string) => Buffer.from(text).toString('base64')
const env = {
  GITHUB_EVENT_NAME: 'push',
  GITHUB_WORKFLOW: 'deploy',
  GITHUB_SHA: 'abc',
  GITHUB_ACTOR: 'mona',
  GITHUB_REPOSITORY: 'o/r',
  GITHUB_REF: 'refs/heads/main',
}

describe('a token signed with jwtPrivateKey', () => {
  test.each<[string, Record<string, string>]>([
    ['PKCS#1', { jwtPrivateKey: pem('pkcs1') }],
    ['PKCS#8', { jwtPrivateKey: pem('pkcs8') }],
    ['PKCS#1, encrypted', { jwtPrivateKey: pem('pkcs1', 'p'), jwtKeyPassword: 'p' }],
    ['PKCS#8, encrypted', { jwtPrivateKey: pem('pkcs8', 'p'), jwtKeyPassword: 'p' }],
    ['base64 of PKCS#1', { jwtPrivateKey: base64(pem('pkcs1')) }],
    ['base64 of PKCS#8, encrypted', { jwtPrivateKey: base64(pem('pkcs8', 'p')), jwtKeyPassword: 'p' }],
  ])('has the claims of vault-action and is masked: %s', async (_, inputs) => {
    const { supply } = await exchangeOf(jwt, { role: 'ci', ...inputs })
    const context = createLoginContext(noNetwork, { env })
    const { body, claims } = await supply(context)
    expect(context.masks).toEqual([body['jwt']])
    const { payload, protectedHeader } = await jwtVerify(body['jwt'] as string, publicKey)
    expect(protectedHeader).toEqual({ alg: 'RS256', typ: 'JWT' })
    const now = payload.nbf!
    expect(Math.abs(now - Date.now() / 1_000)).toBeLessThan(30)
    expect(payload).toEqual({
      iss: 'vault-action',
      event: 'push',
      workflow: 'deploy',
      sha: 'abc',
      actor: 'mona',
      repository: 'o/r',
      ref: 'refs/heads/main',
      iat: now - 60,
      nbf: now,
      exp: now + 3_600,
    })
    expect(claims).toEqual(payload)
    expect(body['role']).toBe('ci')
  })

  it('has the lifetime from the inputs', async () => {
    const { supply } = await exchangeOf(jwt, { jwtPrivateKey: pem('pkcs8'), jwtTtl: '300', jwtIat: '0' })
    const { claims } = await supply(createLoginContext(noNetwork, { env }))
    const { iat, nbf, exp } = claims as Record<string, number>
    expect([nbf! - iat!, exp! - nbf!]).toEqual([0, 300])
  })

  const short = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export({ type: 'pkcs8', format: 'pem' }) as string
  const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }) as string
  test.each<[string, Record<string, string>, string]>([
    ['no key', { jwtPrivateKey: 's3cr3t' }, 'jwtPrivateKey|is not a valid private key|'],
    ['a short key', { jwtPrivateKey: short }, 'jwtPrivateKey|is not an RSA key of 2048 bits or more|'],
    ['a key that is not RSA', { jwtPrivateKey: curve }, 'jwtPrivateKey|is not an RSA key of 2048 bits or more|'],
    ['no password', { jwtPrivateKey: pem('pkcs8', 'p') }, 'jwtKeyPassword|is required: the key is encrypted|'],
    ['no password, PKCS#1', { jwtPrivateKey: pem('pkcs1', 'p') }, 'jwtKeyPassword|is required: the key is encrypted|'],
    [
      'a wrong password',
      { jwtPrivateKey: pem('pkcs8', 'p'), jwtKeyPassword: 's3cr3t' },
      'jwtKeyPassword|cannot decrypt the key, or the key is damaged|',
    ],
    ['an invalid jwtTtl', { jwtPrivateKey: pem('pkcs8'), jwtTtl: '1h' }, 'jwtTtl|"1h" is not a whole number from 0 to 86400|3600'],
    ['a hexadecimal jwtTtl', { jwtPrivateKey: pem('pkcs8'), jwtTtl: '0x10' }, 'jwtTtl|"0x10" is not a whole number from 0 to 86400|3600'],
    ['a jwtIat with an exponent', { jwtPrivateKey: pem('pkcs8'), jwtIat: '1e3' }, 'jwtIat|"1e3" is not a whole number from 0 to 86400|60'],
    ['an invalid jwtIat', { jwtPrivateKey: pem('pkcs8'), jwtIat: '-1' }, 'jwtIat|"-1" is not a whole number from 0 to 86400|60'],
  ])('reports one problem and quotes no secret: %s', async (_, inputs, problem) => {
    const { problems } = await readLogin(jwt, inputs)
    expect(problems).toEqual([expect.stringContaining(problem)])
    expect(problems.join('')).not.toContain('s3cr3t')
  })
})

describe('a token from an input', () => {
  const [token, newer] = [unsignedJwt({ sub: 'spiffe://example.org/ci' }), unsignedJwt({ sub: 'newer' })]
  let folder: string
  let path: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'given-'))
    path = join(folder, 'svid')
    writeFileSync(path, `${token}\n`)
  })
  afterEach(() => {
    rmSync(folder, { recursive: true })
  })

  it('is sent unchanged, and masked', async () => {
    const { supply } = await exchangeOf(jwt, { jwt: token, role: 'ci' })
    const context = createLoginContext(noNetwork, { env })
    const claims = { sub: 'spiffe://example.org/ci' }
    await expect(supply(context)).resolves.toEqual({ body: { jwt: token, role: 'ci' }, claims })
    expect(context.masks).toEqual([token])
  })

  it('is read from its file again for each attempt', async () => {
    const { supply } = await exchangeOf(jwt, { jwtFile: path })
    const context = createLoginContext(noNetwork, { env })
    await expect(supply(context)).resolves.toMatchObject({ body: { jwt: token } })
    writeFileSync(path, newer)
    await expect(supply(context)).resolves.toMatchObject({ body: { jwt: newer } })
    expect(context.masks).toEqual([token, newer])
    rmSync(path)
    expect(await failureOf(supply(context))).toMatchObject({
      code: 'ERR_IDENTITY',
      message: `cannot read the JWT in ${path} (input \`jwtFile\`)`,
    })
  })

  test.each<[Record<string, string>, string]>([
    [{ jwt: 's3cr3t' }, 'jwt|is not a signed JWT|'],
    [{ jwt: 'a.s3cr3t.c' }, 'jwt|is not a signed JWT|'],
    [{ jwtFile: '/none' }, 'jwtFile|"/none" cannot be read|'],
    [{ jwtFile: __filename }, 'jwtFile|is not a signed JWT|'],
    [{ jwt: token, jwtFile: '/none', jwtPrivateKey: 's3cr3t' }, 'jwt|cannot be combined with jwtFile, jwtPrivateKey|only one of them'],
  ])('%j is invalid', async (inputs, problem) => {
    const { problems } = await readLogin(jwt, inputs)
    expect(problems[0]).toContain(problem)
    expect(problems.join('')).not.toContain('s3cr3t')
  })
})
