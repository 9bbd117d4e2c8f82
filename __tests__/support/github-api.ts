import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A repository that the server has. */
export interface ApiRepository {
  readonly files: Readonly<Record<string, string>>
  readonly archived?: boolean
  readonly disabled?: boolean
  /** A status in place of its tree. */
  readonly status?: number
  readonly truncated?: boolean
  /** Paths of symbolic links. */
  readonly links?: readonly string[]
}

/** What the server does, in the shapes that docs.github.com documents (REST API, GraphQL API). */
export interface ApiOptions {
  readonly type: 'Organization' | 'User'
  /** By name. The owner is always octo-org. */
  readonly repositories: Readonly<Record<string, ApiRepository>>
  /** The login of the token's user; undefined for a token of an app. */
  readonly user?: string
  /** Returns another response to a request; undefined for the usual one. */
  readonly instead?: (request: string, count: number) => ApiReply | undefined
}

/** A response. */
export interface ApiReply {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

/** A running server, and the requests that it received, as `METHOD path`. */
export interface ApiServer {
  readonly url: string
  readonly requests: readonly string[]
  readonly tokens: ReadonlySet<string>
  readonly stop: () => Promise<void>
}

/** The most repositories of a page: fewer than GitHub's 100, so that tests have several pages. */
const pageSize = 3

/** Starts a server with the parts of GitHub's API that list repositories and read files, on a free loopback port. */
export async function startGithubApi(options: ApiOptions): Promise<ApiServer> {
  const requests: string[] = []
  const tokens = new Set<string>()
  const server = createServer((request, response) => {
    void textOf(request).then((text) => {
      const line = `${request.method ?? ''} ${request.url ?? ''}`
      requests.push(line)
      tokens.add(request.headers.authorization ?? '')
      const count = requests.filter((one) => one === line).length
      send(response, options.instead?.(line, count) ?? answer(request.url ?? '/', text, options, address()))
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url: address(),
    requests,
    tokens,
    async stop() {
      const closed = once(server.close(), 'close')
      server.closeAllConnections()
      await closed
    },
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString()
}

function send(response: ServerResponse, { status, headers, body }: ApiReply): void {
  const date = { date: new Date(1_800_000_000_000).toUTCString() }
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...date, ...headers }).end(JSON.stringify(body ?? {}))
}

function answer(url: string, text: string, options: ApiOptions, address: string): ApiReply {
  const { pathname, searchParams } = new URL(url, address)
  const [, tree] = /^\/repos\/octo-org\/([^/]+)\/git\/trees\/main$/.exec(pathname) ?? []
  if (tree !== undefined && searchParams.get('recursive') !== null) return treeOf(options.repositories[tree])
  if (pathname === '/users/octo-org') return { status: 200, body: { login: 'octo-org', id: 1, type: options.type } }
  if (pathname === '/user')
    return options.user === undefined
      ? { status: 403, body: { message: 'Resource not accessible by integration' } }
      : { status: 200, body: { login: options.user } }
  const lists = options.type === 'Organization' ? ['/orgs/octo-org/repos'] : ['/users/octo-org/repos', '/user/repos']
  if (lists.includes(pathname)) return listOf(pathname, Number(searchParams.get('page') ?? 1), options, address)
  if (pathname === '/graphql') return textsOf(JSON.parse(text) as { query: string; variables: { name: string } }, options)
  return { status: 404, body: { message: 'Not Found', documentation_url: 'https://docs.github.com/rest' } }
}

function listOf(pathname: string, page: number, { repositories }: ApiOptions, address: string): ApiReply {
  const all = Object.entries(repositories).map(([name, { archived = false, disabled = false }], index) => ({
    id: index + 1,
    name,
    full_name: `octo-org/${name}`,
    owner: { login: 'octo-org' },
    default_branch: 'main',
    size: 1,
    archived,
    disabled,
  }))
  const next = page * pageSize < all.length ? { link: `<${address}${pathname}?per_page=100&page=${page + 1}>; rel="next"` } : {}
  return { status: 200, headers: next, body: all.slice((page - 1) * pageSize, page * pageSize) }
}

function treeOf(repository: ApiRepository | undefined): ApiReply {
  if (!repository) return { status: 404, body: { message: 'Not Found' } }
  if (repository.status !== undefined) return { status: repository.status, body: { message: 'Git Repository is empty.' } }
  const tree = Object.entries(repository.files).map(([path, text]) => ({
    path,
    mode: repository.links?.includes(path) ? '120000' : '100644',
    type: 'blob',
    sha: shaOf(path),
    size: Buffer.byteLength(text),
  }))
  return { status: 200, body: { sha: 'f'.repeat(40), tree, truncated: repository.truncated ?? false } }
}

function textsOf({ query, variables }: { query: string; variables: { name: string } }, { repositories }: ApiOptions): ApiReply {
  const files = Object.entries(repositories[variables.name]?.files ?? {})
  const fields = [...query.matchAll(/(\w+): object\(oid: "([\da-f]+)"\)/g)].map(([, field = '', sha]) => {
    const found = files.find(([path]) => shaOf(path) === sha)
    return [field, found ? { text: found[1], isTruncated: false } : null]
  })
  return { status: 200, body: { data: { repository: Object.fromEntries(fields) as unknown } } }
}

const shaOf = (path: string): string => Buffer.from(path).toString('hex').padEnd(40, '0').slice(0, 400)
