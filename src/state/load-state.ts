import { setSecret } from '@actions/core'
import type { Env } from '../core/env.ts'
import { resolveReferences } from './secret-references.ts'
import type { Revocable } from './revocable.ts'
import type { LoginRecord, StateRecord } from './session.ts'
import { join } from './chunked-value.ts'
import { readLogin, readFlag, readGrants, readFile, readLease, readProcessId } from './schema.ts'
import type { OnInvalid } from './properties.ts'
import { readDependent, readEarlierEnd, readLoginGrant } from './history-schema.ts'

/** What the post step loads. */
export interface SavedState extends StateRecord {
  /** The id of main's process, if it had not ended when the runner read the state. */
  readonly main: number | undefined
  /** Names of ignored variables, which main did not write in this form, with the invalid properties in them. */
  readonly ignored: readonly string[]
  /** True if the saved session contains no valid token or no valid address of Vault: nothing can be revoked. */
  readonly hasNoValidSession: boolean
}

/** A value of the state, with the inputs that it needs and whose values changed after the main step. */
interface Loaded {
  readonly value: unknown
  readonly changedInputs: readonly string[]
}

/**
 * Reads the state that main saved from the STATE_ variables of the post step, and masks its secrets again. A later step can add such
 * variables through GITHUB_ENV, so each value is checked, and invalid ones are ignored. An input is used only if its value did not
 * change: inside nested composite actions, the runner evaluates inputs in the wrong context.
 */
export function loadState(env: Env): SavedState {
  const ignored: string[] = []
  const isSet = (key: string) => (env[`STATE_${key}`] ?? '') !== ''
  const load = (key: string): Loaded => {
    const { value, secrets, changedInputs } = resolveReferences(join(key, (name) => env[`STATE_${name}`]) ?? '', env)
    // act masks a text of several lines only as a whole, the runner masks each line
    for (const line of secrets.flatMap((secret) => secret.split(/[\r\n]+/)).filter(Boolean)) setSecret(line)
    return { value, changedInputs }
  }
  const read = <T>(key: string, parse: (value: unknown) => T | undefined): T | undefined => {
    if (!isSet(key)) return undefined
    const { value, changedInputs } = load(key)
    const parsed = changedInputs.length > 0 ? undefined : parse(value)
    if (parsed === undefined) ignored.push(`STATE_${key}`)
    return parsed
  }
  const list = <T>(key: string, parse: (value: unknown) => T | undefined): readonly T[] =>
    numbersOf(key, env)
      .map((number) => read(`${key}_${number}`, parse))
      .filter((value) => value !== undefined)

  const invalid: string[] = []
  const login = isSet('session') ? readSession(load('session'), (property) => invalid.push(property)) : undefined
  if (invalid.length > 0) ignored.push(`STATE_session (${invalid.join(', ')})`)
  const history = {
    logins: list('login', readLoginGrant),
    dependents: list('dependent', readDependent),
    ended: list('ended', readEarlierEnd),
    wasReading: read('reading', readFlag) ?? false,
  }
  return {
    revocable: login && { ...login, leases: list('lease', readLease), grants: read('grants', readGrants), history },
    main: read('main', readProcessId),
    files: list('file', readFile).filter((file) => file !== ''),
    ignored,
    hasNoValidSession: isSet('session') && login === undefined,
  }
}

/** Reads the session. A changed input counts only if its reference is in the property of that secret: a later step can add others. */
function readSession({ value, changedInputs }: Loaded, onInvalid: OnInvalid): (LoginRecord & Pick<Revocable, 'changedInputs'>) | undefined {
  const login = readLogin(value, onInvalid)
  if (!login) return undefined
  const { connection, token } = login
  const secrets = { token: token.value, clientKey: connection.tls?.key, extraHeaders: connection.extraHeaders }
  const changed = changedInputs.filter((input) => Object.entries(secrets).some(([name, text]) => name === input && text === ''))
  if (token.value === '' && !changed.includes('token')) {
    onInvalid('token.value')
    return undefined
  }
  return changed.length > 0 ? { ...login, changedInputs: changed } : login
}

/** Returns the numbers of a saved list in order. A gap is valid: a write that failed leaves one. */
function numbersOf(key: string, env: Env): readonly number[] {
  // on Windows, a variable keeps the case of its first assignment
  const form = new RegExp(`^STATE_${key}_([1-9]\\d{0,8})$`, 'i')
  const numbers = Object.keys(env).flatMap((name) => form.exec(name)?.[1] ?? [])
  return [...new Set(numbers.map(Number))].toSorted((a, b) => a - b)
}
