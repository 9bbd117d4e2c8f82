import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer } from 'node:tls'
import { startDelayProxy } from '../testing/proxy/delay-proxy.ts'
import type { StackInfo } from '../testing/stack/info.ts'
import { createAuthority } from '../testing/tls/certificates.ts'

/** How a job reaches Vault: without TLS, over TLS with HTTP/2 on offer, over TLS through a load balancer that knows HTTP/1.1 only. */
export type Way = 'http' | 'https' | 'https-http1'

/** Where a job finds the two servers, at some distance. */
export interface Place {
  readonly vaultUrl: string
  readonly issuerUrl: string
}

/** The stack's servers at several distances. */
export interface Network {
  place(way: Way, roundTripMs: number): Place
  /** File with the authorities of all certificates here, for NODE_EXTRA_CA_CERTS. */
  readonly caFile: string
  close(): Promise<void>
}

interface Closable {
  readonly port: number
  close(): Promise<void>
}

/** Puts Vault and the OIDC issuer at each of some round trips (ms) from the jobs; at 0 they are where they are. */
export async function createNetwork(info: StackInfo, roundTrips: readonly number[]): Promise<Network> {
  const { server, issuer } = info
  const authority = await createAuthority('Bench')
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
      if (!place) throw new Error(`nothing is ${roundTripMs} ms away`)
      return place
    },
    async close() {
      await Promise.all(parts.map((part) => part.close()))
      rmSync(folder, { recursive: true })
    },
  }
}

/** The port of an address that has one. */
export const portOf = (url: string): number => Number(new URL(url).port)

/** A TLS end before a plain port, as a load balancer is that speaks HTTP/1.1 only. */
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
