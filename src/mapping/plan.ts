import type { JsonObject } from '../core/json.ts'

/** What a run asks for: each distinct request once, with all that is selected from its reply. */
export type Plan = readonly PlannedRequest[]

/** One request and what is taken from its reply. */
export interface PlannedRequest {
  readonly method: 'GET' | 'POST'
  /** As written, without leading slashes; for example secret/data/app?version=2. */
  readonly path: string
  /** The path is a folder: its secrets are listed, and each is read for these entries. */
  readonly folder?: true
  /** What a write sends. */
  readonly body?: JsonObject
  /** Empty for a write whose answer does not matter. */
  readonly entries: readonly Entry[]
  /** The input and its line that asks for it first. */
  readonly input: InputName
  readonly line: number
}

/** The inputs that hold mappings. */
export type InputName = 'secrets' | 'pki'

/** One entry of the mapping with every option resolved, so that nothing later asks for an input again. */
export type Entry = KeyEntry | WildcardEntry

/** How a stored text is decoded; `utf8` leaves it as it is. */
export type Encoding = 'utf8' | 'base64' | 'hex'

/** Which masks a value gets: the usual ones, every leaf of its JSON besides, or none. */
export type Masking = 'usual' | 'every leaf' | 'none'

/** What every kind of entry says. */
export interface Options {
  /** Place among the entries of the mapping, from 0: of two with one name the later wins. */
  readonly order: number
  readonly input: InputName
  /** Line of the input that the entry starts in, from 1. */
  readonly line: number
  /** A missing path or key is a notice, not an error. */
  readonly optional: boolean
  /** Stands in for a missing path or key. */
  readonly fallback: string | undefined
  /** The values go into the environment of later steps as well. */
  readonly toEnvironment: boolean
  readonly encoding: Encoding
  readonly masking: Masking
  /** The value goes into a file, and its path is what is handed on. `path` where the user says which. */
  readonly file: { readonly path: string | undefined } | undefined
}

/** One value under one name. */
export interface KeyEntry extends Options {
  readonly kind: 'key'
  /** A literal key, a dotted path or a JSONata expression, tried in this order. */
  readonly selector: string
  readonly output: string
  readonly variable: string
  /** A list of texts becomes their lines: a certificate chain. */
  readonly lines: boolean
  /** The engine may leave the key out: it is left out of the exports then, without a notice. */
  readonly maybeAbsent: boolean
}

/** Every key of the secret: `*` upper-cases the variables, `**` keeps the case. */
export interface WildcardEntry extends Options {
  readonly kind: 'wildcard'
  readonly upperCase: boolean
  readonly prefix: string
}
