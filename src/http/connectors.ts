import { createConnector, type Connector } from './connect.ts'
import type { Destination, TlsSettings } from './transport.ts'

/** Connectors by TLS settings. Both transports share them, and with them TLS sessions and trusted CAs. */
export interface Connectors {
  /** Returns the connector for these settings; creates it on first use. */
  for(settings: TlsSettings | undefined): Connector
  /** Aborts the attempts in progress and refuses new ones. */
  close(): void
}

/** Creates an empty set of connectors. */
export function createConnectors(): Connectors {
  const created = new Map<TlsSettings | undefined, Connector>()
  let isClosed = false
  return {
    for(settings) {
      const connector = created.get(settings) ?? createConnector(settings)
      created.set(settings, connector)
      if (isClosed) connector.close()
      return connector
    },
    close() {
      isClosed = true
      for (const connector of created.values()) connector.close()
    },
  }
}

/** A cache with one value for each pair of server and TLS settings. */
export interface PerDestination<T> {
  /** Returns the value of a destination; creates it on first use. */
  of(destination: Destination): T
  /** Returns all values created so far. */
  all(): readonly T[]
}

/** @param create is called once for each pair of server and TLS settings */
export function perDestination<T>(create: (destination: Destination) => T): PerDestination<T> {
  const created = new Map<Destination['tls'], Map<string, T>>()
  return {
    of(destination) {
      const { tls, url } = destination
      const ofSettings = created.get(tls) ?? new Map<string, T>()
      created.set(tls, ofSettings)
      const value = ofSettings.get(url.origin) ?? create(destination)
      ofSettings.set(url.origin, value)
      return value
    },
    all: () => [...created.values()].flatMap((ofSettings) => [...ofSettings.values()]),
  }
}
