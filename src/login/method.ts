import type { Vault } from '../vault/client.ts'
import type { JsonObject } from '../core/json.ts'
import type { Transport } from '../http/transport.ts'
import type { Stop } from '../core/deadlines.ts'
import type { Claims } from './claims.ts'
import type { Refusal } from './refusals.ts'
import type { InputReader } from '../core/input-reader.ts'

/** What a login sends, and what is known about who it speaks for. */
export interface Credentials {
  readonly body: JsonObject
  /** Claims of a signed token, unverified; for explanations only. */
  readonly claims?: Claims
}

/** What a supplier of credentials may use. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly transport: Transport
  readonly stop: Pick<Stop, 'asked' | 'now'>
  readonly vault: Vault
  /** Has to be told every secret before anything else may happen to it. */
  readonly mask: (secret: string) => void
}

/** Fetches credentials, fresh at each call. */
export type Supplier = (surroundings: Surroundings) => Promise<Credentials>

/** Credentials that are exchanged for a token at `auth/<mount>/login`. */
export interface Exchange {
  /** Who logs in, for messages: "role deploy", "user bob". */
  readonly as: string
  /** The role in Vault, for explanations. */
  readonly role?: string | undefined
  /** What follows `login/` in the path: a user's name. */
  readonly below?: string
  readonly supply: Supplier
}

/** A token that is there already: no login is needed, and no request is sent for it. */
export interface Supplied {
  readonly token: string
}

/** What the inputs of a method come to. */
export type Access = Exchange | Supplied

/** A way to log in, as data: one file a method, one line in the table of methods. */
export interface LoginMethod {
  /** As the input `method` names it. */
  readonly name: string
  /** Where the auth method is mounted unless `path` says otherwise. */
  readonly mount: string
  /** Reads and checks the inputs of this method, before any network. */
  read(inputs: InputReader, mount: string): Access | Promise<Access>
  /** What a refusal means for this method, and what to change where. */
  explain(refusal: Refusal): string | undefined | Promise<string | undefined>
}
