import type { Env } from '../core/env.ts'
import { own, parseObject } from '../core/json.ts'
import { mask } from '../masks/register.ts'
import { join } from '../state/chunked-value.ts'
import { keepValue } from '../state/kept-value.ts'
import { createSession, type Session, type StateRecord } from '../state/session.ts'
import { createStateFile } from '../state/state-file.ts'

/** An installation token that has to be revoked: plain data, as the post step loads it. */
export interface SavedToken {
  readonly value: string
  /** When it expires, in ISO 8601; '' if it is unknown. */
  readonly expires: string
  /** `revoke: required`: its revocation has to be confirmed, or the step fails. */
  readonly required: boolean
}

/** The credentials to revoke, at Vault and at GitHub. Each change is saved for the post step at once. */
export interface TokenSession {
  /** Vault's part. */
  readonly session: Session
  /** Saves the installation token. Throws ERR_STATE if it cannot be saved, but keeps it in memory, so that main can revoke it. */
  setToken(token: SavedToken): void
  token(): SavedToken | undefined
  /** Forgets the installation token. Never throws. */
  dropToken(): void
}

/** The key of the saved token. */
const key = 'installation'

/**
 * Creates a session with an installation token.
 * @param loaded in the post step: what the main step saved
 */
export function createTokenSession(env: Env, loaded?: StateRecord & { readonly token: SavedToken | undefined }): TokenSession {
  const { stateFile, kept } = keepValue(createStateFile(env), key)
  let token = loaded?.token
  return {
    session: createSession(env, loaded, stateFile),
    setToken(created) {
      token = created
      kept.save(created)
    },
    token: () => token,
    dropToken() {
      token = undefined
      kept.drop()
    },
  }
}

/** Reads the installation token that main saved, and masks it again. A later step can set the variable, so it is checked. */
export function loadToken(env: Env): { readonly token: SavedToken | undefined; readonly ignored: readonly string[] } {
  const text = join(key, (name) => env[`STATE_${name}`])
  if (text === undefined || text === '') return { token: undefined, ignored: [] }
  const token = readToken(text)
  if (token) mask(token.value)
  return { token, ignored: token ? [] : [`STATE_${key}`] }
}

function readToken(text: string): SavedToken | undefined {
  const saved = parseObject(text)
  if (!saved) return undefined
  const [value, expires, required] = [own(saved, 'value'), own(saved, 'expires'), own(saved, 'required')]
  // other characters are invalid in a header
  const isValid = typeof value === 'string' && /^[\x21-\x7e]+$/.test(value)
  return isValid ? { value, expires: typeof expires === 'string' ? expires : '', required: required === true } : undefined
}
