import { Failure, type FailureCode } from '../core/failure.ts'
import type { TokenVault } from './client.ts'
import { isObject, own, type Json } from '../core/json.ts'
import { idempotent } from './retry.ts'

/** A mount that stores secrets at paths, relative to the namespace of the request. */
export interface KvMount {
  /** Ends with `/`. */
  readonly path: string
  /** 2 for KV version 2; 1 for every engine that lists and reads at the same path. */
  readonly version: 1 | 2
}

/**
 * Finds the mount of a path and its KV version. The request needs no policy of its own and costs no use of the token. Vault can refuse
 * it for a path that begins with a namespace, so it is then repeated in each namespace that the path can begin with.
 * Returns undefined if the token has no access below the mount. Throws any other Failure of a request, because a guess could read
 * another path.
 * Source: vault/logical_system.go, `pathInternalUIMountRead`, which checks the access without the namespace of the mount.
 */
export async function findKvMount(vault: TokenVault, path: string): Promise<KvMount | undefined> {
  for (const namespace of ['', ...namespacesIn(path)]) {
    const mount = await askForMount(vault, namespace, path.slice(namespace.length))
    if (mount) return { ...mount, path: `${namespace}${mount.path}` }
  }
  return undefined
}

/** Returns each namespace, ending with `/`, that a path with `metadata/` can begin with: at least one segment remains for the mount. */
function namespacesIn(path: string): readonly string[] {
  const before = path.slice(0, Math.max(path.lastIndexOf('/metadata/'), 0)).split('/')
  return before.slice(1).map((_, index) => `${before.slice(0, index + 1).join('/')}/`)
}

/** Asks for the mount of a path in a namespace below that of the connection. Returns undefined if Vault refuses. */
async function askForMount(vault: TokenVault, namespace: string, path: string): Promise<KvMount | undefined> {
  const query = { method: 'GET', path: `sys/internal/ui/mounts/${path}`, costsNoUse: true, repeatable: idempotent } as const
  const full = [vault.connection().namespace ?? '', namespace.slice(0, -1)].filter(Boolean).join('/')
  try {
    const { reply } = await vault.call(namespace === '' ? query : { ...query, namespace: full })
    return toKvMount(own(reply, 'data'), path)
  } catch (error) {
    if (error instanceof Failure && refusals.includes(error.code)) return undefined
    throw error
  }
}

/** Codes of a request that Vault rejected. */
const refusals: readonly FailureCode[] = ['ERR_DENIED', 'ERR_NOT_FOUND', 'ERR_REFUSED']

function toKvMount(data: Json | undefined, path: string): KvMount | undefined {
  if (!isObject(data)) return undefined
  const mount = own(data, 'path')
  if (typeof mount !== 'string' || !mount.endsWith('/') || !path.startsWith(mount)) return undefined
  const options = own(data, 'options')
  return { path: mount, version: isObject(options) && own(options, 'version') === '2' ? 2 : 1 }
}

/** Returns the path that lists a folder. KV version 2 lists below `metadata/`; a path below `data/` means the same folder. */
export function listedAt({ path: mount, version }: KvMount, path: string): string {
  const below = path.slice(mount.length)
  return version === 1 ? path : `${mount}metadata/${below.replace(/^(?:meta)?data\//, '')}`
}

/** Returns the path that reads a secret of a listed folder. */
export function readAt({ path: mount, version }: KvMount, path: string): string {
  return version === 1 ? path : `${mount}data/${path.slice(mount.length).replace(/^metadata\//, '')}`
}
