import type { JsonObject } from '../core/json.ts'
import type { Names } from './names.ts'

/** All requests of a run: each distinct request once, with the entries that read its response. */
export type Plan = readonly PlannedRequest[]

/** One request and the entries that read its response. */
export interface PlannedRequest {
  readonly method: 'GET' | 'POST'
  /** As written in the input, without leading slashes; for example secret/data/app?version=2. */
  readonly path: string
  /** Set if the path is a folder: its secrets are listed, and each is read for these entries. */
  readonly folder?: true
  /** The body of a write. */
  readonly body?: JsonObject
  /** Empty for a write whose response is not read. */
  readonly entries: readonly Entry[]
  readonly input: InputName
  /** The first line of the input that needs this request, from 1. */
  readonly line: number
}

/** The inputs that contain mappings; `key` is an input of github-token. */
export type InputName = 'secrets' | 'pki' | 'key'

/** One entry of the mapping with every option resolved, so that later code reads no inputs. */
export type Entry = KeyEntry | WildcardEntry

/** How a stored text is decoded; `utf8` means not at all. */
export type Encoding = 'utf8' | 'base64' | 'hex'

/** Which masks a value gets: the usual ones, also every leaf of its JSON, or none. */
export type Masking = 'usual' | 'every leaf' | 'none'

/** The options of every kind of entry. */
export interface Options {
  /** Index among the entries of the mapping, from 0: if two entries have the same name, the later one wins. */
  readonly order: number
  readonly input: InputName
  /** Line of the input where the entry starts, from 1. */
  readonly line: number
  /** A missing path or key is a notice, not an error. */
  readonly optional: boolean
  /** The value if the path or key is missing. */
  readonly fallback: string | undefined
  /** The values are also exported as environment variables. */
  readonly toEnvironment: boolean
  readonly encoding: Encoding
  readonly masking: Masking
  /** The value is written to a file, and the file's path is exported. `path` is set if the user chose it. */
  readonly file: { readonly path: string | undefined } | undefined
}

/** One value under one name. */
export interface KeyEntry extends Options {
  readonly kind: 'key'
  /** A literal key, a dotted path or a JSONata expression, tried in this order. */
  readonly selector: string
  readonly output: string
  readonly variable: string
  /** A list of texts is joined with line breaks: a certificate chain. */
  readonly joinsLines: boolean
  /** The engine may omit the key: then it is not exported, without a notice. */
  readonly maybeAbsent: boolean
}

/** Several keys of the secret: `*` and `DEV_*` convert the variable names to upper case, `**` and `DEV_**` keep their case. */
export interface WildcardEntry extends Options {
  readonly kind: 'wildcard'
  /** The keys that match are selected; `*` and `**` match every key. */
  readonly pattern: string
  readonly upperCase: boolean
  readonly prefix: string
  /** The names if the secret has the pattern itself as a key: then only that key is selected, as in vault-action. */
  readonly asKey: Names | undefined
  /** A secret without a matching key is skipped: another secret of the folder may have one. */
  readonly maybeNone?: true
}
