import { setSecret } from '@actions/core'
import type { Env } from './inputs.ts'
import { recall } from './keepsake.ts'
import type { Debt, Owed, Written } from './session.ts'
import { join } from './state-parts.ts'
import { readDebt, readFlag, readGrants, readLease, readPath, type Wrong } from './state-schema.ts'

/** All that post finds, and what it has to know of it. */
export interface Account extends Written {
  /** True if main ended while requests for secrets were in flight. */
  readonly wasReading: boolean
  /** Names of variables that main did not write in this form, with the places in them that are wrong. */
  readonly passedOver: readonly string[]
  /** True if there is a session, but no token or no address of Vault in it: nothing can be revoked. */
  readonly isLost: boolean
}

/** A value of the state, with the inputs that it needs and that no longer have the value that main saw. */
interface Found {
  readonly value: unknown
  readonly missing: readonly string[]
}

/**
 * Reads what main wrote down from the STATE_ variables of the post step, and masks again what is secret. A later step can set such
 * variables through GITHUB_ENV where main wrote none: each value is checked, and what has the wrong shape is passed over.
 * Inputs are read only if they have the value that main saw: inside nested composites the runner evaluates them in the wrong place.
 */
export function loadAccount(env: Env): Account {
  const passedOver: string[] = []
  const isThere = (key: string) => (env[`STATE_${key}`] ?? '') !== ''
  const find = (key: string): Found => {
    const { value, secrets, missing } = recall(join(key, (name) => env[`STATE_${name}`]) ?? '', env)
    // act does not split what it is told to mask, the runner does
    for (const line of secrets.flatMap((secret) => secret.split(/[\r\n]+/)).filter(Boolean)) setSecret(line)
    return { value, missing }
  }
  const read = <T>(key: string, parse: (value: unknown) => T | undefined): T | undefined => {
    if (!isThere(key)) return undefined
    const { value, missing } = find(key)
    const parsed = missing.length > 0 ? undefined : parse(value)
    if (parsed === undefined) passedOver.push(`STATE_${key}`)
    return parsed
  }
  const list = <T>(key: string, parse: (value: unknown) => T | undefined): readonly T[] =>
    numbersOf(key, env)
      .map((number) => read(`${key}_${number}`, parse))
      .filter((value) => value !== undefined)

  const wrong: string[] = []
  const debt = isThere('session') ? readSession(find('session'), (place) => wrong.push(place)) : undefined
  if (wrong.length > 0) passedOver.push(`STATE_session (${wrong.join(', ')})`)
  return {
    owed: debt && { ...debt, leases: list('lease', readLease), grants: read('grants', readGrants) },
    files: list('file', readPath).filter((path) => path !== ''),
    wasReading: read('reading', readFlag) ?? false,
    passedOver,
    isLost: isThere('session') && debt === undefined,
  }
}

/** Only a secret that stands in its own place is missed: in any other place the reference to it was planted. */
function readSession({ value, missing }: Found, wrong: Wrong): (Debt & Pick<Owed, 'missing'>) | undefined {
  const debt = readDebt(value, wrong)
  if (!debt) return undefined
  const { connection, token } = debt
  const secrets = { token: token.value, clientKey: connection.tls?.key, extraHeaders: connection.extraHeaders }
  const missed = missing.filter((input) => Object.entries(secrets).some(([name, text]) => name === input && text === ''))
  if (token.value === '' && !missed.includes('token')) {
    wrong('token.value')
    return undefined
  }
  return missed.length > 0 ? { ...debt, missing: missed } : debt
}

/** The numbers of a list in order. A gap hides nothing: a write that failed can have left one. */
function numbersOf(key: string, env: Env): readonly number[] {
  // Windows keeps the case that a variable had first
  const form = new RegExp(`^STATE_${key}_([1-9]\\d{0,8})$`, 'i')
  const numbers = Object.keys(env).flatMap((name) => form.exec(name)?.[1] ?? [])
  return [...new Set(numbers.map(Number))].toSorted((a, b) => a - b)
}
