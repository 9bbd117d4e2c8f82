import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** A TCP proxy that makes a loopback server as far away as a remote one. */
export interface DelayProxy {
  /** Where it listens on loopback. */
  readonly port: number
  /** Connections taken so far, and how many of them began with a TLS handshake. */
  readonly counts: () => ConnectionCounts
  /** Breaks all connections and stops. */
  close(): Promise<void>
}

/** How often a client has connected. */
export interface ConnectionCounts {
  readonly connections: number
  readonly handshakes: number
}

/** The first byte of a TLS connection: a record of the type handshake (RFC 8446, 5.1). */
const tlsHandshake = 22

/** Hands on what comes from one socket to the other, in order and each chunk `delayMs` later; what comes before `openAt` waits for that. */
function carry(from: Socket, to: Socket, delayMs: number, openAt: number): void {
  const due: (() => void)[] = []
  const later = (deliver: () => void): void => {
    due.push(deliver)
    const now = performance.now()
    // a timer may fire early against another by a rounding: whichever fires first delivers what came first
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
 * Starts a delay proxy before a loopback port. Each chunk is held for half a round trip in each direction, and a new connection costs one
 * round trip more, as TCP's handshake does. What is inside, TLS for instance, is not touched.
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
    carry(client, target, roundTripMs / 2, openAt)
    carry(target, client, roundTripMs / 2, openAt)
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
