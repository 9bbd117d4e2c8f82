import type { AwsInfo } from './aws-api.ts'
import type { Product } from './choice.ts'
import type { IssuerInfo } from './id-token.ts'

/** The server under test. `binary` is its program, also the client; `auditLog` is the audit log with one JSON entry per line. */
export type ServerInfo = {
  url: string
  product: Product
  version: string
  binary: string
  rootToken: string
  auditLog: string
  tls: TlsInfo
}

/** The server's listeners with TLS. Their certificate is for `127.0.0.1`, `localhost` and `vault.test`. All certificates are PEM. */
export type TlsInfo = {
  url: string
  /** URL of the listener that requires a client certificate. */
  mutualUrl: string
  /** The root of the client certificate and, through an intermediate, of the server certificate. */
  ca: string
  client: { certificate: string; key: string }
}

/** Connection of the Postgres superuser. */
export type PostgresInfo = { host: string; port: number; user: string; password: string; database: string }

/** The description of a running stack, as JSON: the process that runs the stack passes it to the tests. */
export type StackInfo = {
  server: ServerInfo
  issuer: IssuerInfo
  postgres: PostgresInfo
  /** Moto, which simulates AWS. */
  aws: AwsInfo
  /** Whether the server has namespaces (OpenBao does, Vault's community edition does not). If so, there is one: `team`. */
  namespaces: boolean
}

/** A running stack. `stop` ends all its processes and removes its files. */
export type Stack = { info: StackInfo; stop: () => Promise<void> }

/** Receives progress lines. */
export type Report = (line: string) => void
