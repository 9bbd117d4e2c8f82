import type { Product } from '../../testing/stack/choice.ts'
import { stack } from './scenario.ts'

/** Errors for which the servers have different messages: the message of each server, and the text that the action adds if it differs. */
const table = {
  /** A login with method cert over a connection without TLS. */
  certWithoutTls: {
    openbao: /No client certificate reached Vault/,
    vault: /tls connection required\nThe server received the login without TLS/,
  },
  /** A list below data/ of KV version 2. */
  listBelowData: { openbao: /405 unsupported operation/, vault: /404 Invalid path for a versioned K\/V secrets engine/ },
  /** A renewal with a token that was revoked. */
  invalidTokenAtRenewal: {
    openbao: /^warning The token is no longer valid: PUT sys\/leases\/renew: 403 permission denied\.\n/,
    vault: /^warning The token is no longer valid: PUT sys\/leases\/renew: 403 permission denied; invalid token\.\n/,
  },
} satisfies Record<string, Readonly<Record<Product, RegExp>>>

/** Returns the message of the server that these tests use. */
export const serverWords = (meaning: keyof typeof table): RegExp => table[meaning][stack.server.product]
