import { once } from 'node:events'
import { createServer, STATUS_CODES } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'

/** A CONNECT request that the proxy received. */
export interface Tunnel {
  /** Requested host and port. */
  readonly target: string
  /** Decoded `user:password`, if the client sent them. */
  readonly credentials: string | undefined
  /** Status of the proxy's response. */
  readonly status: number
}

/** A forward proxy that connects host names ending in .test to this machine. */
export interface ConnectProxy {
  /** Host and port. */
  readonly host: string
  readonly tunnels: readonly Tunnel[]
  readonly close: () => Promise<void>
}

/** Options of a forward proxy. */
export interface ConnectProxyOptions {
  /** `user:password` that clients must send; no authentication if not given. */
  readonly credentials?: string
  /** Host and port of the server that a tunnel leads to, by target. */
  readonly routes?: Readonly<Record<string, string>>
  /** Targets that the proxy refuses, and the status of the refusal. */
  readonly refuses?: { readonly target: RegExp; readonly status: number }
}

function statusFor({ credentials, refuses }: ConnectProxyOptions, target: string, given: string | undefined): number {
  if (credentials !== undefined && given !== credentials) return 407
  return refuses?.target.test(target) ? refuses.status : 200
}

/** Starts a proxy on a free loopback port. */
export async function startConnectProxy(options: ConnectProxyOptions = {}): Promise<ConnectProxy> {
  const tunnels: Tunnel[] = []
  const sockets = new Set<Socket>()
  const keep = (socket: Socket): Socket => {
    sockets.add(socket)
    return socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket))
  }
  const server = createServer((_, response) => {
    response.writeHead(405).end('only CONNECT')
  })
  server.on('connection', keep)
  server.on('connect', (request, client: Socket) => {
    const target = request.url ?? ''
    const [, encoded] = /^Basic (\S+)$/.exec(request.headers['proxy-authorization'] ?? '') ?? []
    const credentials = encoded === undefined ? undefined : Buffer.from(encoded, 'base64').toString()
    const status = statusFor(options, target, credentials)
    tunnels.push({ target, credentials, status })
    if (status !== 200) {
      client.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nContent-Length: 6\r\n\r\nrefuse`)
      return
    }
    const { hostname, port } = new URL(`http://${options.routes?.[target] ?? target}`)
    const onward = keep(connect(Number(port || 80), hostname.endsWith('.test') ? '127.0.0.1' : hostname))
    onward.once('connect', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n')
      client.pipe(onward).pipe(client)
    })
    onward.once('error', () => client.destroy())
    client.once('close', () => onward.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    tunnels,
    close: async () => {
      const closed = once(server.close(), 'close')
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}
