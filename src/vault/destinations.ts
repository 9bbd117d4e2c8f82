import type { Destination } from './transport.ts'

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
