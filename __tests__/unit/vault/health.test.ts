import { Failure } from '../../../src/core/failure.ts'
import { withHealth } from '../../../src/vault/health.ts'
import { vaultThatSays } from '../../support/vault-that-says.ts'

const sealed = new Failure('ERR_UNAVAILABLE', 'POST auth/jwt/login: 503 Vault is sealed', { status: 503, words: 'Vault is sealed' })

test('a server that was never initialised says so', async () => {
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
  ['one that is only sealed', { initialized: true, sealed: true }],
  ['one that does not answer', new Failure('ERR_TIMEOUT', '')],
])('%s is sealed', async (_, answer) => {
  await expect(withHealth(sealed, vaultThatSays(answer).vault)).resolves.toBe(sealed)
})

test('nothing is asked after another failure', async () => {
  const { vault, calls } = vaultThatSays({})
  const other = new Failure('ERR_UNAVAILABLE', '', { status: 503, words: 'standby' })
  await expect(withHealth(other, vault)).resolves.toBe(other)
  expect(calls).toEqual([])
})
