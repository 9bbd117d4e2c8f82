import { asFailure, Failure } from '../core/failure.ts'
import { tokenNamespace } from '../vault/connection.ts'
import { isObject, own } from '../core/json.ts'
import type { Reply } from '../vault/reply.ts'
import { idempotent, write } from '../vault/retry.ts'
import type { LoginContext } from './method.ts'

/** The role that must have created the SecretID. */
interface ExpectedRole {
  readonly mount: string
  /** If undefined, any role of the mount is accepted. */
  readonly role: string | undefined
}

/**
 * Unwraps a SecretID after a check of its creation path: an attacker can replace a wrapping token, but cannot choose the path
 * that Vault reports for it. Masks the SecretID. Source: Vault's concept page "response wrapping", validation of wrapping tokens.
 * Throws ERR_LOGIN if the wrapping token was already used, has expired or was created at another path, and the codes of requests.
 */
export async function unwrapSecretId(token: string, expected: ExpectedRole, { vault, mask }: LoginContext): Promise<string> {
  const namespace = tokenNamespace(vault.connection())
  const lookedUp = await vault
    .call({ method: 'POST', path: 'sys/wrapping/lookup', namespace, body: { token }, repeatable: idempotent })
    .catch(throwIfUsed)
  const path = textIn(lookedUp.reply, 'creation_path')
  if (!wasCreatedFor(expected, path)) throw createdElsewhere(expected, path)
  const { reply } = await vault
    .call({ method: 'POST', path: 'sys/wrapping/unwrap', namespace, token, body: {}, repeatable: write })
    .catch(throwIfUsed)
    .catch(noteLostResponse)
  const secretId = textIn(reply, 'secret_id')
  if (secretId === '') throw new Failure('ERR_LOGIN', '`wrappedSecretId` does not contain a SecretID')
  mask(secretId)
  return secretId
}

function wasCreatedFor({ mount, role }: ExpectedRole, path: string): boolean {
  const parts = path.split('/')
  const found = parts.at(-2) ?? ''
  return path === `auth/${mount}/role/${role ?? found}/secret-id` && parts.length === mount.split('/').length + 4
}

function createdElsewhere({ mount, role }: ExpectedRole, path: string): Failure {
  const expectedPath = `auth/${mount}/role/${role ?? 'NAME'}/secret-id`
  return new Failure('ERR_LOGIN', `\`wrappedSecretId\` was created at ${path || 'an unknown path'}, expected ${expectedPath}`, {
    hint: 'SECURITY: if `path` and `role` are correct, your wrapping token may have been replaced with another one. It was not unwrapped.',
  })
}

/** Vault responds with 400 if the token was already unwrapped, has expired or never existed. */
function throwIfUsed(error: unknown): never {
  const failure = asFailure(error)
  if (failure.status !== 400) throw failure
  throw new Failure('ERR_LOGIN', `\`wrappedSecretId\` cannot be unwrapped: ${failure.words || '400'}`, {
    hint: [
      'SECURITY: the wrapping token was already used, or has expired. If no run of this job used it, another client may have unwrapped it',
      "and may hold the SecretID: destroy the SecretID (secret-id-accessor/destroy), look for sys/wrapping/unwrap in Vault's audit log,",
      'and find out where the token leaked. Each run of a job needs a new wrapping token.',
    ].join(' '),
    cause: failure,
  })
}

/** If the response is lost, the token may already be used, and a retry would report a false security incident. */
function noteLostResponse(error: unknown): never {
  const failure = asFailure(error)
  if (failure.status !== undefined || !failure.sent || failure.code === 'ERR_LOGIN') throw failure
  throw failure.with({
    hint: [failure.hint, 'The wrapping token may already be used: use a new one for the next run.'].filter(Boolean).join('\n'),
  })
}

function textIn(reply: Reply, name: string): string {
  const data = own(reply, 'data')
  const value = isObject(data) ? own(data, name) : undefined
  return typeof value === 'string' ? value : ''
}
