import type { Env } from '../core/env.ts'
import type { Vault } from '../vault/client.ts'
import type { JsonObject } from '../core/json.ts'
import type { Transport } from '../http/transport.ts'
import type { Stop } from '../core/deadlines.ts'
import type { Claims } from './claims.ts'
import type { LoginRefusal } from './refusals.ts'
import type { InputReader } from '../core/input-reader.ts'

/** The body of a login request, and the claims of its token. */
export interface Credentials {
  readonly body: JsonObject
  /** Claims of the JWT in the body, unverified; for explanations only. */
  readonly claims?: Claims
}

/** What a `Supplier` of credentials can use. */
export interface LoginContext {
  readonly env: Env
  readonly transport: Transport
  readonly stop: Pick<Stop, 'stopRequested' | 'abortRequested'>
  readonly vault: Vault
  /** Masks a secret; must be called before any other use of the secret. */
  readonly mask: (secret: string) => void
}

/** Returns new credentials at each call. */
export type CredentialSource = (context: LoginContext) => Promise<Credentials>

/** Credentials that are exchanged for a token at `auth/<mount>/login`. */
export interface Exchange {
  /** The identity that logs in, for messages: "role deploy", "user bob". */
  readonly as: string
  /** The role in Vault, for explanations. */
  readonly role?: string | undefined
  /** The path segment after `login/`: a user name. */
  readonly pathSuffix?: string
  readonly supply: CredentialSource
}

/** A token from the inputs: it needs no login request. */
export interface SuppliedToken {
  readonly token: string
}

/** What a method reads from its inputs. */
export type Access = Exchange | SuppliedToken

/** A login method: one file per method, and one line in other-methods.ts. */
export interface LoginMethod {
  /** The value of the input `method`. */
  readonly name: string
  /** The default mount, if `path` is not given. */
  readonly mount: string
  /** Reads and checks the inputs of this method, before any request. */
  read(inputs: InputReader, mount: string): Access | Promise<Access>
  /** Returns what a refusal means and what to change, or undefined if it is unknown. */
  explain(refusal: LoginRefusal): string | undefined | Promise<string | undefined>
}
