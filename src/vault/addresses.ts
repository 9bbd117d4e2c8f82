import type { Connection } from './connection.ts'

/** The addresses of one Vault, and the one that is in use by all requests of a client. */
export interface Addresses {
  /** The place of the address in use; it only grows. */
  current(): number
  /** Returns the address at a place, which counts on from the last address to the first. */
  at(place: number): string
  /** Moves all requests to the next address, unless another request has left this place already. */
  leave(place: number): void
  /** Returns all addresses, the one in use first. */
  inOrder(): Connection['urls']
}

/** Creates the addresses of a client, which uses the first one until `leave` is called. */
export function createAddresses(urls: Connection['urls']): Addresses {
  let current = 0
  const at = (place: number): string => urls[place % urls.length] ?? urls[0]
  return {
    current: () => current,
    at,
    leave(place) {
      if (current === place) current++
    },
    inOrder() {
      const start = current % urls.length
      return [at(start), ...urls.slice(start + 1), ...urls.slice(0, start)]
    },
  }
}
