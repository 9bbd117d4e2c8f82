import { Failure } from '../../../src/core/failure.ts'
import { withHealth } from '../../../src/vault/health.ts'
import { vaultThatSays } from '../../support/vault-that-says.ts'

const sealed = new Failure('ERR_UNAVAILABLE', 'POST auth/jwt/login: 503 Vault is sealed', { status: 503, words: 'Vault is sealed' })

test('corrects the message if the server was never initialised', async () => {
  const { vault, calls } = vaultThatSays({ initialized: false, sealed: true })
  const failure = await withHealth(sealed, vault)
  expect(failure).toMatchObject({
    code: 'ERR_UNAVAILABLE',
    status: 503,
    message: 'POST auth/jwt/login: 503 Vault is not initialised',
    cause: sealed,
  })
  expect(calls).toHaveLength(1)
})

test.each([
  ['the server is only sealed', { initialized: true, sealed: true }],
  ['the server does not respond', new Failure('ERR_TIMEOUT', '')],
])('does not change the failure if %s', async (_, answer) => {
  await expect(withHealth(sealed, vaultThatSays(answer).vault)).resolves.toBe(sealed)
})

test('sends no request after another failure', async () => {
  const { vault, calls } = vaultThatSays({})
  const other = new Failure('ERR_UNAVAILABLE', '', { status: 503, words: 'standby' })
  await expect(withHealth(other, vault)).resolves.toBe(other)
  expect(calls).toEqual([])
})
