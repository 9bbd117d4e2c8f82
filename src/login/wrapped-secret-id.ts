import { asFailure, Failure } from '../core/failure.ts'
import { tokenNamespace } from '../vault/connection.ts'
import { isObject, own } from '../core/json.ts'
import type { Reply } from '../vault/reply.ts'
import { harmless, write } from '../vault/retry.ts'
import type { Surroundings } from './method.ts'

/** Whose SecretID it has to be. */
interface Owner {
  readonly mount: string
  /** Any role of the mount where it is not known. */
  readonly role: string | undefined
}

/**
 * Takes a SecretID out of its wrapping, once it is certain that it was wrapped for this purpose: whoever steals a wrapping
 * token can put another in its place, but cannot choose the path that Vault says it was made at.
 * Source: Vault's concept page "response wrapping", which says how a wrapping token is to be validated.
 * Throws ERR_LOGIN: somebody else was there first, or it is another's.
 */
export async function unwrapSecretId(token: string, owner: Owner, { vault, mask }: Surroundings): Promise<string> {
  const namespace = tokenNamespace(vault.connection())
  const lookedUp = await vault
    .call({ method: 'POST', path: 'sys/wrapping/lookup', namespace, body: { token }, repeatable: harmless })
    .catch(alarmIfSpent)
  const path = textIn(lookedUp.reply, 'creation_path')
  if (!madeFor(owner, path)) throw foreign(owner, path)
  const { reply } = await vault
    .call({ method: 'POST', path: 'sys/wrapping/unwrap', namespace, token, body: {}, repeatable: write })
    .catch(alarmIfSpent)
    .catch(saySpent)
  const secretId = textIn(reply, 'secret_id')
  if (secretId === '') throw new Failure('ERR_LOGIN', '`wrappedSecretId` does not contain a SecretID')
  mask(secretId)
  return secretId
}

function madeFor({ mount, role }: Owner, path: string): boolean {
  const parts = path.split('/')
  const found = parts.at(-2) ?? ''
  return path === `auth/${mount}/role/${role ?? found}/secret-id` && parts.length === mount.split('/').length + 4
}

function foreign({ mount, role }: Owner, path: string): Failure {
  const expected = `auth/${mount}/role/${role ?? 'NAME'}/secret-id`
  return new Failure('ERR_LOGIN', `\`wrappedSecretId\` was created at ${path || 'an unknown path'}, expected ${expected}`, {
    hint: 'ALARM: if `path` and `role` are correct, your wrapping token may have been replaced with another one. It was not unwrapped.',
  })
}

/** Vault answers 400 for a token that was unwrapped before, that has run out, and that never was. */
function alarmIfSpent(error: unknown): never {
  const failure = asFailure(error)
  if (failure.status !== 400) throw failure
  throw new Failure('ERR_LOGIN', `\`wrappedSecretId\` cannot be unwrapped: ${failure.words || '400'}`, {
    hint: [
      'ALARM: the wrapping token was already used, or has expired. If no run of this job used it, another client may have unwrapped it',
      "and may hold the SecretID: destroy the SecretID (secret-id-accessor/destroy), look for sys/wrapping/unwrap in Vault's audit log,",
      'and find out where the token leaked. Each run of a job needs a new wrapping token.',
    ].join(' '),
    cause: failure,
  })
}

/** The reply was lost: the token may be spent, and asking again would raise a false alarm. */
function saySpent(error: unknown): never {
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
