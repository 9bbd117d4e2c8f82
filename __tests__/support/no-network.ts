import type { Transport } from '../../src/http/transport.ts'

/** A transport for what sends nothing. */
export const noNetwork: Transport = {
  send: () => Promise.reject(new Error('nothing may be sent')),
  prepare: () => undefined,
  close: () => undefined,
}
