import type { TlsSettings } from './tls-settings.ts'

/**
 * Where Vault is and how to speak to it. Plain data: it is written into the session, so that the post step
 * reaches the same server without reading an input again.
 */
export interface Connection {
  /** Base address without a trailing slash, for example https://vault.example.com:8200. */
  readonly url: string
  /** Namespace of every request (X-Vault-Namespace); absent for none. */
  readonly namespace?: string
  /** Hosts besides the one of `url` that a redirect may lead to, as host or host:port. */
  readonly redirectHosts: readonly string[]
  /** Value of X-Correlation-Id on every request; Vault writes it into its audit log. */
  readonly correlationId: string
  /** Where the inputs say something of it. */
  readonly tls?: TlsSettings
  /** Further headers of every request, as the input has them. */
  readonly extraHeaders?: string
}

/** Where a redirect may lead: the host of `url`, or one that the user has named. */
export function mayRedirectTo(connection: Connection, target: URL): boolean {
  const home = new URL(connection.url)
  if (target.protocol !== 'https:' && target.protocol !== home.protocol) return false
  // a host that the user names without a port is meant whatever its port; that of `url` has one, be it the scheme's
  return target.host === home.host || connection.redirectHosts.some((host) => [target.host, target.hostname].includes(host.toLowerCase()))
}
