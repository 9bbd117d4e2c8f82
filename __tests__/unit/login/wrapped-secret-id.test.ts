import { Failure } from '../../../src/core/failure.ts'
import { approle } from '../../../src/login/approle.ts'
import { unwrapSecretId } from '../../../src/login/wrapped-secret-id.ts'
import { connectionOf } from '../../support/revocable.ts'
import { noNetwork } from '../../support/no-network.ts'
import { exchangeOf } from '../../support/read-login.ts'
import { failureOf } from '../../support/rejection.ts'
import { createLoginContext } from '../../support/login-context.ts'
import { vaultThatSays } from '../../support/vault-that-says.ts'

const createdAt = (creation_path: string) => ({ data: { creation_path } })
const unwrapped = { data: { secret_id: 's3cr3t-id' } }
const lookup = createdAt('auth/approle/role/ci/secret-id')
const expected = { mount: 'approle', role: 'ci' }
const usedToken = new Failure('ERR_REFUSED', 'x', { status: 400, words: 'wrapping token is not valid or does not exist' })

it('looks up the wrapping token before it unwraps it, in the namespace of the login', async () => {
  const { vault, calls } = vaultThatSays(lookup, unwrapped)
  const at = { ...vault, connection: () => connectionOf({ namespace: 'app', authNamespace: 'team' }) }
  const context = createLoginContext(noNetwork, { vault: at })
  await expect(unwrapSecretId('w', expected, context)).resolves.toBe('s3cr3t-id')
  expect(calls).toMatchObject([
    { method: 'POST', path: 'sys/wrapping/lookup', namespace: 'team', body: { token: 'w' } },
    { method: 'POST', path: 'sys/wrapping/unwrap', namespace: 'team', token: 'w', body: {} },
  ])
  expect(calls[0]).not.toHaveProperty('token')
  expect(context.masks).toEqual(['s3cr3t-id'])
})

it('unwraps once for several attempts', async () => {
  const { vault, calls } = vaultThatSays(lookup, unwrapped)
  const { supply } = await exchangeOf(approle, { roleId: 'r', wrappedSecretId: 'w' })
  const context = createLoginContext(noNetwork, { vault })
  const body = { role_id: 'r', secret_id: 's3cr3t-id' }
  await expect(supply(context)).resolves.toEqual({ body })
  await expect(supply(context)).resolves.toEqual({ body })
  expect(calls).toHaveLength(2)
})

test.each([
  ['approle', 'ci', 'auth/approle/role/ci/secret-id', true],
  ['approle', undefined, 'auth/approle/role/any/secret-id', true],
  ['team/roles', 'ci', 'auth/team/roles/role/ci/secret-id', true],
  ['approle', 'ci', 'auth/approle/role/other/secret-id', false],
  ['approle', undefined, 'auth/other/role/ci/secret-id', false],
  ['approle', undefined, 'auth/approle/role/a/b/secret-id', false],
  ['approle', 'ci', 'auth/approle/role/ci/custom', false],
  ['approle', 'ci', 'sys/wrapping/wrap', false],
  ['approle', 'ci', '', false],
])('mount %s, role %s, created at %j: accepted is %s', async (mount, role, path, accepted) => {
  const { vault, calls } = vaultThatSays(createdAt(path), unwrapped)
  const unwrapping = unwrapSecretId('w', { mount, role }, createLoginContext(noNetwork, { vault }))
  if (accepted) {
    await expect(unwrapping).resolves.toBe('s3cr3t-id')
    return
  }
  const failure = await failureOf(unwrapping)
  expect(failure).toMatchObject({ code: 'ERR_LOGIN', message: expect.stringContaining(path || 'an unknown path') as string })
  expect(failure.hint).toMatch(/^SECURITY: .*It was not unwrapped\.$/)
  expect(calls).toHaveLength(1)
})

test.each([[[usedToken]], [[lookup, usedToken]]])(
  'reports a security incident if the wrapping token was already used: %#',
  async (replies) => {
    const failure = await failureOf(
      unwrapSecretId('w', expected, createLoginContext(noNetwork, { vault: vaultThatSays(...replies).vault })),
    )
    expect(failure).toMatchObject({
      code: 'ERR_LOGIN',
      message: '`wrappedSecretId` cannot be unwrapped: wrapping token is not valid or does not exist',
    })
    expect(failure.hint).toMatch(/^SECURITY: the wrapping token was already used/)
  },
)

test.each([
  [new Failure('ERR_UNAVAILABLE', 'busy', { status: 429 })],
  [new Failure('ERR_NOT_FOUND', 'no namespace', { status: 404 })],
  [new Failure('ERR_CONNECT', 'refused', { sent: false })],
])('reports no security incident for a failure that is unrelated to the token: %s', async (failure) => {
  for (const replies of [[failure], [lookup, failure]]) {
    const { vault } = vaultThatSays(...replies)
    await expect(unwrapSecretId('w', expected, createLoginContext(noNetwork, { vault }))).rejects.toBe(failure)
  }
})

it('says that the token may already be used if the response is lost', async () => {
  const { vault } = vaultThatSays(lookup, new Failure('ERR_TIMEOUT', 'late', { hint: 'wait' }))
  const failure = await failureOf(unwrapSecretId('w', expected, createLoginContext(noNetwork, { vault })))
  expect(failure).toMatchObject({
    code: 'ERR_TIMEOUT',
    hint: 'wait\nThe wrapping token may already be used: use a new one for the next run.',
  })
})

it('refuses a wrapping token that contains no SecretID', async () => {
  const { vault } = vaultThatSays(lookup, { data: { other: 's3cr3t' } })
  expect(await failureOf(unwrapSecretId('w', expected, createLoginContext(noNetwork, { vault })))).toMatchObject({
    code: 'ERR_LOGIN',
    message: '`wrappedSecretId` does not contain a SecretID',
  })
})
