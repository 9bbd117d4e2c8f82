import type { KeyEntry, Options, WildcardEntry } from '../../src/mapping/plan.ts'

/** The default options of entries. */
export const defaults = { optional: false, toEnvironment: false, encoding: 'utf8' } as const

const options: Options = { order: 0, input: 'secrets', line: 1, fallback: undefined, masking: 'usual', file: undefined, ...defaults }

/** Returns an entry for one key; `otherwise` replaces fields. */
export const keyEntry = (selector: string, otherwise: Partial<KeyEntry> = {}): KeyEntry => ({
  kind: 'key',
  selector,
  output: 'out',
  variable: 'VAR',
  joinsLines: false,
  maybeAbsent: false,
  ...options,
  ...otherwise,
})

/** Returns an entry for all keys; `otherwise` replaces fields. */
export const wildcardEntry = (otherwise: Partial<WildcardEntry> = {}): WildcardEntry => ({
  kind: 'wildcard',
  pattern: '*',
  upperCase: true,
  prefix: '',
  asKey: undefined,
  ...options,
  ...otherwise,
})
