import { Failure } from '../../../src/core/failure.ts'
import type { Claims } from '../../../src/login/claims.ts'
import { clockAdvice } from '../../../src/login/token-times.ts'

/** Unix time in seconds, like all claims here. */
const now = Date.parse('2026-03-01T12:00:00Z') / 1_000
beforeEach(() => jest.useFakeTimers({ now: now * 1_000 }))
afterEach(() => jest.useRealTimers())

const advice = (claims: Claims, server?: number) =>
  clockAdvice({
    failure: new Failure('ERR_REFUSED', 'x', { status: 400, ...(server !== undefined && { serverTime: server * 1_000 }) }),
    claims,
    mount: 'jwt',
    role: 'deploy',
  })
const fresh = { iat: now, nbf: now - 600, exp: now + 300 }

test.each<[string, Claims, number | undefined, string]>([
  ['all clocks agree', fresh, now, 'The clocks of Vault and of the issuer differ. Check the clock of the Vault server.'],
  [
    'Vault is behind',
    fresh,
    now - 900,
    "Vault's clock is 15 min behind this runner's. Correct the clock of Vault's server or of the runner.",
  ],
  [
    'Vault is ahead',
    fresh,
    now + 90,
    "Vault's clock is 90 s ahead of this runner's. Correct the clock of Vault's server or of the runner.",
  ],
  [
    'the issuer is ahead',
    { iat: now + 600, nbf: now, exp: now + 900 },
    undefined,
    "The issuer's clock is 10 min ahead of this runner's: the token was issued at 2026-03-01T12:10:00Z. " +
      'Correct the clock of the issuer or of the runner.',
  ],
  [
    'the token is not yet valid',
    { ...fresh, nbf: now + 300 },
    now,
    'The token is valid only from 2026-03-01T12:05:00Z (nbf), in 5 min. The issuer sets this time.',
  ],
  [
    'the token has expired',
    { iat: now - 900, exp: now - 600 },
    now,
    'The token expired 10 min ago, at 2026-03-01T11:50:00Z. Use a new token.',
  ],
])('%s', (_, claims, server, expected) => {
  expect(advice(claims, server)).toBe(expected)
})
