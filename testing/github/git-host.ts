import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { buffer } from 'node:stream/consumers'

/** A server on loopback that serves repositories over HTTP, with installation tokens as passwords. */
export interface GitHost {
  readonly url: string
  readonly close: () => Promise<void>
}

/**
 * Starts the server.
 * @param repositories the content of each repository's files by full name, then by path
 * @param mayRead checks whether a token may read a repository
 */
export async function startGitHost(
  repositories: Readonly<Record<string, Readonly<Record<string, string>>>>,
  mayRead: (token: string, repository: string) => boolean,
): Promise<GitHost> {
  const root = mkdtempSync(join(tmpdir(), 'git-host-'))
  for (const [name, files] of Object.entries(repositories)) createRepository(join(root, name), files)

  async function respond(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, search } = new URL(message.url ?? '/', 'http://localhost')
    const [, user, token = ''] = /^([^:]*):(.*)$/.exec(basicCredentials(message.headers.authorization)) ?? []
    const repository = pathname.split('/').slice(1, 3).join('/')
    if (user !== 'x-access-token' || !mayRead(token, repository)) {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="GitHub"' }).end()
      return
    }
    const git = spawn('git', ['http-backend'], {
      env: {
        PATH: process.env['PATH'],
        GIT_PROJECT_ROOT: root,
        GIT_HTTP_EXPORT_ALL: '1',
        PATH_INFO: pathname.replace(/^\/([^/]+\/[^/]+)/, '/$1/.git'),
        QUERY_STRING: search.slice(1),
        REQUEST_METHOD: message.method,
        CONTENT_TYPE: message.headers['content-type'],
        HTTP_CONTENT_ENCODING: message.headers['content-encoding'],
        GIT_PROTOCOL: message.headers['git-protocol']?.toString(),
        REMOTE_USER: user,
      },
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    message.pipe(git.stdin)
    const output = await buffer(git.stdout)
    const end = output.indexOf('\r\n\r\n')
    const headers = output
      .subarray(0, end)
      .toString()
      .split('\r\n')
      .map((line) => line.split(': ', 2) as [string, string])
    const status = headers.find(([name]) => name === 'Status')?.[1]
    response.writeHead(Number.parseInt(status ?? '200'), Object.fromEntries(headers.filter(([name]) => name !== 'Status')))
    response.end(output.subarray(end + 4))
  }

  const server = createServer((message, response) => {
    respond(message, response).catch(() => message.socket.resetAndDestroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
      rmSync(root, { recursive: true, force: true })
    },
  }
}

const basicCredentials = (header = ''): string => Buffer.from(/^Basic (.+)$/i.exec(header)?.[1] ?? '', 'base64').toString()

function createRepository(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=test', '-c', 'user.email=test@example.com', ...args], { cwd: folder })
  git('init', '--quiet', '--initial-branch=main')
  git('add', '.')
  git('commit', '--quiet', '--message', 'all')
}
