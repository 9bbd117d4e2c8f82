/** The code of a failure. Codes are stable: docs/errors.md has a section for each. */
export type FailureCode =
  | 'ERR_INPUT' // an input or a line of the mapping is invalid; nothing was sent
  | 'ERR_UNREADABLE' // no later step could read the output; nothing was sent
  | 'ERR_IDENTITY' // the job has no OIDC or AWS identity, or the token is not this job's
  | 'ERR_OIDC' // the runner's OIDC endpoint did not return a token
  | 'ERR_LOGIN' // Vault refused the login
  | 'ERR_CONNECT' // no connection, or the connection was lost before the response
  | 'ERR_PROXY' // the proxy refused the connection
  | 'ERR_TLS' // the server's certificate was not accepted
  | 'ERR_TIMEOUT' // no response in time
  | 'ERR_REDIRECT' // a redirect to a host that may not receive credentials, or too many
  | 'ERR_REPLY' // a response that is not from Vault: invalid JSON, truncated, too large
  | 'ERR_GITHUB' // GitHub refused a request
  | 'ERR_DENIED' // 403
  | 'ERR_NOT_FOUND' // 404
  | 'ERR_FOLDER' // a folder has too many secrets or levels, or an invalid name
  | 'ERR_REFUSED' // another 4xx, or an error of the secrets engine
  | 'ERR_UNAVAILABLE' // 412, 429, 5xx after all attempts
  | 'ERR_KEY' // the secret has no such key
  | 'ERR_DECODE' // a value is not encoded as the entry says, or is not text
  | 'ERR_FILE' // a file for a value already exists, is outside the allowed folders, or cannot be written
  | 'ERR_EXPORT' // a value cannot be an environment variable
  | 'ERR_RUN' // the command of `run` could not be started, or failed
  | 'ERR_STATE' // the runner's command files cannot be written
  | 'ERR_UNCONFIRMED' // `revoke: required`, and Vault did not confirm every revocation
  | 'ERR_PLAN' // the inventory is incomplete: a file or a repository cannot be read
  | 'ERR_DRIFT' // `failOn`, and the server differs from what the workflows need
  | 'ERR_CANCELLED' // the runner asked the step to stop
  | 'ERR_INTERNAL' // a bug in this action

/** Details of a failure. The log shows them in a folded group below the error. */
export interface Details {
  readonly title: string
  readonly lines: readonly string[]
}

interface FailureOptions {
  /** What the user can do: one sentence or a few lines. */
  readonly hint?: string | undefined
  readonly details?: Details | undefined
  readonly cause?: unknown
  /** HTTP status; undefined if there was no response. */
  readonly status?: number | undefined
  /** The error texts of Vault's response, cleaned; '' if there are none. */
  readonly words?: string
  /** Seconds the server asked to wait (Retry-After). */
  readonly retryAfter?: number | undefined
  /** The time of the server's clock, in milliseconds since 1970. */
  readonly serverTime?: number | undefined
  /** False if the request certainly did not reach the server, so that a retry is safe. */
  readonly sent?: boolean
  /** True if the server may have processed this attempt or an earlier one and its response was lost. */
  readonly lost?: boolean
}

/**
 * The only error class of this project: a stable code, a message that says what happened, a hint that says what to do.
 * Message and hint contain no secret, token or header value.
 */
export class Failure extends Error {
  override readonly name = 'Failure'
  readonly code: FailureCode
  readonly hint: string | undefined
  readonly details: Details | undefined
  readonly status: number | undefined
  readonly words: string
  readonly retryAfter: number | undefined
  readonly serverTime: number | undefined
  readonly sent: boolean
  readonly lost: boolean

  constructor(code: FailureCode, message: string, options: FailureOptions = {}) {
    super(message, { cause: options.cause })
    this.code = code
    this.hint = options.hint
    this.details = options.details
    this.status = options.status
    this.words = options.words ?? ''
    this.retryAfter = options.retryAfter
    this.serverTime = options.serverTime
    this.sent = options.sent ?? true
    this.lost = options.lost ?? false
  }

  /** Returns a copy with changes. This failure becomes its cause, unless another is given. */
  with({ code = this.code, message = this.message, ...changes }: FailureOptions & { code?: FailureCode; message?: string }): Failure {
    const { hint, details, status, words, retryAfter, serverTime, sent, lost } = this
    return new Failure(code, message, { hint, details, cause: this, status, words, retryAfter, serverTime, sent, lost, ...changes })
  }
}

/**
 * Returns any thrown value as a Failure. Other errors are bugs: the message has only their class and their place in the code,
 * because their own message may quote a secret.
 */
export function asFailure(thrown: unknown): Failure {
  if (thrown instanceof Failure) return thrown
  const kind = thrown instanceof Error ? thrown.name : typeof thrown
  const place = thrown instanceof Error ? (/^ +(at .*:\d+:\d+\)?)$/m.exec(thrown.stack ?? '')?.[1] ?? '') : ''
  return new Failure('ERR_INTERNAL', `unexpected ${kind} ${place}`.trim(), {
    hint: 'This is a bug in vault-exchange. Please report it with this line.',
    cause: thrown,
  })
}
