import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** A TCP proxy that adds network latency to a loopback server. */
export interface DelayProxy {
  /** Port on loopback that the proxy listens on. */
  readonly port: number
  /** Returns how many connections were accepted, and how many of them began with a TLS handshake. */
  readonly counts: () => ConnectionCounts
  /** Closes all connections and stops the proxy. */
  close(): Promise<void>
}

/** Counts of accepted connections. */
export interface ConnectionCounts {
  readonly connections: number
  readonly handshakes: number
}

/** The first byte of a TLS connection: a record of the type handshake (RFC 8446, 5.1). */
const tlsHandshake = 22

/** Forwards data from one socket to the other in order, each chunk `delayMs` later, but not before `openAt` + `delayMs`. */
function forward(from: Socket, to: Socket, delayMs: number, openAt: number): void {
  const due: (() => void)[] = []
  const later = (deliver: () => void): void => {
    due.push(deliver)
    const now = performance.now()
    // rounding can make timers fire out of order; each one delivers the oldest pending chunk
    setTimeout(
      () => {
        due.shift()?.()
      },
      Math.max(now, openAt) + delayMs - now,
    )
  }
  from.on('data', (chunk: Buffer) => {
    later(() => {
      to.write(chunk)
    })
  })
  from.on('end', () => {
    later(() => {
      to.end()
    })
  })
  from.on('error', () => {
    to.resetAndDestroy()
  })
}

/**
 * Starts a delay proxy in front of a loopback port. Delays each chunk by half a round trip in each direction, and a new connection by one
 * more round trip, like the TCP handshake. Does not change the data, such as TLS records.
 */
export async function startDelayProxy(options: { readonly targetPort: number; readonly roundTripMs: number }): Promise<DelayProxy> {
  const { targetPort, roundTripMs } = options
  const sockets = new Set<Socket>()
  let connections = 0
  let handshakes = 0
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    const target = connect({ port: targetPort, host: '127.0.0.1', allowHalfOpen: true, noDelay: true })
    for (const socket of [client, target]) {
      sockets.add(socket)
      socket.on('close', () => sockets.delete(socket))
    }
    connections += 1
    client.once('data', (chunk: Buffer) => {
      if (chunk[0] === tlsHandshake) handshakes += 1
    })
    const openAt = performance.now() + roundTripMs
    forward(client, target, roundTripMs / 2, openAt)
    forward(target, client, roundTripMs / 2, openAt)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    counts: () => ({ connections, handshakes }),
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}
