import type { InputReader } from '../core/input-reader.ts'
import type { Connection } from '../vault/connection.ts'

/** Reads where Vault is; the environment only says which job it is that asks. */
export function readConnection(inputs: InputReader, env: Readonly<Record<string, string | undefined>>): Connection {
  const namespace = readNamespace('namespace', inputs)
  const authNamespace = readNamespace('authNamespace', inputs)
  return {
    urls: readUrls(inputs),
    ...(namespace !== undefined && namespace !== '' && { namespace }),
    ...(authNamespace !== undefined && { authNamespace }),
    redirectHosts: readHosts(inputs),
    correlationId: [env['GITHUB_RUN_ID'], env['GITHUB_RUN_ATTEMPT'], env['GITHUB_JOB']].filter(Boolean).join('-') || 'local',
  }
}

/** Addresses of one Vault, separated by commas or blanks, each once. */
function readUrls({ text, problem }: InputReader): Connection['urls'] {
  const written = listOf(text('url'))
  if (written.length === 0) problem('url', 'is required', 'https://vault.example.com')
  for (const one of written) {
    const url = URL.parse(one)
    if (!url || !/^https?:$/.test(url.protocol)) problem('url', `"${withoutPassword(one)}" is not a valid URL`, addressFrom(one))
    else if (url.username || url.password || url.search || url.hash)
      problem('url', 'may contain only scheme, host, port and path', `${url.origin}${url.pathname}`)
  }
  const [first = '', ...more] = new Set(written.map(baseOf))
  return [first, ...more]
}

/** What was written as an address, as far as it can be one; without name and password. */
function addressFrom(written: string): string {
  const host = written.replace(/^[a-z][a-z\d+.-]*:\/\//i, '').replace(/^.*@|^\/+/g, '')
  const url = URL.parse(`https://${host}`) ?? URL.parse(`https://[${host}]`)
  return url ? baseOf(url.href) : 'https://vault.example.com'
}

function baseOf(written: string): string {
  const url = URL.parse(written)
  return url ? (url.origin + url.pathname).replace(/\/+(v1\/?)?$/, '') : ''
}

/** Without slashes around it; '' for the root namespace, which `root` and `/` mean too. */
function readNamespace(name: 'namespace' | 'authNamespace', { text, problem }: InputReader): string | undefined {
  const namespace = text(name)
    ?.replace(/^\/+|\/+$/g, '')
    .replace(/^root$/, '')
  // anything else would fail as a header, and look like a lost connection
  if (/[^\u0020-\u007e\u0080-\u00ff]/.test(namespace ?? ''))
    problem(name, 'has characters that are not allowed in an HTTP header', 'team-a/project')
  return namespace
}

function readHosts({ text, problem }: InputReader): readonly string[] {
  const hosts = listOf(text('redirectHosts'))
  for (const host of hosts) {
    const isMore = /[/@?#]/.test(host)
    if (!isMore && URL.parse(`https://${host}`)) continue
    const instead = new URL(addressFrom(host)).host.replace('vault.example.com', 'vault-2.example.com:8200')
    problem('redirectHosts', `"${withoutPassword(host)}" is ${isMore ? 'more than a host and port' : 'not a valid host'}`, instead)
  }
  return hosts
}

const listOf = (text: string | undefined): readonly string[] => (text ?? '').split(/[\s,]+/).filter((item) => item !== '')

const withoutPassword = (address: string): string => address.replace(/^([a-z+.-]+:\/\/)?.*@/is, '$1***@')
