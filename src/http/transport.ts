/** A server, and how to speak TLS with it. */
export interface Destination {
  readonly url: URL
  /** For https; the same object for all requests that may share a connection. */
  readonly tls?: TlsSettings | undefined
}

/** One HTTP request as it goes over the wire. */
export interface WireRequest extends Destination {
  readonly method: 'GET' | 'POST' | 'PUT'
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | undefined
  /** Milliseconds from the moment the request gets its turn until the whole reply has to be there. */
  readonly replyMs: number
  /** Ends the request wherever it is; its reason, a Failure, is what `send` then throws. */
  readonly signal?: AbortSignal | undefined
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
  /** Begins to connect to a server that so many requests at once will go to. Never throws: what fails is tried again, and told, by `send`. */
  prepare(destination: Destination, requests: number): void
  /** Closes idle connections, so that they do not hold the process. */
  close(): void
}

/** The host of a URL as resolvers and certificates know it: without the brackets that URL.hostname keeps around an IPv6 address. */
export const hostOf = (url: URL): string => url.hostname.replace(/^\[(.*)\]$/, '$1')
/**
 * How to speak TLS with Vault, as plain data: the post step finds it in the session. Each part is as its input has it:
 * PEM, base64 of PEM, or a file's path.
 */
export interface TlsSettings {
  /** The authorities to trust in place of the runner's own. */
  readonly ca?: string
  /** The client's certificate, and those between it and the authority that the server trusts. */
  readonly certificate?: string
  /** The key of `certificate`. */
  readonly key?: string
  /** Takes any certificate of the server. */
  readonly skipVerify?: true
}
