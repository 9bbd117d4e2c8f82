import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer } from 'node:tls'
import { startDelayProxy } from '../testing/proxy/delay-proxy.ts'
import type { StackInfo } from '../testing/stack/info.ts'
import { createCa } from '../testing/tls/certificates.ts'

/** How a job connects to Vault: without TLS, with TLS and HTTP/2, or with TLS to a load balancer that supports only HTTP/1.1. */
export type Way = 'http' | 'https' | 'https-http1'

/** Addresses of the two servers with a certain round trip. */
export interface Place {
  readonly vaultUrl: string
  readonly issuerUrl: string
}

/** The stack's servers with several round trips. */
export interface Network {
  place(way: Way, roundTripMs: number): Place
  /** File with the certificate authorities of all servers, for NODE_EXTRA_CA_CERTS. */
  readonly caFile: string
  close(): Promise<void>
}

interface Closable {
  readonly port: number
  close(): Promise<void>
}

/** Makes Vault and the OIDC issuer available with each of the round trips (ms). Uses no proxy for 0. */
export async function createNetwork(info: StackInfo, roundTrips: readonly number[]): Promise<Network> {
  const { server, issuer } = info
  const authority = await createCa('Bench')
  const balancer = await startTlsEnd(await authority.issue({ name: 'balancer', hosts: ['127.0.0.1'] }), portOf(server.url))
  const vaultPorts: Record<Way, number> = { http: portOf(server.url), https: portOf(server.tls.url), 'https-http1': balancer.port }
  const parts: Closable[] = [balancer]
  const at = async (targetPort: number, roundTripMs: number): Promise<number> => {
    if (roundTripMs === 0) return targetPort
    const proxy = await startDelayProxy({ targetPort, roundTripMs })
    parts.push(proxy)
    return proxy.port
  }
  const places = new Map<string, Place>()
  for (const roundTripMs of roundTrips) {
    const issuerUrl = `http://127.0.0.1:${await at(portOf(issuer.url), roundTripMs)}`
    for (const way of ['http', 'https', 'https-http1'] as const) {
      const vaultUrl = `${way === 'http' ? 'http' : 'https'}://127.0.0.1:${await at(vaultPorts[way], roundTripMs)}`
      places.set(`${way} ${roundTripMs}`, { vaultUrl, issuerUrl })
    }
  }
  const folder = mkdtempSync(join(tmpdir(), 'bench-ca-'))
  const caFile = join(folder, 'ca.pem')
  writeFileSync(caFile, server.tls.ca + authority.certificate)
  return {
    caFile,
    place(way, roundTripMs) {
      const place = places.get(`${way} ${roundTripMs}`)
      if (!place) throw new Error(`the network has no round trip of ${roundTripMs} ms`)
      return place
    },
    async close() {
      await Promise.all(parts.map((part) => part.close()))
      rmSync(folder, { recursive: true })
    },
  }
}

/** Returns the port of a URL with an explicit port. */
export const portOf = (url: string): number => Number(new URL(url).port)

/** Starts a TLS server in front of a plain port, like a load balancer that supports only HTTP/1.1. */
async function startTlsEnd({ certificate, key }: { certificate: string; key: string }, targetPort: number): Promise<Closable> {
  const server = createServer({ cert: certificate, key, ALPNProtocols: ['http/1.1'], noDelay: true }, (client) => {
    const target = connect({ port: targetPort, host: '127.0.0.1', noDelay: true })
    client.on('error', () => target.destroy()).on('close', () => target.destroy())
    target.on('error', () => client.destroy()).on('close', () => client.destroy())
    client.pipe(target).pipe(client)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      await once(server.close(), 'close')
    },
  }
}
