import { checkBypass } from '@actions/http-client/lib/proxy'
import { Failure } from '../core/failure.ts'

/** A proxy that an environment variable configures. */
export interface Proxy {
  /** Includes user and password, if set. */
  readonly url: URL
  /** Host and port, for messages. */
  readonly name: string
  /** The name of the environment variable, for messages. */
  readonly variable: string
}

/** Addresses of the runner's machine that a proxy would look up on its own machine: link-local, and AWS's metadata service with IPv6. */
const linkLocal = /^(169\.254\.|\[fe80:|\[fd00:ec2:)/

/**
 * Returns the proxy for a URL, from HTTPS_PROXY, HTTP_PROXY and NO_PROXY in upper or lower case. Follows @actions/http-client,
 * as other actions do: lower case first, no proxy for loopback and link-local addresses. Throws ERR_PROXY if the variable is invalid.
 */
export function proxyFor(url: URL): Proxy | undefined {
  const lower = url.protocol === 'https:' ? 'https_proxy' : 'http_proxy'
  const variable = [lower, lower.toUpperCase()].find((name) => process.env[name])
  const text = process.env[variable ?? '']?.trim()
  if (variable === undefined || !text || checkBypass(url) || linkLocal.test(url.hostname)) return undefined
  // like curl: an address without a scheme is an http:// proxy
  const proxy = URL.parse(/^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `http://${text}`)
  if (proxy && /^https?:$/.test(proxy.protocol) && proxy.hostname !== '') return { url: proxy, name: proxy.host, variable }
  throw new Failure('ERR_PROXY', `the environment variable ${variable} is not the address of an HTTP proxy`, {
    hint: `Write: http://proxy.example.com:3128. To connect without a proxy, add the host to NO_PROXY: ${url.hostname}`,
    sent: false,
  })
}
