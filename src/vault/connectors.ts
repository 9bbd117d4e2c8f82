import { createConnector, type Connector } from './connect.ts'
import type { TlsSettings } from './tls-settings.ts'

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
