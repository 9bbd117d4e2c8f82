import type { TlsSettings } from './tls-settings.ts'

/** One HTTP request as it goes over the wire. */
export interface WireRequest {
  readonly method: 'GET' | 'POST' | 'PUT'
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | undefined
  /** Milliseconds from the moment the request gets its turn until the whole reply has to be there. */
  readonly replyMs: number
  /** Ends the request wherever it is; its reason, a Failure, is what `send` then throws. */
  readonly signal?: AbortSignal | undefined
  /** For https; the same object for all requests that may share a connection. */
  readonly tls?: TlsSettings | undefined
  /** The text of the input `extraHeaders`, for who makes headers of it. */
  readonly extraHeaders?: string | undefined
}

/** The reply to a WireRequest, whatever its status. */
export interface WireReply {
  readonly status: number
  /** Header by lower-case name. */
  readonly header: (name: string) => string | undefined
  readonly body: string
}

/**
 * Carries single requests: no retry, no redirect, no knowledge of Vault.
 * `send` throws a Failure: ERR_CONNECT, ERR_PROXY, ERR_TLS, ERR_TIMEOUT, ERR_REPLY (body over the limit) or the signal's reason,
 * with `sent: false` where the server cannot have seen the request.
 */
export interface Transport {
  send(request: WireRequest): Promise<WireReply>
  /** Closes idle connections, so that they do not hold the process. */
  close(): void
}
