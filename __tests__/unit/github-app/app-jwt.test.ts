import { createSign, generateKeyPairSync } from 'node:crypto'
import { verifyAppJwt } from '../../../testing/github/app-jwt.ts'
import { createAppJwt } from '../../../src/github-app/app-jwt.ts'

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const app = { id: 42, clientId: 'Iv1.a', slug: 'a', publicKeys: [publicKey.export({ type: 'spki', format: 'pem' }) as string] }
const sign = (text: string) => Promise.resolve(createSign('RSA-SHA256').update(text).sign(privateKey, 'base64url'))
const now = 1_800_000_000

test.each([['Iv1.a'], [42]])('GitHub accepts the JWT of %j, with clocks that differ by a minute', async (issuer) => {
  const jwt = await createAppJwt(issuer, sign, now)
  const [header, claims] = jwt.split('.').map((part) => Buffer.from(part, 'base64url').toString())
  expect([header, JSON.parse(claims!)]).toEqual(['{"alg":"RS256","typ":"JWT"}', { iat: now - 60, exp: now + 540, iss: issuer }])
  for (const skew of [-60, 0, 60, 539]) expect(verifyAppJwt(jwt, [app], now + skew)).toBe(app)
  for (const skew of [-61, 540]) expect(verifyAppJwt(jwt, [app], now + skew)).toMatchObject({ status: 401 })
})

test('the time is that of the wall clock', async () => {
  const claims = (await createAppJwt('Iv1.a', sign)).split('.')[1]!
  const { iat } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { iat: number }
  expect(Math.abs(Date.now() / 1_000 - 60 - iat)).toBeLessThan(5)
})
