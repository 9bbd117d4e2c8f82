import { encodePath } from '../core/encode-path.ts'
import { createConcurrencyLimit } from '../core/concurrency.ts'
import { Failure } from '../core/failure.ts'
import { isObject, own, type JsonObject } from '../core/json.ts'
import type { KnownMount } from '../policy/mounts.ts'
import type { TokenVault } from '../vault/client.ts'
import { idempotent } from '../vault/retry.ts'

/** The response of the server for a path: its `data`, nothing there, or no permission to read it. */
export type Reading = { readonly state: 'found'; readonly data: JsonObject } | { readonly state: 'absent' } | { readonly state: 'denied' }

/** Reads configuration of the server, each path once. Never reads a path of a secrets engine except transit's `keys/`. */
export interface Server {
  /** Throws the Failure of the request, except for 403 and 404. */
  read(namespace: string, path: string): Promise<Reading>
  /**
   * Returns the secrets engines of a namespace; those that the token may use if it may not read `sys/mounts`; none if it sees none. Throws
   * like `read`.
   */
  mounts(namespace: string): Promise<readonly KnownMount[]>
  /** Returns the capabilities of the token itself by path. Throws the Failure of the request. */
  capabilities(paths: readonly string[]): Promise<ReadonlyMap<string, ReadonlySet<string>>>
}

/** How many requests are in flight at once: enough for hundreds of roles, and no load for the server. */
const slots = 8
/** Paths of one `sys/capabilities-self`. */
const pathsAtOnce = 200

/** Creates a Server that reads with the token of a client. */
export function createServer(vault: TokenVault): Server {
  const limit = createConcurrencyLimit(slots)
  const readings = new Map<string, Promise<Reading>>()
  const read = (namespace: string, path: string): Promise<Reading> => {
    const key = JSON.stringify([namespace, path])
    const reading = readings.get(key) ?? limit(() => readOnce(vault, namespace, path))
    readings.set(key, reading)
    return reading
  }
  return {
    read,
    async mounts(namespace) {
      const all = await read(namespace, 'sys/mounts')
      const usable = all.state === 'found' ? all : await read(namespace, 'sys/internal/ui/mounts')
      const engines = all.state === 'found' ? all.data : usable.state === 'found' ? own(usable.data, 'secret') : undefined
      return isObject(engines)
        ? Object.entries(engines).flatMap(([path, engine]) => (isObject(engine) ? [mountOf(namespace, path, engine)] : []))
        : []
    },
    async capabilities(paths) {
      const groups = Array.from({ length: Math.ceil(paths.length / pathsAtOnce) }, (_, index) =>
        paths.slice(index * pathsAtOnce, (index + 1) * pathsAtOnce),
      )
      const answers = await Promise.all(groups.map((group) => limit(() => askCapabilities(vault, group))))
      return new Map(answers.flat())
    },
  }
}

async function readOnce(vault: TokenVault, namespace: string, path: string): Promise<Reading> {
  try {
    // names come from workflows: a query or a fragment in them must not change the path
    const { reply } = await vault.call({ method: 'GET', path: encodePath(path), namespace, repeatable: idempotent })
    const data = own(reply, 'data')
    return { state: 'found', data: isObject(data) ? data : {} }
  } catch (error) {
    if (error instanceof Failure && error.code === 'ERR_NOT_FOUND') return { state: 'absent' }
    if (error instanceof Failure && error.code === 'ERR_DENIED') return { state: 'denied' }
    throw error
  }
}

async function askCapabilities(vault: TokenVault, paths: readonly string[]): Promise<readonly (readonly [string, ReadonlySet<string>])[]> {
  const { reply } = await vault.call({
    method: 'POST',
    path: 'sys/capabilities-self',
    namespace: vault.tokenNamespace,
    body: { paths },
    repeatable: idempotent,
  })
  const data = own(reply, 'data')
  return paths.map((path) => {
    const capabilities = own(isObject(data) ? data : reply, path)
    return [path, new Set(Array.isArray(capabilities) ? capabilities.filter((one) => typeof one === 'string') : [])]
  })
}

/** Returns a mount from what the server says of it: `type` and `options`. `generic` is the name of version 1 of KV in old servers. */
export function mountOf(namespace: string, path: string, engine: JsonObject): KnownMount {
  const written = own(engine, 'type')
  const type = written === 'generic' ? 'kv' : typeof written === 'string' ? written : ''
  const options = own(engine, 'options')
  const version = isObject(options) && own(options, 'version') === '2' ? 2 : 1
  return { namespace, path, type, ...(type === 'kv' && { version }) }
}
