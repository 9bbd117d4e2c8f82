import { setSecret } from '@actions/core'
import type { Env } from '../core/env.ts'
import type { InputReader } from '../core/input-reader.ts'
import type { TlsSettings } from '../http/transport.ts'
import type { LoginPlan } from '../login/login.ts'
import { chooseMethod } from '../login/methods.ts'
import { cleanPath } from '../mapping/entry.ts'
import { checkStateSize } from '../state/size-limit.ts'
import type { Connection } from '../vault/connection.ts'
import { readConnection } from './connection.ts'
import { readBoolean, readCount } from './values.ts'

/** Where Vault is and how to log in: the inputs that every action of this repository has. */
export interface VaultSettings {
  readonly connection: Connection
  readonly login: LoginPlan
  /** Seconds for the whole main step. */
  readonly timeout: number
}

/** The default of `timeout`; action.yml has the same. */
const defaultTimeout = '120'

/** Reads the inputs that say where Vault is and how to log in. */
export async function readVault(inputs: InputReader, env: Env): Promise<VaultSettings> {
  const connection = {
    ...readConnection(inputs, env),
    ...(await readTls(inputs)),
    ...(await readHeaders(inputs)),
  }
  const timeout = readCount('timeout', defaultTimeout, inputs)
  const login = await readLogin(inputs)
  checkStateSize(connection, 'token' in login.access ? login.access.token : undefined, env, inputs.problem)
  return { connection, login, timeout }
}

/** Loads the certificate reader only if it is needed. */
async function readTls(inputs: InputReader): Promise<{ tls?: TlsSettings }> {
  const skipVerify = readBoolean('tlsSkipVerify', inputs)
  const isGiven = ['caCertificate', 'clientCertificate', 'clientKey'].some((name) => inputs.text(name) !== undefined)
  const certificates = isGiven ? (await import('./tls.ts')).readCertificateInputs(inputs, setSecret) : {}
  return isGiven || skipVerify ? { tls: { ...certificates, ...(skipVerify && { skipVerify }) } } : {}
}

/** Loads the header reader only if it is needed. */
async function readHeaders(inputs: InputReader): Promise<{ extraHeaders?: string }> {
  return inputs.text('extraHeaders') === undefined ? {} : (await import('../http/extra-headers.ts')).readExtraHeaders(inputs, setSecret)
}

async function readLogin(inputs: InputReader): Promise<LoginPlan> {
  const method = await chooseMethod(inputs)
  const mount = (inputs.text('path') ?? method.mount).replace(/^\/*(auth\/)?|\/+$/g, '')
  const path = cleanPath(mount)
  if (typeof path !== 'string' || /[?#]/.test(mount))
    inputs.problem('path', `"${mount}" is not a valid mount of an auth method`, method.mount)
  return { method, mount, access: await method.read(inputs, mount) }
}
