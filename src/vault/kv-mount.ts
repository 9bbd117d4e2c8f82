import { Failure, type FailureCode } from '../core/failure.ts'
import type { TokenVault } from './client.ts'
import { isObject, own, type Json } from '../core/json.ts'
import { harmless } from './retry.ts'

/** A mount that stores secrets at paths, as seen from the namespace of a request. */
export interface KvMount {
  /** With `/` at its end. */
  readonly path: string
  /** 2 for version 2 of the KV engine; 1 for everything that lists and reads at one path. */
  readonly version: 1 | 2
}

/**
 * Asks Vault which mount a path belongs to, and for its KV version. This needs no policy of its own and costs no use of the token.
 * Returns undefined where the token may do nothing below the mount, or the path begins with a namespace. Throws what became of
 * the question otherwise: a guess in its place could read another path.
 * Source: vault/logical_system.go, `pathInternalUIMountRead`.
 */
export async function findKvMount(vault: TokenVault, path: string): Promise<KvMount | undefined> {
  try {
    const asked = `sys/internal/ui/mounts/${path}`
    const { reply } = await vault.call({ method: 'GET', path: asked, costsNoUse: true, repeatable: harmless })
    return toKvMount(own(reply, 'data'), path)
  } catch (error) {
    if (error instanceof Failure && refusals.includes(error.code)) return undefined
    throw error
  }
}

/** Codes of an answer that says no. */
const refusals: readonly FailureCode[] = ['ERR_DENIED', 'ERR_NOT_FOUND', 'ERR_REFUSED']

function toKvMount(data: Json | undefined, path: string): KvMount | undefined {
  if (!isObject(data)) return undefined
  const mount = own(data, 'path')
  if (typeof mount !== 'string' || !mount.endsWith('/') || !path.startsWith(mount)) return undefined
  const options = own(data, 'options')
  return { path: mount, version: isObject(options) && own(options, 'version') === '2' ? 2 : 1 }
}

/** Gives the path at which a folder is listed: version 2 lists below `metadata/`, and a path below `data/` means the same folder. */
export function listedAt({ path: mount, version }: KvMount, path: string): string {
  const below = path.slice(mount.length)
  return version === 1 ? path : `${mount}metadata/${below.replace(/^(?:meta)?data\//, '')}`
}

/** Gives the path at which the secrets of a listed folder are read. */
export function readAt({ path: mount, version }: KvMount, path: string): string {
  return version === 1 ? path : `${mount}data/${path.slice(mount.length).replace(/^metadata\//, '')}`
}
