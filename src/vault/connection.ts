import type { TlsSettings } from '../http/transport.ts'

/** Where Vault is and how to reach it. Plain data in the saved state, so that the post step needs no input to reach the same server. */
export interface Connection {
  /**
   * Base addresses of one Vault, without trailing slashes, for example https://vault.example.com:8200. The first is
   * used; the others if it cannot be reached or is not in service.
   */
  readonly urls: readonly [string, ...string[]]
  /** Namespace of the secrets (X-Vault-Namespace); absent for none. */
  readonly namespace?: string
  /** Namespace of the login and of its token; absent if it is the same as `namespace`, '' for the root namespace. */
  readonly authNamespace?: string
  /** Further hosts that a redirect may lead to, as host or host:port. The hosts of `urls` are always allowed. */
  readonly redirectHosts: readonly string[]
  /** Value of X-Correlation-Id on every request; Vault writes it to its audit log. */
  readonly correlationId: string
  /** Absent if no input configures TLS. */
  readonly tls?: TlsSettings
  /** Additional headers of every request, as written in the input. */
  readonly extraHeaders?: string
}

/** Returns the namespace that the token belongs to; '' is the root namespace. */
export const tokenNamespace = ({ namespace, authNamespace }: Connection): string => authNamespace ?? namespace ?? ''

/** Checks whether a redirect may lead to an address: a host of `urls` or of `redirectHosts`, and never from https to http. */
export function mayRedirectTo(connection: Connection, from: URL, target: URL): boolean {
  if (target.protocol !== 'https:' && target.protocol !== from.protocol) return false
  // an entry of redirectHosts without a port allows every port; an address always has a port, its own or that of its scheme
  return (
    connection.urls.some((url) => hostAndPort(new URL(url)) === hostAndPort(target)) ||
    connection.redirectHosts.some((host) => {
      const allowed = URL.parse(`${target.protocol}//${host}`)
      return (
        allowed !== null && (/:\d+$/.test(host) ? hostAndPort(allowed) === hostAndPort(target) : hostName(allowed) === hostName(target))
      )
    })
  )
}

/** A trailing dot does not change the host. */
const hostName = ({ hostname }: URL): string => hostname.replace(/\.$/, '')

/** Compares equal for `host` and `host:443` with https, because `URL` omits the default port. */
const hostAndPort = (url: URL): string => `${hostName(url)}:${url.port}`
