import { createConnector, type Connector } from './connect.ts'
import type { Destination, TlsSettings } from './transport.ts'

/** Connectors by their TLS settings, shared by all that connect, so that what one has learned of a server is known to the other. */
export interface Connectors {
  for(settings: TlsSettings | undefined): Connector
  /** Gives up what is under way, and connects no more. */
  close(): void
}

/** None is made before it is asked for. */
export function createConnectors(): Connectors {
  const made = new Map<TlsSettings | undefined, Connector>()
  let isClosed = false
  return {
    for(settings) {
      const connector = made.get(settings) ?? createConnector(settings)
      made.set(settings, connector)
      if (isClosed) connector.close()
      return connector
    },
    close() {
      isClosed = true
      for (const connector of made.values()) connector.close()
    },
  }
}

/** Something that there is one of for each server and TLS settings, made when it is first asked for. */
export interface PerDestination<T> {
  of(destination: Destination): T
  all(): readonly T[]
}

/** @param create is called once for each server and TLS settings */
export function perDestination<T>(create: (destination: Destination) => T): PerDestination<T> {
  const made = new Map<Destination['tls'], Map<string, T>>()
  return {
    of(destination) {
      const { tls, url } = destination
      const ofSettings = made.get(tls) ?? new Map<string, T>()
      made.set(tls, ofSettings)
      const one = ofSettings.get(url.origin) ?? create(destination)
      ofSettings.set(url.origin, one)
      return one
    },
    all: () => [...made.values()].flatMap((ofSettings) => [...ofSettings.values()]),
  }
}
