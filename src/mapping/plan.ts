/** What a run reads: each distinct request once, with all that is selected from its reply. */
export type Plan = readonly PlannedRead[]

/** One request and what is taken from its reply. */
export interface PlannedRead {
  readonly method: 'GET'
  /** As written, without leading slashes; for example secret/data/app?version=2. */
  readonly path: string
  readonly entries: readonly Entry[]
}

/** One entry of the mapping with every option resolved, so that nothing later asks for an input again. */
export type Entry = KeyEntry | WildcardEntry

/** What every kind of entry says. */
export interface Options {
  /** Place among the entries of the mapping, from 0: of two with one name the later wins. */
  readonly order: number
  /** Line of the input that the entry starts in, from 1. */
  readonly line: number
  /** A missing path or key is a notice, not an error. */
  readonly optional: boolean
  /** The values go into the environment of later steps as well. */
  readonly toEnvironment: boolean
}

/** One value under one name. */
export interface KeyEntry extends Options {
  readonly kind: 'key'
  readonly selector: string
  readonly output: string
  readonly variable: string
}

/** Every key of the secret: `*` upper-cases the variables, `**` keeps the case. */
export interface WildcardEntry extends Options {
  readonly kind: 'wildcard'
  readonly upperCase: boolean
  readonly prefix: string
}
