/** The kinds of failure a user can meet. Codes are stable: docs/errors.md has a section for each. */
export type FailureCode =
  | 'ERR_INPUT' // an input or a line of the mapping is wrong; nothing was sent
  | 'ERR_UNREADABLE' // no step could read what would be exported; nothing was sent
  | 'ERR_IDENTITY' // the job has no OIDC identity, or the token is not this job's
  | 'ERR_OIDC' // the runner's OIDC endpoint did not give a token
  | 'ERR_LOGIN' // Vault refused the login
  | 'ERR_CONNECT' // no connection, or the connection was lost before a reply
  | 'ERR_PROXY' // the proxy of the environment refuses
  | 'ERR_TLS' // the server's certificate was not accepted
  | 'ERR_TIMEOUT' // no reply in time
  | 'ERR_REDIRECT' // a redirect to a host that may not receive credentials, or too many
  | 'ERR_REPLY' // a reply that is not Vault's: no JSON, cut short, too large
  | 'ERR_DENIED' // 403
  | 'ERR_NOT_FOUND' // 404
  | 'ERR_FOLDER' // a folder holds more than is read at once, or what cannot be read
  | 'ERR_REFUSED' // another 4xx, or an engine that said no
  | 'ERR_UNAVAILABLE' // 412, 429, 5xx after all attempts
  | 'ERR_KEY' // the secret was read, the key is not in it
  | 'ERR_DECODE' // a value is not encoded as the entry says, or is no text
  | 'ERR_FILE' // a file for a value is there already, would lie elsewhere than it may, or cannot be written
  | 'ERR_EXPORT' // a value that cannot be a variable of the environment
  | 'ERR_STATE' // the runner's command files cannot be written
  | 'ERR_UNCONFIRMED' // `revoke: required`, and Vault did not confirm that everything is ended
  | 'ERR_CANCELLED' // the runner asked the step to stop
  | 'ERR_INTERNAL' // a defect of this action

/** What helps only where the hint does not: the log shows it folded, below the error. */
export interface Details {
  readonly title: string
  readonly lines: readonly string[]
}

interface FailureOptions {
  /** What the user can do about it, one sentence or a few lines. */
  readonly hint?: string | undefined
  readonly details?: Details | undefined
  readonly cause?: unknown
  /** HTTP status, where a reply came. */
  readonly status?: number | undefined
  /** Vault's own words, cleaned, where there were any. */
  readonly words?: string
  /** Seconds the server asked to wait (Retry-After). */
  readonly retryAfter?: number | undefined
  /** What the server's clock said, in milliseconds since 1970. */
  readonly serverTime?: number | undefined
  /** False where the request certainly never reached the server, so that repeating it cannot act twice. */
  readonly sent?: boolean
  /** True where the server may have acted at this attempt or an earlier one without our seeing its reply. */
  readonly lost?: boolean
}

/**
 * The one error of this project: a stable code, a message that says what happened, a hint that says what to do.
 * Neither holds a secret, a token or a header value.
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

  /** The same failure told in another way; it becomes the cause, unless another is given. */
  with({ code = this.code, message = this.message, ...changes }: FailureOptions & { code?: FailureCode; message?: string }): Failure {
    const { hint, details, status, words, retryAfter, serverTime, sent, lost } = this
    return new Failure(code, message, { hint, details, cause: this, status, words, retryAfter, serverTime, sent, lost, ...changes })
  }
}

/**
 * Any thrown value as a Failure. What is not one of ours is a defect: only its kind and its place in the code are
 * told, since its message may quote what it worked on.
 */
export function asFailure(thrown: unknown): Failure {
  if (thrown instanceof Failure) return thrown
  const kind = thrown instanceof Error ? thrown.name : typeof thrown
  const place = thrown instanceof Error ? (/^ +(at .*:\d+:\d+\)?)$/m.exec(thrown.stack ?? '')?.[1] ?? '') : ''
  return new Failure('ERR_INTERNAL', `unexpected ${kind} ${place}`.trim(), {
    hint: 'This is a defect of vault-exchange. Please report it with this line.',
    cause: thrown,
  })
}
