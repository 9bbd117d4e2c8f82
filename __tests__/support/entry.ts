import type { KeyEntry, Options, WildcardEntry } from '../../src/mapping/plan.ts'

/** What the inputs say by default. */
export const defaults = { optional: false, toEnvironment: false, encoding: 'utf8' } as const

const options: Options = { order: 0, input: 'secrets', line: 1, fallback: undefined, masking: 'usual', file: undefined, ...defaults }

/** An entry for one key, with what a test wants otherwise. */
export const keyEntry = (selector: string, otherwise: Partial<KeyEntry> = {}): KeyEntry => ({
  kind: 'key',
  selector,
  output: 'out',
  variable: 'VAR',
  lines: false,
  maybeAbsent: false,
  ...options,
  ...otherwise,
})

/** An entry for all keys. */
export const wildcardEntry = (otherwise: Partial<WildcardEntry> = {}): WildcardEntry => ({
  kind: 'wildcard',
  upperCase: true,
  prefix: '',
  ...options,
  ...otherwise,
})
