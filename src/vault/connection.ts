import type { TlsSettings } from './tls-settings.ts'

/**
 * Where Vault is and how to speak to it. Plain data: it is written into the session, so that the post step
 * reaches the same server without reading an input again.
 */
export interface Connection {
  /**
   * Base addresses of one Vault, without trailing slashes, for example https://vault.example.com:8200. The first is
   * asked; the others when it is out of reach or not in service.
   */
  readonly urls: readonly [string, ...string[]]
  /** Namespace of what is read (X-Vault-Namespace); absent for none. */
  readonly namespace?: string
  /** Namespace of the login and so of the token; absent where it is that of what is read, '' for the root namespace. */
  readonly authNamespace?: string
  /** Hosts besides those of `urls` that a redirect may lead to, as host or host:port. */
  readonly redirectHosts: readonly string[]
  /** Value of X-Correlation-Id on every request; Vault writes it into its audit log. */
  readonly correlationId: string
  /** Where the inputs say something of it. */
  readonly tls?: TlsSettings
  /** Further headers of every request, as the input has them. */
  readonly extraHeaders?: string
}

/** The namespace in which the token is at home; '' is the root namespace. */
export const tokenNamespace = ({ namespace, authNamespace }: Connection): string => authNamespace ?? namespace ?? ''

/** Where a redirect may lead: a host of `urls`, or one that the user has named. Never from https to http. */
export function mayRedirectTo(connection: Connection, from: URL, target: URL): boolean {
  if (target.protocol !== 'https:' && target.protocol !== from.protocol) return false
  // a host that the user names without a port is meant whatever its port; that of an address has one, be it the scheme's
  return (
    connection.urls.some((url) => placeOf(new URL(url)) === placeOf(target)) ||
    connection.redirectHosts.some((host) => {
      const named = URL.parse(`${target.protocol}//${host}`)
      return named !== null && (/:\d+$/.test(host) ? placeOf(named) === placeOf(target) : nameOf(named) === nameOf(target))
    })
  )
}

/** A name with a dot at its end is the same host. */
const nameOf = ({ hostname }: URL): string => hostname.replace(/\.$/, '')

/** Host and port; `URL` leaves out the port of its scheme, so that `:443` is nothing with https. */
const placeOf = (url: URL): string => `${nameOf(url)}:${url.port}`
