/** A server and its TLS settings. */
export interface Destination {
  readonly url: URL
  /** For https. Requests share connections only if they have the same object here. */
  readonly tls?: TlsSettings | undefined
}

/** One HTTP request, as it is sent. */
export interface WireRequest extends Destination {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | undefined
  /** Timeout in milliseconds, from the moment that the concurrency limit admits the request to the end of the response. */
  readonly replyMs: number
  /** Aborts the request at any stage. `send` then throws the signal's reason, which is a Failure. */
  readonly signal?: AbortSignal | undefined
  /** The text of the input `extraHeaders`. A Transport does not send it: `login/extra-headers.ts` turns it into headers. */
  readonly extraHeaders?: string | undefined
}

/** The response to a WireRequest, with any status. */
export interface WireReply {
  readonly status: number
  /** Returns a header by its lower-case name. */
  readonly header: (name: string) => string | undefined
  readonly body: string
}

/**
 * Sends single requests, without retries and redirects.
 * `send` throws a Failure: ERR_CONNECT, ERR_PROXY, ERR_TLS, ERR_TIMEOUT, ERR_REPLY (body over the limit) or the signal's reason,
 * with `sent: false` if the server cannot have seen the request.
 */
export interface Transport {
  send(request: WireRequest): Promise<WireReply>
  /** Opens connections for an expected number of concurrent requests. Never throws: `send` tries again and reports the error. */
  prepare(destination: Destination, requests: number): void
  /** Closes idle connections, so that they do not keep the process alive. */
  close(): void
}

/** Returns the host of a URL for DNS and certificates: without the brackets that URL.hostname keeps around an IPv6 address. */
export const hostOf = (url: URL): string => url.hostname.replace(/^\[(.*)\]$/, '$1')
/**
 * Describes the TLS settings for Vault, as plain data because the saved state of the post step contains it. Each property has
 * the form of its input: PEM, base64 of PEM, or the path of a file.
 */
export interface TlsSettings {
  /** The CAs to trust instead of the runner's. */
  readonly ca?: string
  /** The client certificate, followed by its intermediate certificates. */
  readonly certificate?: string
  /** The private key of `certificate`. */
  readonly key?: string
  /** Accepts any server certificate. */
  readonly skipVerify?: true
}
