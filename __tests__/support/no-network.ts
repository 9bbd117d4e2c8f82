import type { Transport } from '../../src/http/transport.ts'

/** A transport that rejects every request, for code that must not send any. */
export const noNetwork: Transport = {
  send: () => Promise.reject(new Error('unexpected request')),
  prepare: () => undefined,
  close: () => undefined,
}
