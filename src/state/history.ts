import type { Auth } from '../vault/reply.ts'
import type { StateFile } from './state-file.ts'

/** A login, and the token that Vault granted for it. */
export interface LoginGrant {
  readonly method: string
  /** Mount of the auth method, without `auth/`. */
  readonly mount: string
  /** The role in Vault; '' if the login names none. */
  readonly role: string
  /** The unverified claim `check_run_id` of the JWT; '' if it has none. */
  readonly checkRunId: string
  readonly kind: Auth['kind']
  /** '' for a batch token and for a token that the user supplied. */
  readonly accessor: string
  /** Vault's id of the login request; '' for a token that the user supplied. */
  readonly requestId: string
  /** When the response arrived, in milliseconds since 1970. */
  readonly granted: number
  /** True if the response of an earlier attempt was lost: Vault may have created another token. */
  readonly lost: boolean
}

/** What a request of the mapping created beside leases, or may have created. */
export interface Dependent {
  /** `token`: the response contained a token. `lost`: the response was lost, so what was created is unknown. */
  readonly kind: 'token' | 'lost'
  readonly path: string
  /** The namespace of the request; '' is the root namespace. */
  readonly namespace: string
  /** Accessor of the token; '' if there is none. */
  readonly accessor: string
  /** Vault's id of the request; '' if its response was lost. */
  readonly requestId: string
  /** When the response arrived or was lost, in milliseconds since 1970. */
  readonly granted: number
  /** When the token expires, in milliseconds since 1970. */
  readonly expires: number
  /** True if Vault does not revoke the token together with the action's own. */
  readonly orphan: boolean
}

/** A revocation that Vault confirmed to an attempt that was not the last one. */
export interface EarlierEnd {
  /** Id of the lease; '' for the token. */
  readonly id: string
  readonly namespace: string
  readonly how: string
  /** In milliseconds since 1970. */
  readonly at: number
}

/** What the receipt reports, but no revocation needs. */
export interface History {
  readonly logins: readonly LoginGrant[]
  readonly dependents: readonly Dependent[]
  readonly ended: readonly EarlierEnd[]
  /** True if main ended while reads were in flight, so that the state can lack some of their leases. */
  readonly wasReading: boolean
}

/** The part of a Session for the receipt. Nothing here throws: without it, only the receipt is incomplete. */
export interface HistoryRecorder {
  addLogin(login: LoginGrant): void
  addDependent(dependent: Dependent): void
  addEnd(end: EarlierEnd): void
}

/** Creates a history, saved as `login_1`, `dependent_1`, `ended_1`, … */
export function createHistory(
  stateFile: StateFile,
  loaded: History | undefined,
): { readonly recorder: HistoryRecorder; readonly current: () => History } {
  const logins = [...(loaded?.logins ?? [])]
  const dependents = [...(loaded?.dependents ?? [])]
  const ended = [...(loaded?.ended ?? [])]
  const adder =
    <T>(key: string, all: T[]) =>
    (one: T): void => {
      all.push(one)
      stateFile.trySave(`${key}_${all.length}`, one)
    }
  return {
    recorder: { addLogin: adder('login', logins), addDependent: adder('dependent', dependents), addEnd: adder('ended', ended) },
    current: () => ({ logins, dependents, ended, wasReading: loaded?.wasReading ?? false }),
  }
}
