import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { verifyAppJwt, type App } from './app-jwt.ts'

/** An installation of an App at an account. */
export interface Installation {
  readonly id: number
  /** The slug of the App. */
  readonly app: string
  readonly account: string
  /** Names without the account. */
  readonly repositories: readonly string[]
  readonly permissions: Readonly<Record<string, string>>
  readonly isSuspended?: true
}

/** An installation token that was created. */
export interface IssuedToken {
  readonly value: string
  readonly repositories: readonly string[]
  readonly permissions: Readonly<Record<string, string>>
  isRevoked: boolean
}

/** What this GitHub knows. */
export interface GithubOptions {
  readonly apps: readonly App[]
  readonly installations: readonly Installation[]
  /** Old full names of repositories, and their new ones: requests for them are redirected. */
  readonly renamed?: Readonly<Record<string, string>>
  /** Seconds by which its clock is ahead of this machine's. */
  readonly clockAhead?: number
}

/** A server on loopback with the parts of GitHub's REST API that concern installation tokens, as docs.github.com describes them. */
export interface GithubServer {
  readonly url: string
  /** Every token that was created, in order. */
  readonly tokens: readonly IssuedToken[]
  readonly close: () => Promise<void>
}

interface Answer {
  readonly status: number
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

type Handler = (parts: readonly string[], token: string, body: string) => Answer

const levels = ['read', 'write', 'admin']
const notFound: Answer = { status: 404, body: { message: 'Not Found' } }

/** Starts the server. */
export async function startGithub(options: GithubOptions): Promise<GithubServer> {
  const tokens: IssuedToken[] = []
  const now = () => Date.now() + (options.clockAhead ?? 0) * 1_000

  /** Answers a request of an App about an installation that is its own. */
  const asApp = (jwt: string, find: (installation: Installation) => boolean, answer: (installation: Installation) => Answer): Answer => {
    const app = verifyAppJwt(jwt, options.apps, Math.floor(now() / 1_000))
    if ('message' in app) return { status: app.status, body: { message: app.message } }
    const installation = options.installations.find((one) => one.app === app.slug && find(one))
    return installation ? answer(installation) : notFound
  }

  const describe = (installation: Installation): Answer => ({
    status: 200,
    body: {
      id: installation.id,
      account: { login: installation.account },
      app_slug: installation.app,
      html_url: `https://github.com/organizations/${installation.account}/settings/installations/${installation.id}`,
      permissions: installation.permissions,
      suspended_at: installation.isSuspended ? new Date(now()).toISOString() : null,
    },
  })

  function create(installation: Installation, body: string): Answer {
    const wanted = JSON.parse(body) as { repositories?: string[]; permissions?: Record<string, string> }
    if (installation.isSuspended) return { status: 403, body: { message: 'This installation has been suspended' } }
    const names = wanted.repositories ?? installation.repositories
    if (names.some((name) => !installation.repositories.includes(name))) {
      const message = 'There is at least one repository that does not exist or is not accessible to the parent installation.'
      return { status: 422, body: { message } }
    }
    const permissions = wanted.permissions ?? installation.permissions
    const isGranted = ([name, level]: [string, string]) => levels.indexOf(level) <= levels.indexOf(installation.permissions[name] ?? '')
    if (!Object.entries(permissions).every(isGranted)) {
      return { status: 422, body: { message: 'The permissions requested are not granted to this installation.' } }
    }
    const repositories = names.map((name) => `${installation.account}/${name}`)
    const token = { value: `ghs_${randomBytes(27).toString('base64url')}`, repositories, permissions, isRevoked: false }
    tokens.push(token)
    return {
      status: 201,
      body: {
        token: token.value,
        expires_at: new Date(now() + 3_600_000).toISOString().replace(/\.\d+Z$/, 'Z'),
        permissions: { metadata: 'read', ...permissions },
        repository_selection: wanted.repositories ? 'selected' : 'all',
        ...(wanted.repositories && { repositories: repositories.map((full_name, id) => ({ id, full_name })) }),
      },
    }
  }

  /** Answers a request with an installation token. */
  const asInstallation = (value: string, answer: (token: IssuedToken) => Answer): Answer => {
    const token = tokens.find((one) => one.value === value && !one.isRevoked)
    return token ? answer(token) : { status: 401, body: { message: 'Bad credentials' } }
  }

  const routes: readonly (readonly [RegExp, Handler])[] = [
    [
      /^GET \/repos\/([^/]+)\/([^/]+)\/installation$/,
      ([owner = '', name = ''], token) => {
        const renamed = options.renamed?.[`${owner}/${name}`]
        if (renamed !== undefined) return { status: 301, headers: { location: `/repos/${renamed}/installation` } }
        return asApp(token, ({ account, repositories }) => account === owner && repositories.includes(name), describe)
      },
    ],
    [/^GET \/users\/([^/]+)\/installation$/, ([owner], token) => asApp(token, ({ account }) => account === owner, describe)],
    [/^GET \/app\/installations\/(\d+)$/, ([id], token) => asApp(token, (one) => String(one.id) === id, describe)],
    [
      /^POST \/app\/installations\/(\d+)\/access_tokens$/,
      ([id], token, body) =>
        asApp(
          token,
          (one) => String(one.id) === id,
          (one) => create(one, body),
        ),
    ],
    [
      /^DELETE \/installation\/token$/,
      (_, value) =>
        asInstallation(value, (token) => {
          token.isRevoked = true
          return { status: 204 }
        }),
    ],
    [
      /^GET \/installation\/repositories$/,
      (_, value) => asInstallation(value, ({ repositories }) => ({ status: 200, body: { repositories } })),
    ],
  ]

  async function respond(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(message)
    // GitHub Enterprise Server has its API below /api/v3
    const request = `${message.method ?? ''} ${decodeURIComponent((message.url ?? '').replace(/^\/api\/v3(?=\/)/, ''))}`
    const token = /^bearer (.+)$/i.exec(message.headers.authorization ?? '')?.[1] ?? ''
    const found = routes.flatMap(([form, handler]) => {
      const match = form.exec(request)
      return match ? [{ handler, parts: match.slice(1) }] : []
    })[0]
    const answer = found ? found.handler(found.parts, token, body) : notFound
    response.writeHead(answer.status, {
      date: new Date(now()).toUTCString(),
      ...(answer.body !== undefined && { 'content-type': 'application/json; charset=utf-8' }),
      ...answer.headers,
    })
    response.end(answer.body === undefined ? undefined : JSON.stringify(answer.body))
  }

  const server = createServer((message, response) => {
    respond(message, response).catch(() => message.socket.resetAndDestroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    tokens,
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}
