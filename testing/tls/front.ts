import { once } from 'node:events'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { createServer } from 'node:tls'
import type { Identity } from './certificates.ts'

/** A server that terminates TLS in front of a server without TLS. */
export type TlsFront = { url: string; close: () => Promise<void> }

/** Starts a TLS front on a free loopback port, with this certificate and any that follow it in the PEM. */
export const startTlsFront = async ({ certificate, key }: Identity, target: string): Promise<TlsFront> => {
  const { hostname, port } = new URL(target)
  const sockets = new Set<Socket>()
  const keep = (socket: Socket): Socket => {
    sockets.add(socket)
    // a client that rejects the certificate resets the connection
    return socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket))
  }
  const server = createServer({ cert: certificate, key }, (inside) => {
    const onward = keep(connect(Number(port), hostname))
    inside.on('error', () => onward.destroy())
    inside.pipe(onward).pipe(inside)
  })
  server.on('connection', keep)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      const closed = once(server.close(), 'close')
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}
