import type { Env } from '../core/env.ts'
import type { InputReader } from '../core/input-reader.ts'
import type { Connection } from '../vault/connection.ts'

/** Reads the addresses, namespaces and redirect hosts of Vault. Uses the environment only for the correlation ID. */
export function readConnection(inputs: InputReader, env: Env): Connection {
  const namespace = readNamespace('namespace', inputs)
  const authNamespace = readNamespace('authNamespace', inputs)
  return {
    urls: readUrls(inputs),
    ...(namespace !== undefined && namespace !== '' && { namespace }),
    ...(authNamespace !== undefined && { authNamespace }),
    redirectHosts: readHosts(inputs),
    correlationId: correlationIdOf(env),
  }
}

/**
 * Returns an id for the requests of this step. Its random part tells steps, and the jobs of a matrix, apart. It is no secret, and loading
 * node:crypto for it would take 5 ms.
 */
const correlationIdOf = (env: Env): string => {
  const job = [env['GITHUB_RUN_ID'], env['GITHUB_RUN_ATTEMPT'], env['GITHUB_JOB']].filter(Boolean).join('-') || 'local'
  const random = Math.floor(Math.random() * 2 ** 32).toString(16)
  return `${job}-${random.padStart(8, '0')}`
}

/** Reads the addresses of one Vault, separated by commas or white space, without duplicates. */
function readUrls({ text, problem }: InputReader): Connection['urls'] {
  const addresses = listOf(text('url'))
  if (addresses.length === 0) problem('url', 'is required', 'https://vault.example.com')
  for (const address of addresses) {
    const url = URL.parse(address)
    const isValid = url && /^https?:$/.test(url.protocol)
    if (!isValid || !isHost(hostIn(address))) problem('url', `"${withoutPassword(address)}" is not a valid URL`, similarAddress(address))
    else if (url.username || url.password || url.search || url.hash)
      problem('url', 'may contain only scheme, host, port and path', `${url.origin}${url.pathname}`)
  }
  const [first = '', ...more] = new Set(addresses.map(baseOf))
  return [first, ...more]
}

/** Returns a valid URL that is close to an invalid one, without user and password. */
function similarAddress(written: string): string {
  const host = written.replace(/^[a-z][a-z\d+.-]*:\/\//i, '').replace(/^.*@|^\/+/g, '')
  const url = [`https://${host}`, `https://[${host}]`].find((candidate) => URL.canParse(candidate) && isHost(hostIn(candidate)))
  return url ? baseOf(url) : 'https://vault.example.com'
}

/** Returns the host and port of an address as written, because URL changes them: it reads `\\` as `/` and 1234 as 0.0.4.210. */
const hostIn = (address: string): string =>
  address
    .replace(/^https?:\/*/i, '')
    .replace(/[/?#].*$/s, '')
    .replace(/^.*@/s, '')

/** Checks if a text is a host with an optional port, both as a certificate or a connection can have them. */
function isHost(written: string): boolean {
  const host = URL.parse(`https://${written}`)?.hostname ?? ''
  const [, name = '', port = '1'] = /^(\[.*\]|[^:]*)(?::(.*))?$/s.exec(written) ?? []
  if (/[\\/@?#\p{Cc}]/u.test(written) || !/^0*[1-9]\d*$/.test(port)) return false
  return host.startsWith('[') || (/^\d[\d.]*$/.test(host) ? host === name : /^([\w-]+\.)*[\w-]+\.?$/.test(host))
}

function baseOf(written: string): string {
  const url = URL.parse(written)
  return url ? (url.origin + url.pathname).replace(/\/+(v1\/?)?$/, '') : ''
}

/** Returns the namespace without leading and trailing slashes; '' for the root namespace, also if written as `root` or `/`. */
function readNamespace(name: 'namespace' | 'authNamespace', { text, problem }: InputReader): string | undefined {
  const namespace = text(name)
    ?.replace(/^\/+|\/+$/g, '')
    .replace(/^root$/, '')
  // other characters would make the request fail with what looks like a lost connection
  if (/[^\u0020-\u007e\u0080-\u00ff]/.test(namespace ?? ''))
    problem(name, 'has characters that are not allowed in an HTTP header', 'team-a/project')
  return namespace
}

function readHosts({ text, problem }: InputReader): readonly string[] {
  const hosts = listOf(text('redirectHosts'))
  for (const host of hosts) {
    const hasMore = /[/@?#]/.test(host)
    if (!hasMore && isHost(host)) continue
    const instead = new URL(similarAddress(host)).host.replace('vault.example.com', 'vault-2.example.com:8200')
    problem('redirectHosts', `"${withoutPassword(host)}" ${hasMore ? 'is more than a host and port' : 'is not a valid host'}`, instead)
  }
  return hosts
}

const listOf = (text: string | undefined): readonly string[] => (text ?? '').split(/[\s,]+/).filter((item) => item !== '')

const withoutPassword = (address: string): string => address.replace(/^([a-z+.-]+:\/\/)?.*@/is, '$1***@')
