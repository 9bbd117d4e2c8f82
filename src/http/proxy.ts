import { checkBypass } from '@actions/http-client/lib/proxy'
import { Failure } from '../core/failure.ts'

/** A proxy of the environment. */
export interface Proxy {
  /** With user and password, where it has them. */
  readonly url: URL
  /** Host and port, for messages. */
  readonly name: string
  /** The variable that names it, for messages. */
  readonly variable: string
}

/**
 * The proxy for an address, from HTTPS_PROXY, HTTP_PROXY and NO_PROXY in either case, by the rules that the other actions go
 * by (@actions/http-client): lower case first, and none for loopback addresses. Throws ERR_PROXY where the variable is no address.
 */
export function proxyFor(url: URL): Proxy | undefined {
  const lower = url.protocol === 'https:' ? 'https_proxy' : 'http_proxy'
  const variable = [lower, lower.toUpperCase()].find((name) => process.env[name])
  const text = process.env[variable ?? '']?.trim()
  if (variable === undefined || !text || checkBypass(url)) return undefined
  // as curl has it, an address without a scheme is one of a plain proxy
  const proxy = URL.parse(/^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `http://${text}`)
  if (proxy && /^https?:$/.test(proxy.protocol) && proxy.hostname !== '') return { url: proxy, name: proxy.host, variable }
  throw new Failure('ERR_PROXY', `the environment variable ${variable} is not the address of an HTTP proxy`, {
    hint: `Write it as http://proxy.example.com:3128, or name the host in NO_PROXY: ${url.hostname}`,
    sent: false,
  })
}
