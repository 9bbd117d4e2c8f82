import type { Product } from './choice.ts'
import type { IssuerInfo } from './id-token.ts'

/** The server under test. `binary` is its program, a client too; `auditLog` the file of its audit device, one JSON entry a line. */
export type ServerInfo = {
  /** The server's binary. */
  url: string
  product: Product
  version: string
  binary: string
  rootToken: string
  auditLog: string
  tls: TlsInfo
}

/** The server's listeners with TLS; their certificate is for `127.0.0.1`, `localhost` and `vault.test`. All in PEM. */
export type TlsInfo = {
  url: string
  /** Wants a client certificate in the handshake. */
  mutualUrl: string
  /** The root that both sides' certificates come from, the server's through an authority between. */
  ca: string
  client: { certificate: string; key: string }
}

/** How to connect to Postgres as its superuser. */
export type PostgresInfo = { host: string; port: number; user: string; password: string; database: string }

/** What a running stack is, in plain JSON: it crosses from the process that runs the stack to the tests. */
export type StackInfo = {
  server: ServerInfo
  issuer: IssuerInfo
  postgres: PostgresInfo
  /** Address of moto, which stands for AWS. */
  moto: string
  /** Whether the server knows namespaces (OpenBao does, Vault's community edition does not); then there is one: `team`. */
  namespaces: boolean
}

/** A running stack. `stop` ends all of it and leaves nothing behind. */
export type Stack = { info: StackInfo; stop: () => Promise<void> }

/** Receives a line about progress, wherever something takes seconds. */
export type Report = (line: string) => void
