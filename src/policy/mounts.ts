import type { OpenText, RequestNeed } from './need.ts'
import { expressionSource, mapKnown } from './open-text.ts'

/** A secrets engine of the server, as `sys/internal/ui/mounts` returns it. */
export interface KnownMount {
  /** '' is the root namespace. */
  readonly namespace: string
  /** Relative to the namespace; ends with `/`. */
  readonly path: string
  /** The engine: `kv`, `database`, …. */
  readonly type: string
  /** The version of a KV engine. */
  readonly version?: 1 | 2
  /** Whether its responses have leases, if the engine leaves that to its roles (pki: `generate_lease`). */
  readonly leases?: boolean
}

/** Where a request goes: its path from the root namespace on, in the parts that decide about its rights. */
export interface Target {
  /** The namespace of the mount as far as it is known; otherwise that of the request. '' is the root namespace. */
  readonly namespace: OpenText
  /** Path in that namespace, decoded and without a query. */
  readonly path: OpenText
  /** The mount; undefined if the table does not contain it. */
  readonly mount: KnownMount | undefined
  /** Segments of the path below the mount. Without a mount, all but the first, because a mount has at least one. */
  readonly below: readonly OpenText[]
}

/** Finds the mount of a request. A path can begin with namespaces, which only the table of mounts can tell from a mount. */
export function targetOf({ namespace, path: written }: RequestNeed, mounts: readonly KnownMount[]): Target {
  const path = mapKnown(withoutQuery(written), decoded)
  const full = joined(namespace, path)
  const found = mounts
    .map((mount) => ({ mount, prefix: joined(mount.namespace, mount.path) }))
    .filter(({ prefix }) => full.startsWith(prefix))
    .sort((one, other) => other.prefix.length - one.prefix.length)[0]
  if (!found) return { namespace, path, mount: undefined, below: path.split('/').slice(1) }
  const { mount, prefix } = found
  const inMount = full.slice(prefix.length)
  return { namespace: mount.namespace, path: `${mount.path}${inMount}`, mount, below: inMount.split('/') }
}

/** Joins a namespace and a path in it; '' is the root namespace. */
export const joined = (namespace: OpenText, path: OpenText): OpenText => [namespace, path].filter(Boolean).join('/')

const withoutQuery = (path: OpenText): OpenText => beforeQuery.exec(path)?.[0] ?? path
const beforeQuery = new RegExp(`^(?:${expressionSource}|[^?])*`)

/** Returns the path that the server sees and compares with policies. Invalid escapes stay: the server refuses them. */
function decoded(path: string): string {
  return path.replace(/(?:%[0-9a-f]{2})+/gi, (escapes) => {
    try {
      return decodeURIComponent(escapes)
    } catch {
      return escapes
    }
  })
}
